"""recurrent_network.py: a network around one recurrent layer, and inputs for it, the same for the same arguments.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    recurrent_network.py CELL DENDRITES FOLDER [--sequences=N] [--units=N] [--function=NAME] [--peepholes]

writes net.mlir, the layer with DENDRITES dendrites between a layer that makes its gates and one that reads its last
step, and x.npz into FOLDER. Of an LSTM without dendrites the last layer reads the cells after the last step too.
"""
import argparse
import math
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "compiler/tools/Inputs"))
from arrays import npy, npz  # noqa: E402

BATCH, STEPS, INPUTS, CLASSES = 40, 12, 5, 4
GATES = {"rnn": 1, "gru": 3, "gru_reset_after": 3, "lstm": 4}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cell", choices=GATES)
    parser.add_argument("dendrites", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--sequences", type=int, default=1)
    parser.add_argument("--units", type=int, default=7)
    parser.add_argument("--function", default="tanh", help="of states and dendrites")
    parser.add_argument("--peepholes", action="store_true", help="let the gates of an LSTM see its cells")
    options = parser.parse_args()
    r = random.Random(f"{options.cell} {options.dendrites}")
    lines = []

    def constant(name, shape, size):
        values = [r.uniform(-size, size) for _ in range(math.prod(shape))]

        def nest(level, at):
            if level == len(shape):
                return f"{values[at]:.6e}"
            stride = math.prod(shape[level + 1:])
            return "[" + ", ".join(nest(level + 1, at + i * stride) for i in range(shape[level])) + "]"
        kind = "tensor<" + "".join(f"{n}x" for n in shape) + "f32>"
        lines.append(f"  %{name} = dend.constant dense<{nest(0, 0)}> : {kind} -> {kind}")
        return kind

    units, branches, width, d = options.units, options.dendrites + 1, options.sequences, options.dendrites
    gates, states = GATES[options.cell], 2 if options.cell == "lstm" else 1
    rows = branches * gates * units
    image = f"tensor<1x{STEPS}x{width}x{INPUTS}xf32>"
    sums, sequence = f"tensor<1x{STEPS}x{width}x{rows}xf32>", f"tensor<1x{STEPS}x{width}x{units}xf32>"
    w, b = constant("w", (rows, 1, 1, INPUTS), 1.0), constant("b", (rows,), 0.5)
    start, kinds = "", ""
    for name in ("h", "c")[:states]:
        kinds += ", " + constant(name, (1, 1, width, branches * units), 0.5)
        start += f"{' cell ' if start else ''}%{name}"
    m = constant("m", (rows, units), 2 / math.sqrt(units))
    lines.append(f"  %g = dend.conv2d %x, %w bias %b : ({image}, {w}, {b}) -> {sums} loc(\"gates\")")
    parts, types = f"%g from {start}, %m", f"{sums}{kinds}, {m}"
    if options.cell == "gru_reset_after":
        types += ", " + constant("n", (rows,), 0.5)
        parts += " bias %n"
    for name, count in (("peepholes", 3 * branches * options.peepholes), ("between", d * (d - 1) // 2), ("to_neuron", d)):
        if count:
            types += ", " + constant(name, (count, units), 0.8)
            parts += f" {name} %{name}"
    function = f"#dend.function<{options.function}>"
    functions = [function] if gates == 1 else ["#dend.function<sigmoid>"] + [function] * (gates - 2)
    attributes = f"functions = [{', '.join(functions[:states + 1 if gates > 1 else 1])}]"
    if d:
        attributes += f", dendrite_count = {d} : i64, dendrite_function = {function}"
    last = f"tensor<1x1x{width}x{units}xf32>"
    results, kinds = ("%s, %k", f"({sequence}, {last})") if options.cell == "lstm" and not d else ("%s", sequence)
    lines.append(f"  {results} = dend.recurrent <{options.cell}> {parts} {{{attributes}}} : ({types}) -> {kinds} loc(\"cells\")")
    slices = f"{{begin = array<i64: 0, {STEPS - 1}, 0, 0>, steps = array<i64: 1, 1, 1, 1>}} : ({sequence}) -> {last}"
    lines.append(f"  %l = dend.slice %s {slices}")
    read, count = "%l", width * units
    if options.cell == "lstm" and not d:
        joined = f"tensor<1x1x{width}x{2 * units}xf32>"
        lines.append(f"  %j = dend.concat %l, %k {{axis = 3 : i64}} : ({last}, {last}) -> {joined}")
        read, last, count = "%j", joined, 2 * count
    v = constant("v", (CLASSES, count), 1.0)
    flat = f"tensor<1x{count}xf32>"
    lines.append(f"  %f = dend.reshape {read} : ({last}) -> {flat}")
    lines.append(f"  %y = dend.dense %f, %v : ({flat}, {v}) -> tensor<1x{CLASSES}xf32> loc(\"classes\")")
    body = "\n".join(lines)
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "net.mlir").write_text(
        f"func.func @main(%x: {image} {{dend.name = \"x\"}}) -> (tensor<1x{CLASSES}xf32> {{dend.name = \"y\"}}) {{\n"
        f"{body}\n  return %y : tensor<1x{CLASSES}xf32>\n}}\n")
    shape = (BATCH, STEPS, width, INPUTS)
    values = [r.gauss(0, 1) for _ in range(math.prod(shape))]
    (options.folder / "x.npz").write_bytes(npz({"x": npy("<f4", shape, values)}))


main()
