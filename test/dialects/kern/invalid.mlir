// Every rule of every op, broken once; the line above each case names the op and the rule.
// RUN: dend-opt %s --split-input-file --verify-diagnostics

// reshape T1: a dimension known at run time only.
func.func @dynamic_shape(%x: tensor<1x?xi8>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of i8, i16 or f32, but got}}
  %y = kern.reshape %x
    : (tensor<1x?xi8>) -> tensor<1x?xi8>
  return
}

// -----

// reshape T1: no element.
func.func @zero_elements(%x: tensor<0xi8>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of i8, i16 or f32, but got}}
  %y = kern.reshape %x
    : (tensor<0xi8>) -> tensor<0xi8>
  return
}

// -----

// reshape T1: more elements than 32 bits address.
func.func @too_many_elements(%x: tensor<65536x32768xi8>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of i8, i16 or f32, but got}}
  %y = kern.reshape %x
    : (tensor<65536x32768xi8>) -> tensor<65536x32768xi8>
  return
}

// -----

// reshape T1: 32 bits.
func.func @element_type(%x: tensor<4xi32>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of i8, i16 or f32, but got}}
  %y = kern.reshape %x
    : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

// reshape T1: integers whose type has the sign.
func.func @element_sign(%x: tensor<4xsi8>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of i8, i16 or f32, but got}}
  %y = kern.reshape %x
    : (tensor<4xsi8>) -> tensor<4xsi8>
  return
}

// -----

// rescale R1: no multiplier.
func.func @requant_empty(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected one or more multipliers, none negative}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: a negative multiplier.
func.func @requant_negative(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected one or more multipliers, none negative}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [-1], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: a shift to the right.
func.func @requant_shift_negative(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected a shift from 0 to 30, found -1}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = -1, zero_point = 0, min = -128, max = 127>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: a shift of everything.
func.func @requant_shift_large(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected a shift from 0 to 30, found 31}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 31, zero_point = 0, min = -128, max = 127>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: a shift for each channel beside rounding native.
func.func @requant_native_shifts(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected 0 shifts, found 1}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, shifts = [-1]>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: no shift for the one channel.
func.func @requant_no_shifts(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected 1 shifts, found 0}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: more bits to the right than there are.
func.func @requant_tflite_shift(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected shifts from -31 to 30 for rounding 'tflite', found -32 beside a shift of 0}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-32]>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: a shift of all channels beside rounding tflite.
func.func @requant_tflite_common_shift(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected shifts from -31 to 30 for rounding 'tflite', found -3 beside a shift of 1}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 1, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-3]>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R1: no bits to the right for rounding nearest.
func.func @requant_nearest_shift(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected shifts from -30 to -1 for rounding 'nearest', found 0 beside a shift of 0}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = nearest, shifts = [0]>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R2: an empty range.
func.func @requant_min_above_max(%x: tensor<4xi8>) {
  // expected-error @+2 {{expected min <= max, found 1 and 0}}
  %y = kern.rescale %x {input_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = 1, max = 0>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale R2: a minimum of 16 bits for an output of 8.
func.func @rescale_min(%x: tensor<4xi16>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -129 and 127}}
  %y = kern.rescale %x {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -129, max = 127>}
    : (tensor<4xi16>) -> tensor<4xi8>
  return
}

// -----

// rescale R2: a zero point of 16 bits for an output of 8.
func.func @rescale_zero_point(%x: tensor<4xi16>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 128, -128 and 127}}
  %y = kern.rescale %x {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 128, min = -128, max = 127>}
    : (tensor<4xi16>) -> tensor<4xi8>
  return
}

// -----

// rescale R3: an input zero point of 16 bits for an input of 8.
func.func @rescale_input_zero_point(%x: tensor<4xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 128}}
  %y = kern.rescale %x {input_zero_point = 128 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4xi8>) -> tensor<4xi16>
  return
}

// -----

// rescale C1: another shape.
func.func @rescale_shape(%x: tensor<4xi8>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.rescale %x {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4xi8>) -> tensor<2x2xi8>
  return
}

// -----

