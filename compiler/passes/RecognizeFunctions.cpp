// RecognizeFunctions.cpp - scalar functions written out in several ops become the one op they are.
// Exporters write gelu or swish in a dozen ways; what they have in common is not a pattern but their values.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Functions.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_RECOGNIZEFUNCTIONSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Ops in one formula; what exporters write needs at most ten.
constexpr size_t kMaxOps = 16;

//===----------------------------------------------------------------------===//
// Formulas
//===----------------------------------------------------------------------===//

bool isElementwise(Operation *op) {
  return isa_and_nonnull<UnaryOp, AddOp, SubOp, MulOp, DivOp, MinimumOp, MaximumOp, PowOp>(op);
}

double evaluateOp(Operation *op, ArrayRef<double> operands) {
  double value = llvm::TypeSwitch<Operation *, double>(op)
                     .Case<UnaryOp>([&](UnaryOp op) { return op.getFunction().evaluate(operands[0]); })
                     .Case<AddOp>([&](auto) { return operands[0] + operands[1]; })
                     .Case<SubOp>([&](auto) { return operands[0] - operands[1]; })
                     .Case<MulOp>([&](auto) { return operands[0] * operands[1]; })
                     .Case<DivOp>([&](auto) { return operands[0] / operands[1]; })
                     .Case<MinimumOp>([&](auto) { return std::min(operands[0], operands[1]); })
                     .Case<MaximumOp>([&](auto) { return std::max(operands[0], operands[1]); })
                     .Case<PowOp>([&](auto) { return std::pow(operands[0], operands[1]); });
  auto activation = op->getAttrOfType<FunctionAttr>("activation");
  return activation ? activation.evaluate(value) : value;
}

/// Elementwise ops that compute each element of one value from the same element of another.
struct Formula {
  /// In the order of the block; the last one gives the result.
  SmallVector<Operation *> ops;
  Value variable;

  double evaluate(double x) const {
    llvm::SmallDenseMap<Value, double> values{{variable, x}};
    for (Operation *op : ops) {
      SmallVector<double> operands;
      for (Value operand : op->getOperands()) {
        auto known = values.find(operand);
        operands.push_back(known != values.end() ? known->second : double(*getUniformValue(operand)));
      }
      values[op->getResult(0)] = evaluateOp(op, operands);
    }
    return values[ops.back()->getResult(0)];
  }
};

/// Grows a formula from its result towards its variable.
class Growth {
public:
  explicit Growth(Operation *root) : type(cast<RankedTensorType>(root->getResult(0).getType())) {
    frontier.insert(root->getResult(0));
  }

  /// Takes in the last op among those that give what the formula reads. False where it cannot grow.
  bool grow() {
    Value last;
    for (Value value : frontier)
      if (Operation *op = value.getDefiningOp())
        if (!last || last.getDefiningOp()->isBeforeInBlock(op))
          last = value;
    Operation *op = last ? last.getDefiningOp() : nullptr;
    if (!isElementwise(op) || ops.size() == kMaxOps)
      return false;
    frontier.remove(last);
    ops.push_back(op);
    for (Value operand : op->getOperands()) {
      if (getUniformValue(operand))
        continue;
      if (operand.getType() != type)
        return false;
      frontier.insert(operand);
    }
    return !frontier.empty();
  }

  std::optional<Formula> getFormula() const {
    if (frontier.size() != 1 || ops.size() < 2)
      return std::nullopt;
    return Formula{llvm::to_vector(llvm::reverse(ops)), frontier.front()};
  }

private:
  RankedTensorType type;
  llvm::SmallSetVector<Value, 4> frontier;
  SmallVector<Operation *> ops;
};

//===----------------------------------------------------------------------===//
// Functions by their values
//===----------------------------------------------------------------------===//

/// Where formulas are compared: first where most functions differ, then densely where they bend, and far out.
const std::vector<double> &getSamples() {
  static const std::vector<double> samples = [] {
    std::vector<double> points{-1.5, 2.5, 0.4, -4.0, 7.0};
    for (int i = -480; i <= 480; ++i)
      points.push_back(i / 16.0);
    for (double x = 1e-6; x < 2e4; x *= 1.7)
      points.insert(points.end(), {x, -x});
    return points;
  }();
  return samples;
}

