#!/usr/bin/env python3
# compile_time.py - what compiling costs the user's machine, from small networks to far too large ones.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles networks of growing size for a Cortex-M4, calibration included, and prints seconds of processor time and peak
memory: as a Markdown table and, with --chart, as a picture."""

import argparse
import array
import math
import multiprocessing
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
SIZES = [0.03, 0.1, 0.3, 1, 3, 10, 30, 50]  # MB of weights, in float
CALIBRATION_INPUTS = 16


class Model:
    """An ONNX file in the making: its graph in Protobuf's text form, its weights, random, in the binary one. Protobuf
    merges what is concatenated."""

    def __init__(self, shape):
        self.random = random.Random(1)
        self.count, self.weights, self.bytes = 0, [], 0
        self.text = ('ir_version: 8 opset_import { version: 17 } graph { name: "compile_time" '
                     f'input {{ name: "x" type {{ tensor_type {{ elem_type: 1 shape {{ {" ".join(f"dim {{ dim_value: {d} }}" for d in shape)} }} }} }} }}\n')

    def constant(self, shape):
        """A tensor of weights, whose products with unit inputs have unit variance."""
        name, size = f"w{self.count}", math.prod(shape)
        self.count += 1
        deviation = math.sqrt(2 / max(math.prod(shape[1:]), 1))
        some = array.array("f", (self.random.gauss(0, deviation) for _ in range(min(size, 4099))))
        values = (some * (size // len(some) + 1))[:size]
        fields = b"".join(encode(1, dimension) for dimension in shape) + encode(2, 1) + encode(8, name.encode())
        self.weights.append(encode(7, encode(5, fields + encode(9, values.tobytes()))))
        self.bytes += 4 * size
        return name

    def node(self, kind, *inputs, **attributes):
        """One node; its output's name."""
        output = f"v{self.count}"
        self.count += 1
        words = [f'input: "{name}"' for name in inputs]
        for name, value in attributes.items():
            numbers = " ".join(f"ints: {v}" for v in value) if isinstance(value, list) else f"i: {value}"
            words.append(f'attribute {{ name: "{name}" type: {"INTS" if isinstance(value, list) else "INT"} {numbers} }}')
        self.text += f'node {{ op_type: "{kind}" name: "{output}" output: "{output}" {" ".join(words)} }}\n'
        return output

    def convolution(self, x, inputs, outputs, kernel, stride=1, groups=1):
        weights = self.constant([outputs, inputs // groups, kernel, kernel])
        return self.node("Conv", x, weights, self.constant([outputs]), kernel_shape=[kernel] * 2, strides=[stride] * 2,
                         pads=[kernel // 2] * 4, group=groups)

    def write(self, path, output):
        text = self.text + f'output {{ name: "{output}" type {{ tensor_type {{ elem_type: 1 }} }} }} }}'
        line = ["protoc", f"--proto_path={ROOT}/frontends/onnx", "--encode=onnx.ModelProto", "onnx.proto"]
        graph = subprocess.run(line, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
        path.write_bytes(graph + b"".join(self.weights))


def encode(field, value):
    """A field of Protobuf's binary form: a number, or bytes."""
    if isinstance(value, int):
        return encode_number(field << 3) + encode_number(value)
    return encode_number(field << 3 | 2) + encode_number(len(value)) + value


def encode_number(value):
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + encode_number(rest) if rest else bytes([low])


def make_convolutional(width):
    """Separable convolutions with residual sums in four stages of two blocks, 32x32 images of three channels."""
    model = Model([1, 3, 32, 32])
    x, channels = model.node("Relu", model.convolution("x", 3, width, 3, stride=2)), width
    for stage in range(4):
        for block in range(2):
            outputs = width << stage
            stride = 2 if stage > 0 and block == 0 else 1
            y = model.node("Relu", model.convolution(x, channels, channels, 3, stride, groups=channels))
            y = model.convolution(y, channels, outputs, 1)
            x = model.node("Relu", model.node("Add", x, y) if channels == outputs and stride == 1 else y)
            channels = outputs
    x = model.node("Flatten", model.node("GlobalAveragePool", x), axis=1)
    return model, model.node("Gemm", x, model.constant([10, channels]), model.constant([10]), transB=1)


def make_dense(width):
    """Four dense layers, 256 inputs."""
    model = Model([1, 256])
    x, inputs = "x", 256
    for outputs in (width, width, width, 10):
        x = model.node("Gemm", x, model.constant([outputs, inputs]), model.constant([outputs]), transB=1)
        x, inputs = model.node("Relu", x) if outputs == width else x, outputs
    return model, x


KINDS = {"convolutional": (make_convolutional, (3, 32, 32)), "dense": (make_dense, (256,))}


def find_width(make, megabytes):
    """The width whose network comes nearest to a size, by the size of one."""
    probe = 64
    model, _ = make(probe)
    width = probe * math.sqrt(megabytes * 1e6 / model.bytes)
    for _ in range(4): # the size is not quite a square
        width *= math.sqrt(megabytes * 1e6 / make(max(round(width), 1))[0].bytes)
    return max(round(width), 1)


def write_network(kind, megabytes, path):
    """Writes a network of about that size; returns the bytes of its weights."""
    make = KINDS[kind][0]
    model, output = make(find_width(make, megabytes))
    model.write(path, output)
    return model.bytes


def run(line):
    """Seconds of processor time and bytes of memory that a command takes, or exits with what it says."""
    process = subprocess.Popen([str(word) for word in line], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"compile_time: {measure.get_error(errors, os.waitstatus_to_exitcode(status))}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def draw(rows):
    """Two panels, both axes logarithmic: seconds and megabytes against megabytes of weights."""
    colors, width, height, left, gap, top = dict(zip(KINDS, ("#2563a8", "#c2571a"))), 300, 220, 58, 84, 34
    xs = (math.log10(min(row["weights"] for row in rows) / 1e6), math.log10(max(row["weights"] for row in rows) / 1e6))
    text = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + 2 * width + gap + 20}" height="{top + height + 62}" '
            'font-family="sans-serif" font-size="12" fill="#333">',
            '<rect width="100%" height="100%" fill="white"/>']
    panels = (("seconds of processor time", "seconds", 1), ("MB of memory at the peak", "memory", 1e6))
    for panel, (title, key, unit) in enumerate(panels):
        x0 = left + panel * (width + gap)
        values = [math.log10(row[key] / unit) for row in rows]
        ys = (math.floor(min(values)), math.ceil(max(values)))
        place = lambda x, y: (x0 + 8 + (x - xs[0]) / (xs[1] - xs[0]) * (width - 16), top + height - (y - ys[0]) / (ys[1] - ys[0]) * height)
        text.append(f'<text x="{x0}" y="{top - 14}" font-weight="bold">{title}</text>')
        for y in range(ys[0], ys[1] + 1):
            at = place(xs[0], y)[1]
            text += [f'<line x1="{x0}" y1="{at:.1f}" x2="{x0 + width}" y2="{at:.1f}" stroke="#ddd"/>',
                     f'<text x="{x0 - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0 ** y:g}</text>']
        for size in sorted({row["size"] for row in rows}):
            at = place(math.log10(size), ys[0])[0]
            text.append(f'<text x="{at:.1f}" y="{top + height + 18}" text-anchor="middle">{size:g}</text>')
        text.append(f'<text x="{x0 + width / 2}" y="{top + height + 38}" text-anchor="middle">MB of weights (float) in the file</text>')
        for kind, color in colors.items():
            points = [place(math.log10(row["weights"] / 1e6), math.log10(row[key] / unit)) for row in rows if row["kind"] == kind]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            text.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
            text += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in points]
            if panel == 0:
                y = top + 14 + 18 * list(colors).index(kind)
                text += [f'<circle cx="{x0 + 16}" cy="{y - 4}" r="4" fill="{color}"/>', f'<text x="{x0 + 26}" y="{y}">{kind}</text>']
    return "\n".join([*text, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=pathlib.Path, default=ROOT / "build/release/bin", help="where dendc is; default: %(default)s")
    parser.add_argument("--largest", type=float, default=SIZES[-1], help="MB of weights; default: %(default)s")
    parser.add_argument("--options", default="", help="more options of dendc")
    parser.add_argument("--chart", type=pathlib.Path, help="write an SVG file")
    arguments = parser.parse_args()
    rows = []
    print("| network | parameters | MB of weights | seconds | MB of memory |\n|---|--:|--:|--:|--:|", flush=True)
    # A process of their own for the networks: its memory would count as that of dendc, which begins as a copy of this one.
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool(1) as pool:
        folder = pathlib.Path(folder)
        for kind, (_, shape) in KINDS.items():
            source = random.Random(2)
            shape = (CALIBRATION_INPUTS, *shape)
            measure.write_inputs(folder / "inputs.npy", shape, (source.gauss(0, 1) for _ in range(math.prod(shape))))
            for size in (s for s in SIZES if s <= arguments.largest):
                weights = pool.apply(write_network, (kind, size, folder / "network.onnx"))
                seconds, memory = run([arguments.tools / "dendc", folder / "network.onnx", "-o", folder / "out", "--target=cortex-m4",
                                           f"--calibration={folder / 'inputs.npy'}", *arguments.options.split()])
                rows.append({"kind": kind, "size": size, "weights": weights, "seconds": seconds, "memory": memory})
                print(f"| {kind} | {weights // 4:,} | {weights / 1e6:.2f} | {seconds:.2f} | {memory / 1e6:,.0f} |", flush=True)
    if arguments.chart:
        arguments.chart.write_text(draw(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