// rescale C2: two multipliers.
func.func @rescale_multipliers(%x: tensor<4xi8>) {
  // expected-error @below {{expected requant of 1 multipliers, found 2}}
  %y = kern.rescale %x {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// rescale C2: a shift that leaves 32 bits.
func.func @rescale_overflow(%x: tensor<4xi16>) {
  // expected-error @below {{expected a shifted difference within 32 bits, found a bound of 2147483648}}
  %y = kern.rescale %x {input_zero_point = -1 : i32, requant = #kern.requant<multipliers = [9], shift = 16, zero_point = 0, min = -128, max = 127>}
    : (tensor<4xi16>) -> tensor<4xi8>
  return
}

// -----

// conv2d T2: integer to float.
func.func @conv2d_mixed(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d R2: a maximum of 16 bits for an output of 8.
func.func @conv2d_max(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -128 and 32767}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d R2: dendrites of more than 16 bits.
func.func @conv2d_dendrite_max(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected zero point, min and max from -32768 to 32767, found 0, 0 and 32768}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32768>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d R3: a zero point of 16 bits for an input of 8.
func.func @conv2d_input_zero_point(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found -129}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      input_zero_point = -129 : i32}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d R3: a zero point of a float.
func.func @conv2d_input_zero_point_of_float(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected an input zero point from 0 to 0, found 1}}
  %y = kern.conv2d %x {weights = dense<1.0> : tensor<3x3x3x2xf32>, bias = dense<1.0> : tensor<3xf32>, 
      input_zero_point = 1 : i32}
    : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d N1: weights of 16 bits.
func.func @conv2d_weights_type(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights of type 'i8', found 'i16'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi16>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N1: a bias of 8 bits.
func.func @conv2d_bias_type(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected bias of type 'i32', found 'i8'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi8>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N1: integer weights of a float op.
func.func @conv2d_integer_weights_of_float(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected weights of type 'f32', found 'i8'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1.0> : tensor<3xf32>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d N1: weights of the neuron alone, where there is a dendrite.
func.func @conv2d_rows_of_weights(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights of (dendrite_count + 1) * channels rows, found 1 dendrites, 3 channels and 3 rows}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N1: a number of dendrites whose rows leave 64 bits.
func.func @conv2d_dendrite_count_overflow(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{found 9223372036854775807 dendrites, 3 channels and 3 rows}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 9223372036854775807 : i64}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N1: weights without rows.
func.func @conv2d_weights_rank_0(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{found 0 dendrites, 3 channels and 0 rows}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<i8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N1: a bias of the neuron alone.
func.func @conv2d_bias_shape(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected bias of shape [6], found [3]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: a dendrite without coefficients.
func.func @conv2d_to_neuron_missing(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected 'to_neuron', 'dendrite_function' and 'between' as 1 dendrites need them}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: a dendrite without a function.
func.func @conv2d_function_missing(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected 'to_neuron', 'dendrite_function' and 'between' as 1 dendrites need them}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: coefficients between one dendrite and nothing.
func.func @conv2d_between_of_one(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected 'to_neuron', 'dendrite_function' and 'between' as 1 dendrites need them}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      between = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: coefficients of 16 bits.
func.func @conv2d_to_neuron_type(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected to_neuron of type 'i32', found 'i16'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi16>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: coefficients of two dendrites.
func.func @conv2d_to_neuron_shape(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected to_neuron of shape [1, 3], found [2, 3]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<2x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: a float coefficient between integer dendrites.
func.func @conv2d_between_type(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected between of type 'i32', found 'f32'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<9x3x3x2xi8>, bias = dense<1> : tensor<9xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 2 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<2x3xi32>, 
      between = dense<1.0> : tensor<1x3xf32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9, 9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N2: coefficients between three dendrites, where there are two.
func.func @conv2d_between_shape(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected between of shape [1, 3], found [3, 3]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<9x3x3x2xi8>, bias = dense<1> : tensor<9xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 2 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<2x3xi32>, 
      between = dense<1> : tensor<3x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9, 9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N3: one multiplier for three channels.
func.func @conv2d_multipliers(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected requant of 3 multipliers, found 1}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N3: multipliers of a float op.
func.func @conv2d_multipliers_of_float(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected requant of 0 multipliers, found 3}}
  %y = kern.conv2d %x {weights = dense<1.0> : tensor<3x3x3x2xf32>, bias = dense<1.0> : tensor<3xf32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d N3: dendrites without multipliers.
func.func @conv2d_dendrite_multipliers(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected dendrite_requant of 3 multipliers, found 0}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi32>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N4: a table of 256 entries.
func.func @conv2d_table_size(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected a dendrite_table of 257 entries, of integer dendrites, found 2 on 1 dendrites}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<relu>, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>, 
      dendrite_table = array<i16: 0, 1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N4: a table without dendrites.
func.func @conv2d_table_without_dendrites(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected a dendrite_table of 257 entries, of integer dendrites, found 2 on 0 dendrites}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_table = array<i16: 0, 1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N4: a function that is no clamp, without a table.
func.func @conv2d_table_missing(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected a dendrite_table for #dend.function<tanh>, found none}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<6x3x3x2xi8>, bias = dense<1> : tensor<6xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dendrite_count = 1 : i64, 
      dendrite_function = #dend.function<tanh>, 
      to_neuron = dense<1> : tensor<1x3xi32>, 
      dendrite_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N5: an activation that is no clamp.
func.func @conv2d_activation(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected an activation that is a clamp, on a float op, found #dend.function<tanh>}}
  %y = kern.conv2d %x {weights = dense<1.0> : tensor<3x3x3x2xf32>, bias = dense<1.0> : tensor<3xf32>, 
      activation = #dend.function<tanh>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d N6: saturated sums of 8 bits.
func.func @conv2d_saturates(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected saturated sums of i16 around 0 without dendrites, and not depthwise, found 'tensor<1x4x4x2xi8>' around 0 and 0 dendrites}}
  %y = kern.conv2d %x {saturates, weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>,
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d N5: an activation of an integer op, whose clamp is in requant.
func.func @conv2d_activation_of_integer(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected an activation that is a clamp, on a float op, found #dend.function<relu>}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      activation = #dend.function<relu>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W1: a stride of zero.
func.func @conv2d_stride_zero(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      strides = array<i64: 0, 1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W1: one dilation.
func.func @conv2d_one_dilation(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dilations = array<i64: 1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W1: two paddings.
func.func @conv2d_padding_count(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      padding = array<i64: 1, 1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W1: a negative padding.
func.func @conv2d_padding_negative(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      padding = array<i64: 0, 0, 0, -1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W1: a dilation whose reach leaves 64 bits.
func.func @conv2d_dilation_overflow(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      dilations = array<i64: 9223372036854775807, 1>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W2: a batch of two.
func.func @conv2d_batch(%x: tensor<2x4x4x2xi8>) {
  // expected-error @below {{expected input and output [1, height, width, channels], found 'tensor<2x4x4x2xi8>'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x4x4x2xi8>) -> tensor<2x2x2x3xi8>
  return
}

// -----

// conv2d W2: an input of rank 3.
func.func @conv2d_rank(%x: tensor<4x4x2xi8>) {
  // expected-error @below {{expected input and output of rank 4, found 'tensor<4x4x2xi8>'}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d W2: an output of rank 3.
func.func @conv2d_output_rank(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected input and output of rank 4}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<2x2x3xi8>
  return
}

// -----

// conv2d W2: the output of another padding.
func.func @conv2d_output_shape(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected output of shape [1, 2, 2, 3], found [1, 4, 4, 3]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x4x4x3xi8>
  return
}

// -----

// conv2d W2: a window larger than the input.
func.func @conv2d_window_too_large(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected output of shape [1, 0, 2, 3], found [1, 1, 2, 3]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x5x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x1x2x3xi8>
  return
}

// -----

// conv2d C1: weights over one of two input channels.
func.func @conv2d_input_channels(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights of rank 4 over channels that divide into 1 groups, found 'tensor<3x3x3x1xi8>' from 2 to 3 channels}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x1xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C1: three output channels in two groups.
func.func @conv2d_groups(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights of rank 4 over channels that divide into 2 groups}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x1xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      groups = 2 : i64}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C1: weights of rank 3.
func.func @conv2d_weights_rank(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights of rank 4}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x6xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C2: borders that leave no row between.
func.func @conv2d_borders_rows(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected borders [top, left, bottom, right] that leave a row and a column of 'tensor<1x2x2x3xi8>', found array<i64: 1, 0, 1, 0>}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3x3xi32>, borders = array<i64: 1, 0, 1, 0>,
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C2: two borders.
func.func @conv2d_borders_count(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected borders [top, left, bottom, right]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, borders = array<i64: 1, 0>,
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C2: a negative border, and more rows than 64 bits hold.
func.func @conv2d_borders_negative(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected borders [top, left, bottom, right]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, borders = array<i64: -1, 0, 9223372036854775807, 0>,
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C2: one bias instead of two.
func.func @conv2d_borders_bias(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected bias of shape [2, 3], found [3]}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, borders = array<i64: 0, 1, 0, 0>,
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d C2: floats.
func.func @conv2d_borders_float(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected borders on an integer op that does not saturate, found them on a float op}}
  %y = kern.conv2d %x {weights = dense<1.0> : tensor<3x3x3x2xf32>, bias = dense<1.0> : tensor<2x3xf32>, borders = array<i64: 0, 1, 0, 0>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d C1: no group.
func.func @conv2d_no_groups(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{attribute 'groups' failed to satisfy constraint: 64-bit signless integer attribute whose value is positive}}
  %y = kern.conv2d %x {weights = dense<1> : tensor<3x3x3x2xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      groups = 0 : i64}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// conv2d weights: weights of a vector type.
func.func @conv2d_weights_not_dense(%x: tensor<1x4x4x1xf32>) {
  // expected-error @below {{attribute 'weights' failed to satisfy constraint: dense numbers}}
  %y = kern.conv2d %x {weights = sparse<[[0, 0, 0, 0]], [1.0]> : tensor<1x1x1x1xf32>, bias = dense<0.0> : tensor<1xf32>}
    : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// depthwise_conv2d T2: integer to float.
func.func @depthwise_conv2d_mixed(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<1> : tensor<2xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xf32>
  return
}

// -----

// depthwise_conv2d R2: a minimum of 16 bits for an output of 8.
func.func @depthwise_conv2d_min(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -32768 and 127}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<1> : tensor<2xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -32768, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xi8>
  return
}

// -----

// depthwise_conv2d R3: a zero point of 16 bits for an input of 8.
func.func @depthwise_conv2d_input_zero_point(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 1000}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<1> : tensor<2xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      input_zero_point = 1000 : i32}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xi8>
  return
}

// -----

// depthwise_conv2d N1: a bias of another size.
func.func @depthwise_conv2d_bias_shape(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected bias of shape [2], found [3]}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xi8>
  return
}

// -----

// depthwise_conv2d W1: a stride of zero.
func.func @depthwise_conv2d_stride_zero(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<1> : tensor<2xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      strides = array<i64: 1, 0>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xi8>
  return
}

// -----

// depthwise_conv2d W2: an input of rank 2.
func.func @depthwise_conv2d_rank(%x: tensor<4x2xi8>) {
  // expected-error @below {{expected input and output of rank 4}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<1> : tensor<2xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4x2xi8>) -> tensor<1x2x2x2xi8>
  return
}

// -----

// depthwise_conv2d C1: weights over two input channels.
func.func @depthwise_conv2d_input_channels(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights [(D+1)*C, h, w, 1] with C a multiple of the input's channels, found 'tensor<2x3x3x2xi8>' from 2 to 2 channels}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<2x3x3x2xi8>, bias = dense<1> : tensor<2xi32>, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xi8>
  return
}

// -----

// depthwise_conv2d C1: three output channels of two input channels.
func.func @depthwise_conv2d_multiplier(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected weights [(D+1)*C, h, w, 1] with C a multiple of the input's channels}}
  %y = kern.depthwise_conv2d %x {weights = dense<1> : tensor<3x3x3x1xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x3xi8>
  return
}

// -----

// dense T2: float to integer.
func.func @dense_mixed(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x4xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4xf32>) -> tensor<1x3xi8>
  return
}

// -----

// dense R2: a zero point of 16 bits for an output of 8.
func.func @dense_zero_point(%x: tensor<1x4xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 300, -128 and 127}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x4xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 300, min = -128, max = 127>}
    : (tensor<1x4xi8>) -> tensor<1x3xi8>
  return
}

// -----

// dense R3: a zero point of 16 bits for an input of 8.
func.func @dense_input_zero_point(%x: tensor<1x4xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 128}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x4xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, 
      input_zero_point = 128 : i32}
    : (tensor<1x4xi8>) -> tensor<1x3xi8>
  return
}

// -----

// dense N3: one multiplier for three channels.
func.func @dense_multipliers(%x: tensor<1x4xi8>) {
  // expected-error @below {{expected requant of 3 multipliers, found 1}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x4xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4xi8>) -> tensor<1x3xi8>
  return
}

// -----

// dense C1: weights over three of four inputs.
func.func @dense_inputs(%x: tensor<1x4xi8>) {
  // expected-error @below {{expected weights of shape [3, 4], found [3, 3]}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x3xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4xi8>) -> tensor<1x3xi8>
  return
}

// -----

// dense C1: an input of rank 0.
func.func @dense_rank(%x: tensor<i8>) {
  // expected-error @below {{expected input and output of rank 1 or more, found rank 0}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x4xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<i8>) -> tensor<1x3xi8>
  return
}

// -----

// dense C2: other leading dimensions.
func.func @dense_leading_dimensions(%x: tensor<2x4xi8>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = kern.dense %x {weights = dense<1> : tensor<3x4xi8>, bias = dense<1> : tensor<3xi32>, 
      requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x4xi8>) -> tensor<1x3xi8>
  return
}

// -----

// max_pool2d W1: a window of one number.
func.func @max_pool2d_one_window(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.max_pool2d %x {window = array<i64: 2>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x2xi8>
  return
}

// -----

// max_pool2d W2: an input of rank 3.
func.func @max_pool2d_rank(%x: tensor<4x4x2xi8>) {
  // expected-error @below {{expected an input of rank 4, found 'tensor<4x4x2xi8>'}}
  %y = kern.max_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<4x4x2xi8>) -> tensor<1x3x3x2xi8>
  return
}

// -----

// max_pool2d C1: a padding as large as the window.
func.func @max_pool2d_window_in_padding(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected every window to have a position inside the input}}
  %y = kern.max_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 2, 0, 0, 0>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x5x3x2xi8>
  return
}

// -----

// max_pool2d C2: other channels.
func.func @max_pool2d_channels(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected output of shape [1, 3, 3, 2], found [1, 3, 3, 1]}}
  %y = kern.max_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x1xi8>
  return
}

// -----

// average_pool2d W1: a window of one number.
func.func @average_pool2d_one_window(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected pairs of positive window sizes, strides and dilations, and four paddings}}
  %y = kern.average_pool2d %x {window = array<i64: 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x2xi8>
  return
}

// -----

// average_pool2d W2: an input of rank 3.
func.func @average_pool2d_rank(%x: tensor<4x4x2xi8>) {
  // expected-error @below {{expected an input of rank 4, found 'tensor<4x4x2xi8>'}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4x4x2xi8>) -> tensor<1x3x3x2xi8>
  return
}

// -----

// average_pool2d C1: a padding as large as the window.
func.func @average_pool2d_window_in_padding(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected every window to have a position inside the input}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 2, 0, 0, 0>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x5x3x2xi8>
  return
}

// -----

// average_pool2d C2: other channels.
func.func @average_pool2d_channels(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected output of shape [1, 3, 3, 2], found [1, 3, 3, 1]}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x1xi8>
  return
}

// -----

// max_pool2d C2: another element type.
func.func @max_pool2d_element_type(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.max_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x2xi16>
  return
}

// -----

// average_pool2d T2: integer to float.
func.func @average_pool2d_mixed(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// average_pool2d R2: a maximum of 16 bits for an output of 8.
func.func @average_pool2d_max(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -128 and 128}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 128>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x2xi8>
  return
}

// -----

// average_pool2d R3: a zero point of 16 bits for an input of 8.
func.func @average_pool2d_input_zero_point(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 128}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, input_zero_point = 128 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x3x2xi8>
  return
}

// -----

// average_pool2d C3: windows that count different numbers, one multiplier.
func.func @average_pool2d_multipliers(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected requant of 4 multipliers, found 1}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 1, 0, 0, 0>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x4x3x2xi8>
  return
}

// -----

// average_pool2d C3: windows that count one number, four multipliers.
func.func @average_pool2d_multipliers_of_uniform(%x: tensor<1x4x4x2xi8>) {
  // expected-error @below {{expected requant of 1 multipliers, found 4}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 1, 0, 0, 0>, count_padding, requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x4x3x2xi8>
  return
}

// -----

// average_pool2d C3: a multiplier of a float op.
func.func @average_pool2d_multipliers_of_float(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected requant of 0 multipliers, found 1}}
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// fixed_log_softmax C1: too many elements.
func.func @fixed_log_softmax_count(%x: tensor<1x4096xi8>) {
  // expected-error @below {{expected at most 4095 elements along a last axis, found}}
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>, arguments = array<i32: 0, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9>} : (tensor<1x4096xi8>) -> tensor<1x4096xi8>
  return
}

// -----

// fixed_log_softmax C1: another shape.
func.func @fixed_log_softmax_shape(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected}}
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>, arguments = array<i32: 0, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9>} : (tensor<2x3xi8>) -> tensor<3x2xi8>
  return
}

