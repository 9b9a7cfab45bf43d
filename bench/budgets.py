#!/usr/bin/env python3
# budgets.py - no network of the project takes more instructions than budgets.json has recorded.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles and runs the networks of budgets.json for the cores recorded there and compares instructions."""

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
BUDGETS = HERE / "budgets.json"
COMPILER = "arm-none-eabi-gcc"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="record what is measured")
    parser.add_argument("--budgets", type=pathlib.Path, default=BUDGETS, help="default: %(default)s")
    parser.add_argument("--tools", type=pathlib.Path, default=ROOT / "build/release/bin",
                        help="where dendc and dend-run are; default: %(default)s")
    parser.add_argument("--jobs", type=int, default=2, help="measured at the same time")
    arguments = parser.parse_args()
    arguments.options, arguments.cflags = "", None # those of the defaults
    return arguments


def count(network, core, arguments, folder):
    """Instructions of one inference, or an error."""
    network = {**network, **{key: ROOT / network[key] for key in ("file", "inputs")}}
    error = measure.compile_network(network, core, arguments, folder)
    if error:
        return error
    result = measure.run_network(network, arguments, folder, "--no-layers", "--no-float")
    return result.get("error") or int(result["instructions"]["mean"])


def main():
    arguments = parse_arguments()
    budgets = json.loads(arguments.budgets.read_text())
    compiler = subprocess.run([COMPILER, "-dumpfullversion"], capture_output=True, text=True, check=True).stdout.strip()
    if compiler != budgets["compiler"] and not arguments.update:
        print(f"budgets: recorded with {COMPILER} {budgets['compiler']}, not compared with {compiler}")
        return 0
    pairs = [(network, core) for network in budgets["networks"] for core in network["instructions"]]
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        counts = list(pool.map(lambda pair: count(*pair, arguments, pathlib.Path(folder) / f"{pair[0]['name']}-{pair[1]}"), pairs))

    failures = 0
    for (network, core), found in zip(pairs, counts):
        budget = network["instructions"][core]
        if isinstance(found, str):
            failures += 1
            print(f"{network['name']} on {core}: {found}")
        elif arguments.update:
            network["instructions"][core] = found
        elif found > budget:
            failures += 1
            print(f"{network['name']} on {core}: expected at most {budget:,} instructions, found {found:,}")
        else:
            fewer = f", {budget - found:,} fewer than recorded" if found < budget else ""
            print(f"{network['name']} on {core}: {found:,}{fewer}")
    if arguments.update and not failures:
        budgets["compiler"] = compiler
        arguments.budgets.write_text(json.dumps(budgets, indent=2) + "\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
