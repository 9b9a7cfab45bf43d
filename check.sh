#!/bin/sh
# Builds and tests what users get: `./check.sh`. Everything again under sanitizers: `./check.sh asan`; any presets: `./check.sh PRESET ...`.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- release

./setup.sh

for preset; do
  echo "check: $preset: configure and build"
  cmake --preset "$preset" --log-level=NOTICE
  cmake --build --preset "$preset"
  echo "check: $preset: unit tests, format, layering"
  ctest --preset "$preset" --exclude-regex '^lit$' --parallel "$(nproc)"
  echo "check: $preset: compiler tests"
  cmake --build --preset "$preset" --target check-dendc
done