// -----

// fixed_log_softmax C2: one entry.
func.func @fixed_log_softmax_entries(%x: tensor<4xi8>) {
  // expected-error @below {{expected}}
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647>, arguments = array<i32: 0, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// fixed_log_softmax C2: negative exponentials.
func.func @fixed_log_softmax_exponentials(%x: tensor<4xi8>) {
  // expected-error @below {{expected table entries from 0 to 2^31 - 1, the first 2^31 - 1}}
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1>, arguments = array<i32: 0, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// fixed_log_softmax C3: one entry.
func.func @fixed_log_softmax_argument(%x: tensor<4xi8>) {
  // expected-error @below {{expected}}
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>, arguments = array<i32: 0>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// fixed_log_softmax C3: positive arguments.
func.func @fixed_log_softmax_arguments(%x: tensor<4xi8>) {
  // expected-error @below {{expected arguments from -2^30 to 0, the first 0}}
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>, arguments = array<i32: 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// matmul C4: bytes whose sums saturate.
func.func @matmul_saturates(%a: tensor<1x3x4xi8>, %b: tensor<1x3x4xi16>) {
  // expected-error @below {{expected operands of i16 around 0, all of their bits, where sums saturate, found}}
  %y = kern.matmul %a, %b {saturates, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x3x4xi8>, tensor<1x3x4xi16>) -> tensor<1x3x3xi8>
  return
}

// -----

// matmul C4: bits that are lost.
func.func @matmul_saturates_right(%a: tensor<1x3x4xi16>, %b: tensor<1x3x4xi16>) {
  // expected-error @below {{expected operands of i16 around 0, all of their bits, where sums saturate, found}}
  %y = kern.matmul %a, %b {saturates, lhs_right = 1 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x3x4xi16>, tensor<1x3x4xi16>) -> tensor<1x3x3xi8>
  return
}

// -----

// dot C1: no rows.
func.func @dot_rank(%x: tensor<6xi16>) {
  // expected-error @below {{expected an input [C, K], found}}
  %y = kern.dot %x {weights = dense<1> : tensor<6xi16>, bias = dense<1> : tensor<6xi32>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<6xi16>) -> tensor<6xi8>
  return
}

// -----

// dot C1: as many outputs as columns.
func.func @dot_output(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected output of shape [2], found [3]}}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi16>, bias = dense<1> : tensor<2xi32>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<3xi8>
  return
}

// -----

// dot C2: weights of another shape.
func.func @dot_weights(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected weights of shape [2, 3], found [3, 2]}}
  %y = kern.dot %x {weights = dense<1> : tensor<3x2xi16>, bias = dense<1> : tensor<2xi32>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// dot C2: weights of 8 bits.
func.func @dot_weights_type(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected weights of }}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi8>, bias = dense<1> : tensor<2xi32>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// dot C2: biases of another shape.
func.func @dot_bias(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected bias of shape [2], found [1]}}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi16>, bias = dense<1> : tensor<1xi32>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// dot C2: biases of 16 bits.
func.func @dot_bias_type(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected bias of }}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi16>, bias = dense<1> : tensor<2xi16>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// dot C3: a multiplier for each row.
func.func @dot_requant(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected requant of 1 multipliers, found 2}}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi16>, bias = dense<1> : tensor<2xi32>, requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// dot C3: sums moved to the left.
func.func @dot_left(%x: tensor<2x3xi16>) {
  // expected-error @below {{expected no bits to the left, found 2}}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi16>, bias = dense<1> : tensor<2xi32>, requant = #kern.requant<multipliers = [9], shift = 2, zero_point = 0, min = -128, max = 127>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// dot R2: a range beyond the type.
func.func @dot_range(%x: tensor<2x3xi16>) {
  // expected-error @below {{}}
  %y = kern.dot %x {weights = dense<1> : tensor<2x3xi16>, bias = dense<1> : tensor<2xi32>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 128>} : (tensor<2x3xi16>) -> tensor<2xi8>
  return
}

// -----

// matmul C1: rows of different lengths.
func.func @matmul_depth(%a: tensor<2x3x4xi8>, %b: tensor<2x4x3xi8>) {
  // expected-error @below {{expected operands [B, M, K] and [B, N, K], found 'tensor<2x3x4xi8>' and 'tensor<2x4x3xi8>'}}
  %y = kern.matmul %a, %b {requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3x4xi8>, tensor<2x4x3xi8>) -> tensor<2x3x4xi8>
  return
}

// -----

// matmul C1: another number of columns.
func.func @matmul_output(%a: tensor<2x3x4xi8>, %b: tensor<1x5x4xi8>) {
  // expected-error @below {{expected output of shape [2, 3, 5], found [2, 3, 4]}}
  %y = kern.matmul %a, %b {requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3x4xi8>, tensor<1x5x4xi8>) -> tensor<2x3x4xi8>
  return
}

// -----

// matmul C2: integers that are not scaled.
func.func @matmul_requant(%a: tensor<2x3x4xi8>, %b: tensor<1x3x4xi8>) {
  // expected-error @below {{expected requant of 1 multipliers, found 0}}
  %y = kern.matmul %a, %b {} : (tensor<2x3x4xi8>, tensor<1x3x4xi8>) -> tensor<2x3x3xi8>
  return
}

// -----

// matmul C2: floats that are scaled.
func.func @matmul_float_requant(%a: tensor<2x3x4xf32>, %b: tensor<1x3x4xf32>) {
  // expected-error @below {{expected requant of 0 multipliers, found 1}}
  %y = kern.matmul %a, %b {requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x3x4xf32>, tensor<1x3x4xf32>) -> tensor<2x3x3xf32>
  return
}

// -----

// matmul C2: sums of 16-bit products.
func.func @matmul_bound(%a: tensor<1x3x4xi16>, %b: tensor<1x3x4xi16>) {
  // expected-error @below {{expected a shifted sum within 32 bits, found a bound of 2147483648}}
  %y = kern.matmul %a, %b {requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x3x4xi16>, tensor<1x3x4xi16>) -> tensor<1x3x3xi8>
  return
}

// -----

// matmul C3: bytes that lose bits.
func.func @matmul_right(%a: tensor<1x3x4xi8>, %b: tensor<1x3x4xi16>) {
  // expected-error @below {{expected bits to the right from 0 to 15 for 16 bits, 0 for others, found 1 for 'tensor<1x3x4xi8>'}}
  %y = kern.matmul %a, %b {lhs_right = 1 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x3x4xi8>, tensor<1x3x4xi16>) -> tensor<1x3x3xi8>
  return
}

// -----

// matmul T2: integers to floats.
func.func @matmul_kind(%a: tensor<1x3x4xi8>, %b: tensor<1x3x4xi8>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.matmul %a, %b {requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x3x4xi8>, tensor<1x3x4xi8>) -> tensor<1x3x3xf32>
  return
}

// -----

// matmul R3: a zero point of 16 bits.
func.func @matmul_zero_point(%a: tensor<1x3x4xi8>, %b: tensor<1x3x4xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 300}}
  %y = kern.matmul %a, %b {rhs_zero_point = 300 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x3x4xi8>, tensor<1x3x4xi8>) -> tensor<1x3x3xi8>
  return
}

