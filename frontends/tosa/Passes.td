// Passes.td - the conversion from TOSA to dend, as a pass.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_PASSES_TD
#define FRONTENDS_TOSA_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertTosaToDendPass : Pass<"convert-tosa-to-dend", "::mlir::ModuleOp"> {
  let summary = "a network of TOSA ops becomes one of dend ops";
  let description = [{
    What `dendc NETWORK.mlir` does first where the file holds TOSA: one function over tensors becomes `main`, a
    `?` that is an argument's first size becomes a batch of 1, and every op becomes what the table in
    `frontends/tosa/Operators.cpp` says. Types are computed anew from the operands and held against the file's.

    Requires: one function, of one block, whose arguments are ranked tensors of floats, or of integers of 8 or
    16 bits.

    Guarantees: `dend` ops only.

    Gives up with an error at the op it does not understand.

    ```mlir
    func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
      %y = tosa.sigmoid %x : (tensor<?x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x4xf32> {dend.file_shape = array<i64: 1, 4>, dend.name = "arg0"})
        -> (tensor<1x4xf32> {dend.file_shape = array<i64: 1, 4>}) {
      %y = dend.unary <sigmoid> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
      return %y : tensor<1x4xf32>
    }
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect", "::mlir::func::FuncDialect"];
}

#endif
