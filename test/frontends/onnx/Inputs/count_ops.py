# Checks how often ops appear in a module: count_ops.py MODULE.mlir OP=COUNT ...
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import re
import sys

text = open(sys.argv[1]).read()
for expectation in sys.argv[2:]:
    name, expected = expectation.split("=")
    found = len(re.findall(rf"= dend\.{name} ", text))
    if found != int(expected):
        sys.exit(f"expected {expected} dend.{name}, found {found}")
