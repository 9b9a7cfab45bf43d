"""each_type.py: every precision, every input type and every output type, end to end.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    each_type.py MODEL INPUTS

For each, in the current folder: the types that NAME.report.json names are those asked for, this machine gives what the
reference gives, to the bit, and real values near those of the float network. Exit status 1 at the first that does not.
"""
import json
import pathlib
import subprocess
import sys

# Every type on either side with 8 bits; what differs with more.
CASES = [("int8", "int8", "int16"), ("int8", "int16", "int8"), ("int8", "float32", "float32"), ("int8", "auto", "auto"),
         ("int16", "auto", "auto"), ("int16", "int8", "int8"), ("auto", "int8", "auto")]
# Decibels between outputs of the network in float32 and in integers.
LEAST_SQNR = {"int8": 20, "int16": 30, "auto": 20}


def run(*command):
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(f"{' '.join(command)}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


def check(model, inputs, precision, input_type, output_type):
    folder = f"{precision}_{input_type}_{output_type}"
    run("dendc", model, "-o", folder, "--name=net", f"--calibration={inputs}", f"--precision={precision}",
        f"--input-type={input_type}", f"--output-type={output_type}")
    report = json.loads(pathlib.Path(folder, "net.report.json").read_text())
    own = {"int8": ("int8",), "int16": ("int16",), "auto": ("int8", "int16")}[precision]
    expected = own if input_type == "auto" else (input_type,)
    if report["inputs"][0]["type"] not in expected:
        sys.exit(f"{folder}: expected input type {' or '.join(expected)}, found {report['inputs'][0]['type']}")
    expected = "int16" if output_type == "auto" else output_type
    if report["outputs"][0]["type"] != expected:
        sys.exit(f"{folder}: expected output type {expected}, found {report['outputs'][0]['type']}")
    few = ("--count=4", f"--inputs={inputs}")
    run("dend-run", folder, *few, "--on=reference", "--no-float", f"--outputs={folder}.npz")
    run("dend-run", folder, *few, "--on=host", f"--compare={folder}.npz", "--tolerance=0", f"--json={folder}.json")
    sqnr = json.loads(pathlib.Path(f"{folder}.json").read_text())["sqnr_db"]
    if sqnr < LEAST_SQNR[precision]:
        sys.exit(f"{folder}: expected {LEAST_SQNR[precision]} dB or more, found {sqnr}")


def main():
    model, inputs = sys.argv[1:]
    for case in CASES:
        check(model, inputs, *case)
    print("all precisions and types")


main()
