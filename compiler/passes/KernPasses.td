// KernPasses.td - the passes to the kern dialect and over it: lower, schedule, pack, plan.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_KERNPASSES_TD
#define COMPILER_PASSES_KERNPASSES_TD

include "mlir/Pass/PassBase.td"

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
    func.func @main(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.25:-128>> {
      %y = dend.unary <relu> %x {arithmetic = #dend.arithmetic<native>}
        : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.25:-128>>
      return %y : tensor<1x4x!quant.uniform<i8:f32, 0.25:-128>>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x4xi8> {kern.scale = 0.5 : f64, kern.zero_point = 0 : i64})
        -> (tensor<1x4xi8> {kern.scale = 0.25 : f64, kern.zero_point = -128 : i64}) {
      %y = kern.rescale %x {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [1073741824], shift = 3,
          zero_point = -128, min = -128, max = 127>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
      return %y : tensor<1x4xi8>
    }
    ```
  }];
  let dependentDialects = ["::dendc::kern::KernDialect"];
}

def EliminateChannelsPass : Pass<"kern-eliminate-channels", "::mlir::ModuleOp"> {
  let summary = "channels that cannot matter are not computed";
  let description = [{
    Removes, through whole chains of layers and exactly, output channels that no layer after reads, because their weights
    are zero or because the channel is one number whatever the input: that number goes into the biases. What does not depend
    on the input is found from the weights, its numbers by one run of the reference evaluator. A channel that has other
    numbers where padding was before, or is read with padding, goes into biases of a `kern.conv2d` that rows and columns at its
    `borders` have of their own: if their bytes, less those of the weights that are spared, save `instructions-per-byte`
    multiply-accumulates each. Channels of the network's arguments and results stay, and so do those of ops that are not looked into: grouped convolutions, softmax, transposes.

    Requires: `kern` ops with logical weights.

    Guarantees: the same results, to the bit. Layers that lost channels have `kern.eliminated`, the numbers of input and
    output channels.

    Gives up, at the op, where a bias would leave 32 bits.

    ```mlir
    func.func @main(%x: tensor<1x2xi8>) -> tensor<1x1xi8> {
      %h = kern.dense %x {weights = dense<[[1, 2], [0, 0]]> : tensor<2x2xi8>, bias = dense<[0, 6]> : tensor<2xi32>,
          requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 1, zero_point = 0, min = 0, max = 127>}
        : (tensor<1x2xi8>) -> tensor<1x2xi8>
      %y = kern.dense %h {weights = dense<[[1, 5]]> : tensor<1x2xi8>, bias = dense<[7]> : tensor<1xi32>,
          requant = #kern.requant<multipliers = [1073741824], shift = 1, zero_point = 0, min = -128, max = 127>}
        : (tensor<1x2xi8>) -> tensor<1x1xi8>
      return %y : tensor<1x1xi8>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x2xi8>) -> tensor<1x1xi8> {
      %h = kern.dense %x {weights = dense<[[1, 2]]> : tensor<1x2xi8>, bias = dense<0> : tensor<1xi32>,
          requant = #kern.requant<multipliers = [1073741824], shift = 1, zero_point = 0, min = 0, max = 127>,
          kern.eliminated = array<i64: 0, 1>}
        : (tensor<1x2xi8>) -> tensor<1x1xi8>
      %y = kern.dense %h {weights = dense<1> : tensor<1x1xi8>, bias = dense<22> : tensor<1xi32>,
          requant = #kern.requant<multipliers = [1073741824], shift = 1, zero_point = 0, min = -128, max = 127>,
          kern.eliminated = array<i64: 1, 0>}
        : (tensor<1x1xi8>) -> tensor<1x1xi8>
      return %y : tensor<1x1xi8>
    }
    ```
  }];
  let options = [
    Option<"instructionsPerByte", "instructions-per-byte", "unsigned", /*default=*/"12",
           "multiply-accumulates per inference that a byte of biases must save">,
  ];
  let dependentDialects = ["::dendc::kern::KernDialect"];
}

def NormalizeFactorsPass : Pass<"kern-normalize-factors", "::mlir::ModuleOp"> {
  let summary = "channels without weights are requantized by the factor of one that has weights";
  let description = [{
    The output of a channel without weights is its bias, requantized. Exporters give such channels factors so small and biases
    so large that all sums of the layer would be rounded in 64 bits for their sake. They take the factor of the layer's first
    channel that has weights, and as their bias the sum nearest to 0 for which that factor yields their output.

    Requires: `kern` ops with logical weights.

    Guarantees: the same results, to the bit.

    Gives up, leaving the channel as it is, where no sum of 30 bits yields its output; layers with dendrites, and those of one
    shift for all channels, stay as they are.

    ```mlir
    func.func @main(%x: tensor<1x1xi8>) -> tensor<1x2xi8> {
      %y = kern.dense %x {weights = dense<[[3], [0]]> : tensor<2x1xi8>, bias = dense<[7, 1073741824]> : tensor<2xi32>,
          requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 0, zero_point = 0, min = -128, max = 127,
            rounding = tflite, shifts = [-1, -26]>}
        : (tensor<1x1xi8>) -> tensor<1x2xi8>
      return %y : tensor<1x2xi8>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x1xi8>) -> tensor<1x2xi8> {
      %y = kern.dense %x {weights = dense<[[3], [0]]> : tensor<2x1xi8>, bias = dense<[7, 29]> : tensor<2xi32>,
          requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 0, zero_point = 0, min = -128, max = 127,
            rounding = tflite, shifts = [-1, -1]>}
        : (tensor<1x1xi8>) -> tensor<1x2xi8>
      return %y : tensor<1x2xi8>
    }
    ```
  }];
  let dependentDialects = ["::dendc::kern::KernDialect"];
}

//===----------------------------------------------------------------------===//
// schedule
//===----------------------------------------------------------------------===//

def TurnRowsPass : Pass<"kern-turn-rows", "::mlir::ModuleOp"> {
  let summary = "make time the row axis of networks in one dimension";
  let description = [{
    A tensor of one row, `[1, 1, width, channels]`, has the bytes of one with `width` rows. Convolutions, pools and
    elementwise ops on such tensors are turned to compute rows: streams and overlap go by rows.

    Requires: `kern` ops.

    Guarantees: the same values; reshapes, which cost nothing, at the borders.

    Gives up on windows that are more than one row high or padded above or below.

    ```mlir
    func.func @main(%x: tensor<1x1x9x2xi8>) -> tensor<1x1x4x2xi8> {
      %0 = kern.max_pool2d %x {window = array<i64: 1, 2>, strides = array<i64: 1, 2>} : (tensor<1x1x9x2xi8>) -> tensor<1x1x4x2xi8>
      return %0 : tensor<1x1x4x2xi8>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x1x9x2xi8>) -> tensor<1x1x4x2xi8> {
      %0 = kern.reshape %x : (tensor<1x1x9x2xi8>) -> tensor<1x9x1x2xi8>
      %1 = kern.max_pool2d %0 {window = array<i64: 2, 1>, strides = array<i64: 2, 1>} : (tensor<1x9x1x2xi8>) -> tensor<1x4x1x2xi8>
      %2 = kern.reshape %1 : (tensor<1x4x1x2xi8>) -> tensor<1x1x4x2xi8>
      return %2 : tensor<1x1x4x2xi8>
    }
    ```
  }];
}

def SelectKernelsPass : Pass<"kern-select-kernels", "::mlir::ModuleOp"> {
  let summary = "choose for every op the kernel that costs least on the target";
  let description = [{
    Requires: `kern` ops; `kern.target` on the module (without it, a core without extensions).

    Guarantees: every op but `constant` and `reshape` has `kern.kernel`, the cheapest of the catalogue that can compute it, and
    `kern.why`. Cheapest by instructions, as `compiler/analysis/KernelCost.cpp` estimates them, a byte of flash counting
    `instructions-per-byte` of them: so many a larger layout must save per inference for each byte it takes. Where weights and
    tables of all ops would take more than `flash` bytes, or `flash-factor` times the bytes of their weights, or than the target has, a
    byte counts as many as it takes to fit.

    Gives up, at the op, when the catalogue has no kernel for its types, and when it steps through more axes than kernels do,
    neighbours walked alike counted as one.

    ```mlir
    %y = kern.max_pool2d %x {window = array<i64: 2, 2>} : (tensor<1x4x4x8xi8>) -> tensor<1x3x3x8xi8>
    ```
    becomes
    ```mlir
    %y = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", kern.why = "the only kernel for it", window = array<i64: 2, 2>}
      : (tensor<1x4x4x8xi8>) -> tensor<1x3x3x8xi8>
    ```
  }];
  let options = [
    Option<"instructionsPerByte", "instructions-per-byte", "unsigned", /*default=*/"12",
           "instructions per inference that a byte of flash must save">,
    Option<"flash", "flash", "int64_t", /*default=*/"0", "bytes of weights and tables; 0: what the target has">,
    Option<"flashFactor", "flash-factor", "double", /*default=*/"0", "times the bytes of the weights, instead; 0: not">,
  ];
}

def FormStreamsPass : Pass<"kern-form-streams", "::mlir::ModuleOp"> {
  let summary = "compute layers together, a few rows at a time, where that saves RAM";
  let description = [{
    Of all ways to cut the network, in its order, into layers computed whole and streams (`kern.stream`), and of all numbers of rows
    per step, takes the one with the smallest arena among those that need at most 5 % more instructions than the fastest.
    With `ram`, or where that arena is larger than the target's RAM, the fastest whose arena fits; where the module has regions
    (`kern.regions`), the fastest whose buffers find room in them. What a stream needs is
    counted row by row from the geometry of its layers; instructions are estimated. Streams already there are dissolved first.

    Where no such schedule fits `ram` or the target's RAM, streams may be computed in patches, too: one stretch of columns after
    the other, so that rows that are kept are as narrow, for the price of columns at their borders that are computed again.

    Where independent branches in another order need less memory computed whole (`compiler/analysis/LayerOrder`), that order is
    tried too, and kept if its program takes less RAM or, with `ram`, fewer instructions. Not for a fed input.

    Where the buffers of that schedule do not fit as tightly as each step alone, schedules of fewer segments are planned too.

    Layers whose scratch is a large part of the arena, where RAM is scarce also a smaller part, get kernels with less where that makes it
    smaller, or with `ram` faster, within the same limits.

    Then convolutions whose kernels gather columns may copy a few rows of their input with its padding (`kern.padded_rows`): where that takes
    no more RAM, or by twice the share of instructions that it saves, and with `ram` where it fits.

    Requires: `kern.kernel` on every op that computes.

    Guarantees: the same values. Results that only one stream reads exist a few rows at a time. `kern.instructions` on the module, and where
    a schedule that needs more RAM has fewer, `kern.fastest_instructions` and `kern.fastest_arena_size` of the fastest one, with the kernels and
    the order that came in.

    With `feed-input`, the first stream holds all layers that read the network's input, of which it keeps a few rows
    (`kern.input_rows` on the argument): it is fed as many at a time as there are. That stream is never computed in patches, each of which
    would need all rows; later ones are.

    Gives up when no schedule fits `ram` or the regions, at the layer that needs most even so; with `feed-input`, when the layers that read the
    input cannot be computed a few rows at a time, at the first that keeps them from it.

    ```mlir
    func.func @main(%x: tensor<1x8x8x1xi8>) -> tensor<1x1x1x1xi8> {
      %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 3, 1>, padding = array<i64: 2, 0, 2, 0>} : (tensor<1x8x8x1xi8>) -> tensor<1x10x8x1xi8>
      %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", window = array<i64: 10, 8>} : (tensor<1x10x8x1xi8>) -> tensor<1x1x1x1xi8>
      return %1 : tensor<1x1x1x1xi8>
    }
    ```
    becomes
    ```mlir
    module attributes {kern.instructions = 800 : i64} {
      func.func @main(%x: tensor<1x8x8x1xi8>) -> tensor<1x1x1x1xi8> {
        %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 3, 1>, padding = array<i64: 2, 0, 2, 0>} : (tensor<1x8x8x1xi8>) -> tensor<1x10x8x1xi8>
        %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", window = array<i64: 10, 8>} : (tensor<1x10x8x1xi8>) -> tensor<1x1x1x1xi8>
        return %1 : tensor<1x1x1x1xi8>
      }
    }
    ```
  }];
  let options = [
    Option<"ram", "ram", "int64_t", "0", "bytes the arena may have; 0: what the target has">,
    Option<"feedInput", "feed-input", "bool", "false", "the input is fed some rows at a time">,
    Option<"ioInArena", "io-in-arena", "bool", "true", "inputs and outputs live in the arena">
  ];
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

    Functions of dendrites are tables of 257 entries, or of the 256 segments between them, which are looked up with fewer instructions:
    where all look-ups of an inference together save `instructions-per-byte` for each byte that these take more. With `fold`, requantization
    is one product and one shift (`folded`) where that is exact: fewer instructions, and three or four bytes more for each channel.

    ```mlir
    %y = kern.dense %x {weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>, input_zero_point = 2 : i32,
        requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_dual"}
      : (tensor<1x2xi8>) -> tensor<1x2xi8>
    ```
    becomes
    ```mlir
    %y = kern.dense %x {weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>, input_zero_point = 2 : i32,
        requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_dual",
        kern.scratch_size = 4 : i64, kern.tables = {bias = dense<[1030, 6]> : tensor<2xi32>, chunk_length = 2 : i64,
          folded = dense<[112, 1, 144, 1]> : tensor<4xi32>, left = 8 : i64, right = 12 : i64, weights = dense<33816835> : tensor<1xi32>}}
      : (tensor<1x2xi8>) -> tensor<1x2xi8>
    ```
  }];
  let options = [
    Option<"instructionsPerByte", "instructions-per-byte", "unsigned", /*default=*/"12",
           "instructions per inference that a byte of flash must save">,
    Option<"fold", "fold", "bool", /*default=*/"true", "requantize in one product and one shift where that is exact">,
  ];
}

//===----------------------------------------------------------------------===//
// plan
//===----------------------------------------------------------------------===//

def PlanMemoryPass : Pass<"kern-plan-memory", "::mlir::ModuleOp"> {
  let summary = "give every buffer and scratch an offset in one arena";
  let description = [{
    Requires: `kern.scratch_size` of every op that needs scratch.

    Guarantees: `kern.offset` on every op with a result in the arena and on the function's arguments, `kern.scratch_offset` where
    there is scratch; no two that are alive at once overlap, but that an output runs into an input that is not needed after it, as
    far as its kernel is done with it by then (`Overlap` in the catalogue, figures in `dialects/kern/Rows`), and that operands of a
    concatenation lie where its result has them, a slice where its operand does, if their bytes lie side by side
    (`dialects/kern/Views`): such an op has nothing left to do;
    `kern.arena_size` and `kern.arena_lower_bound` on the module.

    Where the module has regions (`kern.regions`), no buffer crosses the border between two: those to which most bytes are moved
    for each they hold lie in the first, until it is full. Each region gets its `offset` in the arena and its `size`.

    Gives up when buffers do not fit the regions.

    Whether the target has that much RAM is not this pass's question: the tool compares all memories at once.

    ```mlir
    func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x1x4x1xi8> {
      %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 2, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x3x4x1xi8>
      %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", window = array<i64: 3, 1>} : (tensor<1x3x4x1xi8>) -> tensor<1x1x4x1xi8>
      return %1 : tensor<1x1x4x1xi8>
    }
    ```
    becomes
    ```mlir
    module attributes {kern.arena_lower_bound = 17 : i64, kern.arena_size = 20 : i64} {
      func.func @main(%x: tensor<1x4x4x1xi8> {kern.offset = 4 : i64}) -> tensor<1x1x4x1xi8> {
        %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", kern.offset = 0 : i64, window = array<i64: 2, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x3x4x1xi8>
        %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", kern.offset = 16 : i64, window = array<i64: 3, 1>} : (tensor<1x3x4x1xi8>) -> tensor<1x1x4x1xi8>
        return %1 : tensor<1x1x4x1xi8>
      }
    }
    ```
  }];
  let options = [
    Option<"ioInArena", "io-in-arena", "bool", "true", "inputs and outputs live in the arena">
  ];
}

#endif // COMPILER_PASSES_KERNPASSES_TD
