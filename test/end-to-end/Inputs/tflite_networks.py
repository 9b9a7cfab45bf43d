"""tflite_networks.py: random networks of TFLite's operators, to the bit as LiteRT's reference kernels compute them.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    tflite_networks.py check EXPECTED.json FOLDER [NAME ...]     compiles and runs them; exit status 1 at a difference
    tflite_networks.py write EXPECTED.json                       needs PyPI's ai-edge-litert and numpy

A network is many operators on one input, side by side, their outputs concatenated. Expected outputs are bytes in base 64.
Numbers come from a generator of our own, so that every Python makes the same networks.
"""
import base64
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[2] / "frontends" / "tflite" / "Inputs"))
import models

BATCH = 2
SHAPE = [1, 6, 5, 4]
SEEDS = 4


class Random:
    def __init__(self, seed):
        self.state = seed * 2654435761 + 12345

    def __call__(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 33) % (high - low + 1)

    def scale(self, low=-8, high=-2):
        return self(1000001, 1999999) * 2.0 ** self(low, high) / 1000000

    def numbers(self, count, bound):
        return " ".join(str(self(-bound, bound)) for _ in range(count))


class Network:
    """Lines of a model: operators that read `x`, and the names and widths of their outputs."""

    def __init__(self, random, output):
        self.random, self.lines, self.parts, self.output = random, [], [], output
        self.scale, self.zero = random.scale(-6, -3), random(-128, 127)
        self.x = self.tensor("x", SHAPE)

    def tensor(self, name, shape, quantization=None):
        self.lines.append(f"{name}: INT8 {shape} {quantization or f'{self.scale!r}:{self.zero}'}")
        return name

    def fresh(self, what):
        return f"{what}{len(self.lines)}"

    def constant(self, shape, scales, bound=127):
        name, count = self.fresh("c"), 1
        for size in shape:
            count *= size
        self.lines.append(f"{name}: INT8 {shape} {scales} = {self.random.numbers(count, bound)}")
        return name

    def bias(self, count, bound=3000, scale=0.01):
        name = self.fresh("b")
        self.lines.append(f"{name}: INT32 [{count}] {scale!r} = {self.random.numbers(count, bound)}")
        return name

    def requantized(self, low=-6, high=-3):
        """`x` on another scale."""
        name = self.tensor(self.fresh("q"), SHAPE, f"{self.random.scale(low, high)!r}:{self.random(-128, 127)}")
        self.lines.append(f"QUANTIZE ({self.x}) -> {name}")
        return name

    def add(self, operator, operands, shape, options=""):
        """An operator whose output is part of the network's."""
        name, flat, size = self.tensor(self.fresh("y"), shape, self.output), self.fresh("f"), 1
        for length in shape:
            size *= length
        self.lines.append(f"{operator} ({', '.join(operands)}) -> {name} {options}")
        self.tensor(flat, [1, size], self.output)
        self.lines += [f"s{flat}: INT32 [2] = 1 {size}", f"RESHAPE ({name}, s{flat}) -> {flat} ReshapeOptions {{}}"]
        self.parts.append((flat, size))

    def text(self):
        total = sum(size for _, size in self.parts)
        self.tensor("y", [1, total], self.output)
        parts = ", ".join(name for name, _ in self.parts)
        return "\n".join([*self.lines, f"CONCATENATION ({parts}) -> y ConcatenationOptions {{axis: 1}}"])


def weights(random, rows, axis, low=-9, high=-6):
    return " ".join(f"{random.scale(low, high)!r}" for _ in range(rows)) + f" @{axis}"


def layers(random):
    net = Network(random, f"{random.scale(-4, -3)!r}:{random(-60, 60)}")
    for low, high, activation in ((-9, -6, "NONE"), (-14, -5, "RELU"), (-4, 1, "RELU6"), (-30, -20, "RELU_N1_TO_1")):
        options = f"fused_activation_function: {activation}"
        stride = random(1, 2)
        rows, columns = (6 + stride - 1) // stride, (5 + stride - 1) // stride
        net.add("CONV_2D v3", ["x", net.constant([7, 3, 3, 4], weights(random, 7, 0, low, high)), net.bias(7)],
                [1, rows, columns, 7],
                f"Conv2DOptions {{padding: SAME, stride_w: {stride}, stride_h: {stride}, {options}}}")
        net.add("DEPTHWISE_CONV_2D v3", ["x", net.constant([1, 3, 2, 8], weights(random, 8, 3, low, high)), net.bias(8)],
                [1, 4, 4, 8],
                f"DepthwiseConv2DOptions {{padding: VALID, stride_w: 1, stride_h: 1, depth_multiplier: 2, {options}}}")
        scale = random.scale(low, high)
        operands = ["x", net.constant([9, 120], repr(scale)), net.bias(9, 20000, scale * net.scale)]
        net.add("FULLY_CONNECTED v4", operands, [1, 9], f"FullyConnectedOptions {{{options}}}")
    net.add("CONV_2D", ["x", net.constant([5, 1, 1, 4], f"{random.scale(-8, -6)!r}"), net.bias(5)], [1, 6, 5, 5],
            "Conv2DOptions {padding: VALID, stride_w: 1, stride_h: 1}")
    return net


