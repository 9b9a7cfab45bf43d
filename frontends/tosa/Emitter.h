// Emitter.h - makes dend ops for one op of the file, and knows what the ops before it became.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_EMITTER_H
#define FRONTENDS_TOSA_EMITTER_H

#include "frontends/emit/OpEmitter.h"

namespace dendc::tosafrontend {

/// What is known of the network while its ops are converted, one after the other.
struct Network {
  explicit Network(mlir::MLIRContext *context) : builder(context) {}

  mlir::OpBuilder builder;
  /// By the value of the file.
  llvm::DenseMap<mlir::Value, mlir::Value> values;
  /// Those of dend that depend on the inputs.
  llvm::DenseSet<mlir::Value> varying;
};

class Emitter : public frontend::OpEmitter {
public:
  Emitter(Network &network, mlir::Location loc) : OpEmitter(network.builder, loc, network.varying), network(network) {}

  /// The same for another op of the file.
  Emitter at(mlir::Operation *op) const { return Emitter(network, op->getLoc()); }
  /// What a value of the file is in dend; constants of integers are made when they are asked for. Null with an error
  /// where it is integers between others that dend has no tensors of.
  mlir::Value get(mlir::Value value);

private:
  Network &network;
};

} // namespace dendc::tosafrontend

#endif
