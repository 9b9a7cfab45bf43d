#!/usr/bin/env python3
"""run.py: builds a C program for a core and runs it in QEMU.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    run.py CORE [--cc=arm-none-eabi-gcc|clang-22] [--machine=NAME] [--trap-unaligned] [--keep=FILE.elf] ARGUMENT ...

CORE is a file of targets/cores without its .json. The arguments are C files and compiler flags, given after those of
the core. The program's output and exit status are handed on; 124 is a program that did not end in time.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BOARD = pathlib.Path(__file__).resolve().parent
CORES = BOARD.parent
TIMEOUT_SECONDS = 600


def build(options, flags, machine, folder):
    """Compiles every source on its own and links the objects with the board: the path of the program."""
    counter = "counter_nrf51.c" if machine == "microbit" else "counter_mps2.c"
    board = ["startup.c", "semihosting.c", "stack.c", "syscalls.c", counter]
    # -u and -l end up on the link line, everything else is for the compiler.
    sources = [a for a in options.arguments if re.search(r"\.[cS]$", a) and not a.startswith("-")]
    extra = [a for a in options.arguments if a not in sources]
    link_only = [a for a in extra if re.match(r"-(l|L|Wl,|u)", a)]
    extra = [a for a in extra if a not in link_only]
    target = ["--target=arm-none-eabi", "--sysroot=/usr/lib/arm-none-eabi"] if "clang" in options.cc else []
    common = [*flags, "-std=c99", "-ffunction-sections", "-fdata-sections", f"-I{BOARD}"]
    objects = []
    for source in [*sources, *(str(BOARD / name) for name in board)]:
        objects.append(str(folder / f"{len(objects)}.o"))
        ours = pathlib.Path(source).parent == BOARD
        # The board is compiled by one compiler at one level, so that its own cost never moves.
        compiler = ["arm-none-eabi-gcc", "-O2"] if ours else [options.cc, *target, "-O2", *extra]
        subprocess.run([*compiler, *common, "-c", source, "-o", objects[-1]], check=True)
    program = folder / "program.elf"
    trap = ["-Wl,--defsym=board_trap_unaligned_option=1"] if options.trap_unaligned else []
    subprocess.run(
        ["arm-none-eabi-gcc", *flags, *objects, "-nostartfiles", "--specs=nano.specs", f"-L{BOARD}",
         f"-T{BOARD / machine}.ld", "-Wl,--gc-sections", "-Wl,--no-warn-rwx-segments", *trap, *link_only,
         "-lm", "-o", str(program)], check=True)
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("core")
    parser.add_argument("--cc", default="arm-none-eabi-gcc")
    parser.add_argument("--machine", help="QEMU machine instead of the core's own")
    parser.add_argument("--trap-unaligned", action="store_true", help="unaligned accesses fault")
    parser.add_argument("--keep", help="copy the program here")
    options, options.arguments = parser.parse_known_args()
    path = CORES / f"{options.core}.json"
    if not path.exists():
        parser.error(f"unknown core '{options.core}', expected one of: "
                     + ", ".join(sorted(core.stem for core in CORES.glob("*.json"))))
    core = json.loads(path.read_text())
    machine = options.machine or core["emulator"]["machine"]
    options.trap_unaligned |= core["emulator"].get("trap_unaligned", False) and machine != "microbit"
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = build(options, core["flags"], machine, pathlib.Path(folder))
        except subprocess.CalledProcessError as error:
            return error.returncode
        if options.keep:
            shutil.copy(program, options.keep)
        emulator = ["qemu-system-arm", "-machine", machine, "-nographic", "-monitor", "none", "-serial", "none",
                    "-icount", "shift=7,align=off,sleep=off",
                    "-semihosting-config", "enable=on,target=native", "-kernel", str(program)]
        try:
            return subprocess.run(emulator, stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS).returncode
        except subprocess.TimeoutExpired:
            return 124


sys.exit(main())
