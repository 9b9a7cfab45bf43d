// Emitter.cpp - makes dend ops for one op of the file, and knows what the ops before it became.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/Emitter.h"
#include "frontends/tosa/Converters.h"

using namespace mlir;
using namespace dendc::tosafrontend;

Value Emitter::get(Value value) {
  if (Value known = network.values.lookup(value))
    return known;
  Operation *op = value.getDefiningOp();
  Emitter there = at(op);
  if (!op->hasTrait<OpTrait::ConstantLike>()) {
    there.error() << "expected sums that 'tosa.rescale' takes to 8 or 16 bits before other ops read them, found "
                  << value.getType();
    return {};
  }
  return network.values[value] = convertConstant(op, {}, there);
}
