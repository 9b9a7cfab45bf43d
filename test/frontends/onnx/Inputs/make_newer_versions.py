"""make_newer_versions.py: writes newer-versions.txt, cases for versions of operators that Debian's backend tests lack.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    make_newer_versions.py > newer-versions.txt

Expected values are those of the reference evaluator of PyPI's package `onnx`, whose version the file names. Not run by
tests: what it wrote is committed.
"""
import numpy
import onnx
from google.protobuf import text_format
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

RANDOM = numpy.random.default_rng(1)


def floats(*shape):
    return RANDOM.uniform(-2, 2, shape).round(2).astype(numpy.float32)


def ints(*values):
    return numpy.array(values, numpy.int64)


def write(name, op, version, inputs, outputs=1, **attributes):
    """A case of one node; `inputs` are arrays, or None where one is left out."""
    names = ["" if array is None else f"x{i}" for i, array in enumerate(inputs)]
    node = helper.make_node(op, names, [f"y{i}" for i in range(outputs)], name=name, **attributes)
    values = {n: a for n, a in zip(names, inputs) if n}
    types = [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(a.dtype), a.shape) for n, a in values.items()]
    opset = [helper.make_opsetid("", version)]
    blank = [onnx.ValueInfoProto(name=f"y{i}") for i in range(outputs)]
    draft = helper.make_model(helper.make_graph([node], name, types, blank), opset_imports=opset)
    results = ReferenceEvaluator(draft).run(None, values)
    given = [helper.make_tensor_value_info(f"y{i}", helper.np_dtype_to_tensor_dtype(r.dtype), r.shape) for i, r in enumerate(results)]
    model = helper.make_model(helper.make_graph([node], name, types, given), opset_imports=opset, ir_version=8)
    print(f"#--- {name}\n#model\n{text_format.MessageToString(model, as_one_line=True)}")
    for kind, arrays in (("input", values.values()), ("output", results)):
        for array in arrays:
            tensor = helper.make_tensor("", helper.np_dtype_to_tensor_dtype(array.dtype), array.shape, array.flatten().tolist())
            print(f"#{kind}\n{text_format.MessageToString(tensor, as_one_line=True)}")


print("# Written by make_newer_versions.py; expectations by the reference evaluator of onnx " + onnx.__version__ + ".")
x = floats(1, 2, 3)
write("gelu_20", "Gelu", 20, [x])
write("gelu_20_tanh", "Gelu", 20, [x], approximate="tanh")
write("mish_18", "Mish", 18, [x])
write("hard_swish_14", "HardSwish", 14, [x])
for kind in ("Mean", "Max", "Min", "L1", "L2", "SumSquare", "LogSum", "LogSumExp"):
    data = numpy.abs(x) if kind == "LogSum" else x
    write(f"reduce_{kind.lower()}_18", f"Reduce{kind}", 18, [data, ints(-1)], keepdims=0)
write("reduce_mean_18_no_axes", "ReduceMean", 18, [x, None], noop_with_empty_axes=1)
write("reduce_max_20", "ReduceMax", 20, [x, ints(1, 2)])
write("split_18", "Split", 18, [floats(1, 5, 2)], outputs=2, axis=1, num_outputs=2)
write("pad_18_axes", "Pad", 18, [x, ints(1, 2), numpy.float32(0.5), ints(2)])
write("pad_19_wrap", "Pad", 19, [x, ints(0, 1, 2, 0, 0, 1)], mode="wrap")
write("average_pool_19_dilations", "AveragePool", 19, [floats(1, 1, 5, 4)], kernel_shape=[2, 2], dilations=[2, 1])
write("lp_pool_18", "LpPool", 18, [floats(1, 2, 4, 4)], kernel_shape=[2, 2], strides=[2, 2], p=3)
write("layer_normalization_17", "LayerNormalization", 17, [x, floats(3), floats(3)])
write("group_normalization_18", "GroupNormalization", 18, [floats(1, 4, 3), floats(2), floats(2)], num_groups=2)
write("group_normalization_21", "GroupNormalization", 21, [floats(1, 4, 3), floats(4), floats(4)], num_groups=2)
image = floats(1, 1, 3, 3)
write("resize_19_half_pixel_symmetric", "Resize", 19, [image, None, numpy.array([1, 1, 1.5, 1.5], numpy.float32)], mode="linear",
      coordinate_transformation_mode="half_pixel_symmetric")
write("resize_18_axes", "Resize", 18, [image, None, None, ints(5, 2)], mode="cubic", axes=[2, 3])
write("resize_19_nearest", "Resize", 19, [image, None, None, ints(1, 1, 6, 6)], mode="nearest",
      coordinate_transformation_mode="asymmetric", nearest_mode="floor")
write("arg_max_13", "ArgMax", 13, [x], axis=2, keepdims=0)
write("conv_transpose_22", "ConvTranspose", 22, [image, floats(1, 2, 3, 3)], strides=[2, 2], output_padding=[1, 1])
write("quantize_linear_21_int16", "QuantizeLinear", 21, [x, numpy.float32(0.01)], output_dtype=onnx.TensorProto.INT16)
write("dequantize_linear_21_uint16", "DequantizeLinear", 21,
      [RANDOM.integers(0, 65536, (1, 4)).astype(numpy.uint16), numpy.float32(0.001), numpy.uint16(30000)])
write("less_or_equal_16", "LessOrEqual", 16, [x, x.round()])
