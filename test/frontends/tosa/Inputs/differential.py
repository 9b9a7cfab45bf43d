"""differential.py: TOSA operators and small graphs of them, by this frontend and by upstream's reference lowering.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    differential.py FOLDER LLVM_LIBRARIES SEED

Writes one function of every kind with random geometry and values, runs them as MLIR's own passes lower TOSA (to Linalg, to
LLVM, in mlir-runner) and in the reference evaluator, after --convert-tosa-to-dend and after phase `fuse`, those of integers
lowered in both cases, and prints how many agree: floats closely, integers to the bit. Every operator of the frontend's
table occurs.
"""
import pathlib
import random
import re
import struct
import subprocess
import sys

import integers
from functions import Function, Value, dense, pairs, product, sizes, type_of, window

TOLERANCE = 2e-5  # of 1 + the value; mlir-runner prints six digits
LOWERING = ("builtin.module(func.func(tosa-optional-decompositions,tosa-to-linalg-named,tosa-to-linalg,tosa-to-tensor,tosa-to-arith{include-apply-rescale=true}),"
            "canonicalize,one-shot-bufferize{bufferize-function-boundaries},convert-linalg-to-loops,expand-strided-metadata,"
            "lower-affine,convert-scf-to-cf,convert-math-to-llvm,convert-math-to-libm,convert-arith-to-llvm,finalize-memref-to-llvm,"
            "convert-cf-to-llvm,convert-func-to-llvm,reconcile-unrealized-casts)")


def conv(f, name, x=None):
    rng = f.rng
    x = x or f.input([1] + sizes(rng, (3, 7), (3, 7), (1, 4)))
    (h, w, channels), outputs = x.shape[1:], rng.randint(1, 4)
    kernel, stride, dilation = sizes(rng, (1, 3), (1, 3)), sizes(rng, (1, 2), (1, 2)), sizes(rng, (1, 2), (1, 2))
    pads, out = window(rng, (h, w), kernel, dilation, stride, (2, 2))
    if name == "conv2d":
        weights = f.constant([outputs] + kernel + [channels])
    else:
        weights, outputs = f.constant(kernel + [channels, outputs]), channels * outputs
    bias = f.constant([rng.choice([1, outputs])])
    attributes = f"acc_type = f32, {pairs('dilation', dilation)}, {pairs('pad', pads)}, {pairs('stride', stride)}"
    return f.op(f"tosa.{name}", [x, weights, bias, f.zero, f.zero], [1] + out + [outputs], attributes)


