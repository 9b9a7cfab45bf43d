// DendDialect.td - the dialect itself: what a trained network is.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_DENDDIALECT_TD
#define DIALECTS_DEND_DENDDIALECT_TD

include "mlir/IR/OpBase.td"

def Dend_Dialect : Dialect {
  let name = "dend";
  let cppNamespace = "::dendc::dend";
  let summary = "Trained networks whose neurons carry dendrites";
  let description = [{
    A network as it was trained: float or quantized tensors, layout NHWC, batch 1, every op at the location of the
    user's node. A weighted op (`conv2d`, `depthwise_conv2d`, `dense`) is a layer of neurons with their dendrites:
    its weights hold the neuron first and then the D dendrites, `[(D+1)*C, ...]`. A layer without dendrites is
    the same op with D = 0.

    With L the layer's linear operator and L_k that of dendrite k, per output channel and position:

        z_k = L_k(x) + sum over j < k of between[k(k-1)/2 + j] * d_j       k = 0 .. D-1
        d_k = dendrite_function(z_k)
        y   = activation(L(x) + sum over k of to_neuron[k] * d_k)

    Rules over types, of every op:
    - T1: tensors have a static shape and from 1 to 2^31 - 1 elements.
    - T2: elements are f32, or `!quant.uniform` over f32 with signed storage of 8 or 16 bits and zero points that it holds;
      importers turn unsigned storage into signed. Constants and biases may have storage of 32 bits.
    - T3: quantization per channel is for constants, weights and biases, and for `quantize` and `dequantize`; its axis
      exists and has one scale per index. All else is quantized per tensor.

    Rules over quantization, of every op that can round:
    - Q1: operands and result are all f32 or all quantized.
    - Q2: `arithmetic` is present exactly when they are quantized.

    Attributes on the arguments and results of the function that is the network, which say what the user's file says:
    - A1: `dend.name` is the tensor's name, a string that is not empty.
    - A2: `dend.file_shape` is its shape, batch made 1, with the elements of the tensor: `array<i64: 1, 16, 49, 10>`.
    - A3: `dend.file_permutation` is a permutation of that shape's axes: axis i of the tensor is axis p[i] of the file.
    - A4: no other attribute of an argument or result begins with `dend.`.
    - A5: `dend.start` is a finite f64 on an argument that is kept from inference to inference: what its elements are before the
      first. The result of the same name and type is what they are at the next.

    What does not exist here, and what to write instead:

    | not here | instead |
    |---|---|
    | batch normalization | `mul` and `add` with constants; `simplify` folds them into the weights before them |
    | 1-D convolution and pooling | the 2-D op with height = length and width 1 |
    | global pooling | a pool whose window is the whole input |
    | relu, sigmoid, ... as ops | `unary` with a `#dend.function` |
    | GRU, LSTM, RNN as ops | `recurrent`, after the weighted op that makes its gates; backward: a `slice` that turns the sequence, before and after |
    | dropout, identity, casts between equal types | nothing: importers drop them |
    | a dimension for batches | a batch of 1; ranks below 4 keep it as their first dimension |
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasRegionArgAttrVerify = 1;
  let hasRegionResultAttrVerify = 1;
  let extraClassDeclaration = "void registerAttributes();";
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

#endif
