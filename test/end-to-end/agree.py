"""agree.py: the reference, this machine and the emulated cores must give the same outputs, to the bit.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    agree.py DIR INPUTS [--count=N] [--cores=cortex-m0,...] [--no-portable] [--clang=PROGRAM]

DIR is a folder that dendc wrote for integers. Every core but M0 runs the portable kernels too, with unaligned accesses
trapped, as they are on M0, unless --no-portable. Exit status 1, and what dend-run said, at the first that differs.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

PORTABLE = "-O2 -DDENDRT_PORTABLE -mno-unaligned-access"
CORES = "cortex-m0,cortex-m3,cortex-m4,cortex-m7,cortex-m33,cortex-m55"


def run(folder, inputs, *options):
    command = ["dend-run", folder, f"--inputs={inputs}", "--no-float", *options]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(f"{' '.join(command)}\n{ended.stdout}{ended.stderr}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("inputs")
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--cores", default=CORES)
    parser.add_argument("--no-portable", action="store_true")
    parser.add_argument("--clang", help="run the last core's code by this compiler too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        outputs = str(pathlib.Path(scratch) / "outputs.npz")
        few = f"--count={options.count}"
        same = [few, f"--compare={outputs}", "--tolerance=0"]
        run(options.folder, options.inputs, few, "--on=reference", f"--outputs={outputs}")
        run(options.folder, options.inputs, *same, "--on=host")
        for core in options.cores.split(","):
            emulated = [*same, "--on=qemu", "--no-layers", f"--core={core}"]
            run(options.folder, options.inputs, *emulated)
            if not core.startswith("cortex-m0") and not options.no_portable:
                run(options.folder, options.inputs, *emulated, "--trap-unaligned", f"--cflags={PORTABLE}")
        if options.clang:
            run(options.folder, options.inputs, *emulated, f"--cc={options.clang}")
    print(f"reference, host and {options.cores.count(',') + 1} cores agree on {options.count} inputs")


main()
