"""typical_inputs.py: 64 inputs of 1x6x4x2 to calibrate on and to run, the same every time: `typical_inputs.py FILE`.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "compiler/tools/Inputs"))
from arrays import npy, npz  # noqa: E402

numbers = random.Random(1)
x = npy("<f4", (64, 6, 4, 2), [numbers.gauss(0, 1) for _ in range(64 * 6 * 4 * 2)])
pathlib.Path(sys.argv[1]).write_bytes(npz({"x": x}))
