"""difference.py: by how many instructions two runs differ, as a whole and layer by layer.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""
import json
import sys

a, b = (json.load(open(path)) for path in sys.argv[1:])
layers = [str(after["instructions"] - before["instructions"]) for before, after in zip(a["layers"], b["layers"])]
print(f"instructions {b['instructions']['mean'] - a['instructions']['mean']}, layers {' '.join(layers)}")
