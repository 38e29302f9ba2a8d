#!/bin/bash
# Makes of a container with AlmaLinux 8 (glibc 2.28, as UOS 20 and Kylin V10 have) a place that builds the package: root,
# about ten minutes. Its Python is then /opt/python/bin/python3.11.
#
# That is made from its source, for packaging wants Python's own shared library, which the Pythons of manylinux images
# lack, and leaves OpenSSL out, which Red Hat's Python cannot start without. libxcb-cursor is not on every mirror.
set -euo pipefail

PYTHON=3.11.15
PYTHON_SHA256=272179ddd9a2e41a0fc8e42e33dfbdca0b3711aa5abf372d3f2d51543d09b625
CURSOR=0.1.5
CURSOR_SHA256=0caf99b0d60970f81ce41c7ba694e5eaaf833227bb2cbcdb2f6dc9666a663c57

fetched() { # ADDRESS SHA256: the source unpacked in a new folder, whose path is printed
  local folder; folder=$(mktemp -d)
  curl -fsSL --retry 3 -o "$folder/source.tar.xz" "$1"
  echo "$2  $folder/source.tar.xz" | sha256sum -c --quiet >&2
  tar -C "$folder" --strip-components=1 -xJf "$folder/source.tar.xz"
  echo "$folder"
}

packages() {
  dnf install -y epel-release dnf-plugins-core
  dnf config-manager --set-enabled powertools
  dnf install -y binutils curl gcc make m4 pkgconf-pkg-config findutils tar xz \
    bzip2-devel libffi-devel libuuid-devel openssl-devel sqlite-devel xz-devel zlib-devel \
    mesa-libGL mesa-libEGL libxkbcommon-x11 fontconfig dbus-libs cups-libs google-noto-sans-cjk-ttc-fonts \
    xcb-util-image-devel xcb-util-keysyms xcb-util-renderutil-devel xcb-util-wm gcc-toolset-13-binutils
  # The wheels' libraries come from newer linkers than the system's own strip knows.
  ln -sf /opt/rh/gcc-toolset-13/root/usr/bin/strip /usr/local/bin/strip
  # For the tests of the window; those that lack one of these are skipped.
  dnf install -y --setopt=strict=0 xorg-x11-server-Xvfb openbox xdotool xclip ImageMagick glib2 shared-mime-info util-linux
}

python() {
  cd "$(fetched "https://www.python.org/ftp/python/$PYTHON/Python-$PYTHON.tar.xz" "$PYTHON_SHA256")"
  ./configure -q --prefix=/opt/python --enable-shared --enable-optimizations LDFLAGS=-Wl,-rpath,/opt/python/lib
  make -s -j"$(nproc)"
  make -s install
}

cursor() {
  cd "$(fetched "https://xorg.freedesktop.org/archive/individual/lib/xcb-util-cursor-$CURSOR.tar.xz" "$CURSOR_SHA256")"
  ./configure -q --prefix=/usr --libdir=/usr/lib64 --disable-static
  make -s -j"$(nproc)"
  make -s install
  ldconfig
}

packages
(python)
(cursor)
