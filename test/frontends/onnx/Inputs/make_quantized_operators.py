"""make_quantized_operators.py: writes quantized-operators.txt, a small network for each operator on integers.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    make_quantized_operators.py > quantized-operators.txt

Expected values are those of PyPI's package `onnxruntime`, whose version the file names, on the CPU without graph
optimizations. Not run by tests: what it wrote is committed.
"""
import numpy
import onnxruntime
from google.protobuf import text_format
from onnx import TensorProto, helper, numpy_helper

RANDOM = numpy.random.default_rng(2)
MICROSOFT = "com.microsoft"


def floats(*shape):
    return RANDOM.uniform(-2, 2, shape).round(2).astype(numpy.float32)


def integers(kind, *shape):
    low, high = (0, 255) if kind == numpy.uint8 else (-127, 127)
    return RANDOM.integers(low, high + 1, shape).astype(kind)


class Network:
    """x, a float, becomes integers of `kind`, with no tie to round; nodes follow; the last one's integers are the output."""

    def __init__(self, name, kind, *shape):
        self.name, self.kind, self.x = name, kind, floats(*shape)
        self.initializers, self.nodes, self.count = [], [], 0
        self.zero = 0 if kind == numpy.int8 else 128
        self.input = [self.constant(numpy.float32(0.0163)), self.constant(kind(self.zero + 3))]
        self.output = [self.constant(numpy.float32(0.021)), self.constant(kind(self.zero - 7))]
        self.q = self.node("QuantizeLinear", ["x", *self.input])

    def constant(self, array):
        name = f"c{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(numpy.asarray(array), name))
        return name

    def node(self, op, inputs, domain="", **attributes):
        self.count += 1
        name = f"v{self.count}"
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def dequantized(self, op, inputs, **attributes):
        """`op` between DequantizeLinear of each of `inputs`, with their scales and zero points, and QuantizeLinear."""
        reals = [self.node("DequantizeLinear", i) if isinstance(i, list) else i for i in inputs]
        return self.node("QuantizeLinear", [self.node(op, reals, **attributes), *self.output])

    def write(self, shape):
        self.nodes[-1].output[0] = "y"
        kind = helper.np_dtype_to_tensor_dtype(numpy.dtype(self.kind))
        graph = helper.make_graph(
            self.nodes, self.name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, self.x.shape)],
            [helper.make_tensor_value_info("y", kind, shape)], self.initializers)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        (y,) = session.run(None, {"x": self.x})
        assert y.shape == tuple(shape), y.shape
        tensors = [("input", self.x, TensorProto.FLOAT), ("output", y, kind)]
        print(f"#--- {self.name}\n#model\n{text_format.MessageToString(model, as_one_line=True)}")
        for label, array, type in tensors:
            tensor = helper.make_tensor("", type, array.shape, array.flatten().tolist())
            print(f"#{label}\n{text_format.MessageToString(tensor, as_one_line=True)}")