// -----

// reduce C1: an axis beyond the rank.
func.func @reduce_axis_out_of_range(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected an axis of a tensor of rank 2, found 2}}
  %y = kern.reduce %x {kind = #dend.reduction<mean>, axes = array<i64: 2>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return
}

// -----

// reduce C1: one axis twice.
func.func @reduce_axis_repeated(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected ascending axes, found 1 before 1}}
  %y = kern.reduce %x {kind = #dend.reduction<mean>, axes = array<i64: 1, 1>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return
}

// -----

// reduce C1: no axis.
func.func @reduce_no_axis(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected at least one axis, found none}}
  %y = kern.reduce %x {kind = #dend.reduction<mean>, axes = array<i64>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// reduce C2: the reduced axis taken away.
func.func @reduce_output_shape(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected output of shape [2, 1], found [2]}}
  %y = kern.reduce %x {kind = #dend.reduction<mean>, axes = array<i64: 1>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2xi8>
  return
}

// -----

// reduce C3: a mean without a multiplier.
func.func @reduce_multiplier_missing(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected requant of 1 multipliers, found 0}}
  %y = kern.reduce %x {kind = #dend.reduction<mean>, axes = array<i64: 1>}
    : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return
}

// -----

// reduce C3: a multiplier of a maximum.
func.func @reduce_multiplier_of_max(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected requant of 0 multipliers, found 1}}
  %y = kern.reduce %x {kind = #dend.reduction<max>, axes = array<i64: 1>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return
}

// -----

// reduce C3: a maximum of more bits.
func.func @reduce_max_type(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.reduce %x {kind = #dend.reduction<max>, axes = array<i64: 1>}
    : (tensor<2x3xi8>) -> tensor<2x1xi16>
  return
}

// -----

// reduce T2: integer to float.
func.func @reduce_mixed(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.reduce %x {kind = #dend.reduction<sum>, axes = array<i64: 1>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x1xf32>
  return
}

// -----

// reduce R2: a minimum of 16 bits for an output of 8.
func.func @reduce_min(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -200 and 127}}
  %y = kern.reduce %x {kind = #dend.reduction<sum>, axes = array<i64: 1>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -200, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return
}

// -----

// reduce R3: a zero point of 16 bits for an input of 8.
func.func @reduce_input_zero_point(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 128}}
  %y = kern.reduce %x {kind = #dend.reduction<sum>, axes = array<i64: 1>, input_zero_point = 128 : i32, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return
}

// -----

// add C1: neither size is 1.
func.func @add_no_broadcast(%a: tensor<2x3xi8>, %b: tensor<2xi8>) {
  // expected-error @below {{expected operands that broadcast, found 'tensor<2x3xi8>' and 'tensor<2xi8>'}}
  %y = kern.add %a, %b {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, 
      shift = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<2x3xi8>, tensor<2xi8>) -> tensor<2x3xi8>
  return
}

// -----

// add C1: the shape of one operand alone.
func.func @add_output_shape(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected output of shape [2, 3], found [3]}}
  %y = kern.add %a, %b {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, 
      shift = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}

// -----

// add C2: a sum that leaves 32 bits.
func.func @add_overflow(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected a sum within 32 bits, found a bound of 2147483648}}
  %y = kern.add %a, %b {lhs_multiplier = 8388608 : i32, rhs_multiplier = 8388608 : i32, offset = 0 : i32, 
      shift = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// add C2: a shift of more than everything.
func.func @add_shift(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected a shift from 0 to 31, found 32}}
  %y = kern.add %a, %b {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, 
      shift = 32 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// add C2: a shift to the left.
func.func @add_shift_negative(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected a shift from 0 to 31, found -1}}
  %y = kern.add %a, %b {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, 
      shift = -1 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// add R2: a maximum of 16 bits for an output of 8.
func.func @add_max(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -128 and 128}}
  %y = kern.add %a, %b {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, 
      shift = 0 : i32, min = -128 : i32, max = 128 : i32}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// add R2: an empty range.
func.func @add_min_above_max(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected min <= max, found 5 and 4}}
  %y = kern.add %a, %b {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, 
      shift = 0 : i32, min = 5 : i32, max = 4 : i32}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// scaled_add C1: neither size is 1.
func.func @scaled_add_no_broadcast(%a: tensor<2x3xi8>, %b: tensor<2xi8>) {
  // expected-error @below {{expected operands that broadcast}}
  %y = kern.scaled_add %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32, lhs_multiplier = 9 : i32,
      lhs_shift = 0 : i32, rhs_multiplier = 9 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-9]>}
    : (tensor<2x3xi8>, tensor<2xi8>) -> tensor<2x3xi8>
  return
}

// -----

// scaled_add C2: rounding native.
func.func @scaled_add_rounding(%a: tensor<3xi8>) {
  // expected-error @below {{expected a requant that rounds as 'tflite' or 'nearest', found 'native'}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32, lhs_multiplier = 9 : i32,
      lhs_shift = 0 : i32, rhs_multiplier = 9 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}

// -----

// scaled_add C3: more bits to the left than there are.
func.func @scaled_add_left(%a: tensor<3xi8>) {
  // expected-error @below {{expected multipliers of operands that are not negative, with shifts from -31 to 30, and a shift from 0 to 21}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 0 : i32,
      lhs_multiplier = 1073741824 : i32, lhs_shift = 31 : i32, rhs_multiplier = 9 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-9]>}
    : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}

// -----

// scaled_add C4: sums that rounding has no room for.
func.func @scaled_add_sum(%a: tensor<3xi16>) {
  // expected-error @below {{expected sums of two products within 31 bits, found 2.147484e+09}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 15 : i32,
      lhs_multiplier = 2147483647 : i32, lhs_shift = 0 : i32, rhs_multiplier = 2147483647 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-9]>}
    : (tensor<3xi16>, tensor<3xi16>) -> tensor<3xi8>
  return
}

// -----

// scaled_add C4: sums that are shifted out of 32 bits.
func.func @scaled_add_shifted_sum(%a: tensor<3xi8>) {
  // expected-error @below {{expected a shifted sum within 32 bits, found a bound of}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32,
      lhs_multiplier = 1073741824 : i32, lhs_shift = 0 : i32, rhs_multiplier = 1073741824 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 5, zero_point = 0, min = -128, max = 127, rounding = nearest, shifts = [-9]>}
    : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}

// -----

// scaled_add C4: 16 bits shifted as 8 are.
func.func @scaled_add_shift(%a: tensor<3xi16>) {
  // expected-error @below {{expected twice a shifted difference within 32 bits, found -6.871948e+10}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32, lhs_multiplier = 9 : i32,
      lhs_shift = 0 : i32, rhs_multiplier = 9 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-9]>}
    : (tensor<3xi16>, tensor<3xi16>) -> tensor<3xi16>
  return
}

// -----

// scaled_add R2: a zero point of 16 bits for an output of 8.
func.func @scaled_add_zero_point(%a: tensor<3xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 128, -128 and 127}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32, lhs_multiplier = 9 : i32,
      lhs_shift = 0 : i32, rhs_multiplier = 9 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 128, min = -128, max = 127, rounding = tflite, shifts = [-9]>}
    : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}

// -----

// scaled_add R3: a zero point of 16 bits for an operand of 8.
func.func @scaled_add_operand_zero_point(%a: tensor<3xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found -129}}
  %y = kern.scaled_add %a, %a {lhs_zero_point = -129 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32, lhs_multiplier = 9 : i32,
      lhs_shift = 0 : i32, rhs_multiplier = 9 : i32, rhs_shift = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-9]>}
    : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}

// -----

// fixed_softmax C1: too many elements.
func.func @fixed_softmax_count(%x: tensor<1x4096xi8>) {
  // expected-error @below {{expected at most 4095 elements along a last axis}}
  %y = kern.fixed_softmax %x {table = array<i32: 2147483647>} : (tensor<1x4096xi8>) -> tensor<1x4096xi8>
  return
}

// -----

