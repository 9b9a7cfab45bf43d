#!/bin/sh
# From a trained dendritic network to C that runs on emulated Cortex-M: builds dendc and shows what it does.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
set -eu
cd "$(dirname "$0")"
example=examples/keyword-spotting
out=build/demo

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() { printf '$ %s\n' "$*"; "$@"; }

say "Set up and build"
./setup.sh
cmake --preset release --log-level=NOTICE
cmake --build --preset release --target dendc dend-run
PATH="$PWD/build/release/bin:$PATH"
rm -rf "$out"
mkdir -p "$out"

say "Compile a trained network of $(ls -l $example/keywords.onnx | awk '{print $5}') bytes for Cortex-M4"
run dendc $example/keywords.onnx -o $out/cortex-m4 --target=cortex-m4 --calibration=$example/keywords.npz
ls -l $out/cortex-m4 | awk 'NR > 1 {printf "  %8d  %s\n", $5, $9}'

say "Run its test set on an emulated Cortex-M4"
run dend-run $out/cortex-m4 --inputs=$example/keywords.npz --on=qemu --json=$out/cortex-m4.json

say "The same for a small core and a large one"
for core in cortex-m0 cortex-m55; do
  dendc $example/keywords.onnx -o $out/$core --target=$core --calibration=$example/keywords.npz >$out/$core.log
  dend-run $out/$core --inputs=$example/keywords.npz --on=qemu --json=$out/$core.json >>$out/$core.log
done
python3 - $out <<'END'
import json, sys
head = "core", "accuracy", "as float", "instructions", "flash", "RAM"
print("{:<12}{:>10}{:>10}{:>14}{:>10}{:>10}".format(*head))
for core in "cortex-m0", "cortex-m4", "cortex-m55":
    with open(f"{sys.argv[1]}/{core}.json") as file:
        r = json.load(file)
    print(f"{core:<12}{r['accuracy']:>10.1%}{r['agreement']:>10.1%}{r['instructions']['mean']:>14,.0f}"
          f"{r['flash']['total']:>10,}{r['ram']['total']:>10,}")
END
echo
echo "accuracy: on $example's test set; as float: the same largest output as the float network;"
echo "instructions per inference, counted exactly; flash and RAM in bytes, all included. The C is in $out."
