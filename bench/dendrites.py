#!/usr/bin/env python3
# dendrites.py - what dendrites cost a layer.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles single layers with 0 to 3 dendrites, int8 and random weights, runs them on emulated cores and prints instructions
without dendrites and, with D of them, how many times (D + 1) times as many: 1.00 is a layer whose dendrites cost as much as
the neuron."""

import argparse
import array
import concurrent.futures
import math
import pathlib
import random
import sys
import tempfile

import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
MOST_DENDRITES = 3
CALIBRATION_INPUTS = 16

# Layers by name: op, input shape, weights per filter, output shape, attributes.
SAME = "padding = array<i64: 1, 1, 1, 1>"
LAYERS = {
    "3x3, 1 to 8, 24x24": ("conv2d", [24, 24, 1], [3, 3, 1], [24, 24, 8], SAME),
    "3x3, 8 to 16, 12x12": ("conv2d", [12, 12, 8], [3, 3, 8], [12, 12, 16], SAME),
    "3x3, 32 to 32, 8x8": ("conv2d", [8, 8, 32], [3, 3, 32], [8, 8, 32], SAME),
    "1x1, 32 to 32, 12x12": ("conv2d", [12, 12, 32], [1, 1, 32], [12, 12, 32], ""),
    "1x1, 64 to 64, 8x8": ("conv2d", [8, 8, 64], [1, 1, 64], [8, 8, 64], ""),
    "depthwise 3x3, 32, 12x12": ("depthwise_conv2d", [12, 12, 32], [3, 3, 1], [12, 12, 32], SAME),
    "dense 256 to 64": ("dense", [256], [256], [64], ""),
}


def write_layer(path, name, dendrites, function):
    """One layer as float `dend` text, ReLU at its end."""
    op, inputs, window, outputs, attributes = LAYERS[name]
    source = random.Random(f"{name} {dendrites}")
    channels = outputs[-1]
    filters = channels * (dendrites + 1)

    def constant(value, shape, deviation):
        numbers = array.array("f", (source.gauss(0, deviation) for _ in range(math.prod(shape))))
        of_type = f"tensor<{'x'.join(map(str, shape))}xf32>"
        return f'  {value} = dend.constant dense<"0x{numbers.tobytes().hex().upper()}"> : {of_type} -> {of_type}\n', of_type

    x, y = (f"tensor<{'x'.join(map(str, [1, *shape]))}xf32>" for shape in (inputs, outputs))
    text, weights = constant("%w", [filters, *window], math.sqrt(2 / math.prod(window)))
    bias, bias_type = constant("%b", [filters], 0.1)
    text += bias
    operands, types = "%x, %w bias %b", [x, weights, bias_type]
    attributes = [part for part in (attributes, "activation = #dend.function<relu>") if part]
    # A coefficient for each dendrite to the neuron, one for each pair of dendrites.
    for word, value, rows in (("between", "%d", dendrites * (dendrites - 1) // 2), ("to_neuron", "%n", dendrites)):
        if rows:
            coefficients, of_type = constant(value, [rows, channels], 0.5)
            text, operands, types = text + coefficients, f"{operands} {word} {value}", [*types, of_type]
    if dendrites:
        attributes += [f"dendrite_count = {dendrites} : i64", f"dendrite_function = #dend.function<{function}>"]
    path.write_text(f'func.func @main(%x: {x} {{dend.name = "x"}}) -> {y} {{\n{text}'
                    f'  %y = dend.{op} {operands} {{{", ".join(attributes)}}} : ({", ".join(types)}) -> {y}\n  return %y : {y}\n}}\n')


def count(name, core, dendrites, arguments, folder):
    """Instructions of one inference, or an error."""
    folder.mkdir()
    network = {"file": folder / "layer.mlir", "inputs": folder / "x.npy", "calibrate": True}
    write_layer(network["file"], name, dendrites, arguments.function)
    source, shape = random.Random(name), (CALIBRATION_INPUTS, *LAYERS[name][1])
    measure.write_inputs(network["inputs"], shape, (source.gauss(0, 1) for _ in range(math.prod(shape))))
    error = measure.compile_network(network, core, arguments, folder / "layer")
    if error:
        return error
    result = measure.run_network(network, arguments, folder / "layer", "--no-layers", "--no-float")
    return result.get("error") or result["instructions"]["mean"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cores", default="cortex-m4,cortex-m55,cortex-m3", help="default: %(default)s")
    parser.add_argument("--layers", type=lambda names: names.split("; "), default=list(LAYERS), help="'NAME; NAME ...' of the table; default: all")
    parser.add_argument("--function", default="sigmoid", help="of dendrites; default: %(default)s")
    parser.add_argument("--options", default="", help="more options of dendc")
    parser.add_argument("--cflags", help="of the C compiler, instead of -O3")
    parser.add_argument("--tools", type=pathlib.Path, default=ROOT / "build/release/bin", help="where dendc and dend-run are; default: %(default)s")
    arguments = parser.parse_args()
    arguments.options += " --output-type=int8" # as between layers
    for name in arguments.layers:
        if name not in LAYERS:
            parser.error(f"expected one of '{'; '.join(LAYERS)}', found '{name}'")
    print("| layer | core | without | 1 dendrite | 2 | 3 |\n|---|---|--:|--:|--:|--:|", flush=True)
    status = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name in arguments.layers:
            for core in arguments.cores.split(","):
                place = pathlib.Path(folder) / f"{list(LAYERS).index(name)}-{core}"
                counts = list(pool.map(lambda d: count(name, core, d, arguments, pathlib.Path(f"{place}-{d}")), range(MOST_DENDRITES + 1)))
                errors = [c for c in counts if isinstance(c, str)]
                status |= bool(errors)
                cells = errors[:1] or [f"{counts[0]:,.0f}", *(f"{c / counts[0] / (d + 1):.2f}" for d, c in enumerate(counts) if d)]
                print(f"| {name} | {core} | {' | '.join(cells)} |", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
