"""random_network.py: a random integer network and inputs for it, the same for the same seed.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    random_network.py SEED FOLDER [--largest-rank=N]

writes net.mlir (dend ops on quantized tensors, odd geometry, every op there is an integer kernel for) and x.npz into
FOLDER. Scales follow the spread of the values, so that results stay different from one another, and some extremes are
thrown in: zero points at the end of the range, weights of -128, large biases, wide and narrow clamps.
"""
import argparse
import math
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "compiler/tools/Inputs"))
from arrays import npy, npz  # noqa: E402

BATCH = 3
FUNCTIONS = ["abs", "ceil", "clip, -1.0, 2.0", "cos", "elu, 0.5", "erf", "exp", "floor", "gelu", "gelu_tanh",
             "hard_sigmoid, 0.2, 0.5", "hard_swish", "identity", "leaky_relu, 0.1", "log", "mish", "neg", "reciprocal",
             "relu", "round", "rsqrt", "selu", "sigmoid", "silu", "sin", "softplus", "softsign", "sqrt", "square", "tanh"]
CLAMPS = ["relu", "clip, 0.0, 6.0", "clip, -1.0, 1.0", "identity"]


def product(numbers):
    return math.prod(numbers)


class Tensor:
    """A value of the network. `spread` is what its real values are about as large as."""

    def __init__(self, name, shape, bits, scale, zero_point, spread):
        self.name, self.shape, self.bits = name, tuple(shape), bits
        self.scale, self.zero_point, self.spread = scale, zero_point, spread

    @property
    def element(self):
        return f"!quant.uniform<i{self.bits}:f32, {self.scale:.17e}:{self.zero_point}>"

    @property
    def type(self):
        return "tensor<" + "".join(f"{size}x" for size in self.shape) + self.element + ">"

    @property
    def steps(self):
        """The spread in integers."""
        return self.spread / self.scale


