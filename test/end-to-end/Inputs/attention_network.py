"""attention_network.py: a network around one layer of attention, and inputs for it, always the same.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    attention_network.py FOLDER

writes net.mlir and x.npz into FOLDER: two heads of queries, keys and values by dense layers, their products, softmax, and
the heads joined again and added to the input.
"""
import math
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "compiler/tools/Inputs"))
from arrays import npy, npz  # noqa: E402

BATCH, STEPS, HEADS, DEPTH = 40, 10, 2, 6
WIDTH = HEADS * DEPTH


def main(folder):
    r = random.Random("attention")
    lines = []
    x, split = f"tensor<1x{STEPS}x{WIDTH}xf32>", f"tensor<1x{STEPS}x{HEADS}x{DEPTH}xf32>"
    heads, columns = f"tensor<{HEADS}x{STEPS}x{DEPTH}xf32>", f"tensor<{HEADS}x{DEPTH}x{STEPS}xf32>"
    scores, weights = f"tensor<{HEADS}x{STEPS}x{STEPS}xf32>", f"tensor<{WIDTH}x{WIDTH}xf32>"
    for name, size in (("q", 1.2), ("k", 1.2), ("v", 1.0)):
        rows = [[r.uniform(-size, size) / math.sqrt(WIDTH) * 2 for _ in range(WIDTH)] for _ in range(WIDTH)]
        # Values are read by columns, queries and keys by rows.
        axes, shape = ((0, 2, 3, 1), columns) if name == "v" else ((0, 2, 1, 3), heads)
        moved = f"tensor<1x{HEADS}x{shape.split('x', 1)[1]}"
        lines += [
            f"%w{name} = dend.constant dense<{rows}> : {weights} -> {weights}",
            f"%d{name} = dend.dense %x, %w{name} : ({x}, {weights}) -> {x} loc(\"{name}\")",
            f"%s{name} = dend.reshape %d{name} : ({x}) -> {split}",
            f"%t{name} = dend.transpose %s{name} {{permutation = array<i64: {', '.join(map(str, axes))}>}} : ({split}) -> {moved}",
            f"%{name} = dend.reshape %t{name} : ({moved}) -> {shape}",
        ]
    lines += [
        f"%qk = dend.matmul %q, %k : ({heads}, {heads}) -> {scores} loc(\"scores\")",
        f"%root = dend.constant dense<{1 / math.sqrt(DEPTH)}> : tensor<1xf32> -> tensor<1xf32>",
        f"%scaled = dend.mul %qk, %root : ({scores}, tensor<1xf32>) -> {scores}",
        f"%shares = dend.softmax %scaled {{axis = 2 : i64}} : ({scores}) -> {scores} loc(\"shares\")",
        f"%mixed = dend.matmul %shares, %v : ({scores}, {columns}) -> {heads} loc(\"mixed\")",
        f"%one = dend.reshape %mixed : ({heads}) -> tensor<1x{HEADS}x{STEPS}x{DEPTH}xf32>",
        f"%back = dend.transpose %one {{permutation = array<i64: 0, 2, 1, 3>}} : (tensor<1x{HEADS}x{STEPS}x{DEPTH}xf32>) -> {split}",
        f"%joined = dend.reshape %back : ({split}) -> {x}",
        f"%y = dend.add %joined, %x : ({x}, {x}) -> {x} loc(\"sum\")",
    ]
    body = "\n  ".join(lines)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "net.mlir").write_text(
        f"func.func @main(%x: {x} {{dend.name = \"x\"}}) -> ({x} {{dend.name = \"y\"}}) {{\n  {body}\n  return %y : {x}\n}}\n")
    values = [r.gauss(0, 1) for _ in range(BATCH * STEPS * WIDTH)]
    (folder / "x.npz").write_bytes(npz({"x": npy("<f4", (BATCH, STEPS, WIDTH), values)}))


main(pathlib.Path(sys.argv[1]))
