// ConvertWeighted.cpp - convolutions and matrix products.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/WindowAttributes.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

LogicalResult onnx::convertConv(NodeBinder &bind, OpEmitter &emit) {
  Value input, weights, bias;
  if (bind.tensor(0, input).tensor(1, weights).optionalTensor(2, bias).failed())
    return failure();
  return bind.result(emitConv(bind, emit, input, weights, bias));
}

FailureOr<Value> onnx::emitConv(NodeBinder &bind, OpEmitter &emit, Value input, Value weights, Value bias) {
  int64_t groups;
  if (bind.attribute("group", groups, 1).failed())
    return failure();
  Shape shape(getShape(input)), kernel(getShape(weights));
  if (kernel.size() != shape.size() || kernel.size() < 3)
    return bind.error() << "expected weights [C, I/group, spatial...] of the rank of the input, found input "
                        << toString(shape) << " and weights " << toString(kernel);
  FailureOr<WindowAttributes> window = bindWindow(bind, shape, ArrayRef<int64_t>(kernel).drop_front(2));
  if (failed(window))
    return failure();
  if (groups < 1 || shape[1] % groups != 0 || kernel[0] % groups != 0)
    return bind.error() << "expected a group count that divides " << shape[1] << " input channels and " << kernel[0]
                        << " output channels, found " << groups;
  if (kernel[1] != shape[1] / groups)
    return bind.error() << "expected weights over " << shape[1] / groups << " input channels, found " << kernel[1];
  if (bias && getShape(bias) != ArrayRef<int64_t>({kernel[0]}))
    return bind.error() << "expected a bias of shape [" << kernel[0] << "], found " << toString(getShape(bias));
  if (!emit.isConstant(weights) || (bias && !emit.isConstant(bias)))
    return bind.error() << "expected weights and bias known when compiling, found values computed from the network's "
                           "input";

  Value image = emit.toImage(input), rows = emit.toImage(weights);
  Value output = groups > 1 && groups == shape[1] ? emit.depthwiseConv2d(image, rows, bias, window->getWindow())
                                                  : emit.conv2d(image, rows, bias, window->getWindow(), groups);
  return output ? emit.fromImage(output, shape.size() - 2) : Value();
}

LogicalResult onnx::convertGemm(NodeBinder &bind, OpEmitter &emit) {
  Value a, b, c;
  double beta;
  if (bind.tensor(0, a).tensor(1, b).optionalTensor(2, c).attribute("beta", beta, 1.0).failed())
    return failure();
  return bind.result(emitGemm(bind, emit, a, b, c, beta));
}

FailureOr<Value> onnx::emitGemm(NodeBinder &bind, OpEmitter &emit, Value a, Value b, Value c, double beta) {
  int64_t transA, transB;
  double alpha;
  bind.attribute("transA", transA, 0).attribute("transB", transB, 0);
  if (bind.attribute("alpha", alpha, 1.0).failed())
    return failure();
  if (getShape(a).size() != 2 || getShape(b).size() != 2)
    return bind.error() << "expected matrices A and B, found shapes " << toString(getShape(a)) << " and "
                        << toString(getShape(b));
  if (!emit.isConstant(b))
    return bind.error() << "expected B known when compiling, found a value computed from the network's input";
  if (transA)
    a = emit.transpose(a, {1, 0});
  if (!transB)
    b = emit.transpose(b, {1, 0});
  if (alpha != 1.0)
    b = emit.binary<dend::MulOp>(b, emit.scalar(alpha));
  if (c && beta != 1.0)
    c = emit.binary<dend::MulOp>(c, emit.scalar(beta));
  if (!a || !b)
    return failure();

  // C broadcasts to [M, N]; what is one value per output channel is the bias.
  Value bias;
  int64_t channels = getShape(b)[0];
  if (c && emit.isConstant(c) && cast<RankedTensorType>(c.getType()).getNumElements() == channels &&
      !getShape(c).empty() && getShape(c).back() == channels) {
    bias = emit.reshape(c, {channels});
    c = nullptr;
  }
  Value output = emit.dense(a, b, bias);
  if (!output || !c)
    return output;
  auto shape = dend::getBroadcastShape(getShape(output), getShape(c));
  if (failed(shape) || ArrayRef<int64_t>(*shape) != getShape(output))
    return bind.error() << "expected C that broadcasts to " << toString(getShape(output)) << ", found shape "
                        << toString(getShape(c));
  return emit.binary<dend::AddOp>(output, c);
}