print(f"# Written by make_quantized_operators.py; expectations by onnxruntime {onnxruntime.__version__}.")
for kind, suffix in ((numpy.int8, "int8"), (numpy.uint8, "uint8")):
    scales = RANDOM.uniform(0.005, 0.02, 4).astype(numpy.float32)
    bias = RANDOM.integers(-2000, 2000, 4).astype(numpy.int32)

    n = Network(f"qlinear_conv_{suffix}", kind, 1, 2, 5, 5)
    weights = [n.constant(integers(numpy.int8, 4, 2, 3, 3)), n.constant(scales), n.constant(numpy.zeros(4, numpy.int8))]
    n.node("QLinearConv", [n.q, *n.input, *weights, *n.output, n.constant(bias)], pads=[1, 1, 1, 1], strides=[2, 2])
    n.write([1, 4, 3, 3])

    n = Network(f"qlinear_conv_depthwise_{suffix}", kind, 1, 4, 5, 5)
    weights = [n.constant(integers(numpy.int8, 4, 1, 3, 3)), n.constant(scales[0]), n.constant(numpy.int8(0))]
    n.node("QLinearConv", [n.q, *n.input, *weights, *n.output], group=4)
    n.write([1, 4, 3, 3])

    n = Network(f"qlinear_matmul_{suffix}", kind, 1, 3, 6)
    weights = [n.constant(integers(kind, 6, 4)), n.constant(numpy.float32(0.01)), n.constant(kind(n.zero * 2 // 5))]
    n.node("QLinearMatMul", [n.q, *n.input, *weights, *n.output])
    n.write([1, 3, 4])

    n = Network(f"qgemm_{suffix}", kind, 1, 6)
    weights = [n.constant(integers(kind, 4, 6)), n.constant(scales), n.constant(numpy.full(4, n.zero, kind))]
    n.node("QGemm", [n.q, *n.input, *weights, n.constant(bias), *n.output], domain=MICROSOFT, transB=1)
    n.write([1, 4])

    for op in ("QLinearAdd", "QLinearMul"):
        n = Network(f"{op.lower()}_{suffix}", kind, 1, 4, 6)
        other = [n.constant(integers(kind, 4, 1)), n.constant(numpy.float32(0.009)), n.constant(kind(n.zero + 11))]
        n.node(op, [n.q, *n.input, *other, *n.output], domain=MICROSOFT)
        n.write([1, 4, 6])

    for op, attributes in (("QLinearSigmoid", {}), ("QLinearLeakyRelu", {"alpha": 0.1})):
        n = Network(f"{op.lower()}_{suffix}", kind, 1, 40)
        n.node(op, [n.q, *n.input, *n.output], domain=MICROSOFT, **attributes)
        n.write([1, 40])

    n = Network(f"qlinear_average_pool_{suffix}", kind, 1, 2, 4, 6)
    n.node("QLinearAveragePool", [n.q, *n.input, *n.output], domain=MICROSOFT, kernel_shape=[2, 3], strides=[2, 1])
    n.write([1, 2, 2, 4])

    n = Network(f"qlinear_global_average_pool_{suffix}", kind, 1, 3, 4, 4)
    n.node("QLinearGlobalAveragePool", [n.q, *n.input, *n.output], domain=MICROSOFT, channels_last=0)
    n.write([1, 3, 1, 1])

    n = Network(f"qlinear_concat_{suffix}", kind, 1, 2, 4)
    other = [n.constant(integers(kind, 1, 3, 4)), n.constant(numpy.float32(0.009)), n.constant(kind(n.zero + 11))]
    n.node("QLinearConcat", [*n.output, n.q, *n.input, *other], domain=MICROSOFT, axis=1)
    n.write([1, 5, 4])

    n = Network(f"qlinear_softmax_{suffix}", kind, 1, 2, 8)
    probabilities = [n.constant(numpy.float32(1 / 256)), n.constant(kind(n.zero - 128))]
    n.node("QLinearSoftmax", [n.q, *n.input, *probabilities], domain=MICROSOFT, axis=2, opset=13)
    n.write([1, 2, 8])

    n = Network(f"qdq_conv_relu_{suffix}", kind, 1, 2, 6, 6)
    weights = n.node("DequantizeLinear", [n.constant(integers(numpy.int8, 4, 2, 3, 3)), n.constant(scales),
                                          n.constant(numpy.zeros(4, numpy.int8))], axis=0)
    accumulators = n.node("DequantizeLinear", [n.constant(bias), n.constant((scales * 0.0163).astype(numpy.float32))], axis=0)
    conv = n.node("Conv", [n.node("DequantizeLinear", [n.q, *n.input]), weights, accumulators], dilations=[2, 2])
    n.node("QuantizeLinear", [n.node("Relu", [conv]), *n.output])
    n.write([1, 4, 2, 2])

    other = lambda n: [n.constant(integers(kind, 1, 4, 6)), n.constant(numpy.float32(0.009)), n.constant(kind(n.zero + 11))]
    for op in ("Add", "Sub", "Mul", "Max", "Min"):
        n = Network(f"qdq_{op.lower()}_{suffix}", kind, 1, 4, 6)
        n.dequantized(op, [[n.q, *n.input], other(n)])
        n.write([1, 4, 6])
    for op in ("Tanh", "HardSigmoid", "HardSwish", "Elu", "Exp", "Abs"):
        n = Network(f"qdq_{op.lower()}_{suffix}", kind, 1, 40)
        n.dequantized(op, [[n.q, *n.input]])
        n.write([1, 40])
    n = Network(f"qdq_reduce_mean_{suffix}", kind, 1, 4, 6)
    n.dequantized("ReduceMean", [[n.q, *n.input]], axes=[2], keepdims=0)
    n.write([1, 4])
    n = Network(f"qdq_transpose_{suffix}", kind, 1, 4, 6)
    n.dequantized("Transpose", [[n.q, *n.input]], perm=[0, 2, 1])
    n.write([1, 6, 4])
