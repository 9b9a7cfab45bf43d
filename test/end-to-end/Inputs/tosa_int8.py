"""tosa_int8.py: inputs of tosa_int8.mlir, and outputs as MLIR's own lowering of TOSA computes them (mlir-runner 22).

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    tosa_int8.py FILE.npz
"""
import sys

from arrays import npy, npz

x = [(7 * i * i + 31 * i * (n + 1) + 13 * n) % 251 - 125 for n in range(4) for i in range(256)]
y = [45, -74, -110, -118, 45, -64, -119, -118, 111, -114, -127, -127, 118, -120, -127, -127]
open(sys.argv[1], "wb").write(npz({"x": npy("|i1", (4, 16, 16, 1), x), "y": npy("|i1", (4, 4), y)}))
