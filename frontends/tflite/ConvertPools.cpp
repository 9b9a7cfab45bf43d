// ConvertPools.cpp - pools over windows and reductions along axes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"
#include "frontends/tflite/Window.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

namespace {

struct Pool {
  Value input;
  WindowSizes window;
  dend::FunctionAttr activation;
  RankedTensorType type;
};

FailureOr<Pool> bindPool(NodeBinder &bind) {
  Pool pool;
  schema::Pool2DOptionsT options;
  if (bind.tensor(0, pool.input).options(options).failed() ||
      bind.activation(options.fused_activation_function, pool.activation).failed())
    return failure();
  ArrayRef<int64_t> input = getShape(pool.input);
  auto window = bindWindow(bind, input, options.padding, {options.filter_height, options.filter_width},
                           {options.stride_h, options.stride_w}, {1, 1});
  if (failed(window))
    return failure();
  pool.window = std::move(*window);
  dend::Window view = pool.window.getWindow();
  pool.type = bind.getType({1, view.getOutputSize(input[1], 0), view.getOutputSize(input[2], 1), input[3]},
                           getElement(pool.input));
  if (!pool.type)
    return failure();
  return pool;
}

/// The pool's result limited by its activation.
LogicalResult finishPool(NodeBinder &bind, const Pool &pool, Value value) {
  if (pool.activation)
    value = bind.create<dend::UnaryOp>(pool.type, pool.activation, value, bind.getArithmetic(getElement(value)));
  return bind.movedResult(value);
}

} // namespace

LogicalResult tflite::convertAveragePool2d(NodeBinder &bind) {
  FailureOr<Pool> pool = bindPool(bind);
  if (failed(pool))
    return failure();
  dend::Window view = pool->window.getWindow();
  auto makeMean = [&](Value input, dend::ArithmeticKindAttr arithmetic) {
    return bind.create<dend::AveragePool2DOp>(pool->type.clone(getElement(input)), input, view.size, view.strides,
                                              view.padding, view.dilations, /*count_padding=*/false, arithmetic);
  };
  Type element = getElement(pool->input);
  if (bind.getInput(0).type != schema::TensorType::UINT8)
    return finishPool(bind, *pool, makeMean(pool->input, bind.getArithmetic(element)));
  // Integers from 0 on: halves are rounded up, as TOSA rounds them.
  auto type = cast<quant::UniformQuantizedType>(element);
  auto fromZero =
      quant::UniformQuantizedType::get(type.getFlags(), type.getStorageType(), type.getExpressedType(), type.getScale(),
                                       type.getStorageTypeMin(), type.getStorageTypeMin(), type.getStorageTypeMax());
  auto reinterpret = [&](Value value, Type to) {
    return bind.create<dend::ReinterpretOp>(cast<RankedTensorType>(value.getType()).clone(to), value);
  };
  Value mean = makeMean(reinterpret(pool->input, fromZero),
                        dend::ArithmeticKindAttr::get(bind.getContext(), dend::ArithmeticKind::tosa_single_round));
  return finishPool(bind, *pool, reinterpret(mean, element));
}

LogicalResult tflite::convertMaxPool2d(NodeBinder &bind) {
  FailureOr<Pool> pool = bindPool(bind);
  if (failed(pool))
    return failure();
  dend::Window view = pool->window.getWindow();
  return finishPool(
      bind, *pool,
      bind.create<dend::MaxPool2DOp>(pool->type, pool->input, view.size, view.strides, view.padding, view.dilations));
}

LogicalResult tflite::convertReduction(NodeBinder &bind, dend::ReductionKind kind) {
  Value input;
  SmallVector<int64_t> axes;
  schema::ReducerOptionsT options;
  if (bind.tensor(0, input).integers(1, axes).options(options).failed())
    return failure();
  Shape shape(getShape(input)), kept;
  if (bind.axes(axes, shape.size()).failed())
    return failure();
  if (axes.empty())
    return bind.error() << "expected axes to reduce, found none";
  for (auto [axis, size] : llvm::enumerate(shape))
    if (bool isReduced = llvm::is_contained(axes, axis); options.keep_dims || !isReduced)
      kept.push_back(isReduced ? 1 : size);
  for (int64_t axis : axes)
    shape[axis] = 1;
  if (kind == dend::ReductionKind::sum)
    bind.warnOfHalves(0);
  bool keepsType = kind == dend::ReductionKind::max || kind == dend::ReductionKind::min;
  Type element = keepsType ? getElement(input) : bind.getOutputElement();
  RankedTensorType type = bind.getType(shape, element);
  if (!type)
    return failure();
  Value value = bind.create<dend::ReduceOp>(type, kind, input, axes, bind.getArithmetic(element));
  value = bind.reshape(value, kept);
  return keepsType ? bind.movedResult(value) : bind.result(value);
}