class Network:
    def __init__(self, seed, largest_rank=4):
        self.random = random.Random(seed)
        self.lines, self.tensors, self.count, self.largest_rank = [], [], 0, largest_rank

    def chance(self, probability):
        return self.random.random() < probability

    def pick_type(self, spread, bits=None):
        """Bits, scale and zero point for values of that spread."""
        bits = bits or (8 if self.chance(0.65) else 16)
        scale = spread / (40 if bits == 8 else 9000) * self.random.uniform(0.6, 1.6)
        limit = 1 << (bits - 1)
        if bits == 8:
            zero_point = self.random.choice([0, -limit, limit - 1, *(self.random.randint(-30, 30) for _ in range(7))])
        else:
            zero_point = self.random.choice([0] * 8 + [self.random.randint(-2000, 2000)])
        return bits, scale, zero_point

    def new(self, shape, bits, scale, zero_point, spread):
        self.count += 1
        return Tensor(f"%v{self.count}", shape, bits, scale, zero_point, spread)

    def constant(self, values, type_text, element):
        """A dense constant of integers or floats, given flat."""
        self.count += 1
        name = f"%c{self.count}"
        raw = type_text.replace(element, "f32" if element == "f32" else f"i{element.split('<i')[1].split(':')[0]}")
        shape = [int(size) for size in raw[len("tensor<"):].split("x")[:-1]]

        def nest(level, at):
            if level == len(shape):
                return str(values[at]) if element != "f32" else f"{values[at]:.9e}"
            stride = product(shape[level + 1:])
            return "[" + ", ".join(nest(level + 1, at + i * stride) for i in range(shape[level])) + "]"
        self.lines.append(f"  {name} = dend.constant dense<{nest(0, 0)}> : {raw} -> {type_text}")
        return name

    def emit(self, result, op, operands, attributes, prefix="", parts=None):
        """`op` of named operands; `parts` is the text of the operands where it is more than a list."""
        attributes = {"arithmetic": "#dend.arithmetic<native>", **attributes}
        attributes = {key: value for key, value in attributes.items() if value is not None}
        text = parts or ", ".join(name for name, _ in operands)
        listed = ", ".join(key if value == "" else f"{key} = {value}" for key, value in attributes.items())
        types = ", ".join(type_text for _, type_text in operands)
        self.lines.append(f"  {result.name} = dend.{op} {prefix}{text} {{{listed}}} : ({types}) -> {result.type}"
                          f" loc(\"/net/{op}_{self.count}\")")
        self.tensors.append(result)
        return result

    @staticmethod
    def array(values):
        return "array<i64: " + ", ".join(map(str, values)) + ">"

    # Layers of neurons.

    def neurons(self, op, x, window, channels, output_shape, geometry):
        r = self.random
        dendrites = r.choice([0, 0, 1, 2, 3])
        rows, length = (dendrites + 1) * channels, product(window)
        lowest = -128 if self.chance(0.15) else -127
        weights = [r.randint(lowest, 127) if self.chance(0.9) else 0 for _ in range(rows * length)]
        sum_spread = math.sqrt(length) * 73 * max(x.steps, 1)
        scales = [2 / (sum_spread * x.scale) * r.uniform(0.5, 1.5) for _ in range(rows)]
        if self.chance(0.25):
            scales = scales[:1]
            weight_element = f"!quant.uniform<i8:f32, {scales[0]:.17e}>"
            bias_element = f"!quant.uniform<i32:f32, {scales[0] * x.scale:.17e}>"
        else:
            weight_element = "!quant.uniform<i8:f32:0, {" + ",".join(f"{s:.17e}" for s in scales) + "}>"
            bias_element = "!quant.uniform<i32:f32:0, {" + ",".join(f"{s * x.scale:.17e}" for s in scales) + "}>"
        dimensions = "x".join(map(str, (rows, *window)))
        weight_type = f"tensor<{dimensions}x{weight_element}>"
        operands = [(x.name, x.type), (self.constant(weights, weight_type, weight_element), weight_type)]
        parts = f"{operands[0][0]}, {operands[1][0]}"
        if self.chance(0.8):
            extent = sum_spread * r.choice([0.5, 0.5, 3, 20])
            bias = [int(r.uniform(-extent, extent)) for _ in range(rows)]
            bias_type = f"tensor<{rows}x{bias_element}>"
            operands.append((self.constant(bias, bias_type, bias_element), bias_type))
            parts += f" bias {operands[-1][0]}"
        attributes = {**geometry}
        for label, count in (("between", dendrites * (dendrites - 1) // 2), ("to_neuron", dendrites)):
            if count:
                kind = f"tensor<{count}x{channels}xf32>"
                values = [r.uniform(-1.5, 1.5) for _ in range(count * channels)]
                operands.append((self.constant(values, kind, "f32"), kind))
                parts += f" {label} {operands[-1][0]}"
        if dendrites:
            function = r.choice(["sigmoid", "tanh", "relu", "clip, -1.0, 3.0", "identity", "elu, 1.0", "gelu", "leaky_relu, 0.1"])
            z = f"!quant.uniform<i16:f32, {8 / 32768 * r.choice([1, 0.5, 1.37]):.17e}{r.choice(['', '', ':1500'])}>"
            d = z if self.chance(0.5) and ":1500" not in z else f"!quant.uniform<i16:f32, {8 / 32768 * r.uniform(0.2, 1):.17e}>"
            attributes |= {"dendrite_count": f"{dendrites} : i64", "dendrite_function": f"#dend.function<{function}>",
                           "signal_types": "[" + ", ".join([z, d] * dendrites) + "]"}
        if self.chance(0.4):
            attributes["activation"] = f"#dend.function<{r.choice(CLAMPS)}>"
        result = self.new(output_shape, *self.pick_type(3), 3)
        return self.emit(result, op, operands, attributes, parts=parts)

    def window(self, x):
        """Size, strides, dilations, padding and the output's size, for a window that fits."""
        r = self.random
        size, strides, dilations, low, high, output = [], [], [], [], [], []
        for extent in x.shape[1:3]:
            taps = r.randint(1, min(4, extent + 1))
            dilation = r.choice([1, 1, 1, 2, 3]) if taps > 1 else 1
            reach = (taps - 1) * dilation + 1
            before, after = r.randint(0, reach - 1) if self.chance(0.5) else 0, r.randint(0, reach - 1) if self.chance(0.5) else 0
            while extent + before + after < reach:
                before += 1
            stride = r.choice([1, 1, 2, 3])
            size.append(taps), strides.append(stride), dilations.append(dilation), low.append(before), high.append(after)
            output.append((extent + before + after - reach) // stride + 1)
        geometry = {"strides": self.array(strides), "padding": self.array(low + high), "dilations": self.array(dilations)}
        return size, geometry, output

    def every_window_counts(self, x, size, geometry, output):
        """Whether every window of a pool has a position inside the input."""
        numbers = {key: [int(n) for n in value[len("array<i64: "):-1].split(",")] for key, value in geometry.items()}
        for axis in range(2):
            for at in range(output[axis]):
                first = at * numbers["strides"][axis] - numbers["padding"][axis]
                taps = [first + i * numbers["dilations"][axis] for i in range(size[axis])]
                if not any(0 <= tap < x.shape[1 + axis] for tap in taps):
                    return False
        return True

    def conv2d(self, x):
        if len(x.shape) != 4:
            return None
        size, geometry, output = self.window(x)
        inputs = x.shape[3]
        groups = self.random.choice([g for g in range(1, inputs + 1) if inputs % g == 0] + [1, 1, 1])
        channels = groups * self.random.randint(1, max(1, 9 // groups))
        if product(size) * (inputs // groups) > 200 or product(output) * channels > 600:
            return None
        geometry["groups"] = f"{groups} : i64"
        return self.neurons("conv2d", x, [*size, inputs // groups], channels, (1, *output, channels), geometry)

    def depthwise_conv2d(self, x):
        if len(x.shape) != 4:
            return None
        size, geometry, output = self.window(x)
        channels = x.shape[3] * self.random.choice([1, 1, 2, 3])
        if product(output) * channels > 600:
            return None
        return self.neurons("depthwise_conv2d", x, [*size, 1], channels, (1, *output, channels), geometry)

    def dense(self, x):
        if x.shape[-1] > 200:
            return None
        channels = self.random.randint(1, 11)
        return self.neurons("dense", x, [x.shape[-1]], channels, (*x.shape[:-1], channels), {})

    # Windows and reductions.

    def pool(self, x, op):
        if len(x.shape) != 4:
            return None
        size, geometry, output = self.window(x)
        if not self.every_window_counts(x, size, geometry, output):
            return None
        geometry["window"] = self.array(size)
        shape = (1, *output, x.shape[3])
        if op == "max_pool2d":
            return self.emit(self.new(shape, x.bits, x.scale, x.zero_point, x.spread), op, [(x.name, x.type)],
                             {**geometry, "arithmetic": None})
        if self.chance(0.4):
            geometry["count_padding"] = ""
        return self.emit(self.new(shape, *self.pick_type(x.spread / 2), x.spread / 2), op, [(x.name, x.type)], geometry)

    def max_pool2d(self, x):
        return self.pool(x, "max_pool2d")

    def average_pool2d(self, x):
        return self.pool(x, "average_pool2d")

    def reduce(self, x):
        kind = self.random.choice(["mean", "sum", "max", "min"])
        axes = sorted(self.random.sample(range(len(x.shape)), self.random.randint(1, len(x.shape))))
        shape = [1 if axis in axes else size for axis, size in enumerate(x.shape)]
        if kind in ("max", "min"):
            result = self.new(shape, x.bits, x.scale, x.zero_point, x.spread)
        else:
            count = product(x.shape) / product(shape)
            spread = x.spread * math.sqrt(count) / (count if kind == "mean" else 1)
            result = self.new(shape, *self.pick_type(spread), spread)
        return self.emit(result, "reduce", [(x.name, x.type)], {"axes": self.array(axes)}, prefix=f"<{kind}> ")

    # Elementwise.

    def unary(self, x):
        function = self.random.choice(FUNCTIONS)
        return self.emit(self.new(x.shape, *self.pick_type(1.5), 1.5), "unary", [(x.name, x.type)], {}, prefix=f"<{function}> ")

    def second_operand(self, x):
        """Another value or a constant that broadcasts with x, and the broadcast shape."""
        r = self.random
        for other in r.sample(self.tensors, len(self.tensors)):
            rank = max(len(other.shape), len(x.shape))
            a, b = (1,) * (rank - len(x.shape)) + x.shape, (1,) * (rank - len(other.shape)) + other.shape
            if all(m == n or m == 1 or n == 1 for m, n in zip(a, b)):
                shape = tuple(max(m, n) for m, n in zip(a, b))
                if product(shape) <= 600:
                    return other, shape
        shape = [size if self.chance(0.6) else 1 for size in x.shape][r.randint(0, len(x.shape) - 1):]
        bits, scale, zero_point = self.pick_type(1)
        other = Tensor("", shape, bits, scale, zero_point, 1)
        limit = (1 << (bits - 1)) - 1
        other.name = self.constant([r.randint(-limit, limit) for _ in range(product(shape))], other.type, other.element)
        return other, x.shape

    def binary(self, x, op):
        other, shape = self.second_operand(x)
        operands = [(x.name, x.type), (other.name, other.type)]
        if self.chance(0.5):
            operands.reverse()
        spread = x.spread * other.spread if op == "mul" else max(x.spread, other.spread)
        attributes = {"activation": f"#dend.function<{self.random.choice(CLAMPS)}>"} if self.chance(0.3) else {}
        return self.emit(self.new(shape, *self.pick_type(spread), spread), op, operands, attributes)

    def add(self, x):
        return self.binary(x, "add")

    def sub(self, x):
        return self.binary(x, "sub")

    def mul(self, x):
        return self.binary(x, "mul")

    def quantize(self, x):
        return self.emit(self.new(x.shape, *self.pick_type(x.spread), x.spread), "quantize", [(x.name, x.type)], {})

    def softmax(self, x):
        axis = self.random.randint(0, len(x.shape) - 1)
        bits = self.random.choice([8, 16])
        scale, zero_point = (1 / 256, -128) if bits == 8 else (1 / 32768, 0)
        return self.emit(self.new(x.shape, bits, scale, zero_point, 1 / x.shape[axis]), "softmax", [(x.name, x.type)],
                         {"axis": f"{axis} : i64"})

    # Data movement.

    def same(self, x, shape):
        return self.new(shape, x.bits, x.scale, x.zero_point, x.spread)

    def move(self, x, shape, op, attributes):
        return self.emit(self.same(x, shape), op, [(x.name, x.type)], {**attributes, "arithmetic": None})

    def reshape(self, x):
        left, shape = product(x.shape), []
        while len(shape) < self.random.choice([1, 2, 3]):
            shape.append(self.random.choice([d for d in range(1, left + 1) if left % d == 0]))
            left //= shape[-1]
        shape = [1] * (self.random.choice([0, 1])) + shape + [left]
        if len(shape) == 4:
            shape[0], shape[1] = 1, shape[0] * shape[1]
        return self.move(x, shape, "reshape", {})

    def transpose(self, x):
        permutation = self.random.sample(range(len(x.shape)), len(x.shape))
        if len(x.shape) == 4 and x.shape[permutation[0]] != 1:
            return None
        return self.move(x, [x.shape[axis] for axis in permutation], "transpose", {"permutation": self.array(permutation)})

    def slice(self, x):
        begin, steps, shape = [], [], []
        for size in x.shape:
            first, step = self.random.randint(0, size - 1), self.random.choice([1, 1, 2, -1, -2])
            most = (size - 1 - first) // step + 1 if step > 0 else first // -step + 1
            begin.append(first), steps.append(step), shape.append(self.random.randint(max(1, most // 2), most))
        return self.move(x, shape, "slice", {"begin": self.array(begin), "steps": self.array(steps)})

    def pad(self, x):
        low = [self.random.randint(0, 2) if axis or len(x.shape) < 4 else 0 for axis in range(len(x.shape))]
        high = [self.random.randint(0, 2) if axis or len(x.shape) < 4 else 0 for axis in range(len(x.shape))]
        shape = [a + size + b for a, size, b in zip(low, x.shape, high)]
        value = self.random.choice([0.0, 1.0, -1e6, self.random.uniform(-2, 2)])
        if product(shape) > 600:
            return None
        return self.move(x, shape, "pad", {"low": self.array(low), "high": self.array(high), "value": f"{value:.9e} : f32"})

    def concat(self, x):
        axis = self.random.randint(1 if len(x.shape) == 4 else 0, len(x.shape) - 1)
        fits = [t for t in self.tensors if len(t.shape) == len(x.shape)
                and all(i == axis or a == b for i, (a, b) in enumerate(zip(t.shape, x.shape)))]
        parts = self.random.sample(fits, min(len(fits), self.random.randint(1, 3)))
        shape = list(x.shape)
        shape[axis] = sum(part.shape[axis] for part in parts)
        result = self.same(x, shape) if self.chance(0.5) else self.new(shape, *self.pick_type(x.spread), x.spread)
        return self.emit(result, "concat", [(part.name, part.type) for part in parts], {"axis": f"{axis} : i64"})

    OPS = [conv2d, conv2d, conv2d, depthwise_conv2d, depthwise_conv2d, dense, dense, max_pool2d, average_pool2d, reduce,
           unary, unary, add, add, sub, mul, quantize, softmax, reshape, transpose, slice, pad, concat]

    def build(self):
        r = self.random
        arguments = []
        for name in ["image", "extra"][:r.choice([1, 1, 2])]:
            shape = r.choice([(1, r.randint(1, 9), r.randint(1, 9), r.randint(1, 9)), (1, r.randint(1, 40)),
                              (1, r.randint(1, 5), r.randint(1, 9)), (1, r.randint(1, 60), 1, r.randint(1, 5))])
            argument = Tensor(f"%{name}", shape, *self.pick_type(2), 2)
            arguments.append(argument)
            self.tensors.append(argument)
        for _ in range(r.randint(3, 8)):
            for _ in range(20):
                # Mostly the newest value, so that networks are deep.
                x = self.tensors[-1] if self.chance(0.7) else r.choice(self.tensors)
                if r.choice(self.OPS)(self, x):
                    break
        results = [self.tensors[-1]]
        if self.chance(0.3):
            results += r.sample(self.tensors, min(2, len(self.tensors)))
        # What enters and leaves has a batch of 1 in front.
        return arguments, [x if x.shape[0] == 1 and len(x.shape) > 1 else self.move(x, (1, *x.shape), "reshape", {})
                           for x in results]

    def write(self, folder):
        arguments, results = self.build()
        head = ", ".join(f"{a.name}: {a.type} {{dend.name = \"{a.name[1:]}\"}}" for a in arguments)
        types = ", ".join(f"{result.type} {{dend.name = \"y{i}\"}}" for i, result in enumerate(results))
        names, plain = ", ".join(result.name for result in results), ", ".join(result.type for result in results)
        body = "\n".join(self.lines)
        (folder / "net.mlir").write_text(f"func.func @main({head}) -> ({types}) {{\n{body}\n  return {names} : {plain}\n}}\n")
        arrays = {}
        for argument in arguments:
            limit = 1 << (argument.bits - 1)
            spread = argument.steps

            def value():
                if self.chance(0.03):
                    return self.random.choice([-limit, limit - 1])
                return max(-limit, min(limit - 1, round(argument.zero_point + self.random.gauss(0, spread))))
            values = [value() for _ in range(BATCH * product(argument.shape))]
            shape = (BATCH, *argument.shape[1:])
            arrays[argument.name[1:]] = npy("|i1" if argument.bits == 8 else "<i2", shape, values)
        (folder / "x.npz").write_bytes(npz(arrays))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    Network(options.seed).write(options.folder)


if __name__ == "__main__":
    main()
