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

def SelectKernelsPass : Pass<"kern-select-kernels", "::mlir::ModuleOp"> {
  let summary = "choose for every op the kernel that costs least on the target";
  let description = [{
    Requires: `kern` ops; `kern.target` on the module (without it, a core without extensions).

    Guarantees: every op but `constant` and `reshape` has `kern.kernel`, the cheapest of the catalogue that can compute it, and
    `kern.why`.

    ```mlir
    %y = kern.lookup %x {table = ...} : (tensor<4xi8>) -> tensor<4xi8>
    ```
    becomes
    ```mlir
    %y = kern.lookup %x {kern.kernel = "lookup_s8", kern.why = "the only kernel for it", table = ...} : (tensor<4xi8>) -> tensor<4xi8>
    ```
  }];
}

//===----------------------------------------------------------------------===//
// pack
//===----------------------------------------------------------------------===//

def PackWeightsPass : Pass<"kern-pack-weights", "::mlir::ModuleOp"> {
  let summary = "lay out weights, biases, multipliers and tables as the chosen kernels read them";
  let description = [{
    Requires: `kern.kernel` on every op that computes.

    Guarantees: `kern.tables` on every op whose kernel reads tables, in the layouts of `runtime/README.md`, with the input's zero
    point folded into biases and lane bounds proved; `kern.scratch_size` where the kernel needs scratch.
  }];
}

//===----------------------------------------------------------------------===//
// plan
//===----------------------------------------------------------------------===//

def PlanMemoryPass : Pass<"kern-plan-memory", "::mlir::ModuleOp"> {
  let summary = "give every buffer and scratch an offset in one arena";
  let description = [{
    Requires: `kern.scratch_size` of every op that needs scratch.

    Guarantees: `kern.offset` on every op with a result in the arena and on the function's arguments, `kern.scratch_offset` where
    there is scratch; no two that are alive at once overlap, but for elementwise ops that compute in place; `kern.arena_size` and
    `kern.arena_lower_bound` on the module.

    Gives up when the arena exceeds the target's RAM.
  }];
  let options = [
    Option<"ioInArena", "io-in-arena", "bool", "true", "inputs and outputs live in the arena">
  ];
}

#endif