// fixed_softmax C2: one entry.
func.func @fixed_softmax_entries(%x: tensor<4xi8>) {
  // expected-error @below {{expected a table of 256 entries, found 1}}
  %y = kern.fixed_softmax %x {table = array<i32: 2147483647>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// fixed_softmax C2: a table that does not start with 1.
func.func @fixed_softmax_first(%x: tensor<4xi8>) {
  // expected-error @below {{expected table entries from 0 to 2^31 - 1, the first 2^31 - 1}}
  %y = kern.fixed_softmax %x {table = array<i32: 2147483646, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>} : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// fixed_div C1: neither size is 1.
func.func @fixed_div_no_broadcast(%a: tensor<2x3xi8>, %b: tensor<2xi8>) {
  // expected-error @below {{expected operands that broadcast}}
  %y = kern.fixed_div %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-2]>}
    : (tensor<2x3xi8>, tensor<2xi8>) -> tensor<2x3xi8>
  return
}

// -----

// fixed_div C2: two multipliers.
func.func @fixed_div_multipliers(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected requant of 1 multipliers, found 2}}
  %y = kern.fixed_div %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-2, -2]>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// fixed_div C2: rounded once.
func.func @fixed_div_rounding(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected a requant of rounding 'tflite' and a shift of at most 22, found #kern.requant<}}
  %y = kern.fixed_div %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// fixed_div C2: quotients shifted to the left.
func.func @fixed_div_shift(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected a requant of rounding 'tflite' and a shift of at most 22, found #kern.requant<}}
  %y = kern.fixed_div %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [23]>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// fixed_div R2: a zero point of 16 bits for an output of 8.
func.func @fixed_div_zero_point(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 128, -128 and 127}}
  %y = kern.fixed_div %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 128, min = -128, max = 127, rounding = tflite, shifts = [-2]>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// fixed_div R3: a zero point of 16 bits for an operand of 8.
func.func @fixed_div_operand_zero_point(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found -129}}
  %y = kern.fixed_div %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = -129 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-2]>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// fixed_l2_normalization C1: too many elements.
func.func @fixed_l2_normalization_count(%x: tensor<1x33026xi8>) {
  // expected-error @below {{expected at most 33025 elements along a last axis, found}}
  %y = kern.fixed_l2_normalization %x {input_zero_point = 0 : i32} : (tensor<1x33026xi8>) -> tensor<1x33026xi8>
  return
}

// -----

// fixed_l2_normalization C1: another shape.
func.func @fixed_l2_normalization_shape(%x: tensor<1x4xi8>) {
  // expected-error @below {{expected output of shape [1, 4], found [4, 1]}}
  %y = kern.fixed_l2_normalization %x {input_zero_point = 0 : i32} : (tensor<1x4xi8>) -> tensor<4x1xi8>
  return
}

// -----

// fixed_l2_normalization R3: a zero point of 16 bits.
func.func @fixed_l2_normalization_zero_point(%x: tensor<1x4xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 128}}
  %y = kern.fixed_l2_normalization %x {input_zero_point = 128 : i32} : (tensor<1x4xi8>) -> tensor<1x4xi8>
  return
}

// -----

// mul C1: neither size is 1.
func.func @mul_no_broadcast(%a: tensor<2x3xi8>, %b: tensor<2xi8>) {
  // expected-error @below {{expected operands that broadcast}}
  %y = kern.mul %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, 
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>, tensor<2xi8>) -> tensor<2x3xi8>
  return
}

// -----

// mul C2: two multipliers.
func.func @mul_multipliers(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected requant of 1 multipliers, found 2}}
  %y = kern.mul %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, 
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// mul C2: a product that leaves 32 bits.
func.func @mul_overflow(%a: tensor<2x3xi16>, %b: tensor<3xi16>) {
  // expected-error @below {{expected a shifted product within 32 bits, found a bound of 2147483648}}
  %y = kern.mul %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, 
      requant = #kern.requant<multipliers = [9], shift = 1, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi16>, tensor<3xi16>) -> tensor<2x3xi8>
  return
}

// -----

