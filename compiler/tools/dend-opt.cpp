// dend-opt.cpp - mlir-opt with dendc's dialects and passes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "dialects/dend/Dend.h"
#include "dialects/kern/Kern.h"

#include "mlir/Dialect/EmitC/IR/EmitC.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<dendc::dend::DendDialect, dendc::kern::KernDialect, mlir::func::FuncDialect,
                  mlir::quant::QuantDialect, mlir::emitc::EmitCDialect>();
  mlir::registerTransformsPasses();
  dendc::registerDendcPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "dendc optimizer driver\n", registry));
}
