"""random_streams.py: random chains and branches of layers that are computed row by row, for streams and overlap.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    random_streams.py (high | wide) FOLDER SEED ...

compiles each network of high images as dendc chooses, in the least RAM there is, and fed by rows in two regions; each of wide ones,
which it computes in patches, in the least RAM there is, with inputs and outputs in the arena and outside, and fed by rows. Each must give on this
machine what the reference evaluator gives, and what is planned tightly reads nothing that its plan says is dead (poison.py). Exit
status 1 at the first that does not.
"""
import json
import pathlib
import random
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "compiler/tools/Inputs"))
from arrays import npy  # noqa: E402

BATCH = 2


class Network:
    """Lines of kern ops on images of int8; a value is its name and its height, width and channels."""

    def __init__(self, rng):
        self.rng, self.lines = rng, []
        self.border_rng = random.Random(0)

    def add(self, op, operands, attributes, shape):
        name = f"%{len(self.lines)}"
        types = ", ".join(self.type(o[1]) for o in operands)
        self.lines.append(f"  {name} = kern.{op} {', '.join(o[0] for o in operands)} {{{', '.join(attributes)}}}\n"
                          f"    : ({types}) -> {self.type(shape)} loc(\"layer{len(self.lines)}\")")
        return name, shape

    @staticmethod
    def type(shape):
        return f"tensor<1x{'x'.join(map(str, shape))}xi8>"

    def numbers(self, shape, bound):
        if not shape:
            return str(self.rng.randint(-bound, bound))
        return "[" + ", ".join(self.numbers(shape[1:], bound) for _ in range(shape[0])) + "]"

    def requant(self, count, gain):
        multipliers = ", ".join(str(int(2 ** 31 * gain * self.rng.uniform(0.5, 1))) for _ in range(count))
        return f"#kern.requant<multipliers = [{multipliers}], shift = 0, zero_point = {self.rng.randint(-9, 9)}, min = -128, max = 127>"

    def axis(self, size, same):
        """Taps, stride, dilation, padding before and after, and the size that results."""
        rng = self.rng
        taps, dilation = rng.choice([1, 2, 3, 3, 5]), rng.choice([1, 1, 1, 2])
        reach = (taps - 1) * dilation + 1
        if same:
            return taps, 1, dilation, (reach - 1) // 2, reach - 1 - (reach - 1) // 2, size
        stride, before, after = rng.choice([1, 1, 2, 3]), rng.randint(0, reach - 1), rng.randint(0, reach - 1)
        if size + before + after < reach:
            return 1, 1, 1, 0, 0, size
        return taps, stride, dilation, before, after, (size + before + after - reach) // stride + 1

    def window(self, value, same):
        height, width, channels = value[1]
        rows, columns = self.axis(height, same), self.axis(width, same)
        pairs = zip(rows, columns)
        taps, strides, dilations, before, after, size = pairs
        attributes = [f"strides = array<i64: {strides[0]}, {strides[1]}>",
                      f"dilations = array<i64: {dilations[0]}, {dilations[1]}>",
                      f"padding = array<i64: {before[0]}, {before[1]}, {after[0]}, {after[1]}>"]
        return taps, attributes, size

    def conv(self, value, same=False):
        taps, attributes, size = self.window(value, same)
        inputs = value[1][2]
        outputs = inputs if same else self.rng.randint(1, 9)
        return self.weighted("conv2d", value, [outputs, *taps, inputs], attributes, (*size, outputs))

    def depthwise(self, value, same=False):
        taps, attributes, size = self.window(value, same)
        outputs = value[1][2] * (1 if same else self.rng.choice([1, 1, 2]))
        return self.weighted("depthwise_conv2d", value, [outputs, *taps, 1], attributes, (*size, outputs))

    def borders(self, size):
        """Rows or columns of an output with biases of their own."""
        before = min(self.border_rng.randint(0, 2), size - 1)
        return before, min(self.border_rng.randint(0, 2), size - 1 - before)

    def weighted(self, op, value, shape, attributes, output):
        length, channels = shape[1] * shape[2] * shape[3], shape[0]
        biases = [channels]
        if op == "conv2d" and self.border_rng.randint(0, 1):
            rows, columns = self.borders(output[0]), self.borders(output[1])
            biases = [(sum(rows) + 1) * (sum(columns) + 1), channels]
            attributes = [*attributes, f"borders = array<i64: {rows[0]}, {columns[0]}, {rows[1]}, {columns[1]}>"]
        return self.add(op, [value], [
            f"weights = dense<{self.numbers(shape, 127)}> : tensor<{'x'.join(map(str, shape))}xi8>",
            f"bias = dense<{self.numbers(biases, 500)}> : tensor<{'x'.join(map(str, biases))}xi32>",
            f"input_zero_point = {self.rng.randint(-9, 9)} : i32", *attributes,
            f"requant = {self.requant(channels, 0.02 / length ** 0.5)}"], output)

    def pool(self, value):
        height, width, channels = value[1]
        rows, columns = self.rng.choice([1, 2, 2, 3, 5]), self.rng.choice([1, 2, 2])
        if height < rows or width < columns:
            return self.conv(value)
        kind = self.rng.randint(0, 2)
        strides = (rows, columns) if kind else (1, 1)
        below = self.rng.randint(0, rows - 1)
        size = ((height + below - rows) // strides[0] + 1, (width - columns) // strides[1] + 1, channels)
        attributes = [f"window = array<i64: {rows}, {columns}>", f"strides = array<i64: {strides[0]}, {strides[1]}>",
                      f"padding = array<i64: 0, 0, {below}, 0>"]
        if kind < 2:
            return self.add("max_pool2d", [value], attributes, size)
        count = rows * columns if below else 1
        multipliers = ", ".join(str(2 ** 31 // (n if below else rows * columns) - 1) for n in range(1, count + 1))
        return self.add("average_pool2d", [value], attributes + [
            f"requant = #kern.requant<multipliers = [{multipliers}], shift = 1, zero_point = 0, min = -128, max = 127>"], size)

    def resize(self, value):
        """Larger or smaller, between elements or at them."""
        shape, places = [], []
        for size in value[1][:2]:
            count = self.rng.choice([size, 2 * size, 2 * size - 1, max(1, size // 2), self.rng.randint(1, 2 * size)])
            shift, step = self.rng.choice([0, 0, 0.5]), self.rng.choice([1, 1, 1024])
            rows = [min(max((i + shift) * size / count - shift, 0), size - 1) for i in range(count)]
            shape.append(count)
            places.append(", ".join(f"{int(row * 1024) // step * step / 1024:.10f}" for row in rows))
        return self.add("resize_bilinear", [value], [f"rows = array<f32: {places[0]}>", f"columns = array<f32: {places[1]}>"],
                        (*shape, value[1][2]))

    def sum(self, left, right):
        return self.add("add", [left, right], ["lhs_multiplier = 16384 : i32", "rhs_multiplier = 9000 : i32",
                                               "offset = 16384 : i32", "shift = 15 : i32", "min = -128 : i32",
                                               "max = 127 : i32"], left[1])

    def join(self, value):
        """Two layers side by side in rows, columns or channels, and a part of them."""
        axis = self.rng.choice([1, 1, 2, 3, 3])
        operands = [self.conv(value, same=True), self.depthwise(value, same=True), value][:self.rng.randint(2, 3)]
        self.rng.shuffle(operands)
        shape = list(value[1])
        shape[axis - 1] *= len(operands)
        joined = self.add("concat", operands, [f"axis = {axis} : i64"], tuple(shape))
        begin, step = self.rng.randint(0, value[1][axis - 1]), self.rng.choice([1, 1, 2])
        shape[axis - 1] = (shape[axis - 1] - begin + step - 1) // step
        begins, steps = [0, 0, 0, 0], [1, 1, 1, 1]
        begins[axis], steps[axis] = begin, step
        return self.add("slice", [joined], [f"begin = array<i64: {', '.join(map(str, begins))}>",
                                            f"steps = array<i64: {', '.join(map(str, steps))}>"], tuple(shape))

    def block(self, value):
        """A chain beside the value itself, or beside another chain."""
        left, right = value, value
        for _ in range(self.rng.randint(1, 2)):
            left = self.rng.choice([self.conv, self.depthwise])(left, same=True)
        if self.rng.randint(0, 1):
            right = self.depthwise(right, same=True)
        return self.sum(left, right)


def make(seed, form):
    rng = random.Random(seed)
    network = Network(rng)
    shape = (rng.randint(9, 40), rng.choice([1, 1, 4, 9]), rng.randint(1, 4))
    if form == "wide":
        shape = (rng.randint(4, 12), rng.randint(24, 70), rng.randint(1, 2))
    value = network.conv(("%x", shape))
    layers = [network.conv, network.depthwise, network.pool, network.block, network.join]
    if form == "high":
        layers.append(network.resize)
    for _ in range(rng.randint(3, 7)):
        value = rng.choice(layers)(value)
    lines = "\n".join(network.lines)
    return shape, (f"func.func @main(%x: {Network.type(shape)} {{dend.name = \"x\"}}) -> {Network.type(value[1])} {{\n"
                   f"{lines}\n  return {value[0]} : {Network.type(value[1])}\n}}\n")


def run(*command):
    ended = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr


def expect(*command):
    status, text = run(*command)
    if status:
        sys.exit(f"{' '.join(map(str, command))}\n{text}")
    return text


def find_least(model, folder, *options):
    return re.search(r"at least (\d+) are needed", run("dendc", model, "-o", folder / "none", "--ram=1", *options)[1]).group(1)


def get_high_kinds(model, folder, seed):
    least = find_least(model, folder)
    board = folder / f"board{seed}.json"
    board.write_text(json.dumps({
        "name": "board", "part": "board", "vendor": "us", "core": "cortex-m4", "clock_mhz": 1, "data_cache_line": 0,
        "source": "none", "flash": {"address": 0, "size": "1M"},
        "ram": [{"name": "fast", "address": 0, "size": int(least) // 2}, {"name": "large", "address": "1M", "size": "64K"}]}))
    rows = ["--input=rows", f"--target={board}", "--ram-regions=fast,large"]
    return {"free": [], "least": [f"--ram={least}"], "rows": rows}


def get_wide_kinds(model, folder, seed):
    caller, rows = "--io-memory=caller", "--input=rows"
    return {"least": [f"--ram={find_least(model, folder)}"], "rows": [rows, f"--ram={find_least(model, folder, rows)}"],
            "caller": [caller, f"--ram={find_least(model, folder, caller)}", "--optimize=size"]}


def check(form, folder, seed):
    """How many folders have layers computed in patches."""
    shape, text = make(seed, form)
    model, inputs = folder / f"net{seed}.mlir", folder / f"x{seed}.npy"
    model.write_text(text)
    rng = random.Random(seed)
    count = BATCH * shape[0] * shape[1] * shape[2]
    inputs.write_bytes(npy("|i1", (BATCH, *shape), [rng.randint(-128, 127) for _ in range(count)]))
    patched = 0
    for kind, options in {"high": get_high_kinds, "wide": get_wide_kinds}[form](model, folder, seed).items():
        out = folder / f"{kind}{seed}"
        expect("dendc", model, "-o", out, "--name=net", *options)
        expect("dend-run", out, f"--inputs={inputs}", "--on=reference", "--no-float", f"--outputs={out}.npz")
        expect("dend-run", out, f"--inputs={inputs}", "--no-float", f"--compare={out}.npz", "--tolerance=0", "--cflags=-O1")
        if kind in ("least", "rows"):
            expect(sys.executable, HERE.parent / "poison.py", out)
        report = json.loads((out / "net.report.json").read_text())
        patched += any("patches" in layer for layer in report["layers"])
    return patched


if __name__ == "__main__":
    patched = sum(check(sys.argv[1], pathlib.Path(sys.argv[2]), int(number)) for number in sys.argv[3:])
    print(f"{len(sys.argv) - 3} networks agree" + (f", {patched} times in patches" if patched else ""))
