"""tosa_network.py: one dendritic network with random weights, as ONNX in Protobuf's text form and as TOSA.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    tosa_network.py FOLDER SEED

Writes net.textproto and net.mlir, and inputs, x.npz. The TOSA is as torch-mlir writes networks: images in NCHW between layers, transposed before
and after each; a matrix product and a sum for a linear layer; means, softmax and gelu in several ops; weights as resources at the
end of the file. Ops have the names of the ONNX nodes.
"""
import math
import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "compiler/tools/Inputs"))
from arrays import npy, npz  # noqa: E402


class Network:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.nodes, self.initializers, self.body, self.resources, self.count = [], [], [], [], 0
        self.zero, self.shift = self.raw("dense<0.0>", "1xf32"), self.raw("dense<0>", "1xi8")

    def value(self):
        self.count += 1
        return f"%{self.count}"

    def raw(self, values, kind):
        value = self.value()
        self.body.append(f'{value} = "tosa.const"() <{{values = {values} : tensor<{kind}>}}> : () -> tensor<{kind}>')
        return value

    def random(self, shape, scale):
        return [self.rng.gauss(0, scale) for _ in range(math.prod(shape))]

    def weights(self, shape, values):
        """The same numbers in both: a name in ONNX, a resource in TOSA."""
        name = f"w{len(self.initializers)}"
        values = [struct.unpack("f", struct.pack("f", v))[0] for v in values]
        self.initializers.append(f'initializer {{ name: "{name}" data_type: 1 dims: {list(shape)} float_data: {values} }}')
        return name

    def resource(self, shape, values):
        name = f"torch_tensor_{len(self.resources)}_torch.float32"
        self.resources.append(f'{name}: "0x04000000{struct.pack(f"<{len(values)}f", *values).hex().upper()}"')
        return self.raw(f"dense_resource<{name}>", kind(shape))

    def node(self, name, op, inputs, attributes=""):
        self.nodes.append(f'node {{ name: "{name}" op_type: "{op}" {" ".join(f"input: {quote(i)}" for i in inputs)} output: "{name}" {attributes} }}')

    def op(self, op, operands, shape, attributes="", name=None):
        value = self.value()
        attributes = f" {{{attributes}}}" if attributes else ""
        types = ", ".join(f"tensor<{t}>" if not t.startswith("!") else t for _, t in operands)
        loc = f' loc("{name}")' if name else ""
        self.body.append(f"{value} = tosa.{op} {', '.join(o for o, _ in operands)}{attributes} : ({types}) -> tensor<{kind(shape)}>{loc}")
        return value

    def shape(self, sizes):
        value = self.value()
        self.body.append(f"{value} = tosa.const_shape {{values = dense<{list(sizes)}> : tensor<{len(sizes)}xindex>}} : () -> !tosa.shape<{len(sizes)}>")
        return value, f"!tosa.shape<{len(sizes)}>"

    def reshape(self, tensor, shape, name=None):
        return Tensor(tensor.onnx, self.op("reshape", [tensor.operand, self.shape(shape)], shape, name=name), shape)

    def transpose(self, tensor, order, name=None):
        shape = [tensor.shape[i] for i in order]
        return Tensor(tensor.onnx, self.op("transpose", [tensor.operand], shape, f"perms = array<i32: {', '.join(map(str, order))}>", name), shape)

    # Layers. Tensors are [1, C, H, W] or [1, C] between them.

    def conv(self, name, x, channels, size, stride, depthwise=False):
        _, inputs, height, width = x.shape
        depth = 1 if depthwise else inputs
        shape = [channels, depth, size, size]
        numbers = self.random(shape, 1 / math.sqrt(depth * size * size))
        bias = self.random([channels], 0.2)
        pad = size // 2
        out = [(s + 2 * pad - size) // stride + 1 for s in (height, width)]
        ends = [pad - (s + 2 * pad - size) % stride for s in (height, width)]
        self.node(name, "Conv", [x.onnx, self.weights(shape, numbers), self.weights([channels], bias)],
                  f'attribute {{ name: "pads" type: INTS ints: [{pad}, {pad}, {ends[0]}, {ends[1]}] }} '
                  f'attribute {{ name: "strides" type: INTS ints: [{stride}, {stride}] }} '
                  f'attribute {{ name: "group" type: INT i: {inputs if depthwise else 1} }}')
        weights = Tensor("", self.resource(shape, numbers), shape)
        weights = self.transpose(weights, [2, 3, 0, 1] if depthwise else [0, 2, 3, 1])
        image = self.transpose(x, [0, 2, 3, 1])
        if depthwise:
            weights = self.reshape(weights, [size, size, inputs, channels // inputs])
        y = self.op("depthwise_conv2d" if depthwise else "conv2d",
                    [image.operand, weights.operand, (self.resource([channels], bias), kind([channels])), (self.zero, "1xf32"), (self.zero, "1xf32")],
                    [1] + out + [channels],
                    f"acc_type = f32, pad = array<i64: {pad}, {ends[0]}, {pad}, {ends[1]}>, stride = array<i64: {stride}, {stride}>, dilation = array<i64: 1, 1>", name)
        return self.transpose(Tensor(name, y, [1] + out + [channels]), [0, 3, 1, 2])

    def linear(self, name, x, channels):
        inputs = x.shape[1]
        numbers, bias = self.random([channels, inputs], 1 / math.sqrt(inputs)), self.random([channels], 0.2)
        self.node(name, "Gemm", [x.onnx, self.weights([channels, inputs], numbers), self.weights([channels], bias)],
                  'attribute { name: "transB" type: INT i: 1 }')
        weights = self.transpose(Tensor("", self.resource([channels, inputs], numbers), [channels, inputs]), [1, 0])
        weights = self.reshape(weights, [1, inputs, channels])
        row = self.reshape(x, [1, 1, inputs])
        y = self.op("matmul", [row.operand, weights.operand, (self.zero, "1xf32"), (self.zero, "1xf32")], [1, 1, channels], name=name)
        y = self.reshape(Tensor(name, y, [1, 1, channels]), [1, channels], name)
        b = self.reshape(Tensor("", self.resource([channels], bias), [channels]), [1, channels])
        return Tensor(name, self.op("add", [y.operand, b.operand], [1, channels], name=name), [1, channels])

    def unary(self, name, x, onnx, tosa, attributes=""):
        self.node(name, onnx, [x.onnx])
        return Tensor(name, self.op(tosa, [x.operand], x.shape, attributes, name), x.shape)

    def relu(self, name, x):
        return self.unary(name, x, "Relu", "clamp", "min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32")

    def add(self, name, x, y):
        self.node(name, "Add", [x.onnx, y.onnx])
        return Tensor(name, self.op("add", [x.operand, y.operand], x.shape, name=name), x.shape)

    def scale(self, name, x):
        """Each channel times a number."""
        shape = [1, x.shape[1]] + [1] * (len(x.shape) - 2)
        numbers = self.random(shape, 0.7)
        self.node(name, "Mul", [x.onnx, self.weights(shape, numbers)])
        factor = self.resource(shape, numbers)
        y = self.op("mul", [x.operand, (factor, kind(shape)), (self.shift, "1xi8")], x.shape, name=name)
        return Tensor(name, y, x.shape)

    def pool(self, name, x):
        _, channels, height, width = x.shape
        self.node(name, "MaxPool", [x.onnx], 'attribute { name: "kernel_shape" type: INTS ints: [2, 2] } attribute { name: "strides" type: INTS ints: [2, 2] }')
        image = self.transpose(x, [0, 2, 3, 1])
        y = self.op("max_pool2d", [image.operand], [1, height // 2, width // 2, channels],
                    "kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>", name)
        return self.transpose(Tensor(name, y, [1, height // 2, width // 2, channels]), [0, 3, 1, 2])

    def mean(self, name, x):
        _, channels, height, width = x.shape
        self.node(name + "/pool", "GlobalAveragePool", [x.onnx])
        self.nodes.append(f'node {{ name: "{name}" op_type: "Flatten" input: "{name}/pool" output: "{name}" }}')
        y = self.op("reduce_sum", [x.operand], [1, channels, height, 1], "axis = 3 : i32", name + "/pool")
        y = self.op("reduce_sum", [(y, kind([1, channels, height, 1]))], [1, channels, 1, 1], "axis = 2 : i32", name + "/pool")
        part = self.raw(f"dense<{1 / (height * width)}>", "1x1x1x1xf32")
        y = self.op("mul", [(y, kind([1, channels, 1, 1])), (part, "1x1x1x1xf32"), (self.shift, "1xi8")], [1, channels, 1, 1], name=name + "/pool")
        return self.reshape(Tensor(name, y, [1, channels, 1, 1]), [1, channels], name)

    def gelu(self, name, x):
        self.node(name, "Gelu", [x.onnx])
        one = [1] * len(x.shape)

        def number(v):
            return self.raw(f"dense<{v}>", kind(one)), kind(one)

        def times(a, b):
            return self.op("mul", [a, b, (self.shift, "1xi8")], x.shape, name=name), kind(x.shape)

        erf = self.op("erf", [times(x.operand, number(0.70710678))], x.shape, name=name), kind(x.shape)
        sum_ = self.op("add", [erf, number(1.0)], x.shape, name=name), kind(x.shape)
        y, _ = times(times(x.operand, number(0.5)), sum_)
        return Tensor(name, y, x.shape)

    def softmax(self, name, x):
        self.node(name, "Softmax", [x.onnx])
        t, one = kind(x.shape), kind([1, 1])
        largest = self.op("reduce_max", [x.operand], [1, 1], "axis = 1 : i32", name), one
        e = self.op("exp", [(self.op("sub", [x.operand, largest], x.shape, name=name), t)], x.shape, name=name), t
        total = self.op("reduce_sum", [e], [1, 1], "axis = 1 : i32", name), one
        part = self.op("reciprocal", [total], [1, 1], name=name), one
        return Tensor(name, self.op("mul", [e, part, (self.shift, "1xi8")], x.shape, name=name), x.shape)

    def dendritic(self, name, layer, dendrites, onnx, tosa):
        """A layer of neurons, each with dendrites that see its input and the dendrites before them."""
        sums, outputs = layer(f"{name}"), []
        for k in range(dendrites):
            z = layer(f"{name}/dendrite{k}")
            for j, d in enumerate(outputs):
                z = self.add(f"{name}/z{k}_{j}", z, self.scale(f"{name}/between{k}_{j}", d))
            outputs.append(self.unary(f"{name}/d{k}", z, onnx, tosa))
            sums = self.add(f"{name}/y{k}", sums, self.scale(f"{name}/to{k}", outputs[-1]))
        return sums


class Tensor:
    def __init__(self, onnx, tosa, shape):
        self.onnx, self.shape, self.operand = onnx, list(shape), (tosa, kind(shape))


def quote(text):
    return f'"{text}"'


def kind(shape):
    return "".join(f"{size}x" for size in shape) + "f32"


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    net = Network(int(sys.argv[2]))
    x = Tensor("x", "%x", [1, 1, 12, 10])
    y = net.dendritic("conv1", lambda name: net.conv(name, x, 6, 3, 1), 2, "Sigmoid", "sigmoid")
    a = net.pool("pool", net.relu("relu1", y))
    b = net.relu("relu2", net.dendritic("conv2", lambda name: net.conv(name, a, 6, 3, 2, depthwise=True), 1, "Tanh", "tanh"))
    c = net.gelu("gelu", net.mean("mean", b))
    d = net.dendritic("classify", lambda name: net.linear(name, c, 4), 2, "Sigmoid", "sigmoid")
    y = net.softmax("y", d)
    (folder / "x.npz").write_bytes(npz({"x": npy("<f4", (16, 1, 12, 10), net.random([16, 1, 12, 10], 1))}))
    (folder / "net.textproto").write_text(
        'ir_version: 8\nopset_import { version: 20 }\ngraph {\n  name: "net"\n'
        '  input { name: "x" type { tensor_type { elem_type: 1 shape { dim { dim_value: 1 } dim { dim_value: 1 } dim { dim_value: 12 } dim { dim_value: 10 } } } } }\n'
        '  output { name: "y" type { tensor_type { elem_type: 1 } } }\n  ' + "\n  ".join(net.initializers + net.nodes) + "\n}\n")
    (folder / "net.mlir").write_text(
        "module {\n  func.func @forward(%x: tensor<1x1x12x10xf32> loc(\"x\")) -> (tensor<1x4xf32> {ml_program.identifier = \"y\"}) {\n    " + "\n    ".join(net.body)
        + f"\n    return {y.operand[0]} : tensor<1x4xf32>\n  }}\n}}\n{{-#\n  dialect_resources: {{\n    builtin: {{\n      " + ",\n      ".join(net.resources) + "\n    }\n  }\n#-}\n")


main()
