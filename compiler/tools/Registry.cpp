// Registry.cpp - the dialects and passes that the tools know.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Registry.h"

#include "compiler/passes/Passes.h"
#include "dialects/dend/Dend.h"
#include "dialects/kern/Kern.h"
#include "frontends/tosa/Tosa.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/EmitC/IR/EmitC.h"
#include "mlir/Dialect/EmitC/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Dialect/Quant/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

void dendc::registerDialects(mlir::DialectRegistry &registry) {
  registry.insert<dend::DendDialect, kern::KernDialect, mlir::arith::ArithDialect, mlir::emitc::EmitCDialect,
                  mlir::func::FuncDialect, mlir::quant::QuantDialect>();
  registerTosaDialects(registry);
}

void dendc::registerPasses() {
  registerDendcPasses();
  registerTosaPasses();
  mlir::registerTransformsPasses();
  mlir::emitc::registerEmitCPasses();
  mlir::quant::registerQuantPasses();
}
