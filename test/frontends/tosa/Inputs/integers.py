"""integers.py: functions over quantized TOSA: sums of 32 and 48 bits between tosa.rescale, tables, and what moves integers.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""
import math

from functions import pairs, product, sizes, window


def zero_point(f, element="i8"):
    return f.rng.choice([-128, 127, f.rng.randint(-128, 127)]) if element == "i8" else 0


def rescale(f, x, element, factors, input_zero=0, output_zero=0, mode=None, scale32=True, unsigned=(False, False)):
    """`x` times `factors`, one or one per channel, as a multiplier of 31 or 15 bits."""
    bits = 31 if scale32 else 15
    mode = mode or f.rng.choice(["SINGLE_ROUND", "DOUBLE_ROUND"] if scale32 else ["SINGLE_ROUND"])
    shifts = [bits - math.frexp(factor)[1] for factor in factors]
    multipliers = [min(round(math.ldexp(factor, shift)), (1 << bits) - 1) for factor, shift in zip(factors, shifts)]
    zero = f.constant([1], [output_zero], element)
    operands = [x, f.constant([len(factors)], multipliers, "i32" if scale32 else "i16"), f.constant([len(factors)], shifts, "i8"),
                f.constant([1], [input_zero], x.element), zero]
    flag = lambda value: "true" if value else "false"
    return f.op("tosa.rescale", operands, x.shape, f"rounding_mode = {mode}, scale32 = {flag(scale32)}, per_channel = {flag(len(factors) > 1)}, "
                f"input_unsigned = {flag(unsigned[0])}, output_unsigned = {flag(unsigned[1])}", element)


def finish(f, sums, typical, output="i8", per_channel=False, mode=None):
    """Sums of about `typical` rescaled, and sometimes limited."""
    rng = f.rng
    factors = [(60 if output == "i8" else 9000) / typical * rng.uniform(0.2, 3) for _ in range(sums.shape[-1] if per_channel else 1)]
    zero = zero_point(f, output)
    y = rescale(f, sums, output, factors, 0, zero, mode, scale32=sums.element != "i48")
    if rng.randrange(3) == 0:
        limit = 127 if output == "i8" else 32767
        high = rng.choice([limit, rng.randint(zero, limit)])
        y = f.op("tosa.clamp", [y], y.shape, f"min_val = {zero} : {output}, max_val = {high} : {output}", output)
    return y


def layer(f, name, x=None, input="i8", output="i8", added=False):
    rng = f.rng
    x = x or f.integer_input([1] + sizes(rng, (3, 6), (3, 6), (1, 5)), input)
    (h, w, channels), outputs = x.shape[1:], rng.randint(1, 5)
    kernel, stride, dilation = sizes(rng, (1, 3), (1, 3)), sizes(rng, (1, 2), (1, 2)), sizes(rng, (1, 2), (1, 2))
    if name == "transpose_conv2d":
        pads = [rng.randint(1 - min(kernel[i // 2], 2), 2) for i in range(4)]
        out = [((h, w)[a] - 1) * stride[a] + pads[2 * a] + pads[2 * a + 1] + kernel[a] for a in (0, 1)]
        attributes = f"{pairs('out_pad', pads)}, {pairs('stride', stride)}"
    else:
        pads, out = window(rng, (h, w), kernel, dilation, stride, (2, 2))
        attributes = f"{pairs('dilation', dilation)}, {pairs('pad', pads)}, {pairs('stride', stride)}"
    shape = [outputs] + kernel + [channels]
    if name == "depthwise_conv2d":
        # Of one element mlir-opt 22 makes a product that it pads in another type.
        kernel = kernel if product(kernel) > 1 else [1, 2]
        pads, out = window(rng, (h, w), kernel, dilation, stride, (2, 2))
        attributes = f"{pairs('dilation', dilation)}, {pairs('pad', pads)}, {pairs('stride', stride)}"
        shape, outputs = kernel + [channels, outputs], channels * outputs
    count, sums = product(kernel) * (1 if name == "depthwise_conv2d" else channels), "i48" if x.element == "i16" else "i32"
    weights = f.constant(shape, f.integers(shape, rng.choice([-127, -128]), 127), "i8")
    limit = 20000 if x.element == "i8" else 2000000
    size = rng.choice([1, outputs])
    bias = f.constant([size], f.integers([size], -limit, limit), sums)
    zeros = [f.number(zero_point(f, x.element), x.element), f.number(0)]
    y = f.op(f"tosa.{name}", [x, weights, bias] + zeros, [1] + out + [outputs], f"acc_type = {sums}, {attributes}", sums)
    if added:
        y = f.op("tosa.add", [y, f.constant([1, 1, 1, outputs], f.integers([outputs], -999, 999), "i32")], y.shape, element="i32")
    return finish(f, y, math.sqrt(count) * 70 * (90 if x.element == "i8" else 20000), output, rng.randrange(2) == 0)


def matmul(f, known, output="i8"):
    n, h, c, w = sizes(f.rng, (1, 2), (1, 4), (1, 9), (1, 5))
    a, b = ([n, h, c], [n, c, w])
    a = f.constant(a, f.integers(a, -127, 127), "i8") if known == "a" else f.integer_input(a)
    b = f.constant(b, f.integers(b, -127, 127), "i8") if known == "b" else f.integer_input(b)
    zeros = [f.number(0 if known == "a" else zero_point(f)), f.number(0 if known == "b" else zero_point(f))]
    y = f.op("tosa.matmul", [a, b] + zeros, [n, h, w], element="i32")
    return finish(f, y, math.sqrt(c) * 70 * 90, output, known == "b" and f.rng.randrange(2) == 0)


def total(f, name, input="i8", output="i8"):
    """As TensorFlow writes it: both operands as fractions of the larger scale, 20 or 15 bits more precise."""
    rng = f.rng
    shape = sizes(rng, (1, 3), (1, 4), (1, 5))
    other = [rng.choice([1, size]) for size in shape]
    x, y = f.integer_input(shape, input), f.integer_input(other, input)
    bits = rng.choice([0, 20 if input == "i8" else 15])
    scales = [rng.uniform(0.1, 1), 1]
    rng.shuffle(scales)
    if bits == 0:
        scales = [1, 1]
    wide = [rescale(f, v, "i32", [scale * 2.0 ** (bits - (bits > 0))], zero_point(f, input)) for v, scale in zip((x, y), scales)]
    y = f.op(f"tosa.{name}", wide, shape, element="i32")
    return finish(f, y, 2.0 ** bits * (60 if input == "i8" else 20000), output)


def times(f, input="i8"):
    shape = sizes(f.rng, (1, 3), (1, 4), (1, 5))
    other = [f.rng.choice([1, size]) for size in shape]
    flat = [product(shape)]
    wide = [rescale(f, f.integer_input(s, input), "i32", [1.0], zero_point(f, input)) for s in (flat, other)]
    wide[0] = f.op("tosa.reshape", [wide[0], f.shape(shape)], shape, element="i32")
    limit = 60 if input == "i8" else 20000
    return finish(f, f.op("tosa.mul", wide + [f.shift], shape, element="i32"), limit * limit / 2, input)


def mean(f):
    x = f.integer_input([1] + sizes(f.rng, (1, 6), (1, 6), (1, 4)))
    wide = rescale(f, x, "i32", [1.0], zero_point(f))
    for axis in (1, 2):
        wide = f.op("tosa.reduce_sum", [wide], wide.shape[:axis] + [1] + wide.shape[axis + 1:], f"axis = {axis} : i32", "i32")
    return finish(f, wide, 60 * math.sqrt(x.shape[1] * x.shape[2]))


def pool(f, name, x=None):
    rng = f.rng
    x = x or f.integer_input([1] + sizes(rng, (3, 8), (3, 8), (1, 4)))
    h, w, channels = x.shape[1:]
    kernel, stride = sizes(rng, (1, min(3, h)), (1, min(3, w))), sizes(rng, (1, 2), (1, 2))
    pads, out = window(rng, (h, w), kernel, (1, 1), stride, (kernel[0] - 1, kernel[1] - 1))
    attributes, operands = f"{pairs('kernel', kernel)}, {pairs('pad', pads)}, {pairs('stride', stride)}", [x]
    if max(pads[1] - kernel[0], pads[3] - kernel[1]) >= 0:
        return pool(f, name, x)
    if name == "avg_pool2d":
        operands, attributes = [x] + [f.number(zero_point(f)) for _ in range(2)], attributes + ", acc_type = i32"
    return f.op(f"tosa.{name}", operands, [1] + out + [channels], attributes, "i8")


def table(f):
    return f.op("tosa.table", [f.integer_input(sizes(f.rng, (1, 3), (1, 9))), f.constant([256], f.integers([256], -128, 127), "i8")],
                f.inputs[0].shape, element="i8")


def fine_table(f):
    x = f.integer_input(sizes(f.rng, (1, 3), (1, 9)), "i16")
    rises = [round(30000 * math.tanh((i - 256) / f.rng.uniform(60, 70))) for i in range(513)]
    y = f.op("tosa.table", [x, f.constant([513], rises, "i16")], x.shape, element="i32")
    return rescale(f, y, "i16", [2.0 ** -7], mode="SINGLE_ROUND")


def alone(f, input, output):
    """Tensors of one type in another, by factors on both sides of 1."""
    rng = f.rng
    x = f.integer_input(sizes(rng, (1, 3), (1, 40)), input)
    factor = math.exp(rng.uniform(-6, 2)) * (256 if output > input else 1)
    return rescale(f, x, output, [factor], zero_point(f, input), zero_point(f, output))


def unsigned(f, side):
    zeros, sides = ((128, zero_point(f)), (True, False)) if side == "input" else ((zero_point(f), 128), (False, True))
    return rescale(f, f.integer_input([2, 60]), "i8", [f.rng.uniform(0.5, 1.5)], *zeros, unsigned=sides)


def function(f, kind):
    """Of one tensor of 8 bits, as exporters write them in 32."""
    rng = f.rng
    x = f.integer_input([2, 100])
    zero = zero_point(f)
    same = lambda name, operands, attributes="", element="i32": f.op(f"tosa.{name}", operands, x.shape, attributes, element)
    number = lambda value: f.constant([1, 1], [value], "i32")
    wide = rescale(f, x, "i32", [rng.choice([1.0, 256.0, rng.uniform(1, 100)])], zero)
    if kind == "leaky":
        low = rescale(f, rescale(f, x, "i32", [1.0], zero), "i32", [rng.uniform(0.1, 0.4)])
        wide = same("select", [same("greater_equal", [wide, number(0)], element="i1"), wide, low])
    elif kind == "swish":
        gate = same("clamp", [same("add", [wide, number(3 * 256)])], "min_val = 0 : i32, max_val = 1536 : i32")
        wide = same("arithmetic_right_shift", [same("mul", [wide, gate, f.number(4)]), number(2)], "round = true")
    elif kind == "bits":
        bits = same("bitwise_xor", [same("bitwise_and", [wide, number(255)]), same("bitwise_not", [same("bitwise_or", [wide, number(5)])])])
        zeros = same("clz", [same("logical_right_shift", [same("logical_left_shift", [same("abs", [wide]), number(3)]), number(1)])])
        wide = same("sub", [same("intdiv", [bits, number(3)]), same("mul", [zeros, number(9), f.shift])])
    elif kind == "truth":
        both = same("logical_and", [same("greater", [wide, number(-9)], element="i1"), same("logical_not", [same("equal", [wide, number(7)], element="i1")], element="i1")], element="i1")
        either = same("logical_xor", [both, same("logical_or", [both, same("greater", [number(-40), wide], element="i1")], element="i1")], element="i1")
        wide = same("select", [either, same("maximum", [wide, number(-3)]), same("negate", [same("minimum", [wide, number(3)]), f.number(0, "i32"), f.number(0, "i32")])])
    elif kind == "wide table":
        finer = rescale(f, x, "i16", [128.0], zero)
        wide = f.op("tosa.table", [finer, f.constant([513], sorted(f.integers([513], -9999, 9999)), "i16")], x.shape, element="i32")
    elif kind == "cast":
        wide = same("mul", [same("cast", [x]), number(77), f.shift])
    return finish(f, wide, 128 * {"wide table": 9999, "cast": 77, "bits": 8}.get(kind, 40))


def softmax(f, rank):
    """As TensorFlow writes it: exponentials in four bytes, each of a table, and Newton's division."""
    rng = f.rng
    x = f.integer_input(sizes(rng, *[(1, 3)] * (rank - 1), (2, 30)))
    axis, reduced, scale = f"axis = {rank - 1} : i32", x.shape[:-1] + [1], rng.uniform(0.004, 0.3)
    number = lambda value: f.constant([1] * rank, [value], "i32")
    binary = lambda name, a, b, attributes="": f.op(f"tosa.{name}", [a, b], max(a.shape, b.shape), attributes, "i32")
    times = lambda a, b, bits: f.op("tosa.mul", [a, b, f.number(bits)], max(a.shape, b.shape), element="i32")
    wide = rescale(f, x, "i32", [1.0], zero_point(f))
    distance = binary("sub", wide, f.op("tosa.reduce_max", [wide], reduced, axis, "i32"))
    place = rescale(f, distance, "i16", [128.0])
    table = [min(round(math.ldexp(math.exp(scale * d), 31)), (1 << 31) - 1) if d <= 0 else 0 for d in range(-256, 257)]
    exponential = None
    for byte, (shift, bits) in enumerate((("logical_left_shift", 17), ("logical_left_shift", 9), ("logical_left_shift", 1), ("arithmetic_right_shift", 7))):
        part = f.constant([513], [entry >> (24 - 8 * byte) & 255 for entry in table], "i16")
        part = f.op("tosa.table", [place, part], x.shape, element="i32")
        part = binary(shift, part, number(bits), "round = true" if bits == 7 else "")
        exponential = binary("add", exponential, part) if exponential else part
    rounded = binary("arithmetic_right_shift", exponential, number(12), "round = true")
    total = f.op("tosa.reduce_sum", [rounded], reduced, axis, "i32")
    zeros = f.op("tosa.clz", [total], reduced, element="i32")
    divisor = binary("logical_left_shift", total, binary("sub", zeros, number(1)))
    reciprocal = binary("add", times(divisor, number(-1010580540), 31), number(1515870810))
    for _ in range(3):
        rest = binary("sub", number(1 << 29), times(reciprocal, divisor, 31))
        reciprocal = binary("add", reciprocal, times(times(reciprocal, rest, 31), number(4), 0))
    share = binary("arithmetic_right_shift", times(exponential, reciprocal, 30), binary("sub", number(35), zeros), "round = true")
    return rescale(f, share, "i8", [1.0], 0, -128)


