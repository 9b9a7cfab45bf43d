"""dead_channels.py SEED: prints a random network of kern ops many of whose channels cannot matter.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Convolutions, with dendrites and without, depthwise ones, pools, tables, sums, concatenations and a dense layer at the end.
Rows and columns of weights are zero at random; biases put some of these channels on the zero point of what follows, others
beside it, so that borders differ. The network carries inputs for dend-eval.
"""
import random
import sys


class Network:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.count = 0

    def emit(self, text, operands, output):
        self.count += 1
        types = ", ".join(self.type(operand) for operand in operands)
        names = ", ".join(operand[0] for operand in operands)
        self.lines.append(f"  %{self.count} = kern.{text.replace('OPERANDS', names, 1)} : ({types}) -> {self.type((None, output))}")
        return f"%{self.count}", output

    @staticmethod
    def type(value):
        return "tensor<" + "x".join(map(str, value[1])) + "xi8>"

    def dense(self, shape, numbers, kind):
        text = ", ".join(map(str, numbers))
        return f"dense<[{text}]> : tensor<{len(numbers)}x{kind}>" if len(shape) == 1 else self.nested(shape, numbers) + f" : tensor<{'x'.join(map(str, shape))}x{kind}>"

    def nested(self, shape, numbers):
        def fold(sizes, flat):
            if len(sizes) == 1:
                return "[" + ", ".join(map(str, flat)) + "]"
            step = len(flat) // sizes[0]
            return "[" + ", ".join(fold(sizes[1:], flat[i * step:(i + 1) * step]) for i in range(sizes[0])) + "]"
        return f"dense<{fold(shape, numbers)}>"

    def requant(self, channels):
        multipliers = [self.random.randrange(1 << 22, 1 << 24) for _ in range(channels)]
        low = self.random.choice([-128, -128, 0])
        return f"#kern.requant<multipliers = {multipliers}, shift = 3, zero_point = {low}, min = {low}, max = 127>"

    def weights(self, shape, channels):
        """Numbers of which some rows, in all branches, and some columns are zero."""
        r = self.random
        dead_rows = {c for c in range(channels) if r.random() < 0.4}
        dead_columns = {k for k in range(shape[-1]) if shape[-1] > 1 and r.random() < 0.3}
        row_size = 1
        for size in shape[1:]:
            row_size *= size
        return [0 if i // row_size % channels in dead_rows or i % shape[-1] in dead_columns else r.randrange(-60, 60)
                for i in range(shape[0] * row_size)]

    def weighted(self, name, value, attributes, weights_shape, channels, output, dendrites=0):
        r = self.random
        rows = (dendrites + 1) * channels
        bias = [r.choice([0, -9000, r.randrange(-3000, 9000), r.randrange(-3000, 9000)]) for _ in range(rows)]
        parts = [f"weights = {self.dense(weights_shape, self.weights(weights_shape, channels), 'i8')}",
                 f"bias = {self.dense([rows], bias, 'i32')}", f"input_zero_point = {value[2]} : i32", *attributes]
        requant = self.requant(channels)
        if dendrites:
            parts += [f"dendrite_count = {dendrites} : i64", "dendrite_function = #dend.function<relu>",
                      f"to_neuron = {self.dense([dendrites, channels], [r.randrange(-99999, 99999) for _ in range(dendrites * channels)], 'i32')}",
                      f"dendrite_requant = {self.requant(dendrites * channels).replace('zero_point = -128, min = -128', 'zero_point = 0, min = 0')}"]
            if dendrites == 2:
                parts.append(f"between = {self.dense([1, channels], [r.randrange(-99999, 99999) for _ in range(channels)], 'i32')}")
        parts.append(f"requant = {requant}")
        low = int(requant.split("zero_point = ")[1].split(",")[0])
        return *self.emit(f"{name} OPERANDS {{{', '.join(parts)}}}", [value], output), low

    def conv2d(self, value):
        r = self.random
        size, padding = r.choice([(1, 0), (3, 1), (3, 1), (2, 0)])
        channels, dendrites = r.randrange(2, 9), r.choice([0, 0, 1, 2])
        _, height, width, inputs = value[1]
        if min(height, width) <= size:
            return value
        stride, dilation = r.choice([1, 1, 2]), r.choice([1, 1, 2]) if padding else 1
        lost = dilation * (size - 1) - 2 * padding
        if min(height, width) <= lost:
            return value
        output = [1, (height - lost - 1) // stride + 1, (width - lost - 1) // stride + 1, channels]
        attributes = [f"padding = array<i64: {', '.join([str(padding)] * 4)}>", f"strides = array<i64: {stride}, {stride}>",
                      f"dilations = array<i64: {dilation}, {dilation}>"]
        return self.weighted("conv2d", value, attributes, [(dendrites + 1) * channels, size, size, inputs], channels, output, dendrites)

    def depthwise(self, value):
        _, height, width, channels = value[1]
        top, bottom = self.random.choice([(1, 1), (1, 1), (2, 0), (0, 2)])
        return self.weighted("depthwise_conv2d", value, [f"padding = array<i64: {top}, 1, {bottom}, 1>"], [channels, 3, 3, 1],
                             channels, [1, height, width, channels])

    def pool(self, value):
        _, height, width, channels = value[1]
        if min(height, width) < 4:
            return value
        return *self.emit("max_pool2d OPERANDS {window = array<i64: 2, 2>, strides = array<i64: 2, 2>}", [value],
                          [1, height // 2, width // 2, channels]), value[2]

    def lookup(self, value):
        table = [self.random.randrange(-128, 128) for _ in range(256)]
        return *self.emit(f"lookup OPERANDS {{table = array<i16: {', '.join(map(str, table))}>}}", [value], value[1]), value[2]

    def add(self, value):
        other = self.depthwise(value)
        return *self.emit("add OPERANDS {lhs_multiplier = 300 : i32, rhs_multiplier = 200 : i32, offset = 77 : i32, "
                          "shift = 9 : i32, min = -128 : i32, max = 127 : i32}", [value, other], value[1]), 0

    def concat(self, value):
        other = self.conv2d(value)
        if other[1][:3] != value[1][:3]:
            return other
        return *self.emit("concat OPERANDS {axis = 3 : i64}", [value, other], [*value[1][:3], value[1][3] + other[1][3]]), value[2]

    def build(self):
        r = self.random
        shape = [1, 8, 7, r.randrange(1, 4)]
        value = self.conv2d(("%x", shape, 0))
        for _ in range(r.randrange(3, 8)):
            value = r.choice([self.conv2d, self.conv2d, self.conv2d, self.depthwise, self.pool, self.lookup, self.add, self.concat])(value)
        size = value[1][1] * value[1][2] * value[1][3]
        flat = *self.emit("reshape OPERANDS", [value], [1, size]), value[2]
        result = self.weighted("dense", flat, [], [3, size], 3, [1, 3])
        count = shape[1] * shape[2] * shape[3]
        inputs = self.dense(shape, [r.randrange(-128, 128) for _ in range(count)], "i8")
        print(f"func.func @main(%x: {self.type((None, shape))}) -> {self.type(result)} attributes {{eval.inputs = [{inputs}]}} {{")
        print("\n".join(self.lines))
        print(f"  return {result[0]} : {self.type(result)}\n}}")


Network(int(sys.argv[1])).build()
