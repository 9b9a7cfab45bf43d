"""functions.py: functions over TOSA ops, with random values.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""
import math


def product(shape):
    return math.prod(shape)


def type_of(shape, element="f32"):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def dense(shape, values):
    """Values as MLIR reads them, in row-major order."""
    if not shape:
        return str(values[0])
    step = len(values) // shape[0]
    return "[" + ", ".join(dense(shape[1:], values[i * step:(i + 1) * step]) for i in range(shape[0])) + "]"


class Value:
    def __init__(self, name, shape, element="f32"):
        self.name, self.shape, self.element, self.type = name, list(shape), element, type_of(shape, element)


class Function:
    """One function; its inputs are kept beside it."""

    def __init__(self, rng):
        self.rng, self.lines, self.inputs, self.values, self.count = rng, [], [], [], 0
        self.zero = self.constant([1], [0.0])
        self.shift = self.number(0)

    def name(self):
        self.count += 1
        return f"%{self.count}"

    def reals(self, shape, low=-2.0, high=2.0):
        return [round(self.rng.uniform(low, high), 3) for _ in range(product(shape))]

    def integers(self, shape, low, high):
        """Often the outermost ones."""
        return [self.rng.choice([low, high]) if self.rng.randrange(6) == 0 else self.rng.randint(low, high) for _ in range(product(shape))]

    def input(self, shape, low=-2.0, high=2.0, values=None, element="f32"):
        value = Value(f"%arg{len(self.inputs)}", shape, element)
        self.inputs.append(value)
        self.values.append(values or self.reals(shape, low, high))
        return value

    def integer_input(self, shape, element="i8"):
        limit = 1 << (int(element[1:]) - 1)
        return self.input(shape, values=self.integers(shape, -limit, limit - 1), element=element)

    def constant(self, shape, values=None, element="f32"):
        value = Value(self.name(), shape, element)
        values = values if values is not None else self.reals(shape)
        self.lines.append(f'{value.name} = "tosa.const"() <{{values = dense<{dense(shape, values)}> : {value.type}}}> : () -> {value.type}')
        return value

    def number(self, value, element="i8"):
        return self.constant([1], [value], element)

    def shape(self, sizes):
        name, kind = self.name(), f"!tosa.shape<{len(sizes)}>"
        value = Value(name, [])
        value.type = kind
        self.lines.append(f"{name} = tosa.const_shape {{values = dense<{sizes}> : tensor<{len(sizes)}xindex>}} : () -> {kind}")
        return value

    def op(self, name, operands, shape, attributes="", element="f32"):
        value = Value(self.name(), shape, element)
        attributes = f" {{{attributes}}}" if attributes else ""
        self.lines.append(f"{value.name} = {name} {', '.join(o.name for o in operands)}{attributes} : "
                          f"({', '.join(o.type for o in operands)}) -> {value.type}")
        return value

    def floats(self, value):
        return self.op("tosa.cast", [value], value.shape)

    def text(self, name, result):
        arguments = ", ".join(f"{i.name}: {i.type}" for i in self.inputs)
        body = "\n".join("  " + line for line in self.lines)
        return f"func.func @{name}({arguments}) -> {result.type} {{\n{body}\n  return {result.name} : {result.type}\n}}\n"


def sizes(rng, *ranges):
    return [rng.randint(low, high) for low, high in ranges]


def window(rng, image, kernel, dilation, stride, most):
    """Paddings as TOSA wants them, top, bottom, left, right: windows end where the padded image does."""
    pads = []
    for axis in (0, 1):
        reach = (kernel[axis] - 1) * dilation[axis] + 1
        low, high = rng.randint(0, most[axis]), 0
        while image[axis] + low + high < reach or (image[axis] + low + high - reach) % stride[axis]:
            high += 1
        pads += [low, high]
    out = [(image[axis] + pads[2 * axis] + pads[2 * axis + 1] - (kernel[axis] - 1) * dilation[axis] - 1) // stride[axis] + 1 for axis in (0, 1)]
    return pads, out


def pairs(name, values):
    return f"{name} = array<i64: {', '.join(map(str, values))}>"