def negate(f):
    zeros = [f.number(zero_point(f)), f.number(zero_point(f))]
    return f.op("tosa.negate", [f.integer_input([3, 60])] + zeros, [3, 60], element="i8")


def movement(f, name):
    rng = f.rng
    x = rescale(f, f.integer_input(sizes(rng, (1, 3), (1, 3), (2, 4))), "i8", [rng.uniform(0.5, 1)], zero_point(f), zero_point(f))
    if name == "reshape":
        return f.op("tosa.reshape", [x, f.shape([product(x.shape)])], [product(x.shape)], element="i8")
    if name == "transpose":
        order = rng.sample(range(3), 3)
        return f.op("tosa.transpose", [x], [x.shape[i] for i in order], f"perms = array<i32: {', '.join(map(str, order))}>", "i8")
    axis = rng.randrange(3)
    if name == "concat":
        others = [f.integer_input(x.shape[:axis] + [2] + x.shape[axis + 1:]), f.constant(x.shape, f.integers(x.shape, -128, 127), "i8")]
        return f.op("tosa.concat", [x] + others, x.shape[:axis] + [2 * x.shape[axis] + 2] + x.shape[axis + 1:], f"axis = {axis} : i32", "i8")
    if name == "reverse":
        return f.op("tosa.reverse", [x], x.shape, f"axis = {axis} : i32", "i8")
    if name == "pad":
        pads = [rng.randint(0, 2) for _ in range(6)]
        return f.op("tosa.pad", [x, f.shape(pads), f.number(zero_point(f))], [s + pads[2 * i] + pads[2 * i + 1] for i, s in enumerate(x.shape)], element="i8")
    if name == "slice":
        begin = [rng.randrange(size) for size in x.shape]
        count = [rng.randint(1, size - first) for size, first in zip(x.shape, begin)]
        return f.op("tosa.slice", [x, f.shape(begin), f.shape(count)], count, element="i8")
    if name == "tile":
        repeats = [rng.randint(1, 3) for _ in range(3)]
        return f.op("tosa.tile", [x, f.shape(repeats)], [s * r for s, r in zip(x.shape, repeats)], element="i8")
    if name == "gather":
        row = [rng.randrange(x.shape[1]) for _ in range(4)]
        return f.op("tosa.gather", [x, f.constant([x.shape[0], 4], row * x.shape[0], "i32")], [x.shape[0], 4, x.shape[2]], element="i8")
    if name in ("maximum", "minimum"):
        return f.op(f"tosa.{name}", [x, f.integer_input(x.shape)], x.shape, element="i8")
    if name in ("reduce_max", "reduce_min"):
        return f.op(f"tosa.{name}", [x], x.shape[:axis] + [1] + x.shape[axis + 1:], f"axis = {axis} : i32", "i8")
    return f.op("tosa.argmax", [x], x.shape[:axis] + x.shape[axis + 1:], f"axis = {axis} : i32", "i32")


