#!/bin/sh
# Formats all C and C++ of the project; with --check only says what would change.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
set -eu
cd "$(dirname "$0")/.."
mode=-i
[ "${1:-}" = --check ] && mode="--dry-run -Werror"
find frontends dialects compiler targets runtime test examples bench \
  \( -name '*.h' -o -name '*.c' -o -name '*.cpp' \) -type f 2>/dev/null |
  xargs -r clang-format-22 $mode
