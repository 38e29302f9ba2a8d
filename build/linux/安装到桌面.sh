#!/bin/sh
# 在应用菜单和桌面上放一个图标，并让 .pingbi 文件双击就用本程序打开。不需要管理员权限。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$data/applications" "$data/mime/packages"
cat >"$data/mime/packages/pingbi.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-pingbi"><comment>评比项目</comment><glob pattern="*.pingbi"/></mime-type>
</mime-info>
XML
sed -e "s|^Exec=.*|Exec=\"$here/pingbi\" %f|" -e "s|^Icon=.*|Icon=$here/pingbi.png|" "$here/pingbi.desktop" >"$data/applications/pingbi.desktop"
chmod +x "$data/applications/pingbi.desktop"
update-mime-database "$data/mime" 2>/dev/null || true
update-desktop-database "$data/applications" 2>/dev/null || true
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME/Desktop")
[ -d "$desktop" ] && cp "$data/applications/pingbi.desktop" "$desktop/县区半年评比.desktop" && chmod +x "$desktop/县区半年评比.desktop"
echo "已放到应用菜单：县区半年评比"
