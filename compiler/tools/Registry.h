// Registry.h - the dialects that all tools know.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_REGISTRY_H
#define COMPILER_TOOLS_REGISTRY_H

#include "dialects/dend/Dend.h"
#include "dialects/kern/Kern.h"

#include "mlir/Dialect/EmitC/IR/EmitC.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Quant/IR/Quant.h"

namespace dendc {

inline void registerDialects(mlir::DialectRegistry &registry) {
  registry.insert<dend::DendDialect, kern::KernDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect,
                  mlir::emitc::EmitCDialect>();
}

} // namespace dendc

#endif