def elementwise(random):
    net = Network(random, f"{random.scale(-5, -3)!r}:{random(-100, 100)}")
    row = net.constant([4], f"{random.scale(-6, -3)!r}:{random(-9, 9)}")
    for operator, options in (("ADD", "AddOptions"), ("SUB", "SubOptions"), ("MUL", "MulOptions")):
        for other in (net.requantized(), net.requantized(-9, -7), row):
            activation = ("NONE", "RELU", "RELU6")[random(0, 2)]
            net.add(operator + " v2", ["x", other], SHAPE, f"{options} {{fused_activation_function: {activation}}}")
    for operator in ("RELU", "RELU6", "RELU_N1_TO_1", "HARD_SWISH", "QUANTIZE"):
        net.add(operator, [net.requantized()], SHAPE)
    for operator in ("EXP v2", "LOG v2", "ABS v2"):
        net.add(operator, [net.requantized()], SHAPE)
    for approximate in ("true", "false"):
        net.add("GELU v2", [net.requantized()], SHAPE, f"GeluOptions {{approximate: {approximate}}}")
    net.add("LEAKY_RELU v2", ["x"], SHAPE, f"LeakyReluOptions {{alpha: {random.scale(-4, -1)!r}}}")
    net.lines.append("axes: INT32 [2] = 1 2")
    net.add("MEAN v2", ["x", "axes"], [1, 4], "ReducerOptions {}")
    net.add("MEAN v2", [net.requantized(), "axes"], [1, 1, 1, 4], "ReducerOptions {keep_dims: true}")
    same = net.tensor("same", SHAPE, net.output)
    net.lines.append(f"QUANTIZE (x) -> {same}")
    for size, stride, padding, shape in ((2, 2, "SAME", [1, 3, 3, 4]), (3, 1, "SAME", SHAPE), (4, 1, "VALID", [1, 3, 2, 4])):
        for operator in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
            net.add(operator + " v2", [same], shape, f"Pool2DOptions {{padding: {padding}, stride_w: {stride}, "
                    f"stride_h: {stride}, filter_width: {size}, filter_height: {size}}}")
    return net


def probabilities(random):
    net = Network(random, "0.00390625:-128")
    for low, high in ((-9, -7), (-6, -4), (-3, -1)):
        net.add("LOGISTIC", [net.requantized(low, high)], SHAPE)
        net.add("SOFTMAX v2", [net.requantized(low, high)], SHAPE, "SoftmaxOptions {beta: 1.0}")
        flat = net.tensor(net.fresh("t"), [1, 120], f"{net.scale!r}:{net.zero}")
        shape = net.fresh("s")
        net.lines += [f"{shape}: INT32 [2] = 1 120", f"RESHAPE (x, {shape}) -> {flat} ReshapeOptions {{}}"]
        net.add("SOFTMAX v2", [flat], [1, 120], "SoftmaxOptions {beta: 1.0}")
    return net


def tangents(random):
    net = Network(random, "0.0078125:0")
    for low, high in ((-9, -7), (-6, -4), (-3, -1)):
        net.add("TANH", [net.requantized(low, high)], SHAPE)
    return net


KINDS = (layers, elementwise, probabilities, tangents)


def networks():
    """Names, models as text, and inputs of all networks."""
    for seed in range(SEEDS):
        for index, kind in enumerate(KINDS):
            random = Random(1 + seed * len(KINDS) + index)
            text = kind(random).text()
            count = BATCH * SHAPE[1] * SHAPE[2] * SHAPE[3]
            inputs = [random(-128, 127) if n % 7 else (-128, 127)[random(0, 1)] for n in range(count)]
            yield f"{kind.__name__}_{seed}", text, struct.pack(f"{count}b", *inputs)


def write_array(path, data, shape):
    """`data`, int8, as an .npy file."""
    header = f"{{'descr': '|i1', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data)


def check(expected, folder, names):
    expected = json.loads(pathlib.Path(expected).read_text())
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for name, text, inputs in networks():
        if names and not any(name.startswith(wanted) for wanted in names):
            continue
        model, outputs = folder / f"{name}.tflite", base64.b64decode(expected["outputs"][name])
        models.write(models.Model(text.splitlines()).json, model)
        write_array(folder / "x.npy", inputs, [BATCH, *SHAPE[1:]])
        write_array(folder / "y.npy", outputs, [BATCH, len(outputs) // BATCH])
        commands = [["dendc", model, "-o", folder / name, "--name=net", "--target=cortex-m4"]]
        for where in ("reference", "host"):
            commands.append(["dend-run", folder / name, f"--inputs={folder / 'x.npy'}", f"--compare={folder / 'y.npy'}",
                             "--tolerance=0", "--no-float", f"--on={where}"])
        for command in commands:
            run = subprocess.run(command, capture_output=True, text=True)
            if run.returncode:
                failed.append(name)
                print(f"{name}: {' '.join(map(str, command))}\n{run.stdout}{run.stderr}")
                break
    print(f"{len(failed)} networks are not as {expected['judge']} computes them")
    sys.exit(1 if failed else 0)


def write(path):
    import ai_edge_litert
    import numpy
    from ai_edge_litert.interpreter import Interpreter, OpResolverType
    outputs = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, text, inputs in networks():
            model = pathlib.Path(folder) / f"{name}.tflite"
            models.write(models.Model(text.splitlines()).json, model)
            judge = Interpreter(str(model), experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
            judge.allocate_tensors()
            results = b""
            for x in numpy.frombuffer(inputs, numpy.int8).reshape(BATCH, *SHAPE):
                judge.set_tensor(judge.get_input_details()[0]["index"], x)
                judge.invoke()
                results += judge.get_tensor(judge.get_output_details()[0]["index"]).tobytes()
            outputs[name] = base64.b64encode(results).decode()
    text = json.dumps({"judge": f"ai-edge-litert {ai_edge_litert.__version__}", "outputs": outputs}, indent=1)
    pathlib.Path(path).write_text(text + "\n")


if sys.argv[1] == "write":
    write(sys.argv[2])
else:
    check(sys.argv[2], sys.argv[3], sys.argv[4:])
