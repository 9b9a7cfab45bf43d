// ConvertMatmul.cpp - products of two computed tensors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "dialects/dend/Geometry.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

/// `value` as [batches, rows, depth], its last two axes exchanged first where `exchanged`.
static Value toMatrices(NodeBinder &bind, Value value, bool exchanged) {
  Shape shape(getShape(value));
  size_t rank = shape.size();
  if (exchanged) {
    Shape permutation(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
    std::swap(permutation[rank - 2], permutation[rank - 1]);
    std::swap(shape[rank - 2], shape[rank - 1]);
    value = bind.create<dend::TransposeOp>(bind.getType(shape, getElement(value)), value, permutation);
  }
  return bind.reshape(value,
                      {ShapedType::getNumElements(ArrayRef(shape).drop_back(2)), shape[rank - 2], shape[rank - 1]});
}

LogicalResult tflite::convertComputedMatmul(NodeBinder &bind) {
  Value lhs, rhs;
  schema::BatchMatMulOptionsT options;
  if (bind.tensor(0, lhs).tensor(1, rhs).options(options).failed())
    return failure();
  Shape left(getShape(lhs)), right(getShape(rhs));
  auto countMatrices = [](ArrayRef<int64_t> shape) { return ShapedType::getNumElements(shape.drop_back(2)); };
  if (left.size() < 2 || right.size() < 2)
    return bind.error() << "expected matrices, found " << toString(left) << " and " << toString(right);
  auto batch = dend::getBroadcastShape(ArrayRef(left).drop_back(2), ArrayRef(right).drop_back(2));
  auto isWhole = [&](int64_t count) { return count == 1 || count == ShapedType::getNumElements(*batch); };
  if (failed(batch) || !isWhole(countMatrices(left)) || !isWhole(countMatrices(right)))
    return bind.error() << "expected as many matrices on both sides, or one on one of them, found " << toString(left)
                        << " and " << toString(right);
  lhs = toMatrices(bind, lhs, options.adj_x);
  rhs = toMatrices(bind, rhs, !options.adj_y);
  if (!lhs || !rhs)
    return failure();
  auto product = dend::getMatmulShape(getShape(lhs), getShape(rhs));
  if (failed(product))
    return bind.error() << "expected " << getShape(lhs).back() << " rows in the second matrix, found "
                        << getShape(rhs).back();
  Type element = bind.getOutputElement();
  RankedTensorType type = element ? bind.getType(*product, element) : RankedTensorType();
  if (!type)
    return failure();
  Shape shape(*batch);
  shape.append({(*product)[1], (*product)[2]});
  return bind.result(bind.reshape(bind.create<dend::MatmulOp>(type, lhs, rhs, bind.getArithmetic(element)), shape));
}