def nearest(f):
    h, w, c = sizes(f.rng, (2, 5), (2, 5), (1, 3))
    x = f.integer_input([1, h, w, c])
    return f.op("tosa.resize", [x, f.shape([2, 1, 4, 2]), f.shape([0, -1]), f.shape([1, 1])],
                [1, h * 2, w * 2, c], "mode = NEAREST_NEIGHBOR", "i8")


def bilinear(f, coordinates):
    rng = f.rng
    h, w, c = sizes(rng, (1, 5), (1, 5), (1, 2))
    scale, offset, border, out = [], [], [], []
    for size in (h, w):
        to = rng.choice([size * 2, size * 3, rng.randint(2, 9)])
        # From 0 on: mlir-opt 22 cuts places before the first element, where TOSA's are rounded down.
        n, d, first = (to - 1, max(size - 1, 1), 0) if coordinates == "align_corners" else (2 * to, 2 * size, rng.randint(0, 2))
        scale, offset, out = scale + [n, d], offset + [first], out + [to]
        border.append((to - 1) * d + first - (size - 1) * n)  # the last index lies there
    y = f.op("tosa.resize", [f.integer_input([1, h, w, c]), f.shape(scale), f.shape(offset), f.shape(border)],
             [1] + out + [c], "mode = BILINEAR", "i32")
    zero = rng.choice([0, zero_point(f)])
    return rescale(f, y, "i8", [1 / (scale[0] * scale[2])], 0, zero)


