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
#define CONVERT(EXPRESSION) [](Operation *, Operands x, OpEmitter &emit) -> Value { return EXPRESSION; }
#define UNARY(FUNCTION) CONVERT(emit.unary(FUNCTION, {}, x[0]))
#define BINARY(OP) CONVERT(emit.binary<dend::OP>(x[0], x[1]))
#define COMPARE(TRUTH) CONVERT(TRUTH(emit, emitSignOfDifference(emit, x[0], x[1])))
#define REDUCE(KIND)                                                                                                   \
  [](Operation *op, Operands x, OpEmitter &emit) { return convertReduce(op, x, emit, dend::ReductionKind::KIND); }

static const Operator kOperators[] = {
    {"arith.constant", convertConstant, "of tensors"},
    {"tensor.cast", CONVERT(x[0]), ""},
    {"tensor.collapse_shape", convertRegroup, ""},
    {"tensor.expand_shape", convertRegroup, ""},
    {"tosa.abs", UNARY("abs"), ""},
    {"tosa.add", BINARY(AddOp), ""},
    {"tosa.argmax", convertArgMax, "the index as a float"},
    {"tosa.avg_pool2d", convertAvgPool2D, ""},
    {"tosa.cast", convertCast, "integers and booleans stay floats that hold them"},
    {"tosa.ceil", UNARY("ceil"), ""},
    {"tosa.clamp", convertClamp, ""},
    {"tosa.concat", convertConcat, ""},
    {"tosa.const", convertConstant, "also as a resource at the end of the file"},
    {"tosa.const_shape", nullptr, ""},
    {"tosa.conv2d", convertConv2D, "weights known when compiling"},
    {"tosa.cos", UNARY("cos"), ""},
    {"tosa.depthwise_conv2d", convertDepthwiseConv2D, "weights known when compiling"},
    {"tosa.equal", COMPARE(isZero), ""},
    {"tosa.erf", UNARY("erf"), ""},
    {"tosa.exp", UNARY("exp"), ""},
    {"tosa.floor", UNARY("floor"), ""},
    {"tosa.gather", convertGather, "indices known when compiling, the same for the whole batch"},
    {"tosa.greater", COMPARE(isPositive), ""},
    {"tosa.greater_equal", COMPARE(isNotNegative), ""},
    {"tosa.identity", CONVERT(x[0]), ""},
    {"tosa.log", UNARY("log"), ""},
    {"tosa.logical_and", CONVERT(emitBoth(emit, x[0], x[1])), ""},
    {"tosa.logical_not", CONVERT(invert(emit, x[0])), ""},
    {"tosa.logical_or", CONVERT(emitEither(emit, x[0], x[1])), ""},
    {"tosa.logical_xor", CONVERT(emitOnlyOne(emit, x[0], x[1])), ""},
    {"tosa.matmul", convertMatMul, ""},
    {"tosa.max_pool2d", convertMaxPool2D, ""},
    {"tosa.maximum", BINARY(MaximumOp), ""},
    {"tosa.minimum", BINARY(MinimumOp), ""},
    {"tosa.mul", convertMul, "no shift"},
    {"tosa.negate", convertNegate, ""},
    {"tosa.pad", convertPad, "padding and value known when compiling"},
    {"tosa.pow", BINARY(PowOp), ""},
    {"tosa.reciprocal", UNARY("reciprocal"), ""},
    {"tosa.reduce_all", REDUCE(min), ""},
    {"tosa.reduce_any", REDUCE(max), ""},
    {"tosa.reduce_max", REDUCE(max), ""},
    {"tosa.reduce_min", REDUCE(min), ""},
    {"tosa.reduce_product", convertReduceProduct, ""},
    {"tosa.reduce_sum", REDUCE(sum), ""},
    {"tosa.reshape", convertReshape, "shape known when compiling"},
    {"tosa.resize", convertResize, "scale, offset and border known when compiling"},
    {"tosa.reverse", convertReverse, ""},
    {"tosa.rsqrt", UNARY("rsqrt"), ""},
    {"tosa.select", CONVERT(emitSelect(emit, x[0], x[1], x[2])), ""},
    {"tosa.sigmoid", UNARY("sigmoid"), ""},
    {"tosa.sin", UNARY("sin"), ""},
    {"tosa.slice", convertSlice, "bounds known when compiling"},
    {"tosa.sub", BINARY(SubOp), ""},
    {"tosa.tanh", UNARY("tanh"), ""},
    {"tosa.tile", convertTile, "counts known when compiling"},
    {"tosa.transpose", convertTranspose, ""},
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
