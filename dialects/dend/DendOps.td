// DendOps.td - the ops of the dend dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_DENDOPS_TD
#define DIALECTS_DEND_DENDOPS_TD

include "dialects/dend/DendAttrs.td"
include "dialects/dend/DendInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

class Dend_TensorOf<string predicate, string text> : Type<CPred<predicate # "($_self)">, text, "::mlir::RankedTensorType">;

class Dend_Rank<Type type, int rank> : Type<And<[type.predicate,
      CPred<"::llvm::cast<::mlir::RankedTensorType>($_self).getRank() == " # rank>]>,
      "rank " # rank # " " # type.summary, "::mlir::RankedTensorType">;

def Dend_Tensor : Dend_TensorOf<"::dendc::dend::isTensorType",
    "static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits)">;
def Dend_Image : Dend_Rank<Dend_Tensor, 4>;
def Dend_Matrices : Dend_Rank<Dend_Tensor, 3>;

def Dend_Parameter : Dend_TensorOf<"::dendc::dend::isParameterType",
    "static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor or channel, signed 8, 16 or 32 bits)">;
def Dend_Bias : Dend_Rank<Dend_Parameter, 1>;
def Dend_Weights2D : Dend_Rank<Dend_Parameter, 2>;
def Dend_Weights4D : Dend_Rank<Dend_Parameter, 4>;

def Dend_Coefficients : Type<And<[Dend_Weights2D.predicate,
      CPred<"!::dendc::dend::isQuantized(::llvm::cast<::mlir::RankedTensorType>($_self))">]>,
      "rank 2 static tensor of f32", "::mlir::RankedTensorType">;

def Dend_DenseElements : ElementsAttrBase<CPred<"::llvm::isa<::mlir::DenseIntOrFPElementsAttr>($_self)">, "dense numbers"> {
  let storageType = "::mlir::DenseElementsAttr";
  let returnType = "::mlir::DenseElementsAttr";
  let convertFromStorage = "$_self";
}

/// Rules Q1 and Q2.
def Dend_Quantizable : NativeOpTrait<"Quantizable"> { let cppNamespace = "::dendc::dend"; }

class Dend_Op<string mnemonic, list<Trait> traits = []> : Op<Dend_Dialect, mnemonic, !listconcat([Pure], traits)>;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

def Dend_ConstantOp : Dend_Op<"constant", [ConstantLike]> {
  let summary = "a constant tensor";
  let description = [{
    Rules:
    - C1: `value` is a tensor of the shape of the result.
    - C2: the elements of `value` are f32 for an f32 result, and of the storage type for a quantized one.
    - C3: integers lie in the storage type's range.

        %bias = dend.constant dense<[0.5, -1.0]> : tensor<2xf32> -> tensor<2xf32>
        %weights = dend.constant dense<3> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  }];
  let arguments = (ins Dend_DenseElements:$value);
  let results = (outs Dend_Parameter:$output);
  let assemblyFormat = "$value attr-dict `->` type($output)";
  let builders = [OpBuilder<(ins "::mlir::DenseElementsAttr":$value)>];
  let hasFolder = 1;
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

class Dend_WeightedOp<string mnemonic, Type inputType, Type weightsType, Type outputType, dag geometry>
    : Dend_Op<mnemonic, [AttrSizedOperandSegments, Dend_WeightedOpInterface]> {
  dag branches = (ins OptionalAttr<Dend_FunctionAttr>:$dendrite_function,
                      DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
                      OptionalAttr<Dend_FunctionAttr>:$activation,
                      OptionalAttr<TypeArrayAttr>:$signal_types,
                      OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let arguments = !con((ins inputType:$input, weightsType:$weights, Optional<Dend_Bias>:$bias,
                            Optional<Dend_Coefficients>:$between, Optional<Dend_Coefficients>:$to_neuron),
                       geometry, branches);
  let results = (outs outputType:$output);
  let assemblyFormat = [{
    $input `,` $weights (`bias` $bias^)? (`between` $between^)? (`to_neuron` $to_neuron^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = "int64_t getMacCount();";
}

defvar Dend_WindowAttrs = (ins
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations);

defvar Dend_BranchRules = [{
    Rules every weighted op obeys (D is `dendrite_count`, C the channels of the output):
    - B1: the first dimension of the weights is (D+1)*C: the neuron, then its dendrites.
    - B2: `bias` is `[(D+1)*C]`.
    - B3: `to_neuron` is `[D, C]`, present exactly when D >= 1.
    - B4: `between` is `[D(D-1)/2, C]`, present exactly when D >= 2; row k(k-1)/2 + j leads from dendrite j to dendrite k.
    - B5: `dendrite_function` is present exactly when D >= 1.
    - B6: `signal_types` are the element types of z_0, d_0, z_1, d_1, ...: 2*D of them, each quantized per tensor in 16 bits,
      present exactly when D >= 1 and the op is quantized.
    - B7: Q1 and Q2 hold for input, weights and output. Coefficients are f32, and so is the bias of a float op.
    - B8: quantized weights have 8 bits, a quantized bias 32, zero points of 0 and, if per channel, their first axis for it.
}];

defvar Dend_WindowRules = [{
    Rules of windows; `strides` and `dilations` are `[y, x]`, `padding` is `[top, left, bottom, right]`:
    - W1: the window's sizes, strides and dilations are pairs of numbers from 1 to 2^31 - 1.
    - W2: paddings are four numbers from 0 to 2^31 - 1.
    - W3: `input` is `[1, H, W, I]` and `output` is `[1, H', W', C]` with H' = (H + top + bottom - d_y*(h-1) - 1) / s_y + 1,
      rounded down, W' alike, both positive.
}];

def Dend_Conv2DOp : Dend_WeightedOp<"conv2d", Dend_Image, Dend_Weights4D, Dend_Image,
    !con(Dend_WindowAttrs, (ins DefaultValuedAttr<ConfinedAttr<I64Attr, [IntPositive]>, "1">:$groups))> {
  let summary = "2-D convolution of neurons with their dendrites";
  let description = !strconcat([{
    The linear operator of branch b, with window h x w, stride s, dilation d and I input channels:

        L_b(x)[y, x, c] = bias[b*C+c] + sum over i, j, k of
                          weights[b*C+c, i, j, k] * x[y*s_y + i*d_y - top, x*s_x + j*d_x - left, g*(I/groups) + k]

    with g = c / (C/groups) the group of channel c. Positions outside the input count as zero.

  }], Dend_BranchRules, Dend_WindowRules, [{
    Rules of this op:
    - C1: `weights` is `[(D+1)*C, h, w, I/groups]`.
    - C2: I and C are multiples of `groups`.

        %y = dend.conv2d %x, %w bias %b to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
            padding = array<i64: 1, 1, 1, 1>}
          : (tensor<1x49x13x1xf32>, tensor<8x3x3x1xf32>, tensor<8xf32>, tensor<1x4xf32>) -> tensor<1x49x13x4xf32>
  }]);
}

def Dend_DepthwiseConv2DOp : Dend_WeightedOp<"depthwise_conv2d", Dend_Image, Dend_Weights4D, Dend_Image, Dend_WindowAttrs> {
  let summary = "depthwise 2-D convolution of neurons with their dendrites";
  let description = !strconcat([{
    Output channel c reads the one input channel c / m, with m = C / I the channel multiplier:

        L_b(x)[y, x, c] = bias[b*C+c] + sum over i, j of
                          weights[b*C+c, i, j, 0] * x[y*s_y + i*d_y - top, x*s_x + j*d_x - left, c / m]

  }], Dend_BranchRules, Dend_WindowRules, [{
    Rules of this op:
    - C1: `weights` is `[(D+1)*C, h, w, 1]`.
    - C2: C is a multiple of I.

        %y = dend.depthwise_conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
          : (tensor<1x25x5x16xf32>, tensor<16x3x3x1xf32>) -> tensor<1x25x5x16xf32>
  }]);
}

def Dend_DenseOp : Dend_WeightedOp<"dense", Dend_Tensor, Dend_Weights2D, Dend_Tensor, (ins)> {
  let summary = "fully connected layer of neurons with their dendrites";
  let description = !strconcat([{
    Along the last axis, for every position of the others:

        L_b(x)[c] = bias[b*C+c] + sum over k of weights[b*C+c, k] * x[k]

  }], Dend_BranchRules, [{
    Rules of this op:
    - C1: `input` is `[..., K]` and `weights` is `[(D+1)*C, K]`.
    - C2: `output` is `[..., C]` with the leading dimensions of the input.

        %y = dend.dense %x, %w bias %b : (tensor<1x48xf32>, tensor<3x48xf32>, tensor<3xf32>) -> tensor<1x3xf32>
  }]);
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

def Dend_RecurrentOp : Dend_Op<"recurrent", [AttrSizedOperandSegments]> {
  let summary = "recurrent layer of neurons with their dendrites";
  let description = [{
    A sequence is an image `[1, T, N, C]`: row t is time step t, the N positions of a row belong to as many sequences that
    have nothing to do with each other. `gates` is what the cells add up at each step from the input alone, made by a
    weighted op before this one: the channels of gate g of branch b are (b*G + g)*H to (b*G + g + 1)*H - 1. With h the hidden
    state before the step, h' after it, c and c' those of the cell, R_g the rows of `weights` and b_g those of `bias` of gate
    g, P_g row b*3 + g of `peepholes`, 0 without them, and f_0, f_1, f_2 the `functions`, per branch:

        rnn (G = 1)               h' = f_0(gates_0 + R_0 h)
        gru (G = 3)               z = f_0(gates_0 + R_0 h), r = f_0(gates_1 + R_1 h)
                                  n = f_1(gates_2 + R_2 (r * h)),             h' = (1 - z) * n + z * h
        gru_reset_after (G = 3)   the same with n = f_1(gates_2 + r * (R_2 h + b_2))
        lstm (G = 4)              i = f_0(gates_0 + R_0 h + P_0 * c),         f = f_0(gates_2 + R_2 h + P_2 * c)
                                  c' = f * c + i * f_1(gates_3 + R_3 h)
                                  o = f_0(gates_1 + R_1 h + P_1 * c'),        h' = o * f_2(c')

    Hidden states start at `initial`, those of the cells of lstm at `initial_cell`, of all branches, and anew at every
    inference. The output at step t is made of the hidden states after it, h' being that of the neuron and h'_k that of
    dendrite k, each of which keeps its own:

        z_k = h'_k + sum over j < k of between[k(k-1)/2 + j] * d_j,    d_k = dendrite_function(z_k)
        y   = h' + sum over k of to_neuron[k] * d_k

    `final_cell` is c' after the last step; the hidden states then are the output's last row where there are no dendrites. With
    `cell_clip` c' of lstm is clamped from -`cell_clip` to `cell_clip` at every step.

    Rules (D is `dendrite_count`, H the channels of the output):
    - C1: `gates` is `[1, T, N, (D+1)*G*H]` and `output` is `[1, T, N, H]`.
    - C2: `initial` is `[1, 1, N, (D+1)*H]`, and so is `initial_cell`, which lstm has and no other cell; `weights` is
      `[(D+1)*G*H, H]`.
    - C3: `bias` is `[(D+1)*G*H]`; other cells than gru_reset_after have theirs in `gates`, and none here.
    - C4: `functions` are 1 of rnn, 2 of a gru, 3 of lstm.
    - C5: `to_neuron` `[D, H]` and `dendrite_function` are present exactly when D >= 1, `between` `[D(D-1)/2, H]` exactly
      when D >= 2.
    - C6: only lstm without dendrites has `final_cell`, which has the type of `initial_cell`.
    - C7: Q1 and Q2 hold for gates, initial states, weights and output. Coefficients are f32, and so is the bias of a float op.
    - C8: quantized weights and biases are as B8 says. Quantized gates and cells have 16 bits, zero points of 0 and scales that
      are powers of two, those of gates 2^-12 or more. All hidden states have the element type of `initial`: that of the output
      with `#dend.arithmetic<tflite>`, and else one as cells have, that of `initial_cell` where there is one.
    - C9: `signal_types` are as B6 says.
    - C10: `cell_clip` is positive and finite, and only lstm has it.
    - C11: `peepholes` are `[(D+1)*3, H]`, in 16 bits along axis 0 around 0 where the op is quantized; only lstm has them.

        %y = dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
          : (tensor<1x49x1x8xf32>, tensor<1x1x1x8xf32>, tensor<8x8xf32>) -> tensor<1x49x1x8xf32>
  }];
  let arguments = (ins Dend_CellAttr:$cell, Dend_Image:$gates, Dend_Image:$initial, Optional<Dend_Image>:$initial_cell,
                       Dend_Weights2D:$weights, Optional<Dend_Bias>:$bias, Optional<Dend_Weights2D>:$peepholes,
                       Optional<Dend_Coefficients>:$between, Optional<Dend_Coefficients>:$to_neuron,
                       Dend_FunctionsAttr:$functions,
                       OptionalAttr<F32Attr>:$cell_clip, OptionalAttr<Dend_FunctionAttr>:$dendrite_function,
                       DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
                       OptionalAttr<TypeArrayAttr>:$signal_types, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Image:$output, Optional<Dend_Image>:$final_cell);
  let assemblyFormat = [{
    $cell $gates `from` $initial (`cell` $initial_cell^)? `,` $weights (`bias` $bias^)? (`peepholes` $peepholes^)?
    (`between` $between^)? (`to_neuron` $to_neuron^)? attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
  let extraClassDeclaration = [{
    /// Where the states of all branches start, one of the hidden ones and one of the cells of lstm.
    ::mlir::SmallVector<::mlir::Value, 2> getStates() {
      ::mlir::SmallVector<::mlir::Value, 2> states{getInitial()};
      if (getInitialCell())
        states.push_back(getInitialCell());
      return states;
    }
    /// H, units of one branch.
    int64_t getUnitCount() { return getOutput().getType().getShape().back(); }
    int64_t getBranchCount() { return int64_t(getDendriteCount()) + 1; }
  }];
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

class Dend_PoolOp<string mnemonic, dag attributes, list<Trait> traits = []> : Dend_Op<mnemonic, traits> {
  let arguments = !con((ins Dend_Image:$input, DenseI64ArrayAttr:$window), Dend_WindowAttrs, attributes);
  let results = (outs Dend_Image:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_MaxPool2DOp : Dend_PoolOp<"max_pool2d", (ins)> {
  let summary = "largest value of each window";
  let description = !strconcat([{
        y[y, x, c] = max over i, j inside the input of x[y*s_y + i*d_y - top, x*s_x + j*d_x - left, c]

  }], Dend_WindowRules, [{
    Rules of this op:
    - C1: every window has a position inside the input.
    - C2: input and output have one number of channels and one element type.

        %y = dend.max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>}
          : (tensor<1x49x13x4xf32>) -> tensor<1x24x6x4xf32>
  }]);
}

def Dend_AveragePool2DOp : Dend_PoolOp<"average_pool2d",
    (ins UnitAttr:$count_padding, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic), [Dend_Quantizable]> {
  let summary = "mean of each window";
  let description = !strconcat([{
    The sum of the window's positions inside the input, divided by their number, or by the number of all window
    positions inside the padded input where `count_padding` is set.

  }], Dend_WindowRules, [{
    Rules of this op, beside Q1 and Q2:
    - C1: every window has a position inside the input.
    - C2: input and output have one number of channels.

        %y = dend.average_pool2d %x {window = array<i64: 25, 5>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  }]);
}

def Dend_ReduceOp : Dend_Op<"reduce", [Dend_Quantizable]> {
  let summary = "mean, sum, largest or smallest value along axes";
  let description = [{
    Reduced axes stay as dimensions of 1.

    Rules, beside Q1 and Q2:
    - C1: `axes` are at least one, in range, ascending and without repetition.
    - C2: `output` has the input's shape with 1 at every reduced axis.
    - C3: max and min keep the element type.

        %y = dend.reduce <mean> %x {axes = array<i64: 1, 2>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  }];
  let arguments = (ins Dend_ReductionAttr:$kind, Dend_Tensor:$input, DenseI64ArrayAttr:$axes,
                       OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$kind $input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_MatmulOp : Dend_Op<"matmul", [Dend_Quantizable]> {
  let summary = "products of computed matrices, rows by rows";
  let description = [{
        y[b, m, n] = sum over k of lhs[b, m, k] * rhs[b, n, k]

    Both operands are computed; where one is constant, `dend.dense` is meant.

    Rules, beside Q1 and Q2:
    - C1: `lhs` is `[B, M, K]` and `rhs` is `[B, N, K]`, or one of them has 1 for B and holds for all; `output` is `[B, M, N]`.

        %y = dend.matmul %q, %k : (tensor<4x49x16xf32>, tensor<4x49x16xf32>) -> tensor<4x49x49xf32>
  }];
  let arguments = (ins Dend_Matrices:$lhs, Dend_Matrices:$rhs, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Matrices:$output);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Dend_DotOp : Dend_Op<"dot", [Dend_Quantizable]> {
  let summary = "products of rows with weights of their own";
  let description = [{
        y[c] = bias[c] + sum over k of weights[c, k] * x[c, k]

    What the filters of an SVDF say of the values that each of them remembers. Quantized sums are those of the
    arithmetic: with `#dend.arithmetic<tflite>` of 16-bit numbers, modulo 2^32.

    Rules, beside Q1 and Q2:
    - C1: `input` and `weights` are `[C, K]`.
    - C2: `bias` and `output` are `[C]`.

        %y = dend.dot %x, %w bias %b : (tensor<8x10xf32>, tensor<8x10xf32>, tensor<8xf32>) -> tensor<8xf32>
  }];
  let arguments = (ins Dend_Rank<Dend_Tensor, 2>:$input, Dend_Rank<Dend_Tensor, 2>:$weights, Optional<Dend_Bias>:$bias,
                       OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Rank<Dend_Tensor, 1>:$output);
  let assemblyFormat = "$input `,` $weights (`bias` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Dend_ResizeBilinearOp : Dend_Op<"resize_bilinear"> {
  let summary = "image of another size, interpolated between its elements";
  let description = [{
        y[y, x, c] = (1-v) * ((1-u) * x[i, j, c] + u * x[i, j+1, c]) + v * ((1-u) * x[i+1, j, c] + u * x[i+1, j+1, c])

    where i + v is the place of row y, j + u that of column x. The place of output index k, of m, along an axis of n elements
    is k * n / m, with `align_corners` k * (n-1) / (m-1) where m > 1, with `half_pixel_centers` (k + 1/2) * n / m - 1/2, and at
    least 0 and at most n - 1. Quantized tensors are interpolated at places in steps of 1/1024, the factor before rounded, too,
    and what comes out once, halves away from zero.

    Rules:
    - C1: `output` is `[1, H', W', C]` for an input `[1, H, W, C]`.
    - C2: input and output have one element type.
    - C3: not both `align_corners` and `half_pixel_centers` are set.

        %y = dend.resize_bilinear %x {half_pixel_centers} : (tensor<1x4x6x8xf32>) -> tensor<1x8x12x8xf32>
  }];
  let arguments = (ins Dend_Image:$input, UnitAttr:$align_corners, UnitAttr:$half_pixel_centers);
  let results = (outs Dend_Image:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let extraClassDeclaration = [{
    /// The places of the output's elements along axis 1 or 2 of the input, in order.
    ::llvm::SmallVector<float> getPlaces(unsigned axis);
  }];
  let hasVerifier = 1;
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

def Dend_UnaryOp : Dend_Op<"unary", [Dend_Quantizable]> {
  let summary = "a scalar function of every element";
  let description = [{
        y = function(x)

    Rules, beside Q1 and Q2:
    - C1: input and output have one shape.

        %y = dend.unary <relu> %x : (tensor<1x12xf32>) -> tensor<1x12xf32>
  }];
  let arguments = (ins Dend_FunctionAttr:$function, Dend_Tensor:$input, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$function $input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

class Dend_BinaryOp<string mnemonic, string formula, list<Trait> traits = []>
    : Dend_Op<mnemonic, !listconcat(traits, [Dend_Quantizable])> {
  let summary = "elementwise " # formula;
  let description = [{
        y = }] # formula # [{

    The operands broadcast as in NumPy.

    Rules, beside Q1 and Q2:
    - C1: the operands broadcast, and `output` has the shape they broadcast to.

        %y = dend.}] # mnemonic # [{ %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  }];
  let arguments = (ins Dend_Tensor:$lhs, Dend_Tensor:$rhs, OptionalAttr<Dend_FunctionAttr>:$activation,
                       OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let builders = [OpBuilder<(ins "::mlir::Type":$type, "::mlir::Value":$lhs, "::mlir::Value":$rhs), [{
    build($_builder, $_state, type, lhs, rhs, nullptr, nullptr);
  }]>];
}

def Dend_AddOp : Dend_BinaryOp<"add", "a + b", [Commutative]>;
def Dend_SubOp : Dend_BinaryOp<"sub", "a - b">;
def Dend_MulOp : Dend_BinaryOp<"mul", "a * b", [Commutative]>;
def Dend_DivOp : Dend_BinaryOp<"div", "a / b">;
def Dend_MinimumOp : Dend_BinaryOp<"minimum", "min(a, b)", [Commutative]>;
def Dend_MaximumOp : Dend_BinaryOp<"maximum", "max(a, b)", [Commutative]>;
def Dend_PowOp : Dend_BinaryOp<"pow", "a to the power of b">;

def Dend_SoftmaxOp : Dend_Op<"softmax", [Dend_Quantizable]> {
  let summary = "softmax along one axis";
  let description = [{
        y[i] = exp(x[i] - max x) / sum over j of exp(x[j] - max x)

    With the arithmetics of TOSA, which does not say in what steps x is, entry d of `exponentials` is what stands for exp of an
    integer d below the largest, in steps of 2^-31.

    Rules, beside Q1 and Q2:
    - C1: `axis` is in range.
    - C2: input and output have one shape.
    - C3: `exponentials`, of `#dend.arithmetic<tosa_single_round>` and of 8 bits only, are 256 numbers from 0 on, the first
      2^31 - 1.

        %y = dend.softmax %x {axis = 1 : i64} : (tensor<1x12xf32>) -> tensor<1x12xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, I64Attr:$axis, OptionalAttr<DenseI32ArrayAttr>:$exponentials,
                       OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Dend_LogSoftmaxOp : Dend_Op<"log_softmax", [Dend_Quantizable]> {
  let summary = "logarithm of the softmax along the last axis";
  let description = [{
        y[i] = x[i] - max(x) - log(sum over j of exp(x[j] - max(x)))

    Rules, beside Q1 and Q2:
    - C1: input and output have one shape, of rank 1 or more.

        %y = dend.log_softmax %x : (tensor<1x10xf32>) -> tensor<1x10xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Dend_L2NormalizationOp : Dend_Op<"l2_normalization", [Dend_Quantizable]> {
  let summary = "unit length along the last axis";
  let description = [{
        y[i] = x[i] / max(sqrt(sum over j of x[j]^2), 10^-6)

    Rules, beside Q1 and Q2:
    - C1: input and output have one shape, of rank 1 or more.

        %y = dend.l2_normalization %x : (tensor<1x64xf32>) -> tensor<1x64xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

def Dend_ReshapeOp : Dend_Op<"reshape"> {
  let summary = "the same elements in another shape";
  let description = [{
    Rules:
    - C1: input and output have one number of elements and one element type.

        %y = dend.reshape %x : (tensor<1x6x1x8xf32>) -> tensor<1x48xf32>
  }];
  let arguments = (ins Dend_Tensor:$input);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_TransposeOp : Dend_Op<"transpose"> {
  let summary = "axes in another order";
  let description = [{
    Axis i of the output is axis `permutation[i]` of the input.

    Rules:
    - C1: `permutation` is a permutation of the input's axes.
    - C2: `output` has the permuted shape and the input's element type.

        %y = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x8x24x6xf32>) -> tensor<1x24x6x8xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI64ArrayAttr:$permutation);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Dend_ConcatOp : Dend_Op<"concat", [Dend_Quantizable]> {
  let summary = "tensors joined along one axis";
  let description = [{
    Rules, beside Q1 and Q2:
    - C1: `axis` is in range.
    - C2: at least one input; all have the output's rank, and its sizes along every axis but `axis`.
    - C3: `output` has the sum of the inputs' sizes along `axis`.

        %y = dend.concat %a, %b {axis = 3 : i64} : (tensor<1x4x4x2xf32>, tensor<1x4x4x3xf32>) -> tensor<1x4x4x5xf32>
  }];
  let arguments = (ins Variadic<Dend_Tensor>:$inputs, I64Attr:$axis, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_SliceOp : Dend_Op<"slice"> {
  let summary = "every step-th element from begin on, along every axis";
  let description = [{
        y[i, j, ...] = x[begin_0 + i*step_0, begin_1 + j*step_1, ...]

    Rules:
    - C1: `begin`, `steps` and the output's shape have one entry per axis of the input; steps are not zero.
    - C2: every element read lies inside the input.
    - C3: input and output have one element type.

        %y = dend.slice %x {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>} : (tensor<1x12xf32>) -> tensor<1x4xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI64ArrayAttr:$begin, DenseI64ArrayAttr:$steps);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_PadOp : Dend_Op<"pad"> {
  let summary = "a border of one value";
  let description = [{
    `value` is a real number; of a quantized tensor the nearest integer it can hold counts.

    Rules:
    - C1: `low` and `high` have one entry per axis, from 0 to 2^31 - 1.
    - C2: `output` has the padded shape and the input's element type.
    - C3: `value` is not NaN.

        %y = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32}
          : (tensor<1x4x4x8xf32>) -> tensor<1x6x6x8xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, F32Attr:$value);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

def Dend_QuantizeOp : Dend_Op<"quantize"> {
  let summary = "float to quantized, or from one quantized type to another";
  let description = [{
        q = clamp(round(x / scale) + zero_point)

    Rules:
    - C1: input and output have one shape.
    - C2: the output is quantized.

        %q = dend.quantize %x {arithmetic = #dend.arithmetic<native>}
          : (tensor<1x12xf32>) -> tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>
  }];
  let arguments = (ins Dend_Parameter:$input, Dend_ArithmeticAttr:$arithmetic);
  let results = (outs Dend_Parameter:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_DequantizeOp : Dend_Op<"dequantize"> {
  let summary = "quantized to float";
  let description = [{
        x = (q - zero_point) * scale

    Rules:
    - C1: input and output have one shape.
    - C2: the input is quantized, the output is f32.

        %x = dend.dequantize %q : (tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>) -> tensor<1x12xf32>
  }];
  let arguments = (ins Dend_Parameter:$input);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_ReinterpretOp : Dend_Op<"reinterpret"> {
  let summary = "the same integers, standing for other numbers";
  let description = [{
    What importers write where a file moves integers between tensors of different scales or zero points. Nothing is
    computed.

    Rules:
    - C1: input and output have one shape.
    - C2: both are quantized, with one storage type.

        %y = dend.reinterpret %x
          : (tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>) -> tensor<1x12x!quant.uniform<i8:f32, 0.25>>
  }];
  let arguments = (ins Dend_Tensor:$input);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_LookupOp : Dend_Op<"lookup"> {
  let summary = "an integer for every integer";
  let description = [{
    A function that a file has as a table of integers, whatever their scales:

        y = table[x + 128]                                       x of 8 bits
        y = (t * (128 - r) + table[i + 1] * r + 64) >> 7         x of 16 bits; t = table[i], i = (x + 32768) >> 7,
                                                                 r = (x + 32768) & 127

    Rules:
    - C1: input and output have one shape.
    - C2: both are quantized; the output of an input of 16 bits has 16 bits.
    - C3: `table` has 256 entries for an input of 8 bits and 513 for one of 16, all integers of the output's storage type.
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI16ArrayAttr:$table);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif
