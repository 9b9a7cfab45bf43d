"""calibration.py: calibration data for a network of input 1x2 that are none, one file per reason.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    calibration.py FOLDER
"""
import math
import pathlib
import sys

from arrays import header, npy, npz

folder = pathlib.Path(sys.argv[1])
GOOD = npy("<f4", (3, 1, 2), [1, 2, -1, 0.5, 3, -2])
FILES = {
    "good.npy": GOOD,
    "integers.npz": npz({"x": npy("|i1", (3, 1, 2), [1, 2, -1, 0, 3, -2])}),
    "shape.npz": npz({"x": npy("<f4", (2, 1, 3), range(6))}),
    "rank.npz": npz({"x": npy("<f4", (), [1])}),
    "empty.npz": npz({"x": npy("<f4", (0, 1, 2), [])}),
    "nan.npz": npz({"x": npy("<f4", (2, 1, 2), [1, 2, math.nan, 4])}),
    "inf.npz": npz({"x_calibration": npy("<f8", (2, 1, 2), [-math.inf, 2, 3, 4])}),
    "large.npz": npz({"x": npy("<f8", (1, 1, 2), [1e300, 2])}),
    "none.npz": npz({"a": GOOD, "b": GOOD}),
    "texts.npz": npz({"x": header("{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }") + "yes".encode("utf-32-le")}),
    "other.npz": b"no archive",
}
for name, contents in FILES.items():
    (folder / name).write_bytes(contents)
