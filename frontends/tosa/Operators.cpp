// Operators.cpp - the one table of operators the frontend understands.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/Operators.h"
#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/Tosa.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

// Converters that are one expression of the operands.
#define CONVERT(EXPRESSION) [](Operation *, Operands x, Emitter &emit) -> Value { return EXPRESSION; }
#define UNARY(FUNCTION) CONVERT(emit.unary(FUNCTION, {}, x[0]))
#define BINARY(OP) CONVERT(emit.binary<dend::OP>(x[0], x[1]))
#define COMPARE(TRUTH) CONVERT(TRUTH(emit, emitSignOfDifference(emit, x[0], x[1])))
#define REDUCE(KIND)                                                                                                   \
  [](Operation *op, Operands x, Emitter &emit) { return convertReduce(op, x, emit, dend::ReductionKind::KIND); }

static constexpr llvm::StringLiteral kFunctionOnly = "of integers, in softmax or a function of one int8 tensor";

static const Operator kOperators[] = {
    {"arith.constant", convertConstant, "of tensors", convertConstant},
    {"tensor.cast", CONVERT(x[0]), "", CONVERT(x[0])},
    {"tensor.collapse_shape", convertRegroup, "", convertRegroup},
    {"tensor.expand_shape", convertRegroup, "", convertRegroup},
    {"tosa.abs", UNARY("abs"), ""},
    {"tosa.add", BINARY(AddOp), ""},
    {"tosa.argmax", convertArgMax, "the index as a float", convertArgMax},
    {"tosa.arithmetic_right_shift", nullptr, kFunctionOnly},
    {"tosa.avg_pool2d", convertAvgPool2D, "", convertAvgPool2D},
    {"tosa.bitwise_and", nullptr, kFunctionOnly},
    {"tosa.bitwise_not", nullptr, kFunctionOnly},
    {"tosa.bitwise_or", nullptr, kFunctionOnly},
    {"tosa.bitwise_xor", nullptr, kFunctionOnly},
    {"tosa.cast", convertCast, "integers and booleans stay floats that hold them", convertCast},
    {"tosa.ceil", UNARY("ceil"), ""},
    {"tosa.clamp", convertClamp, "", convertClamp},
    {"tosa.clz", nullptr, kFunctionOnly},
    {"tosa.concat", convertConcat, "", convertConcat},
    {"tosa.const", convertConstant, "also as a resource at the end of the file", convertConstant},
    {"tosa.const_shape", nullptr, ""},
    {"tosa.conv2d", convertConv2D, "weights known when compiling"},
    {"tosa.cos", UNARY("cos"), ""},
    {"tosa.depthwise_conv2d", convertDepthwiseConv2D, "weights known when compiling"},
    {"tosa.equal", COMPARE(isZero), ""},
    {"tosa.erf", UNARY("erf"), ""},
    {"tosa.exp", UNARY("exp"), ""},
    {"tosa.floor", UNARY("floor"), ""},
    {"tosa.gather", convertGather, "indices known when compiling, the same for the whole batch", convertGather},
    {"tosa.greater", COMPARE(isPositive), ""},
    {"tosa.greater_equal", COMPARE(isNotNegative), ""},
    {"tosa.identity", CONVERT(x[0]), "", CONVERT(x[0])},
    {"tosa.intdiv", nullptr, kFunctionOnly},
    {"tosa.log", UNARY("log"), ""},
    {"tosa.logical_and", CONVERT(emitBoth(emit, x[0], x[1])), ""},
    {"tosa.logical_left_shift", nullptr, kFunctionOnly},
    {"tosa.logical_not", CONVERT(invert(emit, x[0])), ""},
    {"tosa.logical_or", CONVERT(emitEither(emit, x[0], x[1])), ""},
    {"tosa.logical_right_shift", nullptr, kFunctionOnly},
    {"tosa.logical_xor", CONVERT(emitOnlyOne(emit, x[0], x[1])), ""},
    {"tosa.matmul", convertMatMul, ""},
    {"tosa.max_pool2d", convertMaxPool2D, "", convertMaxPool2D},
    {"tosa.maximum", BINARY(MaximumOp), "", convertExtreme},
    {"tosa.minimum", BINARY(MinimumOp), "", convertExtreme},
    {"tosa.mul", convertMul, "no shift, but of integers in softmax or a function of one int8 tensor"},
    {"tosa.negate", convertNegate, ""},
    {"tosa.pad", convertPad, "padding and value known when compiling", convertPad},
    {"tosa.pow", BINARY(PowOp), ""},
    {"tosa.reciprocal", UNARY("reciprocal"), ""},
    {"tosa.reduce_all", REDUCE(min), ""},
    {"tosa.reduce_any", REDUCE(max), ""},
    {"tosa.reduce_max", REDUCE(max), "", REDUCE(max)},
    {"tosa.reduce_min", REDUCE(min), "", REDUCE(min)},
    {"tosa.reduce_product", convertReduceProduct, ""},
    {"tosa.reduce_sum", REDUCE(sum), ""},
    {"tosa.rescale", nullptr, "after a layer, a sum, a product, softmax or a function of one int8 tensor",
     convertRescale},
    {"tosa.reshape", convertReshape, "shape known when compiling", convertReshape},
    {"tosa.resize", convertResize, "scale, offset and border known when compiling", convertResize},
    {"tosa.reverse", convertReverse, "", convertReverse},
    {"tosa.rsqrt", UNARY("rsqrt"), ""},
    {"tosa.select", CONVERT(emitSelect(emit, x[0], x[1], x[2])), ""},
    {"tosa.sigmoid", UNARY("sigmoid"), ""},
    {"tosa.sin", UNARY("sin"), ""},
    {"tosa.slice", convertSlice, "bounds known when compiling", convertSlice},
    {"tosa.sub", BINARY(SubOp), ""},
    {"tosa.table", nullptr, "known when compiling; of int16 before a rescale by 1/128", convertTable},
    {"tosa.tanh", UNARY("tanh"), ""},
    {"tosa.tile", convertTile, "counts known when compiling", convertTile},
    {"tosa.transpose", convertTranspose, "", convertTranspose},
    {"tosa.transpose_conv2d", convertTransposeConv2D, "weights known when compiling"},
};

#undef CONVERT
#undef UNARY
#undef BINARY
#undef COMPARE
#undef REDUCE

ArrayRef<Operator> tosafrontend::getOperators() { return kOperators; }

const Operator *tosafrontend::findOperator(StringRef name) {
  const auto *found = llvm::find_if(kOperators, [&](const Operator &op) { return op.name == name; });
  return found == std::end(kOperators) ? nullptr : found;
}

std::string dendc::getTosaOperatorTable() {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "| operator | |\n|---|---|\n";
  for (const Operator &op : kOperators)
    os << "| " << op.name << " | " << op.note << " |\n";
  return text;
}
