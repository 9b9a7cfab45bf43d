// Passes.td - all passes of the compiler; each is one .cpp named after it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_PASSES_TD
#define COMPILER_PASSES_PASSES_TD

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// simplify
//===----------------------------------------------------------------------===//

//===----------------------------------------------------------------------===//
// fuse
//===----------------------------------------------------------------------===//

//===----------------------------------------------------------------------===//
// quantize
//===----------------------------------------------------------------------===//

//===----------------------------------------------------------------------===//
// lower
//===----------------------------------------------------------------------===//

def LowerToKernPass : Pass<"kern-lower-to-kern", "::mlir::ModuleOp"> {
  let summary = "from dend ops to kern ops: scales become multipliers, functions become tables";
  let description = [{
    Requires: `dend` on float or quantized tensors, all weights constant.

    Guarantees: only `kern` ops on i8, i16 and f32 tensors; the model's arguments and results carry `kern.scale` and
    `kern.zero_point` where they are integers. Quantized ops without an integer kernel (division, powers, ...) are computed in
    float between `dequantize` and `quantize`.

    Gives up, at the op, when weights are not constant or when an accumulator may leave 32 bits.

    ```mlir
    %y = dend.unary <relu> %x : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.25:-128>>
    ```
    becomes
    ```mlir
    %y = kern.rescale %x {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [1073741824], shift = 3,
        zero_point = -128, min = -128, max = 127>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
    ```
  }];
  let dependentDialects = ["::dendc::kern::KernDialect"];
}

//===----------------------------------------------------------------------===//
// schedule
//===----------------------------------------------------------------------===//

//===----------------------------------------------------------------------===//
// pack
//===----------------------------------------------------------------------===//

//===----------------------------------------------------------------------===//
// plan
//===----------------------------------------------------------------------===//

#endif