// mul R2: a zero point of 16 bits for an output of 8.
func.func @mul_zero_point(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 128, -128 and 127}}
  %y = kern.mul %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, 
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 128, min = -128, max = 127>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// mul R3: a zero point of 16 bits for an operand of 8.
func.func @mul_operand_zero_point(%a: tensor<2x3xi8>, %b: tensor<3xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found -129}}
  %y = kern.mul %a, %b {lhs_zero_point = 0 : i32, rhs_zero_point = -129 : i32, 
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// lookup C1: another shape.
func.func @lookup_shape(%x: tensor<4xi8>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.lookup %x {table = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi8>) -> tensor<2x2xi8>
  return
}

// -----

// lookup C2: a short table.
func.func @lookup_size(%x: tensor<4xi8>) {
  // expected-error @below {{expected a table of 256 entries, found 3}}
  %y = kern.lookup %x {table = array<i16: 0, 1, 2>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// lookup C2: an entry of 16 bits for an output of 8.
func.func @lookup_entry(%x: tensor<4xi8>) {
  // expected-error @below {{expected table entries from -128 to 127, found 128}}
  %y = kern.lookup %x {table = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// interpolate C1: another shape.
func.func @interpolate_shape(%x: tensor<4xi16>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.interpolate %x {min = -128 : i32, max = 127 : i32, table = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi16>) -> tensor<2x2xi8>
  return
}

// -----

// interpolate C2: a short table.
func.func @interpolate_size(%x: tensor<4xi16>) {
  // expected-error @below {{expected a table of 257 entries, found 3}}
  %y = kern.interpolate %x {min = -128 : i32, max = 127 : i32, table = array<i16: 0, 1, 2>}
    : (tensor<4xi16>) -> tensor<4xi8>
  return
}

// -----

// interpolate R2: a minimum of 16 bits for an output of 8.
func.func @interpolate_min(%x: tensor<4xi16>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -129 and 127}}
  %y = kern.interpolate %x {min = -129 : i32, max = 127 : i32, table = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi16>) -> tensor<4xi8>
  return
}

// -----

// float_unary C1: another shape.
func.func @float_unary_shape(%x: tensor<4xf32>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.float_unary %x {function = #dend.function<tanh>}
    : (tensor<4xf32>) -> tensor<2x2xf32>
  return
}

// -----

// float_unary T1: integers.
func.func @float_unary_integer(%x: tensor<4xi8>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32, but got 'tensor<4xi8>'}}
  %y = kern.float_unary %x {function = #dend.function<tanh>}
    : (tensor<4xi8>) -> tensor<4xf32>
  return
}

// -----

// float_binary C1: neither size is 1.
func.func @float_binary_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast}}
  %y = kern.float_binary %a, %b {kind = #kern.binary<add>}
    : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// float_binary C2: an activation that is no clamp.
func.func @float_binary_activation(%a: tensor<4xf32>, %b: tensor<4xf32>) {
  // expected-error @below {{expected an activation that is a clamp, found #dend.function<tanh>}}
  %y = kern.float_binary %a, %b {kind = #kern.binary<add>, activation = #dend.function<tanh>}
    : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// quantize C1: another shape.
func.func @quantize_shape(%x: tensor<4xf32>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.quantize %x {scale = 0.5 : f32, zero_point = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<4xf32>) -> tensor<2x2xi8>
  return
}

// -----

// quantize C2: a scale of zero.
func.func @quantize_scale_zero(%x: tensor<4xf32>) {
  // expected-error @below {{expected a positive, finite scale, found 0.000000e+00}}
  %y = kern.quantize %x {scale = 0.0 : f32, zero_point = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<4xf32>) -> tensor<4xi8>
  return
}

// -----

// quantize C2: a scale without an end.
func.func @quantize_scale_infinite(%x: tensor<4xf32>) {
  // expected-error @below {{expected a positive, finite scale, found INF}}
  %y = kern.quantize %x {scale = 0x7F800000 : f32, zero_point = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<4xf32>) -> tensor<4xi8>
  return
}

// -----

// quantize R2: a zero point of 16 bits for an output of 8.
func.func @quantize_zero_point(%x: tensor<4xf32>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 128, -128 and 127}}
  %y = kern.quantize %x {scale = 0.5 : f32, zero_point = 128 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<4xf32>) -> tensor<4xi8>
  return
}

// -----

// dequantize C1: another shape.
func.func @dequantize_shape(%x: tensor<4xi8>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.dequantize %x {scale = 0.5 : f32, zero_point = 0 : i32}
    : (tensor<4xi8>) -> tensor<2x2xf32>
  return
}

// -----

// dequantize C2: a negative scale.
func.func @dequantize_scale_negative(%x: tensor<4xi8>) {
  // expected-error @below {{expected a positive, finite scale, found -5.000000e-01}}
  %y = kern.dequantize %x {scale = -0.5 : f32, zero_point = 0 : i32}
    : (tensor<4xi8>) -> tensor<4xf32>
  return
}

// -----

// dequantize R3: a zero point of 16 bits for an input of 8.
func.func @dequantize_zero_point(%x: tensor<4xi8>) {
  // expected-error @below {{expected an input zero point from -128 to 127, found 128}}
  %y = kern.dequantize %x {scale = 0.5 : f32, zero_point = 128 : i32}
    : (tensor<4xi8>) -> tensor<4xf32>
  return
}

// -----

// softmax C1: another shape.
func.func @softmax_shape(%x: tensor<4xf32>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.softmax %x
    : (tensor<4xf32>) -> tensor<2x2xf32>
  return
}

// -----

// softmax C1: a tensor without axes.
func.func @softmax_rank(%x: tensor<f32>) {
  // expected-error @below {{expected an input of rank 1 or more, found rank 0}}
  %y = kern.softmax %x
    : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// softmax T2: integer to float.
func.func @softmax_mixed(%x: tensor<4xi8>) {
  // expected-error @below {{expected input and output both float or both integer}}
  %y = kern.softmax %x
    : (tensor<4xi8>) -> tensor<4xf32>
  return
}

// -----

// softmax C2: a table of 16-bit inputs for 8-bit ones.
func.func @softmax_table_size(%x: tensor<4xi8>) {
  // expected-error @below {{expected a table of 256 entries, found 257}}
  %y = kern.softmax %x {levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 127 : i32, table = array<i32: 32768, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// softmax C2: a table of a float op.
func.func @softmax_table_of_float(%x: tensor<4xf32>) {
  // expected-error @below {{expected a table of 0 entries, found 1}}
  %y = kern.softmax %x {table = array<i32: 1>}
    : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// softmax C2: an entry of more than 1.
func.func @softmax_table_entry(%x: tensor<4xi8>) {
  // expected-error @below {{expected table entries from 0 to 32768, the first not 0}}
  %y = kern.softmax %x {levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 127 : i32, table = array<i32: 32769, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// softmax C2: a largest element that counts for nothing.
func.func @softmax_table_first(%x: tensor<4xi8>) {
  // expected-error @below {{expected table entries from 0 to 32768, the first not 0}}
  %y = kern.softmax %x {levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 127 : i32, table = array<i32: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// softmax C3: no levels.
func.func @softmax_levels(%x: tensor<4xi8>) {
  // expected-error @below {{expected levels from 1 to 65536, found 0}}
  %y = kern.softmax %x {zero_point = -128 : i32, min = -128 : i32, max = 127 : i32, table = array<i32: 32768, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// softmax C3: levels of a float op.
func.func @softmax_levels_of_float(%x: tensor<4xf32>) {
  // expected-error @below {{expected no levels, zero point, min and max of a float op}}
  %y = kern.softmax %x {levels = 256 : i32}
    : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// softmax C4: a sum that leaves 32 bits.
func.func @softmax_length(%x: tensor<131072xi8>) {
  // expected-error @below {{expected at most 131071 elements along the last axis, found 131072}}
  %y = kern.softmax %x {levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 127 : i32, table = array<i32: 32768, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<131072xi8>) -> tensor<131072xi8>
  return
}

// -----

// softmax R2: a maximum of 16 bits for an output of 8.
func.func @softmax_max(%x: tensor<4xi8>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found -128, -128 and 255}}
  %y = kern.softmax %x {levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 255 : i32, table = array<i32: 32768, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// reshape C1: one element less.
func.func @reshape_count(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected an output of 6 elements, found 5}}
  %y = kern.reshape %x
    : (tensor<2x3xi8>) -> tensor<5xi8>
  return
}

// -----

// reshape C1: another element type.
func.func @reshape_element_type(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.reshape %x
    : (tensor<2x3xi8>) -> tensor<6xi16>
  return
}

// -----

// transpose C1: one axis twice.
func.func @transpose_axis_repeated(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected a permutation of 2 axes, found [1, 1]}}
  %y = kern.transpose %x {permutation = array<i64: 1, 1>}
    : (tensor<2x3xi8>) -> tensor<3x3xi8>
  return
}

// -----

// transpose C1: one axis of two.
func.func @transpose_axis_count(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected a permutation of 2 axes, found [0]}}
  %y = kern.transpose %x {permutation = array<i64: 0>}
    : (tensor<2x3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// transpose C2: the shape of the input.
func.func @transpose_shape(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected output of shape [3, 2], found [2, 3]}}
  %y = kern.transpose %x {permutation = array<i64: 1, 0>}
    : (tensor<2x3xi8>) -> tensor<2x3xi8>
  return
}

// -----

// transpose C2: another element type.
func.func @transpose_element_type(%x: tensor<2x3xi8>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.transpose %x {permutation = array<i64: 1, 0>}
    : (tensor<2x3xi8>) -> tensor<3x2xi16>
  return
}

// -----

// slice C1: one begin for two axes.
func.func @slice_begin_count(%x: tensor<1x12xi8>) {
  // expected-error @below {{expected one begin, step (not zero) and output size for each of 2 axes}}
  %y = kern.slice %x {begin = array<i64: 0>, steps = array<i64: 1, 1>}
    : (tensor<1x12xi8>) -> tensor<1x4xi8>
  return
}

// -----

// slice C1: a step of zero.
func.func @slice_step_zero(%x: tensor<1x12xi8>) {
  // expected-error @below {{expected one begin, step (not zero) and output size for each of 2 axes}}
  %y = kern.slice %x {begin = array<i64: 0, 0>, steps = array<i64: 1, 0>}
    : (tensor<1x12xi8>) -> tensor<1x4xi8>
  return
}

// -----

// slice C2: beyond the last element.
func.func @slice_end(%x: tensor<1x12xi8>) {
  // expected-error @below {{expected elements 0 to 11 along axis 1, found 4 from 10 on in steps of 1}}
  %y = kern.slice %x {begin = array<i64: 0, 10>, steps = array<i64: 1, 1>}
    : (tensor<1x12xi8>) -> tensor<1x4xi8>
  return
}

// -----

// slice C2: a step that leaves 64 bits.
func.func @slice_step_overflow(%x: tensor<1x12xi8>) {
  // expected-error @below {{expected elements 0 to 11 along axis 1, found 4 from 1 on in steps of 9223372036854775807}}
  %y = kern.slice %x {begin = array<i64: 0, 1>, steps = array<i64: 1, 9223372036854775807>}
    : (tensor<1x12xi8>) -> tensor<1x4xi8>
  return
}

// -----

// slice C3: another element type.
func.func @slice_element_type(%x: tensor<1x12xi8>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.slice %x {begin = array<i64: 0, 0>, steps = array<i64: 1, 1>}
    : (tensor<1x12xi8>) -> tensor<1x4xi16>
  return
}

// -----

// pad C1: two paddings for one axis.
func.func @pad_count(%x: tensor<4xi8>) {
  // expected-error @below {{expected one padding from 0 to 2147483647 at either side of each of 1 axes}}
  %y = kern.pad %x {low = array<i64: 1, 1>, high = array<i64: 1>, value = 0 : i8}
    : (tensor<4xi8>) -> tensor<6xi8>
  return
}

// -----

// pad C1: a negative padding.
func.func @pad_negative(%x: tensor<4xi8>) {
  // expected-error @below {{expected one padding from 0 to 2147483647 at either side of each of 1 axes}}
  %y = kern.pad %x {low = array<i64: 1>, high = array<i64: -1>, value = 0 : i8}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// pad C2: a value of another type.
func.func @pad_value(%x: tensor<4xi8>) {
  // expected-error @below {{expected a value of type 'i8', found 'i16'}}
  %y = kern.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0 : i16}
    : (tensor<4xi8>) -> tensor<6xi8>
  return
}

// -----

// pad C2: the shape without padding.
func.func @pad_shape(%x: tensor<4xi8>) {
  // expected-error @below {{expected output of shape [6], found [4]}}
  %y = kern.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0 : i8}
    : (tensor<4xi8>) -> tensor<4xi8>
  return
}

// -----

// pad C2: another element type.
func.func @pad_element_type(%x: tensor<4xi8>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0 : i16}
    : (tensor<4xi8>) -> tensor<6xi16>
  return
}

// -----

// concat C1: an axis beyond the rank.
func.func @concat_axis(%a: tensor<1x2xi8>) {
  // expected-error @below {{expected an axis of a tensor of rank 2, found 2}}
  %y = kern.concat %a {axis = 2 : i64} : (tensor<1x2xi8>) -> tensor<1x2xi8>
  return
}

// -----

// concat C2: nothing to join.
func.func @concat_no_input() {
  // expected-error @below {{expected at least one input, found none}}
  %y = kern.concat {axis = 1 : i64} : () -> tensor<1x2xi8>
  return
}

// -----

// concat C2: inputs of different rank.
func.func @concat_rank(%a: tensor<1x2xi8>, %b: tensor<2xi8>) {
  // expected-error @below {{expected input of shape [1, 4], found [2]}}
  %y = kern.concat %a, %b {axis = 1 : i64} : (tensor<1x2xi8>, tensor<2xi8>) -> tensor<1x4xi8>
  return
}

// -----

// concat C2: another element type.
func.func @concat_element_type(%a: tensor<1x2xi8>, %b: tensor<1x2xi16>) {
  // expected-error @below {{expected an output of the input's element type}}
  %y = kern.concat %a, %b {axis = 1 : i64} : (tensor<1x2xi8>, tensor<1x2xi16>) -> tensor<1x4xi8>
  return
}

// -----

// concat C3: not the sum of the sizes.
func.func @concat_sum(%a: tensor<1x2xi8>, %b: tensor<1x2xi8>) {
  // expected-error @below {{expected output of shape [1, 4], found [1, 5]}}
  %y = kern.concat %a, %b {axis = 1 : i64} : (tensor<1x2xi8>, tensor<1x2xi8>) -> tensor<1x5xi8>
  return
}

// -----

// constant type: a value of another type.
func.func @constant_type() {
  // expected-error @below {{failed to verify that all of {value, output} have same type}}
  %c = "kern.constant"() <{value = dense<1> : tensor<4xi8>}> : () -> tensor<3xi8>
  return
}

// -----

// target K1: an extension that is no name.
// expected-error @+1 {{expected strings for the ISA, sizes that are not negative and an alignment that is a power of two, found [5], 0, 0 and 16}}
module attributes {kern.target = #kern.target<name = "m4", core = "m4", isa = [5], flash = 0, ram = 0, alignment = 16>} {}

// -----

// target K1: less RAM than none.
// expected-error @+1 {{expected strings for the ISA, sizes that are not negative and an alignment that is a power of two, found [], 0, -1 and 16}}
module attributes {kern.target = #kern.target<name = "m4", core = "m4", isa = [], flash = 0, ram = -1, alignment = 16>} {}

// -----

// target K1: an alignment no address has.
// expected-error @+1 {{expected strings for the ISA, sizes that are not negative and an alignment that is a power of two, found ["dsp"], 0, 0 and 12}}
module attributes {kern.target = #kern.target<name = "m4", core = "m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 12>} {}

// -----

// stream C1: no rows in a step.
func.func @stream_rows(%x: tensor<1x4x4x1xi8>) {
  // expected-error @below {{expected 1 row or more in a step, found 0}}
  %y = kern.stream 0 : tensor<1x4x4x1xi8> {
    %0 = kern.max_pool2d %x {window = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
    kern.yield %0 : tensor<1x4x4x1xi8>
  }
  return
}

// -----

// stream C1: no patch.
func.func @stream_patches(%x: tensor<1x4x4x1xi8>) {
  // expected-error @below {{expected 1 patch or more, found 0}}
  %y = kern.stream 1 patches 0 : tensor<1x4x4x1xi8> {
    %0 = kern.max_pool2d %x {window = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
    kern.yield %0 : tensor<1x4x4x1xi8>
  }
  return
}

// -----

// stream C1: a yield of another type than the result.
func.func @stream_yield(%x: tensor<1x4x4x1xi8>) {
  // expected-error @below {{expected a body that ends with a yield of 'tensor<1x4x5x1xi8>'}}
  %y = kern.stream 1 : tensor<1x4x5x1xi8> {
    %0 = kern.max_pool2d %x {window = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
    kern.yield %0 : tensor<1x4x4x1xi8>
  }
  return
}

// -----

// stream C2: a value from outside.
func.func @stream_outside(%x: tensor<1x4x4x1xi8>) {
  // expected-error @below {{expected to yield results of different ops inside that compute}}
  %y = kern.stream 1 : tensor<1x4x4x1xi8> {
    kern.yield %x : tensor<1x4x4x1xi8>
  }
  return
}

// -----

// stream C2: one value twice.
func.func @stream_twice(%x: tensor<1x4x4x1xi8>) {
  // expected-error @below {{expected to yield results of different ops inside that compute}}
  %y:2 = kern.stream 1 : tensor<1x4x4x1xi8>, tensor<1x4x4x1xi8> {
    %0 = kern.max_pool2d %x {window = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
    kern.yield %0, %0 : tensor<1x4x4x1xi8>, tensor<1x4x4x1xi8>
  }
  return
}

// -----

// stream C3: a vector has no rows.
func.func @stream_vector(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected an op on [1, height, width, channels] in a stream, found 'kern.softmax'}}
  %y = kern.stream 1 : tensor<1x4xf32> {
    %0 = kern.softmax %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    kern.yield %0 : tensor<1x4xf32>
  }
  return
}

// -----

// fixed_sigmoid C1: another shape.
func.func @fixed_sigmoid_shape(%x: tensor<4xi16>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.fixed_sigmoid %x {multiplier = 3 : i32, shift = 0 : i32, table = array<i16: 0>} : (tensor<4xi16>) -> tensor<2x2xi16>
  return
}

// -----

// fixed_sigmoid C2: a multiplier of 17 bits.
func.func @fixed_sigmoid_multiplier(%x: tensor<4xi16>) {
  // expected-error @below {{expected a multiplier from 1 to 65535 and a shift from 0 to 31, found 65536 and 0}}
  %y = kern.fixed_sigmoid %x {multiplier = 65536 : i32, shift = 0 : i32, table = array<i16: 0>} : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// fixed_sigmoid C2: a negative shift.
func.func @fixed_sigmoid_shift(%x: tensor<4xi16>) {
  // expected-error @below {{expected a multiplier from 1 to 65535 and a shift from 0 to 31, found 3 and -1}}
  %y = kern.fixed_sigmoid %x {multiplier = 3 : i32, shift = -1 : i32, table = array<i16: 0>} : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// fixed_sigmoid C2: a product and half a step that leave 32 bits.
func.func @fixed_sigmoid_product(%x: tensor<4xi16>) {
  // expected-error @below {{expected a rounded product within 32 bits}}
  %y = kern.fixed_sigmoid %x {multiplier = 40000 : i32, shift = 31 : i32, table = array<i16: 0>} : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// fixed_sigmoid C3: one entry.
func.func @fixed_sigmoid_entries(%x: tensor<4xi16>) {
  // expected-error @below {{expected a table of 256 entries, found 1}}
  %y = kern.fixed_sigmoid %x {multiplier = 3 : i32, shift = 0 : i32, table = array<i16: 0>} : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// fixed_sigmoid C3: a negative entry.
func.func @fixed_sigmoid_negative(%x: tensor<4xi16>) {
  // expected-error @below {{expected table entries from 0 on}}
  %y = kern.fixed_sigmoid %x {multiplier = 3 : i32, shift = 0 : i32, table = array<i16: -1, 683, 1365, 2045, 2724, 3401, 4075, 4745, 5411, 6073, 6730, 7381, 8025, 8664, 9295, 9919, 10535, 11143, 11743, 12333, 12914, 13486, 14048, 14601, 15143, 15674, 16196, 16706, 17206, 17695, 18173, 18640, 19097, 19542, 19976, 20400, 20813,
          21214, 21606, 21986, 22356, 22716, 23066, 23405, 23734, 24054, 24364, 24665, 24956, 25238, 25511, 25776, 26032, 26280, 26519, 26751, 26975, 27191, 27400, 27602, 27797, 27985, 28166, 28341, 28510, 28673, 28830, 28982, 29128, 29268, 29404, 29534, 29660, 29781,
          29898, 30010, 30118, 30222, 30322, 30418, 30511, 30600, 30685, 30768, 30847, 30923, 30996, 31067, 31135, 31200, 31262, 31322, 31380, 31435, 31489, 31540, 31589, 31637, 31682, 31726, 31767, 31808, 31846, 31883, 31919, 31953, 31986, 32018, 32048, 32077, 32105,
          32132, 32157, 32182, 32206, 32229, 32250, 32271, 32292, 32311, 32329, 32347, 32364, 32381, 32396, 32411, 32426, 32440, 32453, 32466, 32478, 32490, 32501, 32512, 32523, 32532, 32542, 32551, 32560, 32569, 32577, 32584, 32592, 32599, 32606, 32613, 32619, 32625,
          32631, 32636, 32642, 32647, 32652, 32657, 32661, 32665, 32670, 32674, 32677, 32681, 32685, 32688, 32691, 32694, 32697, 32700, 32703, 32706, 32708, 32711, 32713, 32715, 32717, 32720, 32721, 32723, 32725, 32727, 32729, 32730, 32732, 32733, 32735, 32736, 32737,
          32739, 32740, 32741, 32742, 32743, 32744, 32745, 32746, 32747, 32748, 32749, 32749, 32750, 32751, 32752, 32752, 32753, 32754, 32754, 32755, 32755, 32756, 32756, 32757, 32757, 32758, 32758, 32758, 32759, 32759, 32760, 32760, 32760, 32761, 32761, 32761, 32761,
          32762, 32762, 32762, 32762, 32763, 32763, 32763, 32763, 32763, 32764, 32764, 32764, 32764, 32764, 32764, 32765, 32765, 32765, 32765, 32765, 32765, 32765, 32765, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766>}
    : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// interpolated_softmax C1: too many elements.
func.func @interpolated_softmax_count(%x: tensor<1x65536xi16>) {
  // expected-error @below {{expected at most 65535 elements along a last axis}}
  %y = kern.interpolated_softmax %x {multiplier = 1073741824 : i32, shift = 1 : i32, exponentials = array<i16: 0>,
    reciprocals = array<i16: 0>} : (tensor<1x65536xi16>) -> tensor<1x65536xi16>
  return
}

// -----

// interpolated_softmax C1: another shape.
func.func @interpolated_softmax_shape(%x: tensor<4xi16>) {
  // expected-error @below {{expected output of shape [4], found [2, 2]}}
  %y = kern.interpolated_softmax %x {multiplier = 1073741824 : i32, shift = 1 : i32, exponentials = array<i16: 0>,
    reciprocals = array<i16: 0>} : (tensor<4xi16>) -> tensor<2x2xi16>
  return
}

// -----

// interpolated_softmax C2: too far to the left.
func.func @interpolated_softmax_shift(%x: tensor<4xi16>) {
  // expected-error @below {{expected a multiplier from 0 on and a shift from -31 to 14, found 1073741824 and 15}}
  %y = kern.interpolated_softmax %x {multiplier = 1073741824 : i32, shift = 15 : i32, exponentials = array<i16: 0>,
    reciprocals = array<i16: 0>} : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// interpolated_softmax C3: one entry.
func.func @interpolated_softmax_entries(%x: tensor<4xi16>) {
  // expected-error @below {{expected a table of 513 entries, found 1}}
  %y = kern.interpolated_softmax %x {multiplier = 1073741824 : i32, shift = 1 : i32, exponentials = array<i16: 0>,
    reciprocals = array<i16: 0>} : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// interpolated_softmax C3: exponentials of nothing but 0.
func.func @interpolated_softmax_small(%x: tensor<4xi16>) {
  // expected-error @below {{expected exponentials that do not fall, the largest at least 16384}}
  %y = kern.interpolated_softmax %x {multiplier = 1073741824 : i32, shift = 1 : i32, exponentials = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>,
    reciprocals = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4xi16>) -> tensor<4xi16>
  return
}

// -----

// resize_bilinear C1: another number of channels.
func.func @resize_bilinear_channels(%x: tensor<1x2x2x4xi8>) {
  // expected-error @below {{expected images of one batch and one number of channels}}
  %y = kern.resize_bilinear %x {rows = array<f32: 0.0>, columns = array<f32: 0.0>} : (tensor<1x2x2x4xi8>) -> tensor<1x1x1x3xi8>
  return
}

// -----

// resize_bilinear C1: another element type.
func.func @resize_bilinear_type(%x: tensor<1x2x2x4xi8>) {
  // expected-error @below {{expected an output}}
  %y = kern.resize_bilinear %x {rows = array<f32: 0.0>, columns = array<f32: 0.0>} : (tensor<1x2x2x4xi8>) -> tensor<1x1x1x4xi16>
  return
}

// -----

// resize_bilinear C2: one place for two rows.
func.func @resize_bilinear_count(%x: tensor<1x2x2x4xi8>) {
  // expected-error @below {{expected 2 places along axis 1, found 1}}
  %y = kern.resize_bilinear %x {rows = array<f32: 0.0>, columns = array<f32: 0.0>} : (tensor<1x2x2x4xi8>) -> tensor<1x2x1x4xi8>
  return
}

// -----

// resize_bilinear C2: a place behind the last column.
func.func @resize_bilinear_outside(%x: tensor<1x2x2x4xi8>) {
  // expected-error @below {{expected places from 0 to 1 along axis 2}}
  %y = kern.resize_bilinear %x {rows = array<f32: 0.0>, columns = array<f32: 1.5>} : (tensor<1x2x2x4xi8>) -> tensor<1x1x1x4xi8>
  return
}

// -----

// resize_bilinear C2: places that fall.
func.func @resize_bilinear_falling(%x: tensor<1x2x2x4xi8>) {
  // expected-error @below {{expected places from 0 to 1 along axis 1}}
  %y = kern.resize_bilinear %x {rows = array<f32: 1.0, 0.0>, columns = array<f32: 0.0>} : (tensor<1x2x2x4xi8>) -> tensor<1x2x1x4xi8>
  return
}

// -----

// resize_bilinear C2: a place between two steps.
func.func @resize_bilinear_steps(%x: tensor<1x2x2x4xi8>) {
  // expected-error @below {{expected places from 0 to 1 along axis 2}}
  %y = kern.resize_bilinear %x {rows = array<f32: 0.0>, columns = array<f32: 0.33>} : (tensor<1x2x2x4xi8>) -> tensor<1x1x1x4xi8>
  return
}

// -----

// recurrent C1: gates of 8 bits.
func.func @recurrent_gates(%g: tensor<1x9x1x2xi8>, %h: tensor<1x1x1x2xi8>) {
  // expected-error @below {{expected gates, initial states and output of rank 4, all f32, or i16, i16 and an integer, found}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x2xi8>, tensor<1x1x1x2xi8>) -> tensor<1x9x1x2xi8>
  return
}

// -----

// recurrent C1: more channels than it has gates.
func.func @recurrent_gate_shape(%g: tensor<1x9x1x4xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected gates of shape [1, 9, 1, 2], found [1, 9, 1, 4]}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x4xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C1: more dendrites than numbers.
func.func @recurrent_dendrite_count(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected fewer than 2147483647 dendrites, found 9223372036854775807}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, dendrite_count = 9223372036854775807 : i64}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C2: weights that are not square.
func.func @recurrent_weights(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected weights of shape [2, 2], found [2, 1]}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x1xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C2: integers as weights of floats.
func.func @recurrent_weight_type(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected weights of type 'f32', found 'i8'}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<1> : tensor<2x2xi8>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C3: a function too few.
func.func @recurrent_functions(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected 1 functions, found 0}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C3: tables of floats.
func.func @recurrent_tables(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected a table of 0 entries, found 1}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, tables = array<i16: 0>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C4: coefficients without dendrites.
func.func @recurrent_coefficients(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected 'to_neuron', 'dendrite_function' and 'between' as 0 dendrites need them}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, to_neuron = dense<0.5> : tensor<1x2xf32>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C5: requantization of floats.
func.func @recurrent_requant(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected requant of 0 multipliers, found 1}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = 0, max = 1>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C6: a shift to the right.
func.func @recurrent_shift(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected shifts from 0 to 14, found -1}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, gate_shift = -1 : i32}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C8: no state of a cell to clamp.
func.func @recurrent_clip(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected a positive, finite cell_clip on a float lstm, found 3.000000e+00}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, cell_clip = 3.0 : f32}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C8: a limit in integers of a float op.
func.func @recurrent_limit(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected a cell_limit from 1 to 32767 on an integer lstm, found 3}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, cell_limit = 3 : i32}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C9: fixed point of another cell.
func.func @recurrent_fixed_cell(%g: tensor<1x9x1x1xi16>, %h: tensor<1x1x1x1xi16>) {
  // expected-error @below {{expected a hidden_requant of an integer lstm of sigmoid, tanh and tanh without dendrites, found one of rnn of [#dend.function<tanh>] with 0 dendrites}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<3> : tensor<1x1xi8>, bias = dense<0> : tensor<1xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x1xi16>, tensor<1x1x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C9: fixed point of another function.
func.func @recurrent_fixed_function(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected a hidden_requant of an integer lstm of sigmoid, tanh and tanh without dendrites, found one of lstm of}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<relu>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C9: gates in other steps.
func.func @recurrent_fixed_shift(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected a gate_shift of 3 and a cell_shift of at most 6 with hidden_requant, found 2 and 4}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 2 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C9: cells in other steps.
func.func @recurrent_fixed_cell_shift(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected a gate_shift of 3 and a cell_shift of at most 6 with hidden_requant, found 3 and 7}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 7 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C9: one factor for each unit.
func.func @recurrent_fixed_multipliers(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected hidden_requant of 1 multipliers, found 2}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23, -23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C9: sums of 18 bits.
func.func @recurrent_fixed_sums(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected zero point, min and max from -65536 to 65535, found 0, -65537 and 65535}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65537, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C9: hidden states of 17 bits.
func.func @recurrent_fixed_hidden(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected zero point, min and max from -32768 to 32767, found 0, -125 and 32768}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 32768, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C7: a cell without a state of its own.
func.func @recurrent_cell(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected an lstm without dendrites and with an output of f32 or i16 to append its cell, found rnn with 0 dendrites and an output of 'f32'}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>, appends_cell}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x10x1x2xf32>
  return
}

// -----

// recurrent C1: no room for the cell.
func.func @recurrent_appended(%g: tensor<1x9x1x4xf32>, %h: tensor<1x2x1x1xf32>) {
  // expected-error @below {{expected output of shape [1, 10, 1, 1], found [1, 9, 1, 1]}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<0.5> : tensor<4x1xf32>, bias = dense<0.0> : tensor<4xf32>, appends_cell}
    : (tensor<1x9x1x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x9x1x1xf32>
  return
}

// -----

// recurrent C7: a cell in 8 bits.
func.func @recurrent_cell_bits(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected an lstm without dendrites and with an output of f32 or i16 to append its cell, found lstm with 0 dendrites and an output of 'i8'}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32, appends_cell,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x10x1x1xi8>
  return
}

// -----

// recurrent C10: peepholes of another cell.
func.func @recurrent_peepholes_of_rnn(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) {
  // expected-error @below {{expected peepholes of an lstm only, found some of rnn}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>], peepholes = dense<0.5> : tensor<3x2xf32>,
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return
}

// -----

// recurrent C10: peepholes whose products nothing brings to the units of the gates.
func.func @recurrent_peephole_requant(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected peephole_requant of 3 multipliers, found 0}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      peepholes = dense<7> : tensor<3x1xi16>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent C10: peepholes of 8 bits.
func.func @recurrent_peephole_bits(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) {
  // expected-error @below {{expected peepholes of type 'i16', found 'i8'}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      peepholes = dense<7> : tensor<3x1xi8>, peephole_requant = #kern.requant<multipliers = [9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535>, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}

// -----

// recurrent R2: an output beyond 8 bits.
func.func @recurrent_clamp(%g: tensor<1x9x1x1xi16>, %h: tensor<1x1x1x1xi16>) {
  // expected-error @below {{expected zero point, min and max from -128 to 127, found 0, -129 and 127}}
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>], weights = dense<3> : tensor<1x1xi8>,
      bias = dense<0> : tensor<1xi32>,
      sum_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -32768, max = 32767>,
      tables = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -129, max = 127>}
    : (tensor<1x9x1x1xi16>, tensor<1x1x1x1xi16>) -> tensor<1x9x1x1xi8>
  return
}