def moved_sums(f):
    """torch-mlir moves sums before they are rescaled."""
    h, c, w = sizes(f.rng, (1, 4), (1, 9), (2, 5))
    b = f.constant([1, c, w], f.integers([c * w], -127, 127), "i8")
    y = f.op("tosa.matmul", [f.integer_input([1, h, c]), b, f.number(zero_point(f)), f.number(0)], [1, h, w], element="i32")
    y = f.op("tosa.reshape", [y, f.shape([h, 1, w])], [h, 1, w], element="i32")
    y = f.op("tosa.transpose", [y], [1, h, w], "perms = array<i32: 1, 0, 2>", "i32")
    y = f.op("tosa.clamp", [y], y.shape, "min_val = 0 : i32, max_val = 2147483647 : i32", "i32")
    return finish(f, y, math.sqrt(c) * 70 * 90, per_channel=True)


def graph(f):
    """An image through layers with a branch that is added, a pool and a matrix product."""
    x = layer(f, "conv2d")
    y = layer(f, f.rng.choice(["conv2d", "depthwise_conv2d"]), x)
    channels = f.constant([1, 1, 1, y.shape[3]], f.integers([y.shape[3]], -128, 127), "i8")
    wide = [rescale(f, v, "i32", [2.0 ** 19], zero_point(f)) for v in (y, channels)]
    y = finish(f, f.op("tosa.add", wide, y.shape, element="i32"), 60 * 2.0 ** 20)
    y = pool(f, f.rng.choice(["max_pool2d", "avg_pool2d"]), y) if min(y.shape[1:3]) > 1 else y
    count = product(y.shape)
    row = f.op("tosa.reshape", [y, f.shape([1, 1, count])], [1, 1, count], element="i8")
    weights = f.constant([1, count, 3], f.integers([count * 3], -127, 127), "i8")
    sums = f.op("tosa.matmul", [row, weights, f.number(zero_point(f)), f.number(0)], [1, 1, 3], element="i32")
    return finish(f, sums, math.sqrt(count) * 70 * 90)


