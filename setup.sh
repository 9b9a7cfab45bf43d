#!/bin/sh
# Installs what building, testing and running dendc needs, from Debian's own archive. Does nothing where all is there.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
set -eu

# Build and test tools; MLIR; cross compiler and emulator; model file formats and their public test models.
packages="build-essential cmake ninja-build ccache mold git python3
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools
  clang-22 lld-22 clang-format-22 clang-tidy-22 libclang-rt-22-dev
  gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm
  libprotobuf-dev protobuf-compiler libflatbuffers-dev flatbuffers-compiler
  libonnx-testdata zlib1g-dev libzstd-dev"

if ! command -v apt-get >/dev/null; then
  echo "setup: no 'apt-get' here; dendc is set up on Debian 12. Elsewhere install what these packages hold:"
  echo "$packages"
  exit 1
fi

installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }
offered() { apt-cache policy "$1" | grep -q 'Candidate: [0-9]'; }

missing=
for package in $packages; do
  installed "$package" || missing="$missing $package"
done
if [ -z "$missing" ]; then
  echo "setup: nothing to do, all packages are installed"
  exit 0
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: not root and no 'sudo' here; as root run: apt-get install$missing" >&2
    exit 1
  fi
  as_root=sudo
fi

echo "setup: reading Debian's package lists"
$as_root apt-get -q update

# LLVM 22 came to Debian 12 through its security archive, which a small image may lack.
if ! offered libmlir-22-dev; then
  . /etc/os-release
  if [ "${ID:-}" != debian ]; then
    echo "setup: LLVM 22 is not offered here (${PRETTY_NAME:-unknown system}); expected Debian 12 with its security archive" >&2
    exit 1
  fi
  source="deb http://deb.debian.org/debian-security $VERSION_CODENAME-security main"
  echo "setup: LLVM 22 is not offered; adding '$source'"
  echo "$source" | $as_root tee /etc/apt/sources.list.d/dendc-debian-security.list >/dev/null
  $as_root apt-get -q update
  if ! offered libmlir-22-dev; then
    echo "setup: $PRETTY_NAME does not offer 'libmlir-22-dev'; expected Debian 12" >&2
    exit 1
  fi
fi

echo "setup: installing$missing"
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
  -o Dpkg::Use-Pty=0 install $missing
echo "setup: done"
