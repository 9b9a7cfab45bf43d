"""within_one_step.py: how near integer outputs are to those of the tool that quantized the file.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    within_one_step.py DIR FOUND.npy EXPECTED.npy

Exit status 1 unless 99 % of the values lie within one step of the output's scale, which DIR's report says, and the largest
output is the same for 99.5 % of the rows.
"""
import array
import ast
import json
import pathlib
import sys


def read_rows(path):
    """The rows of a matrix of little-endian floats in C order."""
    data = pathlib.Path(path).read_bytes()
    end = 10 + int.from_bytes(data[8:10], "little")
    header = ast.literal_eval(data[10:end].decode())
    assert data[:6] == b"\x93NUMPY" and header["descr"] == "<f4" and not header["fortran_order"], header
    values, width = array.array("f", data[end:]), header["shape"][-1]
    return [list(values[first : first + width]) for first in range(0, len(values), width)]


folder, found, expected = sys.argv[1:]
(report,) = pathlib.Path(folder).glob("*.report.json")
step = json.loads(report.read_text())["outputs"][0]["scale"]
found, expected = read_rows(found), read_rows(expected)
assert len(found) == len(expected) > 0 and len(found[0]) == len(expected[0])
steps = [abs(x - y) / step for f, e in zip(found, expected) for x, y in zip(f, e)]
near = sum(s < 1.5 for s in steps) / len(steps)
equal = sum(s < 0.5 for s in steps) / len(steps)
same = sum(f.index(max(f)) == e.index(max(e)) for f, e in zip(found, expected)) / len(found)
print(f"{100 * near:.2f} % of values within one step, {100 * equal:.2f} % equal, ", end="")
print(f"same largest output on {100 * same:.2f} % of rows")
sys.exit(0 if near >= 0.99 and same >= 0.995 else 1)