KINDS = (
    [lambda f, n=n: layer(f, n) for n in ("conv2d", "depthwise_conv2d", "transpose_conv2d") for _ in range(4)]
    + [lambda f: layer(f, "conv2d", output="i16"), lambda f: layer(f, "conv2d", added=True)]
    + [lambda f, n=n: layer(f, n, input="i16", output="i16") for n in ("conv2d", "depthwise_conv2d")]
    + [lambda f, k=k: matmul(f, k) for k in ("a", "b", "b", "")]
    + [lambda f, n=n: total(f, n) for n in ("add", "add", "add", "sub", "sub")]
    + [lambda f: total(f, "add", "i16", "i16"), lambda f: total(f, "add", "i8", "i16")]
    + [times, times, lambda f: times(f, "i16"), mean, mean]
    + [lambda f, n=n: pool(f, n) for n in ("avg_pool2d", "avg_pool2d", "avg_pool2d", "max_pool2d")]
    + [table, fine_table, negate, nearest, moved_sums, moved_sums]
    + [lambda f, c=c: bilinear(f, c) for c in ("align_corners", "others", "others", "others")]
    + [lambda f, r=r: softmax(f, r) for r in (1, 2, 2, 2, 4)]
    + [lambda f, i=i, o=o: alone(f, i, o) for i, o in (("i8", "i8"),) * 3 + (("i8", "i16"), ("i16", "i8"), ("i16", "i16"))]
    + [lambda f, s=s: unsigned(f, s) for s in ("input", "output")]
    + [lambda f, k=k: function(f, k) for k in ("leaky", "swish", "bits", "truth", "wide table", "cast")]
    + [lambda f, n=n: movement(f, n) for n in ("reshape", "transpose", "concat", "reverse", "pad", "slice", "tile", "gather", "maximum",
                                               "minimum", "reduce_max", "reduce_min", "argmax")]
    + [graph] * 6
)
