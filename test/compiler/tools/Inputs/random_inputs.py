"""random_inputs.py: a batch of inputs from -2 to 2, the same in every run.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    random_inputs.py FILE.npy COUNT SIZE...
"""
import pathlib
import random
import sys

from arrays import npy

shape = tuple(map(int, sys.argv[2:]))
count = 1
for size in shape:
    count *= size
random.seed(1)
pathlib.Path(sys.argv[1]).write_bytes(npy("<f4", shape, [random.uniform(-2, 2) for _ in range(count)]))