/// A matrix as `[rows, columns]`, whose leading axes are 1, or a vector as `row` or column.
static Value asMatrix(NodeBinder &bind, OpEmitter &emit, Value value, bool asRow) {
  ArrayRef<int64_t> shape = getShape(value);
  if (shape.size() == 1)
    return emit.reshape(value, asRow ? Shape{1, shape[0]} : Shape{shape[0], 1});
  if (shape.size() >= 2 && llvm::all_of(shape.drop_back(2), [](int64_t size) { return size == 1; }))
    return emit.reshape(value, shape.take_back(2));
  bind.error() << "expected a matrix or vector as the side known when compiling, found shape " << toString(shape);
  return {};
}

/// The product of computed operands, whose axes before the last two broadcast to `batch`, as [batches, rows, columns];
/// a vector on the left is a row, one on the right a column.
static Value multiplyMatrices(OpEmitter &emit, Value a, Value b, Shape batch) {
  // [.., rows, depth] as one axis of batches, or as many as all of `batch`, before the matrices.
  auto collapse = [&](Value value) -> Value {
    Shape shape(getShape(value));
    int64_t batches = ShapedType::getNumElements(ArrayRef(shape).drop_back(2));
    if (batches != 1 && batches != ShapedType::getNumElements(batch)) {
      batches = ShapedType::getNumElements(batch);
      Shape whole = batch;
      whole.append({shape[shape.size() - 2], shape.back()});
      value = emit.broadcast(value, whole);
    }
    return emit.reshape(value, {batches, shape[shape.size() - 2], shape.back()});
  };
  if (getShape(a).size() == 1)
    a = emit.reshape(a, {1, getShape(a)[0]});
  if (getShape(b).size() == 1) {
    b = emit.reshape(b, {1, getShape(b)[0]});
  } else {
    Shape exchange(llvm::to_vector(llvm::seq<int64_t>(0, getShape(b).size())));
    std::swap(exchange[exchange.size() - 1], exchange[exchange.size() - 2]);
    b = emit.transpose(b, exchange);
  }
  if (!a || !b)
    return {};
  a = collapse(a);
  b = collapse(b);
  // All matrices on the left have one on the right: they are rows of one.
  if (a && b && getShape(b)[0] == 1)
    a = emit.reshape(a, {1, getShape(a)[0] * getShape(a)[1], getShape(a)[2]});
  return emit.matmul(a, b);
}

LogicalResult onnx::convertMatMul(NodeBinder &bind, OpEmitter &emit) {
  Value a, b;
  if (bind.tensor(0, a).tensor(1, b).failed())
    return failure();
  return bind.result(emitMatMul(bind, emit, a, b));
}

FailureOr<Value> onnx::emitMatMul(NodeBinder &bind, OpEmitter &emit, Value a, Value b) {
  Shape left(getShape(a)), right(getShape(b));
  if (left.empty() || right.empty())
    return bind.error() << "expected operands of rank 1 or more, found shapes " << toString(left) << " and "
                        << toString(right);
  // The shape of the product, as if both were matrices; then without the axes that vectors did not have.
  Shape shape(left.size() > 1 ? ArrayRef<int64_t>(left).drop_back(2) : ArrayRef<int64_t>());
  ArrayRef<int64_t> rightBatch = right.size() > 1 ? ArrayRef<int64_t>(right).drop_back(2) : ArrayRef<int64_t>();
  auto batch = dend::getBroadcastShape(shape, rightBatch);
  if (failed(batch))
    return bind.error() << "expected operands of shapes that broadcast, found " << toString(left) << " and "
                        << toString(right);
  shape = *batch;
  if (left.size() > 1)
    shape.push_back(left[left.size() - 2]);
  if (right.size() > 1)
    shape.push_back(right.back());

  Value output;
  if (!emit.isConstant(a) && !emit.isConstant(b)) {
    output = multiplyMatrices(emit, a, b, *batch);
  } else if (emit.isConstant(b)) {
    // Rows of A times B: a dense layer over A's last axis.
    Value matrix = asMatrix(bind, emit, b, /*asRow=*/false);
    output = matrix ? emit.dense(a, emit.transpose(matrix, {1, 0}), nullptr) : Value();
  } else {
    // A times columns of B: a dense layer over the last axis of B with its last two axes exchanged.
    Value matrix = asMatrix(bind, emit, a, /*asRow=*/true);
    Shape exchange(llvm::to_vector(llvm::seq<int64_t>(0, right.size())));
    if (right.size() > 1)
      std::swap(exchange[right.size() - 1], exchange[right.size() - 2]);
    Value columns = right.size() > 1 ? emit.transpose(b, exchange) : b;
    output = matrix ? emit.dense(columns, matrix, nullptr) : Value();
    if (output && right.size() > 1)
      output = emit.transpose(output, exchange);
  }
  return output ? emit.reshape(output, shape) : Value();
}