/// Equal up to the rounding of a formula's f32 constants; beyond the reach of f32's exp a formula may overflow where
/// the function does not.
bool isSame(double x, double formula, double function) {
  if (!std::isfinite(formula) || !std::isfinite(function))
    return (std::isnan(formula) && std::isnan(function)) || formula == function ||
           (!std::isfinite(formula) && std::abs(x) > 80);
  return std::abs(formula - function) <= 1e-6 * (1 + std::abs(function));
}

/// A formula's values at the samples, each computed once and only when asked for.
class SampledFormula {
public:
  explicit SampledFormula(const Formula &formula) : formula(formula) {}

  bool isConstant() {
    return llvm::all_of(llvm::seq(getSamples().size()), [&](size_t i) { return at(i) == at(0); });
  }
  bool equals(FunctionAttr function) {
    return llvm::all_of(llvm::seq(getSamples().size()), [&](size_t i) {
      double x = getSamples()[i];
      return isSame(x, at(i), function.evaluate(x));
    });
  }

private:
  double at(size_t i) {
    if (i == values.size())
      values.push_back(formula.evaluate(getSamples()[i]));
    return values[i];
  }
  const Formula &formula;
  std::vector<double> values;
};

/// Parameters that the function called `name` must have to agree with `formula` where they show.
SmallVector<double> guessParameters(StringRef name, const Formula &formula) {
  auto value = [&](double x) { return formula.evaluate(x); };
  // As f32, the precision of the formula's constants.
  auto round = [](double x) { return double(float(x)); };
  if (name == "leaky_relu")
    return {round(-value(-1))};
  if (name == "elu")
    return {round(value(-1) / std::expm1(-1))};
  if (name == "hard_sigmoid")
    return {round((value(0.25) - value(-0.25)) * 2), round(value(0))};
  if (name == "clip")
    return {round(value(-1e4)), round(value(1e4))};
  return {};
}

FunctionAttr findFunction(MLIRContext *context, const Formula &formula) {
  SampledFormula sampled(formula);
  // A coefficient of zero makes a constant, which some parameters of some functions give too.
  if (sampled.isConstant())
    return nullptr;
  // Fewer parameters first: relu is also a leaky_relu.
  for (bool withParameters : {false, true}) {
    for (const ScalarFunction &function : getScalarFunctions()) {
      SmallVector<double> parameters = guessParameters(function.name, formula);
      if (function.name == "identity" || (function.parameterCount > 0) != withParameters ||
          parameters.size() != function.parameterCount ||
          !llvm::all_of(parameters, [](double p) { return std::isfinite(p); }))
        continue;
      auto candidate = FunctionAttr::get(context, function.name, parameters);
      if (sampled.equals(candidate))
        return candidate;
    }
  }
  return nullptr;
}

/// The function `root` computes together with ops before it, applied to the value they start from.
void recognize(Operation *root) {
  Growth growth(root);
  while (growth.grow()) {
    std::optional<Formula> formula = growth.getFormula();
    if (!formula)
      continue;
    FunctionAttr function = findFunction(root->getContext(), *formula);
    if (!function)
      continue;
    OpBuilder builder(root);
    Value value = UnaryOp::create(builder, root->getLoc(), root->getResult(0).getType(), function, formula->variable,
                                  ArithmeticKindAttr());
    root->getResult(0).replaceAllUsesWith(value);
    root->erase();
    return;
  }
}

struct RecognizeFunctionsPass : dendc::impl::RecognizeFunctionsPassBase<RecognizeFunctionsPass> {
  void runOnOperation() override {
    for (Block &block : getOperation().getBody()) {
      // From the last op to the first, so that the whole formula is seen before its parts.
      for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
        if (isOpTriviallyDead(&op))
          op.erase();
        else if (isElementwise(&op) && cast<RankedTensorType>(op.getResult(0).getType()).getElementType().isF32())
          recognize(&op);
      }
    }
  }
};

} // namespace
