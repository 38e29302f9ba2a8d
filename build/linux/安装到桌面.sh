#!/bin/sh
# 在应用菜单和桌面上放一个图标，并让 .pingbi 文件双击就用本程序打开。不需要管理员权限。程序换了地方，再运行一次。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
icons=$data/icons/hicolor/256x256
mkdir -p "$data/applications" "$data/mime/packages" "$icons/apps" "$icons/mimetypes"
cp "$here/pingbi.png" "$icons/apps/pingbi.png"
cp "$here/pingbi.png" "$icons/mimetypes/application-x-pingbi.png"
cat >"$data/mime/packages/pingbi.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-pingbi"><comment>评比项目</comment><glob pattern="*.pingbi"/></mime-type>
</mime-info>
XML
# 路径里的 " $ ` \ % 按桌面文件的规矩转写。
path=$(printf '%s' "$here/pingbi" | sed -e 's/\\/\\\\\\\\/g' -e 's/["$`]/\\\\&/g' -e 's/%/%%/g')
entry=$data/applications/pingbi.desktop
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s" %%f\n' "$path" ;;
        Icon=*) printf 'Icon=%s\n' "$icons/apps/pingbi.png" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$here/pingbi.desktop" >"$entry"
chmod +x "$entry"
update-mime-database "$data/mime" 2>/dev/null || true
update-desktop-database "$data/applications" 2>/dev/null || true
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME/Desktop")
if [ -d "$desktop" ] && [ "$desktop" != "$HOME" ]; then
    cp "$entry" "$desktop/县区半年评比.desktop"
    chmod +x "$desktop/县区半年评比.desktop"
    gio set "$desktop/县区半年评比.desktop" metadata::trusted true 2>/dev/null || true
fi
echo "已放到应用菜单：县区半年评比"
