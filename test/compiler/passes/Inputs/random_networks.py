# Random networks in the form importers give them, to compare what they compute before and after simplify and fuse.
# Every layer stands between transposes from and to NCHW, batch norms are `mul` and `add`, dendrites are written out.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import random

FUNCTIONS = ["sigmoid", "tanh", "relu", "gelu", "silu", "softplus"]


def count(shape):
    n = 1
    for size in shape:
        n *= size
    return n


def tensor(shape):
    return "tensor<" + "".join(f"{size}x" for size in shape) + "f32>"


def nested(values, shape):
    if not shape:
        return repr(values[0])
    step = len(values) // shape[0]
    return "[" + ", ".join(nested(values[i * step:(i + 1) * step], shape[1:]) for i in range(shape[0])) + "]"


def dense(values, shape):
    return f"dense<{nested(values, shape)}> : {tensor(shape)}"


class Network:
    """One function; values are pairs of name and shape, images NCHW."""

    def __init__(self, name, seed):
        self.random = random.Random(seed)
        self.name, self.lines, self.next = name, [], 0
        self.layers = []  # dendrite count and function of every layer that must be found

    # Text of ops

    def op(self, text, shape):
        self.next += 1
        self.lines.append(f"  %{self.next} = dend.{text} -> {tensor(shape)}")
        return f"%{self.next}", tuple(shape)

    def call(self, op, operands, shape, attributes="", before=""):
        names = ", ".join(name for name, _ in operands)
        types = ", ".join(tensor(s) for _, s in operands)
        return self.op(f"{op} {before}{names} {attributes} : ({types})", shape)

    def values(self, n, low=-1.0, high=1.0):
        return [round(self.random.uniform(low, high), 3) for _ in range(n)]

    def constant(self, shape, low=-1.0, high=1.0):
        return self.op(f"constant {dense(self.values(count(shape), low, high), shape)}", shape)

    def transpose(self, x, permutation):
        shape = [x[1][axis] for axis in permutation]
        return self.call("transpose", [x], shape, f"{{permutation = array<i64: {', '.join(map(str, permutation))}>}}")

    def reshape(self, x, shape):
        return self.call("reshape", [x], shape)

    def unary(self, function, x):
        return self.call("unary", [x], x[1], before=f"<{function}> ")

    def binary(self, op, a, b):
        rank = max(len(a[1]), len(b[1]))
        pad = lambda s: (1,) * (rank - len(s)) + tuple(s)
        return self.call(op, [a, b], [max(i, j) for i, j in zip(pad(a[1]), pad(b[1]))])

    def windowed(self, op, x, operands, channels, window, strides, padding, extra="", pool=False):
        """An NHWC op between transposes from and to NCHW."""
        _, _, height, width = x[1]
        size = [(n + before + after - w) // s + 1 for n, before, after, w, s in
                zip((height, width), padding[:2], padding[2:], window, strides)]
        nhwc = self.transpose(x, (0, 2, 3, 1))
        array = lambda name, v: f"{name} = array<i64: {', '.join(map(str, v))}>"
        attributes = [array("strides", strides), array("padding", padding)] + ([array("window", window)] if pool else [])
        y = self.call(op, [nhwc] + operands, (1, *size, channels), "{" + ", ".join(attributes) + extra + "}")
        return self.transpose(y, (0, 3, 1, 2))

    # Parts of networks

    def affine(self, x, channel_axis):
        shape = [1] * len(x[1])
        shape[channel_axis] = x[1][channel_axis]
        y = self.binary(self.random.choice(["mul", "div"]), x, self.constant(shape, 0.5, 2.0))
        return self.binary(self.random.choice(["add", "sub"]), y, self.constant(shape))

    def dendrites(self, linear, channel_axis):
        """A neuron and its dendrites, each a new linear op."""
        count_, function = self.random.choice([0, 0, 1, 2, 3]), self.random.choice(FUNCTIONS)
        neuron = linear()
        if count_ == 0:
            return neuron
        shape = [1] * len(neuron[1])
        shape[channel_axis] = neuron[1][channel_axis]

        def scaled(d):
            kind = self.random.random()
            if kind < 0.1:
                return d
            c = self.constant([] if kind < 0.2 else shape)
            return self.binary("mul", *self.random.sample([c, d], 2))

        signals = []
        for _ in range(count_):
            z = linear()
            for d in signals:
                if self.random.random() < 0.8:
                    z = self.binary("add", *self.random.sample([z, scaled(d)], 2))
            signals.append(self.written_out(function, z))
        terms = [neuron] + [scaled(d) for d in signals]
        self.random.shuffle(terms)
        y = terms[0]
        for term in terms[1:]:
            y = self.binary("add", *self.random.sample([y, term], 2))
        self.layers.append((count_, function))
        return y

    def written_out(self, function, x):
        """A function as one op, or as exporters write it."""
        if self.random.random() < 0.5 or function not in ("silu", "gelu", "softplus"):
            return self.unary(function, x)
        number = lambda v: self.op(f"constant {dense([v], [])}", [])
        if function == "silu":
            return self.binary("mul", x, self.unary("sigmoid", x))
        if function == "softplus":
            return self.unary("log", self.binary("add", self.unary("exp", x), number(1.0)))
        erf = self.unary("erf", self.binary("div", x, number(1.41421354)))
        return self.binary("mul", self.binary("mul", x, self.binary("add", erf, number(1.0))), number(0.5))

    def conv(self, x, channels=None, strides=None, keep_size=False):
        inputs = x[1][1]
        depthwise = channels is None and self.random.random() < 0.3
        groups = inputs if depthwise else self.random.choice([g for g in (1, 1, 1, 2) if inputs % g == 0])
        channels = channels or (inputs * self.random.choice([1, 1, 2]) if depthwise else groups * self.random.randint(1, 3))
        if channels % groups:
            groups = 1
        window = [self.random.choice([1, 3]), self.random.choice([1, 3])]
        if keep_size:
            strides, padding = [1, 1], [window[0] // 2, window[1] // 2] * 2
        else:
            strides = strides or [self.random.randint(1, 2), self.random.randint(1, 2)]
            padding = [self.random.randint(0, w // 2) for w in window * 2]
        window = [min(w, n + padding[i] + padding[i + 2]) for i, (w, n) in enumerate(zip(window, x[1][2:]))]
        per_group = 1 if depthwise else inputs // groups
        scale = (per_group * window[0] * window[1]) ** -0.5
        normalized, biased = self.random.random() < 0.3, self.random.random() < 0.7

        def linear():
            weights = self.constant((channels, *window, per_group), -scale, scale)
            name = "depthwise_conv2d" if depthwise else "conv2d"
            y = self.windowed(name, x, [weights], channels, window, strides, padding,
                              "" if depthwise else f", groups = {groups} : i64")
            if biased:
                y = self.binary("add", y, self.constant((1, channels, 1, 1)))
            return self.affine(y, 1) if normalized else y

        y = self.dendrites(linear, 1)
        return self.affine(y, 1) if self.random.random() < 0.2 else y

    def linear(self, x, channels):
        weights = lambda: self.constant((channels, x[1][-1]), -x[1][-1] ** -0.5, x[1][-1] ** -0.5)
        shape = (*x[1][:-1], channels)
        apply = lambda: self.binary("add", self.call("dense", [x, weights()], shape), self.constant((channels,)))
        return self.dendrites(apply, len(shape) - 1)

    def pool(self, x):
        window = [min(self.random.choice([1, 2, 3]), n) for n in x[1][2:]]
        padding = [self.random.randint(0, w - 1) // 2 for w in window] * 2
        strides = [self.random.randint(1, 2), self.random.randint(1, 2)]
        op = self.random.choice(["max_pool2d", "average_pool2d"])
        extra = ", count_padding" if op == "average_pool2d" and self.random.random() < 0.5 else ""
        return self.windowed(op, x, [], x[1][1], window, strides, padding, extra, pool=True)

    def activation(self, x):
        return self.written_out(self.random.choice(["relu", "relu", "clip, 0.0, 6.0", "silu", "leaky_relu, 0.1"]), x)

    def residual(self, x):
        y = self.activation(self.conv(x, x[1][1], keep_size=True))
        if self.random.random() < 0.5:
            y = self.conv(y, x[1][1], keep_size=True)
        return self.activation(self.binary("add", *self.random.sample([x, y], 2)))

    def concat(self, x):
        branches = [self.conv(x, keep_size=True) for _ in range(self.random.randint(1, 2))] + [x]
        self.random.shuffle(branches)
        shape = (1, sum(b[1][1] for b in branches), *x[1][2:])
        return self.call("concat", branches, shape, "{axis = 1 : i64}")

    def gate(self, x):
        channels = x[1][1]
        mean = self.call("reduce", [x], (1, channels, 1, 1), "{axes = array<i64: 2, 3>}", "<mean> ")
        hidden = self.linear(self.reshape(mean, (1, channels)), channels)
        return self.binary("mul", x, self.reshape(self.unary("hard_sigmoid, 0.2, 0.5", hidden), (1, channels, 1, 1)))

    def pad_and_conv(self, x):
        low, high = (0, 0, 1, 2), (0, 0, 0, 1)
        shape = tuple(n + a + b for n, a, b in zip(x[1], low, high))
        array = lambda v: f"array<i64: {', '.join(map(str, v))}>"
        padded = self.call("pad", [x], shape, f"{{low = {array(low)}, high = {array(high)}, value = 0.0 : f32}}")
        return self.conv(padded) if self.random.random() < 0.7 else self.pool(padded)

    def slice(self, x):
        shape = (1, x[1][1], (x[1][2] + 1) // 2, x[1][3])
        return self.call("slice", [x], shape, "{begin = array<i64: 0, 0, 0, 0>, steps = array<i64: 1, 1, 2, 1>}")

    def exchange(self, x):
        return self.transpose(x, (0, 1, 3, 2))

    def image(self, x, depth):
        for _ in range(depth):
            kind = self.random.choice(["conv", "conv", "pool", "residual", "concat", "gate", "pad", "slice", "affine",
                                       "exchange"])
            if kind == "conv":
                x = self.activation(self.conv(x))
            elif kind == "affine":
                x = self.affine(x, 1)
            else:
                x = getattr(self, {"pad": "pad_and_conv"}.get(kind, kind))(x)
            if x[1][1] > 8:
                x = self.activation(self.conv(x, 4))
        return x

    def sequence(self, x, depth):
        """1-D convolutions: images of width 1 between reshapes."""
        for _ in range(depth):
            y = self.reshape(x, (*x[1], 1))
            y = self.conv(y, strides=[self.random.randint(1, 2), 1]) if self.random.random() < 0.7 else self.pool(y)
            x = self.activation(self.reshape(y, y[1][:3])) if y[1][3] == 1 else self.reshape(y, (1, y[1][1], count(y[1][2:])))
            if self.random.random() < 0.3:
                x = self.affine(x, 1)
        return x

    def head(self, x):
        kind = self.random.choice(["flatten", "mean", "image", "softmax"])
        if kind == "image":
            return x
        axes = ", ".join(map(str, range(2, len(x[1]))))
        if kind == "mean":
            x = self.call("reduce", [x], x[1][:2] + (1,) * (len(x[1]) - 2), f"{{axes = array<i64: {axes}>}}", "<mean> ")
        x = self.reshape(x, (1, count(x[1])))
        if self.random.random() < 0.3:
            x = self.affine(x, 1)
        x = self.linear(self.linear(x, 5), 3)
        return self.call("softmax", [x], x[1], "{axis = 1 : i64}") if kind == "softmax" else x

    def build(self):
        """The function's text and the layers with dendrites to be found in it."""
        channels = self.random.randint(1, 3)
        shape = (1, channels, 6, 5) if self.random.random() < 0.7 else (1, channels, 12)
        x = ("%x", shape)
        y = self.image(x, self.random.randint(1, 4)) if len(shape) == 4 else self.sequence(x, self.random.randint(1, 3))
        y = self.head(y)
        inputs = dense(self.values(count(shape)), shape)
        body = "\n".join(self.lines)
        return (f"func.func @{self.name}(%x: {tensor(shape)}) -> {tensor(y[1])} attributes {{eval.inputs = [{inputs}]}} {{\n"
                f"{body}\n  return {y[0]} : {tensor(y[1])}\n}}\n")

