// RUN: dend-eval --verify-diagnostics %s

// expected-error @+1 {{expected 1 inputs, found 2}}
func.func @input_count_mismatch(%x: tensor<1xf32>) -> tensor<1xf32>
    attributes {eval.inputs = [dense<0.0> : tensor<1xf32>, dense<0.0> : tensor<1xf32>]} {
  return %x : tensor<1xf32>
}

// -----

// expected-error @+1 {{expected input 0 of type 'tensor<2xf32>', found 1x2xf32}}
func.func @input_shape_mismatch(%x: tensor<2xf32>) -> tensor<2xf32> attributes {eval.inputs = [dense<0.0> : tensor<1x2xf32>]} {
  return %x : tensor<2xf32>
}

// -----

// expected-error @+1 {{expected input 0 of type 'tensor<2xf32>', found 2xi8}}
func.func @input_type_mismatch(%x: tensor<2xf32>) -> tensor<2xf32> attributes {eval.inputs = [dense<0> : tensor<2xi8>]} {
  return %x : tensor<2xf32>
}

// -----

func.func @quantized_before_lower(%x: tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
    attributes {eval.inputs = [dense<0> : tensor<2xi8>]} {
  // expected-error @+1 {{cannot be evaluated on quantized tensors before 'lower'}}
  %y = dend.unary <relu> %x {arithmetic = #dend.arithmetic<native>}
    : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return %y : tensor<2x!quant.uniform<i8:f32, 0.5>>
}

// -----

func.func @weights_not_constant(%x: tensor<1x2xf32>, %w: tensor<2x2xf32>) -> tensor<1x2xf32>
    attributes {eval.inputs = [dense<0.0> : tensor<1x2xf32>, dense<0.0> : tensor<2x2xf32>]} {
  // expected-error @+1 {{cannot be evaluated: expected constant weights and coefficients}}
  %y = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

func.func @other_dialect(%x: tensor<2xf32>) -> tensor<2xf32> attributes {eval.inputs = [dense<0.0> : tensor<2xf32>]} {
  // expected-error @+1 {{cannot be evaluated}}
  %y = "other.op"(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

// The sum fits, but not after the shift: what lower must have proved does not hold.
func.func @leaves_32_bits(%x: tensor<1x1xi16>) -> tensor<1x1xi16> attributes {eval.inputs = [dense<32767> : tensor<1x1xi16>]} {
  // expected-error @+1 {{leaves 32 bits on this input}}
  %y = kern.dense %x {weights = dense<127> : tensor<1x1xi8>, bias = dense<0> : tensor<1xi32>,
      requant = #kern.requant<multipliers = [1], shift = 10, zero_point = 0, min = -128, max = 127>} : (tensor<1x1xi16>) -> tensor<1x1xi16>
  return %y : tensor<1x1xi16>
}