def transpose_conv(f):
    rng = f.rng
    h, w, channels, outputs = sizes(rng, (1, 5), (1, 5), (1, 3), (1, 3))
    kernel, stride = sizes(rng, (1, 4), (1, 4)), sizes(rng, (1, 3), (1, 3))
    pads = [rng.randint(1 - min(kernel[i // 2], 2), 2) for i in range(4)]
    out = [((h, w)[a] - 1) * stride[a] + pads[2 * a] + pads[2 * a + 1] + kernel[a] for a in (0, 1)]
    if min(out) < 1:
        return transpose_conv(f)
    x = f.input([1, h, w, channels])
    weights, bias = f.constant([outputs] + kernel + [channels]), f.constant([outputs])
    attributes = f"acc_type = f32, {pairs('out_pad', pads)}, {pairs('stride', stride)}"
    return f.op("tosa.transpose_conv2d", [x, weights, bias, f.zero, f.zero], [1] + out + [outputs], attributes)


def pool(f, name, x=None):
    rng = f.rng
    x = x or f.input([1] + sizes(rng, (3, 8), (3, 8), (1, 4)))
    h, w, channels = x.shape[1:]
    kernel, stride = sizes(rng, (1, 3), (1, 3)), sizes(rng, (1, 3), (1, 3))
    pads = [4, 4, 4, 4]
    while max(pads[:2]) >= kernel[0] or max(pads[2:]) >= kernel[1]:
        kernel = sizes(rng, (1, 3), (1, 3))
        pads, out = window(rng, (h, w), kernel, (1, 1), stride, (kernel[0] - 1, kernel[1] - 1))
    attributes = f"{pairs('kernel', kernel)}, {pairs('pad', pads)}, {pairs('stride', stride)}"
    if name == "max_pool2d":
        return f.op("tosa.max_pool2d", [x], [1] + out + [channels], attributes)
    return f.op("tosa.avg_pool2d", [x, f.zero, f.zero], [1] + out + [channels], attributes + ", acc_type = f32")


def matmul(f, known):
    n, h, c, w = sizes(f.rng, (1, 3), (1, 4), (1, 5), (1, 4))
    a = f.constant([n, h, c]) if known == "a" else f.input([n, h, c])
    b = f.constant([n, c, w]) if known == "b" else f.input([n, c, w])
    return f.op("tosa.matmul", [a, b, f.zero, f.zero], [n, h, w])


def some(f, rank=None, largest=4):
    return [f.rng.randint(1, largest) for _ in range(rank or f.rng.randint(1, 4))]


def unary(f, name, low=-2.0, high=2.0):
    x = f.input(some(f), low, high)
    extra = [f.zero, f.zero] if name == "negate" else []
    return f.op(f"tosa.{name}", [x] + extra, x.shape)


def clamp(f):
    x = f.input(some(f), -9, 9)
    low, high = f.rng.choice([("0.0", "3.40282347E+38"), ("0.0", "6.0"), ("-1.5", "2.5"), ("-3.40282347E+38", "1.0")])
    return f.op("tosa.clamp", [x], x.shape, f"min_val = {low} : f32, max_val = {high} : f32")


def broadcast(f, low=-2.0, high=2.0, values=None):
    """Two operands, one of them perhaps a constant, of one rank, each with some axes of 1."""
    shape = some(f)
    operands = []
    for side in (0, 1):
        kept = [size if f.rng.random() < 0.7 else 1 for size in shape]
        if side == 1 and f.rng.random() < 0.5:
            operands.append(f.constant(kept, values(kept) if values else f.reals(kept, low, high)))
        else:
            operands.append(f.input(kept, low, high, values(kept) if values else None))
    return operands, [max(a, b) for a, b in zip(operands[0].shape, operands[1].shape)]


def binary(f, name, low=-2.0, high=2.0):
    operands, shape = broadcast(f, low, high)
    return f.op(f"tosa.{name}", operands + ([f.shift] if name == "mul" else []), shape)


def compare(f, name):
    operands, shape = broadcast(f, values=lambda kept: [float(f.rng.randint(-2, 2)) for _ in range(product(kept))])
    return f.op(f"tosa.{name}", operands, shape, element="i1")


def logic(f, name):
    x = f.input(some(f), values=None)
    y = f.input(x.shape)
    zero = f.constant([1] * len(x.shape), [0.0])
    truth = [f.op("tosa.greater", [v, zero], x.shape, element="i1") for v in (x, y)]
    if name == "not":
        return f.floats(f.op("tosa.logical_not", truth[:1], x.shape, element="i1"))
    return f.floats(f.op(f"tosa.logical_{name}", truth, x.shape, element="i1"))


def select(f):
    x = f.input(some(f))
    other = f.constant([1] * len(x.shape))
    condition = f.op("tosa.greater_equal", [x, other], x.shape, element="i1")
    return f.op("tosa.select", [condition, x, f.input(x.shape)], x.shape)


def reduce(f, name):
    x = f.input(some(f, largest=6), -1.5, 1.5)
    axis = f.rng.randrange(len(x.shape))
    shape = x.shape[:axis] + [1] + x.shape[axis + 1:]
    if name in ("any", "all"):
        zero = f.constant([1] * len(x.shape), [0.5 if name == "any" else -0.5])
        x = f.op("tosa.greater", [x, zero], x.shape, element="i1")
        return f.floats(f.op(f"tosa.reduce_{name}", [x], shape, f"axis = {axis} : i32", element="i1"))
    return f.op(f"tosa.reduce_{name}", [x], shape, f"axis = {axis} : i32")


def argmax(f):
    shape = some(f, f.rng.randint(2, 4), 6)
    x = f.input(shape, values=[float(f.rng.randint(0, 3)) for _ in range(product(shape))])
    axis = f.rng.randrange(len(shape))
    return f.floats(f.op("tosa.argmax", [x], shape[:axis] + shape[axis + 1:], f"axis = {axis} : i32", element="i32"))


def cast(f):
    x = f.input(some(f), values=None)
    return f.floats(f.op("tosa.cast", [x], x.shape, element="i32"))


def movement(f, name):
    rng = f.rng
    x = f.input(some(f, largest=5))
    rank = len(x.shape)
    if name == "reshape":
        parts = [product(x.shape[:rank // 2]), product(x.shape[rank // 2:])]
        return f.op("tosa.reshape", [x, f.shape(parts)], parts)
    if name == "transpose":
        order = rng.sample(range(rank), rank)
        return f.op("tosa.transpose", [x], [x.shape[i] for i in order], f"perms = array<i32: {', '.join(map(str, order))}>")
    axis = rng.randrange(rank)
    if name == "concat":
        others = [f.input(x.shape[:axis] + [rng.randint(1, 3)] + x.shape[axis + 1:]), f.constant(x.shape)]
        shape = x.shape[:axis] + [x.shape[axis] + sum(o.shape[axis] for o in others)] + x.shape[axis + 1:]
        return f.op("tosa.concat", [x] + others, shape, f"axis = {axis} : i32")
    if name == "reverse":
        return f.op("tosa.reverse", [x], x.shape, f"axis = {axis} : i32")
    if name == "pad":
        pads = [rng.randint(0, 2) for _ in range(2 * rank)]
        return f.op("tosa.pad", [x, f.shape(pads), f.constant([1], [-1.25])], [s + pads[2 * i] + pads[2 * i + 1] for i, s in enumerate(x.shape)])
    if name == "slice":
        begin = [rng.randrange(size) for size in x.shape]
        count = [rng.randint(1, size - first) for size, first in zip(x.shape, begin)]
        return f.op("tosa.slice", [x, f.shape(begin), f.shape(count)], count)
    repeats = [rng.randint(1, 3) for _ in range(rank)]
    return f.op("tosa.tile", [x, f.shape(repeats)], [s * r for s, r in zip(x.shape, repeats)])


def gather(f):
    n, k, c, w = sizes(f.rng, (1, 2), (1, 6), (1, 3), (1, 8))
    row = [f.rng.randrange(k) for _ in range(w)]
    return f.op("tosa.gather", [f.input([n, k, c]), f.constant([n, w], row * n, "i32")], [n, w, c])


def resize(f, mode, coordinates):
    rng = f.rng
    h, w, c = sizes(rng, (2, 5), (2, 5), (1, 2))
    scale, offset, border, out = [], [], [], []
    for size in (h, w):
        to = rng.choice([size * 2, size * 3, rng.randint(2, 9)])
        n, d, first = {"align_corners": (to - 1, size - 1, 0), "half_pixel": (2 * to, 2 * size, size - to),
                       "asymmetric": (to, size, 0), "others": (2 * to, 2 * size, 1)}[coordinates]
        scale, offset, out = scale + [n, d], offset + [first], out + [to]
        border.append((to - 1) * d + first - (size - 1) * n)  # the last index lies there
    x = f.input([1, h, w, c])
    return f.op("tosa.resize", [x, f.shape(scale), f.shape(offset), f.shape(border)], [1] + out + [c], f"mode = {mode}")


def other_dialects(f):
    x = f.input([2, 6])
    f.lines.append("%e = tensor.expand_shape %arg0 [[0], [1, 2]] output_shape [2, 2, 3] : tensor<2x6xf32> into tensor<2x2x3xf32>")
    f.lines.append("%c = tensor.collapse_shape %e [[0, 1], [2]] : tensor<2x2x3xf32> into tensor<4x3xf32>")
    f.lines.append("%d = tensor.cast %c : tensor<4x3xf32> to tensor<?x3xf32>")
    f.lines.append("%b = arith.constant dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32>")
    f.lines.append("%s = tensor.cast %d : tensor<?x3xf32> to tensor<4x3xf32>")
    s, b = Value("%s", [4, 3]), Value("%b", [1, 3])
    return f.op("tosa.identity", [f.op("tosa.add", [s, b], [4, 3])], [4, 3])


def softmax(f):
    x = f.input(some(f, 3, 6))
    reduced = x.shape[:2] + [1]
    largest = f.op("tosa.reduce_max", [x], reduced, "axis = 2 : i32")
    exponential = f.op("tosa.exp", [f.op("tosa.sub", [x, largest], x.shape)], x.shape)
    total = f.op("tosa.reduce_sum", [exponential], reduced, "axis = 2 : i32")
    return f.op("tosa.mul", [exponential, f.op("tosa.reciprocal", [total], reduced), f.shift], x.shape)


def graph(f):
    """An image through random layers with branches, and a dense layer of what is left."""
    rng = f.rng
    images = [f.input([1] + sizes(rng, (4, 8), (4, 8), (1, 3)))]
    for _ in range(rng.randint(3, 6)):
        x = images[-1]
        kind = rng.randrange(8)
        if kind < 3:
            y = conv(f, ("conv2d", "conv2d", "depthwise_conv2d")[kind], x)
        elif kind == 3:
            y = pool(f, rng.choice(["max_pool2d", "avg_pool2d"]), x)
        elif kind == 4:
            y = f.op("tosa.clamp", [x], x.shape, "min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32")
        elif kind == 5:
            branch = f.op(rng.choice(["tosa.tanh", "tosa.sigmoid"]), [x], x.shape)
            scaled = f.op("tosa.mul", [branch, f.constant([1, 1, 1, x.shape[3]]), f.shift], x.shape)
            y = f.op("tosa.add", [x, scaled], x.shape)
        elif kind == 6:
            like = [i for i in images if i.shape[:3] == x.shape[:3]]
            other = rng.choice(like)
            y = f.op("tosa.concat", [x, other], x.shape[:3] + [x.shape[3] + other.shape[3]], "axis = 3 : i32")
        else:
            there = f.op("tosa.transpose", [x], [1, x.shape[3], x.shape[1], x.shape[2]], "perms = array<i32: 0, 3, 1, 2>")
            there = f.op("tosa.add", [there, f.constant([1, x.shape[3], 1, 1])], there.shape)
            y = f.op("tosa.transpose", [there], x.shape, "perms = array<i32: 0, 2, 3, 1>")
        images.append(y)
    count, outputs = product(images[-1].shape), rng.randint(1, 4)
    row = f.op("tosa.reshape", [images[-1], f.shape([1, 1, count])], [1, 1, count])
    y = f.op("tosa.matmul", [row, f.constant([1, count, outputs]), f.zero, f.zero], [1, 1, outputs])
    return f.op("tosa.add", [y, f.constant([1, 1, outputs])], y.shape)


KINDS = (
    [lambda f, n=n: conv(f, n) for n in ("conv2d", "depthwise_conv2d") for _ in range(4)]
    + [transpose_conv] * 4
    + [lambda f, n=n: pool(f, n) for n in ("avg_pool2d", "max_pool2d") for _ in range(3)]
    + [lambda f, k=k: matmul(f, k) for k in ("a", "b", "") for _ in range(2)]
    + [lambda f, n=n: unary(f, n) for n in ("abs", "ceil", "cos", "erf", "exp", "floor", "negate", "sigmoid", "sin", "tanh", "identity")]
    + [lambda f, n=n: unary(f, n, 0.25, 4.0) for n in ("log", "reciprocal", "rsqrt")]
    + [clamp] * 3
    + [lambda f, n=n: binary(f, n) for n in ("add", "sub", "mul", "maximum", "minimum")]
    + [lambda f: binary(f, "pow", 0.25, 3.0)]
    + [lambda f, n=n: f.floats(compare(f, n)) for n in ("equal", "greater", "greater_equal")]
    + [lambda f, n=n: logic(f, n) for n in ("and", "or", "xor", "not")]
    + [select, cast] + [argmax] * 2
    + [lambda f, n=n: reduce(f, n) for n in ("sum", "max", "min", "product", "any", "all")]
    + [lambda f, n=n: movement(f, n) for n in ("reshape", "transpose", "concat", "reverse", "pad", "slice", "tile")]
    + [gather] * 2
    + [lambda f, m=m, c=c: resize(f, m, c) for m in ("NEAREST_NEIGHBOR", "BILINEAR") for c in ("half_pixel", "align_corners", "asymmetric", "others")]
    + [softmax, other_dialects] + [graph] * 8
)


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result.stdout


def expect(functions, folder, libraries):
    """Results as upstream lowers the functions."""
    parts, body = [], []
    for index, (function, result) in enumerate(functions):
        parts.append(function.text(f"f{index}", result))
        names = []
        for position, (value, numbers) in enumerate(zip(function.inputs, function.values)):
            names.append(f"%i{index}_{position}")
            body.append(f"{names[-1]} = arith.constant dense<{dense(value.shape, numbers)}> : {value.type}")
        types = ", ".join(v.type for v in function.inputs)
        body.append(f"%r{index} = call @f{index}({', '.join(names)}) : ({types}) -> {result.type}")
        printed = "f32" if result.element == "f32" else "i32"
        wide = type_of(result.shape, printed)
        if result.element != printed:
            body.append(f"%w{index} = tosa.cast %r{index} : ({result.type}) -> {wide}")
        body.append(f"%u{index} = tensor.cast %{'r' if result.element == printed else 'w'}{index} : {wide} to tensor<*x{printed}>")
        body.append(f"call @printMemref{printed.upper()}(%u{index}) : (tensor<*x{printed}>) -> ()")
    for printed in ("f32", "i32"):
        parts.append(f"func.func private @printMemref{printed.upper()}(tensor<*x{printed}>) attributes {{llvm.emit_c_interface}}\n")
    parts.append("func.func @main() {\n  " + "\n  ".join(body) + "\n  return\n}\n")
    (folder / "upstream.mlir").write_text("".join(parts))
    run("mlir-opt", folder / "upstream.mlir", f"--pass-pipeline={LOWERING}", "-o", folder / "lowered.mlir")
    libraries = [f"--shared-libs={libraries}/lib{name}.so" for name in ("mlir_runner_utils", "mlir_c_runner_utils")]
    text = run("mlir-runner", "--entry-point-result=void", "-e", "main", *libraries, folder / "lowered.mlir")
    return [[float(x) for x in re.findall(r"-?(?:\d[\d.e+-]*|inf|nan)", part.split("data =")[1])] for part in text.split("Unranked Memref")[1:]]


def permute(values, shape, order):
    """Values of `shape` with axis i of the result axis order[i]."""
    strides = [product(shape[i + 1:]) for i in range(len(shape))]
    offsets = [0]
    for axis in order:
        offsets = [offset + i * strides[axis] for offset in offsets for i in range(shape[axis])]
    return [values[offset] for offset in offsets]


def find(functions, folder, *passes):
    """Results as this frontend and `passes` understand the functions; tensors may have got other layouts."""
    (folder / "tosa.mlir").write_text("// -----\n".join(f.text(f"f{i}", r) for i, (f, r) in enumerate(functions)))
    converted = run("dend-opt", folder / "tosa.mlir", "--split-input-file", "--convert-tosa-to-dend", *passes).split("// -----\n")
    parts, orders = [], []
    for (function, result), text in zip(functions, converted):
        signature = re.search(r"func\.func @main(.*) \{\n", text)
        tensors = [re.search(r"file_permutation = array<i64: ([\d, ]+)>", part) for part in re.findall(r"tensor<[^>]*> (\{[^}]*\})", signature[1])]
        tensors = [[int(i) for i in found[1].split(",")] if found else None for found in tensors]
        inputs = []
        for value, numbers, order in zip(function.inputs, function.values, tensors):
            shape = [value.shape[i] for i in order] if order else value.shape
            numbers = permute(numbers, value.shape, order) if order else numbers
            inputs.append(f"dense<{dense(shape, numbers)}> : {type_of(shape, value.element)}")
        orders.append(tensors[-1])
        parts.append(text[:signature.end() - 3] + f" attributes {{eval.inputs = [{', '.join(inputs)}]}} {{\n" + text[signature.end():])
    (folder / "dend.mlir").write_text("// -----\n".join(parts))
    results = []
    for line in run("dend-eval", folder / "dend.mlir").splitlines():
        if not line.startswith("main: "):
            continue
        text, kind, element = re.fullmatch(r"main: dense<(.*)> : tensor<((?:\d+x)*)(\w+)>", line).groups()
        if text.startswith('"0x'):
            data = bytes.fromhex(text[3:-1])
            code = {"f32": "f", "i16": "h", "i8": "b"}[element]
            numbers = list(struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data))
        else:
            numbers = [float(x) for x in re.findall(r"-?\d[\d.eE+-]*", text)]
        shape, order = [int(size) for size in kind.split("x")[:-1]], orders[len(results)]
        numbers = numbers * product(shape) if len(numbers) == 1 else numbers
        results.append(permute(numbers, shape, [order.index(i) for i in range(len(order))]) if order else numbers)
    return results


def compare_all(functions, wanted, found):
    agreed = 0
    for index, (function, result) in enumerate(functions):
        w, f = wanted[index], found[index]
        tolerance = TOLERANCE if result.element == "f32" else 0
        wrong = [i for i, (a, b) in enumerate(zip(w, f)) if not abs(a - b) <= tolerance * (1 + abs(a))]
        if len(w) == len(f) == product(result.shape) and not wrong:
            agreed += 1
            continue
        print(f"{len(w)} elements wanted, {len(f)} found, differing from {wrong[:1]} on:\n{w}\n{f}\n{function.text(f'f{index}', result)}")
    return agreed


def main():
    folder, rng = pathlib.Path(sys.argv[1]), random.Random(int(sys.argv[3]))
    folder.mkdir(parents=True, exist_ok=True)
    functions = []
    for kind in KINDS:
        function = Function(rng)
        functions.append((function, kind(function)))
    listed = run("dendc", "--list-operators").split("TOSA\n")[1]
    text = "\n".join(line for f, _ in functions for line in f.lines)
    of_integers = []
    for kind in integers.KINDS:
        function = Function(rng)
        of_integers.append((function, kind(function)))
    text += "\n".join(line for f, _ in of_integers for line in f.lines)
    for name in re.findall(r"^\| ((?:tosa|tensor|arith)\.\w+) ", listed, re.M):
        if not re.search(rf'{re.escape(name)}\b', text):
            sys.exit(f"no function has {name}")
    ways = {"imported": ["--canonicalize"], "fused": ["--phase-simplify", "--phase-fuse"]}
    for kind, group, last in ("floats", functions, []), ("integers", of_integers, ["--phase-lower"]):
        wanted = expect(group, folder, sys.argv[2])
        for name, passes in ways.items():
            agreed = compare_all(group, wanted, find(group, folder, *passes, *last))
            print(f"{kind}, {name}: {agreed} of {len(group)} functions agree")


if __name__ == "__main__":
    main()
