// FusePadding.cpp - borders become the padding of the convolution or pool that reads them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Movement.h"
#include "compiler/passes/Passes.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Geometry.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cfloat>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_FUSEPADDINGPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// A border around the height and width of an image.
struct Border {
  /// `[top, left, bottom, right]`.
  SmallVector<int64_t> sizes;
  float value;
  /// What it surrounds, before reshapes that add or drop axes of size 1.
  Value input;

  /// The border of `image`, or none.
  static std::optional<Border> of(Value image);
};

std::optional<Border> Border::of(Value image) {
  Movement movement = Movement::to(image);
  auto pad = movement.source.getDefiningOp<PadOp>();
  std::optional<AxisMap> axes = AxisMap::get(movement);
  if (!pad || !axes || movement.getTransposeCount() > 0)
    return std::nullopt;
  SmallVector<int64_t> low(4, 0), high(4, 0);
  for (auto [axis, source] : llvm::enumerate(axes->sourceAxes)) {
    low[axis] = source < 0 ? 0 : pad.getLow()[source];
    high[axis] = source < 0 ? 0 : pad.getHigh()[source];
  }
  if (low[0] || high[0] || low[3] || high[3])
    return std::nullopt;
  return Border{{low[1], low[2], high[1], high[2]}, pad.getValue().convertToFloat(), pad.getInput()};
}

/// Whether no element of `value` is below zero.
bool isNeverNegative(Value value) {
  Operation *op = Movement::to(value).source.getDefiningOp();
  if (!op)
    return false;
  auto function = op->getAttrOfType<FunctionAttr>(isa<UnaryOp>(op) ? "function" : "activation");
  if (!function)
    return false;
  auto clamp = function.getClamp();
  return clamp ? clamp->first >= 0 : function.getName() == "sigmoid";
}

bool acceptsBorder(Conv2DOp op, const Border &border) { return border.value == 0; }
bool acceptsBorder(DepthwiseConv2DOp op, const Border &border) { return border.value == 0; }

/// Every window must keep a position inside the input, as the op's rules say.
template <typename PoolOp> bool fitsWindow(PoolOp op, const Border &border) {
  Window window{op.getWindow(), op.getStrides(), op.getDilations(), op.getPadding()};
  for (unsigned side = 0; side < 4; ++side)
    if (op.getPadding()[side] + border.sizes[side] >= window.getReach(side % 2))
      return false;
  return true;
}

/// The border counts in the mean, so padding must; other padding must count already. Only the native arithmetic has an
/// average that counts padding.
bool acceptsBorder(AveragePool2DOp op, const Border &border) {
  if (op.getArithmetic().value_or(ArithmeticKind::native) != ArithmeticKind::native)
    return false;
  bool isPadded = llvm::any_of(op.getPadding(), [](int64_t p) { return p != 0; });
  return border.value == 0 && (op.getCountPadding() || !isPadded) && fitsWindow(op, border);
}

/// Padding never is the maximum, so the border must not be; a border of zeros is not where nothing is negative and
/// each window has a position inside.
bool acceptsBorder(MaxPool2DOp op, const Border &border) {
  bool isDense = llvm::all_of(op.getDilations(), [](int64_t d) { return d == 1; });
  return (border.value <= -FLT_MAX || (border.value == 0 && isDense && isNeverNegative(border.input))) &&
         fitsWindow(op, border);
}

template <typename Op> void fuseBorder(Op op) {
  std::optional<Border> border = Border::of(op.getInput());
  if (!border || !acceptsBorder(op, *border))
    return;
  SmallVector<int64_t> shape(op.getInput().getType().getShape()), padding(op.getPadding());
  for (unsigned side = 0; side < 4; ++side) {
    shape[1 + side % 2] -= border->sizes[side];
    padding[side] += border->sizes[side];
  }
  OpBuilder builder(op);
  Value input = regroup(builder, op.getLoc(), border->input, shape);
  op.getInputMutable().assign(cast<TypedValue<RankedTensorType>>(input));
  op.setPadding(padding);
  if constexpr (std::is_same_v<Op, AveragePool2DOp>)
    op.setCountPadding(true);
}

struct FusePaddingPass : dendc::impl::FusePaddingPassBase<FusePaddingPass> {
  void runOnOperation() override {
    getOperation().walk([](Operation *op) {
      llvm::TypeSwitch<Operation *>(op).Case<Conv2DOp, DepthwiseConv2DOp, MaxPool2DOp, AveragePool2DOp>(
          [](auto op) { fuseBorder(op); });
    });
  }
};

} // namespace
