// DendriticLayer.h - finds layers of neurons with dendrites by what they compute.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_DENDRITICLAYER_H
#define COMPILER_ANALYSIS_DENDRITICLAYER_H

#include "dialects/dend/Dend.h"

#include "llvm/ADT/SmallPtrSet.h"

#include <optional>
#include <vector>

namespace dendc {

/// A value added or, with `sign` -1, subtracted.
struct Term {
  mlir::Value value;
  float sign;
};

/// What `add` and `sub` ops that nothing else reads add up to.
struct Sum {
  llvm::SmallVector<Term> terms;
  /// The ops, the one that gives the sum first; none where the value is no sum.
  llvm::SmallVector<mlir::Operation *> ops;

  static Sum of(mlir::Value value);
};

/// Whether `op` only passes its value on to a larger sum.
bool isInsideSum(mlir::Operation *op);

/// One dendrite: d = function(linear(x) + bias + sum of coefficients times earlier dendrites).
struct Dendrite {
  /// The op that applies the function.
  mlir::Operation *op;
  dend::FunctionAttr function;
  /// What it is applied to, as a value and as a sum.
  mlir::Value argument;
  Sum sum;
  /// Linear ops of one kind and geometry on the layer's input, added up; one as a rule. Or one recurrent op.
  llvm::SmallVector<Term> linear;
  /// Constants added to them, per channel.
  std::vector<float> bias;
  struct Input {
    mlir::Operation *dendrite;
    std::vector<float> coefficients;
  };
  std::vector<Input> inputs;
};

/// One neuron layer with its dendrites, as terms of a sum.
struct DendriticLayer {
  /// The neuron: linear ops added up; one as a rule. Or one recurrent op.
  llvm::SmallVector<Term> neuron;
  dend::FunctionAttr function;
  /// In an order in which each only reads earlier ones.
  std::vector<Dendrite> dendrites;
  /// Per dendrite and channel.
  std::vector<std::vector<float>> toNeuron;
  /// The values among the sum's terms that the layer stands for.
  llvm::SmallPtrSet<mlir::Value, 8> terms;

  /// The first layer with dendrites among the terms of `sum`, the op that gives the sum first in `sum.ops`. Nothing
  /// inside the layer is read from outside it. Terms in `taken` belong to layers found before.
  static std::optional<DendriticLayer> find(const Sum &sum, const llvm::SmallPtrSetImpl<mlir::Value> &taken);
};

} // namespace dendc

#endif
