// Every rule of every op, broken once; the line above each case names the op and the rule.
// RUN: dend-opt %s --split-input-file --verify-diagnostics

// unary T1: a dimension known at run time only.
func.func @dynamic_shape(%x: tensor<1x?xf32>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x?xf32>) -> tensor<1x?xf32>
  return
}

// -----

// unary T1: not even a rank.
func.func @no_rank(%x: tensor<*xf32>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<*xf32>) -> tensor<*xf32>
  return
}

// -----

// unary T1: no element.
func.func @zero_elements(%x: tensor<1x0xf32>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x0xf32>) -> tensor<1x0xf32>
  return
}

// -----

// unary T1: more elements than 32 bits address.
func.func @too_many_elements(%x: tensor<65536x32768xf32>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<65536x32768xf32>) -> tensor<65536x32768xf32>
  return
}

// -----

// unary T1: a number of elements that leaves 64 bits.
func.func @element_count_overflow(%x: tensor<4294967296x4294967296x4294967296xf32>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<4294967296x4294967296x4294967296xf32>) -> tensor<4294967296x4294967296x4294967296xf32>
  return
}

// -----

// unary T2: not a number of the dialect.
func.func @element_f64(%x: tensor<1x4xf64>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4xf64>) -> tensor<1x4xf64>
  return
}

// -----

// unary T2: integers without a scale.
func.func @element_plain_integer(%x: tensor<1x4xi8>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4xi8>) -> tensor<1x4xi8>
  return
}

// -----

// unary T2: storage no core loads.
func.func @storage_width(%x: tensor<1x4x!quant.uniform<i5:f32, 0.5>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.uniform<i5:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i5:f32, 0.5>>
  return
}

// -----

// unary T2: unsigned storage.
func.func @unsigned_storage(%x: tensor<1x4x!quant.uniform<u8:f32, 0.5>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<u8:f32, 0.5>>
  return
}

// -----

// unary T2: 32 bits, which are for constants and biases.
func.func @storage_of_32_bits(%x: tensor<1x4x!quant.uniform<i32:f32, 0.5>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.uniform<i32:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i32:f32, 0.5>>
  return
}

// -----

// unary T2: quantized from something else than f32.
func.func @expressed_type(%x: tensor<1x4x!quant.uniform<i8:f64, 0.5>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.uniform<i8:f64, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f64, 0.5>>
  return
}

// -----

// unary T2: a zero point that the storage does not hold.
func.func @zero_point_out_of_range(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5:128>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.uniform<i8:f32, 0.5:128>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5:128>>
  return
}

// -----

// unary T2: a zero point outside a narrowed range.
func.func @zero_point_out_of_narrow_range(%x: tensor<1x4x!quant.uniform<i8<-127:127>:f32, 0.5:-128>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.uniform<i8<-127:127>:f32, 0.5:-128>>) -> tensor<1x4x!quant.uniform<i8<-127:127>:f32, 0.5:-128>>
  return
}

// -----

// unary T2: quantized, but how is not said.
func.func @quantized_any(%x: tensor<1x4x!quant.any<i8:f32>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x4x!quant.any<i8:f32>>) -> tensor<1x4x!quant.any<i8:f32>>
  return
}

// -----

// unary T3: per channel where only per tensor counts.
func.func @per_channel_activation(%x: tensor<1x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor, signed 8 or 16 bits), but got}}
  dend.unary <relu> %x : (tensor<1x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>) -> tensor<1x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>
  return
}

// -----

// dequantize T3: one scale for two channels.
func.func @scale_count(%x: tensor<2x3x!quant.uniform<i8:f32:0, {0.5}>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor or channel, signed 8, 16 or 32 bits), but got}}
  dend.dequantize %x : (tensor<2x3x!quant.uniform<i8:f32:0, {0.5}>>) -> tensor<2x3xf32>
  return
}

// -----

// dequantize T3: an axis beyond the rank.
func.func @per_channel_axis_out_of_range(%x: tensor<2x3x!quant.uniform<i8:f32:2, {0.5, 0.25}>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor or channel, signed 8, 16 or 32 bits), but got}}
  dend.dequantize %x : (tensor<2x3x!quant.uniform<i8:f32:2, {0.5, 0.25}>>) -> tensor<2x3xf32>
  return
}

// -----

// dequantize T3: blocks of channels.
func.func @per_block(%x: tensor<2x3x!quant.uniform<i8:f32:{0:1}, {{0.5}, {0.25}}>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor or channel, signed 8, 16 or 32 bits), but got}}
  dend.dequantize %x : (tensor<2x3x!quant.uniform<i8:f32:{0:1}, {{0.5}, {0.25}}>>) -> tensor<2x3xf32>
  return
}

// -----

// dequantize T2: one of the zero points does not fit.
func.func @per_channel_zero_point(%x: tensor<2x3x!quant.uniform<i8:f32:0, {0.5:0, 0.25:200}>>) {
  // expected-error @below {{operand #0 must be static tensor of 1 to 2^31-1 elements of f32 or !quant.uniform (of f32, per tensor or channel, signed 8, 16 or 32 bits), but got}}
  dend.dequantize %x : (tensor<2x3x!quant.uniform<i8:f32:0, {0.5:0, 0.25:200}>>) -> tensor<2x3xf32>
  return
}

// -----

// constant C1: a vector is not a tensor.
func.func @constant_vector() {
  // expected-error @below {{expected a value of tensor type, found 'vector<2xf32>'}}
  %c = dend.constant dense<1.0> : vector<2xf32> -> tensor<2xf32>
  return
}

// -----

// constant C1: another shape.
func.func @constant_shape() {
  // expected-error @below {{expected value of shape [3], found [2]}}
  %c = dend.constant dense<1.0> : tensor<2xf32> -> tensor<3xf32>
  return
}

// -----

// constant C2: integers for a float.
func.func @constant_integers_for_float() {
  // expected-error @below {{expected elements of type 'f32', found 'i8'}}
  %c = dend.constant dense<1> : tensor<2xi8> -> tensor<2xf32>
  return
}

// -----

// constant C2: storage of another width.
func.func @constant_storage_width() {
  // expected-error @below {{expected elements of type 'i8', found 'i16'}}
  %c = dend.constant dense<1> : tensor<2xi16> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// constant C2: real numbers for a quantized tensor.
func.func @constant_floats_for_quantized() {
  // expected-error @below {{expected elements of type 'i8', found 'f32'}}
  %c = dend.constant dense<1.0> : tensor<2xf32> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// constant C3: one element outside a narrowed range.
func.func @constant_out_of_range() {
  // expected-error @below {{expected elements from -127 to 127, found others}}
  %c = dend.constant dense<[0, -128]> : tensor<2xi8> -> tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5>>
  return
}

// -----

// constant C3: above a range without negative integers.
func.func @constant_above_range() {
  // expected-error @below {{expected elements from 0 to 100, found others}}
  %c = dend.constant dense<101> : tensor<2xi16> -> tensor<2x!quant.uniform<i16<0:100>:f32, 0.5>>
  return
}

// -----

// conv2d B1: weights of the neuron alone, where there is a dendrite.
func.func @conv2d_rows_of_weights(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected weights of (dendrite_count + 1) * channels rows, found 1 dendrites, 3 channels and 3 rows}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B1: a number of dendrites whose rows leave 64 bits.
func.func @conv2d_dendrite_count_overflow(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected weights of (dendrite_count + 1) * channels rows, found 9223372036854775807 dendrites, 3 channels and 3 rows}}
  %y = dend.conv2d %x, %w {dendrite_count = 9223372036854775807 : i64}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B1: fewer than no dendrites.
func.func @conv2d_dendrite_count_negative(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{attribute 'dendrite_count' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  %y = dend.conv2d %x, %w {dendrite_count = -1 : i64}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B2: a bias for the neuron alone.
func.func @conv2d_bias_shape(%x: tensor<1x4x4x2xf32>, %w: tensor<6x3x3x2xf32>, %b: tensor<3xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected bias of shape [6], found [3]}}
  %y = dend.conv2d %x, %w bias %b to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<6x3x3x2xf32>, tensor<3xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B2: a bias of rank 2.
func.func @conv2d_bias_rank(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{operand #2 must be rank 1 static tensor}}
  %y = dend.conv2d %x, %w bias %b
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B3: a dendrite without coefficient.
func.func @conv2d_to_neuron_missing(%x: tensor<1x4x4x2xf32>, %w: tensor<6x3x3x2xf32>) {
  // expected-error @below {{expected to_neuron coefficients exactly when there are dendrites, found 1 dendrites and no coefficients}}
  %y = dend.conv2d %x, %w {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<6x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B3: coefficients without dendrites.
func.func @conv2d_to_neuron_without_dendrites(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected to_neuron coefficients exactly when there are dendrites, found 0 dendrites and coefficients}}
  %y = dend.conv2d %x, %w to_neuron %t
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B3: one row for two dendrites.
func.func @conv2d_to_neuron_shape(%x: tensor<1x4x4x2xf32>, %w: tensor<9x3x3x2xf32>, %s: tensor<1x3xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected to_neuron of shape [2, 3], found [1, 3]}}
  %y = dend.conv2d %x, %w between %s to_neuron %t {dendrite_count = 2 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<9x3x3x2xf32>, tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B4: two dendrites without a coefficient between them.
func.func @conv2d_between_missing(%x: tensor<1x4x4x2xf32>, %w: tensor<9x3x3x2xf32>, %t: tensor<2x3xf32>) {
  // expected-error @below {{expected coefficients between dendrites exactly when there are two or more, found 2 dendrites and no coefficients}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 2 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<9x3x3x2xf32>, tensor<2x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B4: a coefficient between one dendrite and nothing.
func.func @conv2d_between_without_second_dendrite(%x: tensor<1x4x4x2xf32>, %w: tensor<6x3x3x2xf32>, %s: tensor<1x3xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected coefficients between dendrites exactly when there are two or more, found 1 dendrites and coefficients}}
  %y = dend.conv2d %x, %w between %s to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<6x3x3x2xf32>, tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B4: three pairs of three dendrites, two given.
func.func @conv2d_between_shape(%x: tensor<1x4x4x2xf32>, %w: tensor<12x3x3x2xf32>, %s: tensor<2x3xf32>, %t: tensor<3x3xf32>) {
  // expected-error @below {{expected between of shape [3, 3], found [2, 3]}}
  %y = dend.conv2d %x, %w between %s to_neuron %t {dendrite_count = 3 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<12x3x3x2xf32>, tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B5: dendrites without a function.
func.func @conv2d_function_missing(%x: tensor<1x4x4x2xf32>, %w: tensor<6x3x3x2xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected a dendrite_function exactly when there are dendrites, found 1 dendrites and no function}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64}
    : (tensor<1x4x4x2xf32>, tensor<6x3x3x2xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B5: a function without dendrites.
func.func @conv2d_function_without_dendrites(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected a dendrite_function exactly when there are dendrites, found 0 dendrites and function}}
  %y = dend.conv2d %x, %w {dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B6: the type of z without that of d.
func.func @conv2d_signal_type_count(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected 2 signal_types, found 1}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>,
      signal_types = [!quant.uniform<i16:f32, 0.001>]}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B6: quantized dendrites whose signals have no types.
func.func @conv2d_signal_types_missing(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected signal_types exactly when there are dendrites and the op is quantized, found 1 dendrites}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B6: signal types of a float op.
func.func @conv2d_signal_types_of_float(%x: tensor<1x4x4x2xf32>, %w: tensor<6x3x3x2xf32>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected signal_types exactly when there are dendrites and the op is quantized, found 1 dendrites}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>,
      signal_types = [!quant.uniform<i16:f32, 0.001>, !quant.uniform<i16:f32, 0.001>]}
    : (tensor<1x4x4x2xf32>, tensor<6x3x3x2xf32>, tensor<1x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B6: a signal that is not quantized.
func.func @conv2d_signal_type_float(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected signal_types quantized per tensor in 16 bits, found 'f32'}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>,
      signal_types = [!quant.uniform<i16:f32, 0.001>, f32]}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B6: a signal quantized per channel.
func.func @conv2d_signal_type_per_channel(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected signal_types quantized per tensor in 16 bits, found '!quant.uniform<i16:f32:0}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>,
      signal_types = [!quant.uniform<i16:f32, 0.001>, !quant.uniform<i16:f32:0, {0.1, 0.2, 0.3}>]}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B6: a signal that is a tensor.
func.func @conv2d_signal_type_tensor(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected signal_types quantized per tensor in 16 bits, found 'tensor<1xf32>'}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>,
      signal_types = [!quant.uniform<i16:f32, 0.001>, tensor<1xf32>]}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B6: a signal of 8 bits.
func.func @conv2d_signal_type_width(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3xf32>) {
  // expected-error @below {{expected signal_types quantized per tensor in 16 bits, found '!quant.uniform<i8:f32, 1.000000e-01>'}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>,
      signal_types = [!quant.uniform<i16:f32, 0.001>, !quant.uniform<i8:f32, 0.1>]}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B7: float weights of a quantized input.
func.func @conv2d_float_weights(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B7: a float output of a quantized input.
func.func @conv2d_float_output(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B7: a quantized bias of a float op.
func.func @conv2d_quantized_bias_of_float(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<3x!quant.uniform<i32:f32, 0.5>>) {
  // expected-error @below {{expected a f32 bias of a float op, found 'tensor<3x!quant.uniform<i32:f32}}
  %y = dend.conv2d %x, %w bias %b
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<3x!quant.uniform<i32:f32, 0.5>>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B7: quantized, but in whose arithmetic.
func.func @conv2d_arithmetic_missing(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found none}}
  %y = dend.conv2d %x, %w
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B7: an arithmetic of a float op.
func.func @conv2d_arithmetic_of_float(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found one}}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d B7: quantized coefficients.
func.func @conv2d_quantized_coefficients(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, %t: tensor<1x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{operand #2 must be rank 2 static tensor of f32, but got}}
  %y = dend.conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, arithmetic = #dend.arithmetic<native>,
      signal_types = [!quant.uniform<i16:f32, 0.001>, !quant.uniform<i16:f32, 0.001>]}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<6x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B8: weights of 16 bits.
func.func @conv2d_weights_width(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i16:f32, 0.5>>) {
  // expected-error @below {{expected weights quantized in 8 bits along axis 0 with zero points of 0, found 'tensor<3x3x3x2x!quant.uniform<i16:f32, 5.000000e-01>>'}}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i16:f32, 0.5>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B8: weights around another number than 0.
func.func @conv2d_weights_zero_point(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5:7>>) {
  // expected-error @below {{expected weights quantized in 8 bits along axis 0 with zero points of 0, found 'tensor<3x3x3x2x!quant.uniform<i8:f32, 5.000000e-01:7>>'}}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5:7>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B8: one channel's weights around another number than 0.
func.func @conv2d_weights_zero_point_of_channel(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i8:f32:0, {0.1, 0.2:1, 0.3}>>) {
  // expected-error @below {{expected weights quantized in 8 bits along axis 0 with zero points of 0, found }}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i8:f32:0, {0.1, 0.2:1, 0.3}>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B8: a bias of 8 bits.
func.func @conv2d_bias_width(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected a bias quantized in 32 bits along axis 0 with zero points of 0, found 'tensor<3x!quant.uniform<i8:f32, 5.000000e-01>>'}}
  %y = dend.conv2d %x, %w bias %b {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d B8: weights quantized along the input channels.
func.func @conv2d_weights_axis(%x: tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, %w: tensor<3x3x3x2x!quant.uniform<i8:f32:3, {0.1, 0.2}>>) {
  // expected-error @below {{expected weights quantized in 8 bits along axis 0 with zero points of 0, found }}
  %y = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!quant.uniform<i8:f32, 0.5>>, tensor<3x3x3x2x!quant.uniform<i8:f32:3, {0.1, 0.2}>>) -> tensor<1x2x2x3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// conv2d W1: one stride.
func.func @conv2d_one_stride(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [3, 3], [1] and [1, 1]}}
  %y = dend.conv2d %x, %w {strides = array<i64: 1>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W1: a stride of zero.
func.func @conv2d_stride_zero(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [3, 3], [0, 1] and [1, 1]}}
  %y = dend.conv2d %x, %w {strides = array<i64: 0, 1>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W1: a negative dilation.
func.func @conv2d_dilation_negative(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [3, 3], [1, 1] and [1, -1]}}
  %y = dend.conv2d %x, %w {dilations = array<i64: 1, -1>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W1: a dilation whose reach leaves 64 bits.
func.func @conv2d_dilation_overflow(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [3, 3], [1, 1] and [1, 9223372036854775807]}}
  %y = dend.conv2d %x, %w {dilations = array<i64: 1, 9223372036854775807>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W2: two paddings.
func.func @conv2d_padding_count(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected four paddings from 0 to 2147483647, found [1, 1]}}
  %y = dend.conv2d %x, %w {padding = array<i64: 1, 1>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W2: a negative padding.
func.func @conv2d_padding_negative(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected four paddings from 0 to 2147483647, found [0, 0, -1, 0]}}
  %y = dend.conv2d %x, %w {padding = array<i64: 0, 0, -1, 0>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W2: paddings whose sum leaves 64 bits.
func.func @conv2d_padding_overflow(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected four paddings from 0 to 2147483647, found [9223372036854775807, 0, 9223372036854775807, 0]}}
  %y = dend.conv2d %x, %w {padding = array<i64: 9223372036854775807, 0, 9223372036854775807, 0>}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d W3: a batch of two.
func.func @conv2d_batch(%x: tensor<2x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected a batch of 1, found 2}}
  %y = dend.conv2d %x, %w
    : (tensor<2x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<2x2x2x3xf32>
  return
}

// -----

// conv2d W3: a window larger than the input.
func.func @conv2d_window_too_large(%x: tensor<1x4x4x2xf32>, %w: tensor<3x5x3x2xf32>) {
  // expected-error @below {{expected a window that fits the padded input, found window [5, 3] on input [1, 4, 4, 2]}}
  %y = dend.conv2d %x, %w
    : (tensor<1x4x4x2xf32>, tensor<3x5x3x2xf32>) -> tensor<1x1x2x3xf32>
  return
}

// -----

// conv2d W3: the output of another padding.
func.func @conv2d_output_shape(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{expected output of shape [1, 2, 2, 3], found [1, 4, 4, 3]}}
  %y = dend.conv2d %x, %w
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
  return
}

// -----

// conv2d C1: weights over one of two input channels.
func.func @conv2d_input_channels(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x1xf32>) {
  // expected-error @below {{expected weights over 2 input channels, found 1}}
  %y = dend.conv2d %x, %w
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x1xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d C1: weights of rank 3.
func.func @conv2d_weights_rank(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3xf32>) {
  // expected-error @below {{operand #1 must be rank 4 static tensor}}
  %y = dend.conv2d %x, %w
    : (tensor<1x4x4x2xf32>, tensor<3x3x3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d C2: three input channels in two groups.
func.func @conv2d_input_channels_in_groups(%x: tensor<1x4x4x3xf32>, %w: tensor<4x3x3x1xf32>) {
  // expected-error @below {{expected input and output channels that are multiples of the 2 groups, found 3 and 4}}
  %y = dend.conv2d %x, %w {groups = 2 : i64}
    : (tensor<1x4x4x3xf32>, tensor<4x3x3x1xf32>) -> tensor<1x2x2x4xf32>
  return
}

// -----

// conv2d C2: three output channels in two groups.
func.func @conv2d_output_channels_in_groups(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x1xf32>) {
  // expected-error @below {{expected input and output channels that are multiples of the 2 groups, found 2 and 3}}
  %y = dend.conv2d %x, %w {groups = 2 : i64}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x1xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d C2: no group.
func.func @conv2d_no_groups(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @below {{attribute 'groups' failed to satisfy constraint: 64-bit signless integer attribute whose value is positive}}
  %y = dend.conv2d %x, %w {groups = 0 : i64}
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d operands: no weights, counted so that the sum is right.
func.func @conv2d_segment_without_weights(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{expected one input and one weights operand, found 2 and 0}}
  %y = "dend.conv2d"(%x, %w, %b) <{operandSegmentSizes = array<i32: 2, 0, 1, 0, 0>}>
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d operands: no input.
func.func @conv2d_segment_without_input(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{expected one input and one weights operand, found 0 and 2}}
  %y = "dend.conv2d"(%x, %w, %b) <{operandSegmentSizes = array<i32: 0, 2, 1, 0, 0>}>
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// conv2d operands: fewer segments than groups of operands.
func.func @conv2d_segment_count(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{size mismatch in attribute conversion: 3 vs 5}}
  %y = "dend.conv2d"(%x, %w, %b) <{operandSegmentSizes = array<i32: 1, 1, 1>}>
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// depthwise_conv2d B1: weights of the neuron alone, where there is a dendrite.
func.func @depthwise_conv2d_rows_of_weights(%x: tensor<1x4x4x2xf32>, %w: tensor<2x3x3x1xf32>, %t: tensor<1x2xf32>) {
  // expected-error @below {{expected weights of (dendrite_count + 1) * channels rows, found 1 dendrites, 2 channels and 2 rows}}
  %y = dend.depthwise_conv2d %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>, tensor<1x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

// depthwise_conv2d W1: a stride of zero.
func.func @depthwise_conv2d_stride_zero(%x: tensor<1x4x4x2xf32>, %w: tensor<2x3x3x1xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [3, 3], [1, 0] and [1, 1]}}
  %y = dend.depthwise_conv2d %x, %w {strides = array<i64: 1, 0>}
    : (tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

// depthwise_conv2d C1: weights over two input channels.
func.func @depthwise_conv2d_input_channels(%x: tensor<1x4x4x2xf32>, %w: tensor<2x3x3x2xf32>) {
  // expected-error @below {{expected weights over 1 input channel, found 2}}
  %y = dend.depthwise_conv2d %x, %w
    : (tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>) -> tensor<1x2x2x2xf32>
  return
}

// -----

// depthwise_conv2d C2: three output channels of two input channels.
func.func @depthwise_conv2d_multiplier(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x1xf32>) {
  // expected-error @below {{expected output channels that are a multiple of the 2 input channels, found 3}}
  %y = dend.depthwise_conv2d %x, %w
    : (tensor<1x4x4x2xf32>, tensor<3x3x3x1xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

// dense B2: a bias of another size.
func.func @dense_bias_shape(%x: tensor<1x4xf32>, %w: tensor<3x4xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected bias of shape [3], found [2]}}
  %y = dend.dense %x, %w bias %b
    : (tensor<1x4xf32>, tensor<3x4xf32>, tensor<2xf32>) -> tensor<1x3xf32>
  return
}

// -----

// dense C1: weights over three of four inputs.
func.func @dense_inputs(%x: tensor<1x4xf32>, %w: tensor<3x3xf32>) {
  // expected-error @below {{expected weights over 4 inputs, found 3}}
  %y = dend.dense %x, %w
    : (tensor<1x4xf32>, tensor<3x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// dense C1: an input of rank 0.
func.func @dense_rank(%x: tensor<f32>, %w: tensor<3x1xf32>) {
  // expected-error @below {{expected input and output of rank 1 or more, found rank 0}}
  %y = dend.dense %x, %w
    : (tensor<f32>, tensor<3x1xf32>) -> tensor<3xf32>
  return
}

// -----

// dense C2: other leading dimensions.
func.func @dense_leading_dimensions(%x: tensor<2x4xf32>, %w: tensor<3x4xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.dense %x, %w
    : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<1x3xf32>
  return
}

// -----

// max_pool2d W1: a window of one number.
func.func @max_pool2d_one_window(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [2], [1, 1] and [1, 1]}}
  %y = dend.max_pool2d %x {window = array<i64: 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// max_pool2d W1: a window of no positions.
func.func @max_pool2d_window_zero(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [2, 0], [1, 1] and [1, 1]}}
  %y = dend.max_pool2d %x {window = array<i64: 2, 0>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// max_pool2d C1: a padding as large as the window.
func.func @max_pool2d_window_in_padding(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected every window to have a position inside the input, found window [2, 2] with padding [2, 0, 0, 0] on input [1, 4, 4, 2]}}
  %y = dend.max_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 2, 0, 0, 0>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x5x3x2xf32>
  return
}

// -----

// max_pool2d C1: a padding at the other side.
func.func @max_pool2d_window_in_padding_after(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected every window to have a position inside the input, found window [2, 2] with padding [0, 0, 0, 2] on input [1, 4, 4, 2]}}
  %y = dend.max_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x5x2xf32>
  return
}

// -----

// max_pool2d C1: positions on both sides of the input and none in it.
func.func @max_pool2d_window_around(%x: tensor<1x2x4x2xf32>) {
  // expected-error @below {{expected every window to have a position inside the input, found window [2, 1] with padding [1, 0, 2, 0] on input [1, 2, 4, 2]}}
  %y = dend.max_pool2d %x {window = array<i64: 2, 1>, dilations = array<i64: 3, 1>, padding = array<i64: 1, 0, 2, 0>}
    : (tensor<1x2x4x2xf32>) -> tensor<1x2x4x2xf32>
  return
}

// -----

// max_pool2d C2: other channels.
func.func @max_pool2d_channels(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected output of shape [1, 3, 3, 2], found [1, 3, 3, 1]}}
  %y = dend.max_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// average_pool2d W1: a window of one number.
func.func @average_pool2d_one_window(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [2], [1, 1] and [1, 1]}}
  %y = dend.average_pool2d %x {window = array<i64: 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// average_pool2d W1: a window of no positions.
func.func @average_pool2d_window_zero(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected positive pairs for window, strides and dilations, found [2, 0], [1, 1] and [1, 1]}}
  %y = dend.average_pool2d %x {window = array<i64: 2, 0>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// average_pool2d C1: a padding as large as the window.
func.func @average_pool2d_window_in_padding(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected every window to have a position inside the input, found window [2, 2] with padding [2, 0, 0, 0] on input [1, 4, 4, 2]}}
  %y = dend.average_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 2, 0, 0, 0>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x5x3x2xf32>
  return
}

// -----

// average_pool2d C1: a padding at the other side.
func.func @average_pool2d_window_in_padding_after(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected every window to have a position inside the input, found window [2, 2] with padding [0, 0, 0, 2] on input [1, 4, 4, 2]}}
  %y = dend.average_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x5x2xf32>
  return
}

// -----

// average_pool2d C1: positions on both sides of the input and none in it.
func.func @average_pool2d_window_around(%x: tensor<1x2x4x2xf32>) {
  // expected-error @below {{expected every window to have a position inside the input, found window [2, 1] with padding [1, 0, 2, 0] on input [1, 2, 4, 2]}}
  %y = dend.average_pool2d %x {window = array<i64: 2, 1>, dilations = array<i64: 3, 1>, padding = array<i64: 1, 0, 2, 0>}
    : (tensor<1x2x4x2xf32>) -> tensor<1x2x4x2xf32>
  return
}

// -----

// average_pool2d C2: other channels.
func.func @average_pool2d_channels(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected output of shape [1, 3, 3, 2], found [1, 3, 3, 1]}}
  %y = dend.average_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// max_pool2d C2: another element type.
func.func @max_pool2d_element_type(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected an output with elements of type 'f32', found '!quant.uniform}}
  %y = dend.max_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// average_pool2d Q1: float to quantized.
func.func @average_pool2d_mixed(%x: tensor<1x4x4x2xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.average_pool2d %x {window = array<i64: 2, 2>}
    : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// matmul C1: rows of different lengths.
func.func @matmul_depth(%a: tensor<2x3x4xf32>, %b: tensor<2x4x3xf32>) {
  // expected-error @below {{expected operands [B, M, K] and [B, N, K], found shapes [2, 3, 4] and [2, 4, 3]}}
  %y = dend.matmul %a, %b : (tensor<2x3x4xf32>, tensor<2x4x3xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// matmul C1: different numbers of matrices.
func.func @matmul_batches(%a: tensor<2x3x4xf32>, %b: tensor<3x3x4xf32>) {
  // expected-error @below {{expected operands [B, M, K] and [B, N, K], found shapes [2, 3, 4] and [3, 3, 4]}}
  %y = dend.matmul %a, %b : (tensor<2x3x4xf32>, tensor<3x3x4xf32>) -> tensor<2x3x3xf32>
  return
}

// -----

// matmul C1: rows and columns exchanged.
func.func @matmul_output(%a: tensor<1x3x4xf32>, %b: tensor<2x5x4xf32>) {
  // expected-error @below {{expected output of shape [2, 3, 5], found [2, 5, 3]}}
  %y = dend.matmul %a, %b : (tensor<1x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x5x3xf32>
  return
}

// -----

// matmul: a matrix alone.
func.func @matmul_rank(%a: tensor<3x4xf32>, %b: tensor<3x4xf32>) {
  // expected-error @below {{'dend.matmul' op operand #0 must be rank 3}}
  %y = "dend.matmul"(%a, %b) : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x3xf32>
  return
}

// -----

// matmul Q1: one operand quantized.
func.func @matmul_mixed(%a: tensor<1x3x4xf32>, %b: tensor<1x3x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.matmul %a, %b : (tensor<1x3x4xf32>, tensor<1x3x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x3x3xf32>
  return
}

// -----

// log_softmax C1: another shape.
func.func @log_softmax_shape(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected}}
  %y = dend.log_softmax %x : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// log_softmax C1: no axis.
func.func @log_softmax_rank(%x: tensor<f32>) {
  // expected-error @below {{expected an output of rank 1 or more, found rank 0}}
  %y = dend.log_softmax %x : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// log_softmax Q1: floats of integers.
func.func @log_softmax_kind(%x: tensor<2x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.log_softmax %x : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x3xf32>
  return
}

// -----

// dot C1: rows of other lengths.
func.func @dot_weights(%x: tensor<2x3xf32>, %w: tensor<2x4xf32>) {
  // expected-error @below {{expected weights of shape [2, 3], found [2, 4]}}
  %y = dend.dot %x, %w : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2xf32>
  return
}

// -----

// dot C2: as many outputs as columns.
func.func @dot_output(%x: tensor<2x3xf32>, %w: tensor<2x3xf32>) {
  // expected-error @below {{expected output of shape [2], found [3]}}
  %y = dend.dot %x, %w : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// dot C2: as many biases as columns.
func.func @dot_bias(%x: tensor<2x3xf32>, %w: tensor<2x3xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{expected bias of shape [2], found [3]}}
  %y = dend.dot %x, %w bias %b : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>
  return
}

// -----

// dot Q2: quantized without an arithmetic.
func.func @dot_arithmetic(%x: tensor<2x3x!quant.uniform<i16:f32, 0.5>>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found none}}
  %y = dend.dot %x, %x : (tensor<2x3x!quant.uniform<i16:f32, 0.5>>, tensor<2x3x!quant.uniform<i16:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// reduce C1: an axis beyond the rank.
func.func @reduce_axis_out_of_range(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected an axis from 0 to 1, found 2}}
  %y = dend.reduce <mean> %x {axes = array<i64: 0, 2>}
    : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return
}

// -----

// reduce C1: an axis counted from the end.
func.func @reduce_axis_negative(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected an axis from 0 to 1, found -1}}
  %y = dend.reduce <mean> %x {axes = array<i64: -1>}
    : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

// reduce C1: one axis twice.
func.func @reduce_axis_repeated(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected ascending axes, found [1, 1]}}
  %y = dend.reduce <mean> %x {axes = array<i64: 1, 1>}
    : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

// reduce C1: no axis.
func.func @reduce_no_axis(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected at least one axis, found none}}
  %y = dend.reduce <mean> %x {axes = array<i64>}
    : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// reduce C1: a tensor without axes.
func.func @reduce_rank(%x: tensor<f32>) {
  // expected-error @below {{expected a tensor of rank 1 or more, found rank 0}}
  %y = dend.reduce <mean> %x {axes = array<i64: 0>}
    : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// reduce C2: the reduced axis taken away.
func.func @reduce_output_shape(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected output of shape [2, 1], found [2]}}
  %y = dend.reduce <sum> %x {axes = array<i64: 1>}
    : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

// reduce C3: a max of another scale.
func.func @reduce_max_element_type(%x: tensor<2x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an output with elements of type '!quant.uniform<i8:f32, 5.000000e-01>'}}
  %y = dend.reduce <max> %x {axes = array<i64: 1>, arithmetic = #dend.arithmetic<native>}
    : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x1x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

// reduce C3: a min of another scale.
func.func @reduce_min_element_type(%x: tensor<2x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an output with elements of type '!quant.uniform<i8:f32, 5.000000e-01>'}}
  %y = dend.reduce <min> %x {axes = array<i64: 1>, arithmetic = #dend.arithmetic<native>}
    : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x1x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

// reduce Q1: quantized to float.
func.func @reduce_mixed(%x: tensor<2x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.reduce <mean> %x {axes = array<i64: 1>}
    : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x1xf32>
  return
}

// -----

// reduce Q2: quantized, but in whose arithmetic.
func.func @reduce_arithmetic_missing(%x: tensor<2x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found none}}
  %y = dend.reduce <mean> %x {axes = array<i64: 1>}
    : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x1x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// unary C1: another shape.
func.func @unary_shape(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected output of shape [1, 4], found [4]}}
  %y = dend.unary <relu> %x
    : (tensor<1x4xf32>) -> tensor<4xf32>
  return
}

// -----

// unary Q1: float to quantized.
func.func @unary_mixed(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.unary <relu> %x {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// unary Q2: an arithmetic of a float op.
func.func @unary_arithmetic_of_float(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found one}}
  %y = dend.unary <relu> %x {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// function: a name the table does not hold.
func.func @unary_unknown_function(%x: tensor<1x4xf32>) {
  // expected-error @below {{unknown function 'rectify'}}
  %y = dend.unary <rectify> %x
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// function: one parameter where there are two.
func.func @unary_parameter_count(%x: tensor<1x4xf32>) {
  // expected-error @below {{function 'clip' takes 2 parameters, found 1}}
  %y = dend.unary <clip, 1.0> %x
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// function: a parameter that is no number.
func.func @unary_parameter_nan(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected parameters of function 'leaky_relu' to be numbers, found NaN}}
  %y = dend.unary <leaky_relu, 0x7FF8000000000000> %x
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// add C1: neither size is 1.
func.func @add_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.add %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// add C1: the shape of one operand alone.
func.func @add_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.add %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// add Q1: a float operand of a quantized op.
func.func @add_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.add %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// sub C1: neither size is 1.
func.func @sub_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.sub %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// sub C1: the shape of one operand alone.
func.func @sub_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.sub %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// sub Q1: a float operand of a quantized op.
func.func @sub_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.sub %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// mul C1: neither size is 1.
func.func @mul_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.mul %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mul C1: the shape of one operand alone.
func.func @mul_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.mul %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// mul Q1: a float operand of a quantized op.
func.func @mul_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.mul %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// div C1: neither size is 1.
func.func @div_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.div %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// div C1: the shape of one operand alone.
func.func @div_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.div %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// div Q1: a float operand of a quantized op.
func.func @div_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.div %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// minimum C1: neither size is 1.
func.func @minimum_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.minimum %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// minimum C1: the shape of one operand alone.
func.func @minimum_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.minimum %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// minimum Q1: a float operand of a quantized op.
func.func @minimum_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.minimum %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// maximum C1: neither size is 1.
func.func @maximum_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.maximum %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// maximum C1: the shape of one operand alone.
func.func @maximum_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.maximum %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// maximum Q1: a float operand of a quantized op.
func.func @maximum_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.maximum %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// pow C1: neither size is 1.
func.func @pow_no_broadcast(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected operands that broadcast, found shapes [2, 3] and [2]}}
  %y = dend.pow %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// pow C1: the shape of one operand alone.
func.func @pow_output_shape(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) {
  // expected-error @below {{expected output of shape [2, 3], found [1, 3]}}
  %y = dend.pow %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

// pow Q1: a float operand of a quantized op.
func.func @pow_mixed(%a: tensor<3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.pow %a, %b {arithmetic = #dend.arithmetic<native>} : (tensor<3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// softmax C1: an axis beyond the rank.
func.func @softmax_axis(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected an axis from 0 to 1, found 2}}
  %y = dend.softmax %x {axis = 2 : i64}
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// softmax C1: a tensor without axes.
func.func @softmax_rank(%x: tensor<f32>) {
  // expected-error @below {{expected a tensor of rank 1 or more, found rank 0}}
  %y = dend.softmax %x {axis = 0 : i64}
    : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// softmax C2: another shape.
func.func @softmax_shape(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected output of shape [1, 4], found [4, 1]}}
  %y = dend.softmax %x {axis = 1 : i64}
    : (tensor<1x4xf32>) -> tensor<4x1xf32>
  return
}

// -----

// softmax C3: exponentials of another arithmetic.
func.func @softmax_exponentials_of_native(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected exponentials with arithmetic 'tosa_single_round' and 8 bits only, found some of}}
  %y = dend.softmax %x {axis = 1 : i64, arithmetic = #dend.arithmetic<native>,
      exponentials = array<i32: 2147483647, 1>}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
  return
}

// -----

// softmax C3: two exponentials.
func.func @softmax_exponential_count(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected 256 exponentials, found 2}}
  %y = dend.softmax %x {axis = 1 : i64, arithmetic = #dend.arithmetic<tosa_single_round>,
      exponentials = array<i32: 2147483647, 1>}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
  return
}

// -----

// softmax C3: none for the largest.
func.func @softmax_exponentials_below_1(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected exponentials from 0 on, the first 2^31 - 1, found 7 and 8}}
  %y = dend.softmax %x {axis = 1 : i64, arithmetic = #dend.arithmetic<tosa_single_round>,
      exponentials = array<i32: 8, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7>}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
  return
}

// -----

// softmax Q2: quantized, but in whose arithmetic.
func.func @softmax_arithmetic_missing(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found none}}
  %y = dend.softmax %x {axis = 1 : i64}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// l2_normalization C1: a tensor without axes.
func.func @l2_normalization_rank(%x: tensor<f32>) {
  // expected-error @below {{expected an output of rank 1 or more, found rank 0}}
  %y = dend.l2_normalization %x : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// l2_normalization C1: another shape.
func.func @l2_normalization_shape(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected output of shape [1, 4], found [4, 1]}}
  %y = dend.l2_normalization %x : (tensor<1x4xf32>) -> tensor<4x1xf32>
  return
}

// -----

// l2_normalization Q2: quantized, but in whose arithmetic.
func.func @l2_normalization_arithmetic_missing(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an arithmetic exactly when the op is quantized, found none}}
  %y = dend.l2_normalization %x : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// reshape C1: one element less.
func.func @reshape_count(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected an output of 6 elements, found 5}}
  %y = dend.reshape %x
    : (tensor<2x3xf32>) -> tensor<5xf32>
  return
}

// -----

// reshape C1: another scale.
func.func @reshape_element_type(%x: tensor<2x3x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected an output with elements of type '!quant.uniform<i8:f32, 5.000000e-01>', found '!quant.uniform<i8:f32, 2.500000e-01>'}}
  %y = dend.reshape %x
    : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<6x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

// transpose C1: one axis twice.
func.func @transpose_axis_repeated(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected a permutation of 2 axes, found [1, 1]}}
  %y = dend.transpose %x {permutation = array<i64: 1, 1>}
    : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// transpose C1: an axis beyond the rank.
func.func @transpose_axis_out_of_range(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected a permutation of 2 axes, found [2, 0]}}
  %y = dend.transpose %x {permutation = array<i64: 2, 0>}
    : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// transpose C1: axes without an end.
func.func @transpose_axis_huge(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected a permutation of 2 axes, found [-9223372036854775808, 0]}}
  %y = dend.transpose %x {permutation = array<i64: -9223372036854775808, 0>}
    : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// transpose C1: one axis of two.
func.func @transpose_axis_count(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected a permutation of 2 axes, found [0]}}
  %y = dend.transpose %x {permutation = array<i64: 0>}
    : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// transpose C2: the shape of the input.
func.func @transpose_shape(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected output of shape [3, 2], found [2, 3]}}
  %y = dend.transpose %x {permutation = array<i64: 1, 0>}
    : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// transpose C2: another element type.
func.func @transpose_element_type(%x: tensor<2x3xf32>) {
  // expected-error @below {{expected an output with elements of type 'f32', found '!quant.uniform}}
  %y = dend.transpose %x {permutation = array<i64: 1, 0>}
    : (tensor<2x3xf32>) -> tensor<3x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// concat C1: an axis beyond the rank.
func.func @concat_axis(%a: tensor<1x2xf32>) {
  // expected-error @below {{expected an axis from 0 to 1, found 2}}
  %y = dend.concat %a {axis = 2 : i64} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

// concat C2: nothing to join.
func.func @concat_no_input() {
  // expected-error @below {{expected at least one input, found none}}
  %y = dend.concat {axis = 1 : i64} : () -> tensor<1x2xf32>
  return
}

// -----

// concat C2: inputs of different rank.
func.func @concat_rank(%a: tensor<1x2xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected inputs of rank 2, found rank 1}}
  %y = dend.concat %a, %b {axis = 1 : i64} : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x4xf32>
  return
}

// -----

// concat C2: another size beside the axis.
func.func @concat_size(%a: tensor<1x2xf32>, %b: tensor<2x2xf32>) {
  // expected-error @below {{expected input of shape [1, 2], found [2, 2]}}
  %y = dend.concat %a, %b {axis = 1 : i64} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x4xf32>
  return
}

// -----

// concat C3: not the sum of the sizes.
func.func @concat_sum(%a: tensor<1x2xf32>, %b: tensor<1x2xf32>) {
  // expected-error @below {{expected output of shape [1, 4], found [1, 5]}}
  %y = dend.concat %a, %b {axis = 1 : i64} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x5xf32>
  return
}

// -----

// concat Q1: a float input of a quantized op.
func.func @concat_mixed(%a: tensor<1x2x!quant.uniform<i8:f32, 0.5>>, %b: tensor<1x2xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized}}
  %y = dend.concat %a, %b {axis = 1 : i64, arithmetic = #dend.arithmetic<native>} : (tensor<1x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x2xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// slice C1: one begin for two axes.
func.func @slice_begin_count(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected one begin, step (not zero) and output size for each of 2 axes, found [0], [1, 1] and [1, 4]}}
  %y = dend.slice %x {begin = array<i64: 0>, steps = array<i64: 1, 1>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C1: one step for two axes.
func.func @slice_step_count(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected one begin, step (not zero) and output size for each of 2 axes, found [0, 0], [1] and [1, 4]}}
  %y = dend.slice %x {begin = array<i64: 0, 0>, steps = array<i64: 1>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C1: an output of another rank.
func.func @slice_rank(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected one begin, step (not zero) and output size for each of 2 axes, found [0, 0], [1, 1] and [4]}}
  %y = dend.slice %x {begin = array<i64: 0, 0>, steps = array<i64: 1, 1>}
    : (tensor<1x12xf32>) -> tensor<4xf32>
  return
}

// -----

// slice C1: a step of zero.
func.func @slice_step_zero(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected one begin, step (not zero) and output size for each of 2 axes, found [0, 0], [1, 0] and [1, 4]}}
  %y = dend.slice %x {begin = array<i64: 0, 0>, steps = array<i64: 1, 0>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C2: before the first element.
func.func @slice_begin_negative(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected elements 0 to 11 along axis 1, found 4 from -1 on in steps of 1}}
  %y = dend.slice %x {begin = array<i64: 0, -1>, steps = array<i64: 1, 1>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C2: beyond the last element.
func.func @slice_end(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected elements 0 to 11 along axis 1, found 4 from 10 on in steps of 1}}
  %y = dend.slice %x {begin = array<i64: 0, 10>, steps = array<i64: 1, 1>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C2: backwards beyond the first element.
func.func @slice_end_backwards(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected elements 0 to 11 along axis 1, found 4 from 2 on in steps of -1}}
  %y = dend.slice %x {begin = array<i64: 0, 2>, steps = array<i64: 1, -1>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C2: a step that leaves 64 bits.
func.func @slice_step_overflow(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected elements 0 to 11 along axis 1, found 4 from 1 on in steps of 9223372036854775807}}
  %y = dend.slice %x {begin = array<i64: 0, 1>, steps = array<i64: 1, 9223372036854775807>}
    : (tensor<1x12xf32>) -> tensor<1x4xf32>
  return
}

// -----

// slice C3: another element type.
func.func @slice_element_type(%x: tensor<1x12xf32>) {
  // expected-error @below {{expected an output with elements of type 'f32', found '!quant.uniform}}
  %y = dend.slice %x {begin = array<i64: 0, 0>, steps = array<i64: 1, 1>}
    : (tensor<1x12xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// pad C1: two paddings for one axis.
func.func @pad_low_count(%x: tensor<4xf32>) {
  // expected-error @below {{expected one padding from 0 to 2147483647 at either side of each of 1 axes, found [1, 1] and [1]}}
  %y = dend.pad %x {low = array<i64: 1, 1>, high = array<i64: 1>, value = 0.0 : f32}
    : (tensor<4xf32>) -> tensor<6xf32>
  return
}

// -----

// pad C1: no padding for one axis.
func.func @pad_high_count(%x: tensor<4xf32>) {
  // expected-error @below {{expected one padding from 0 to 2147483647 at either side of each of 1 axes, found [1] and []}}
  %y = dend.pad %x {low = array<i64: 1>, high = array<i64>, value = 0.0 : f32}
    : (tensor<4xf32>) -> tensor<6xf32>
  return
}

// -----

// pad C1: a negative padding.
func.func @pad_negative(%x: tensor<4xf32>) {
  // expected-error @below {{expected one padding from 0 to 2147483647 at either side of each of 1 axes, found [1] and [-1]}}
  %y = dend.pad %x {low = array<i64: 1>, high = array<i64: -1>, value = 0.0 : f32}
    : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// pad C1: paddings whose sum leaves 64 bits.
func.func @pad_overflow(%x: tensor<4xf32>) {
  // expected-error @below {{expected one padding from 0 to 2147483647 at either side of each of 1 axes, found [9223372036854775807] and [9223372036854775807]}}
  %y = dend.pad %x {low = array<i64: 9223372036854775807>, high = array<i64: 9223372036854775807>, value = 0.0 : f32}
    : (tensor<4xf32>) -> tensor<2xf32>
  return
}

// -----

// pad C2: the shape without padding.
func.func @pad_shape(%x: tensor<4xf32>) {
  // expected-error @below {{expected output of shape [6], found [4]}}
  %y = dend.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0.0 : f32}
    : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// pad C2: another element type.
func.func @pad_element_type(%x: tensor<4xf32>) {
  // expected-error @below {{expected an output with elements of type 'f32', found '!quant.uniform}}
  %y = dend.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0.0 : f32}
    : (tensor<4xf32>) -> tensor<6x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// pad C3: a border of no number.
func.func @pad_nan(%x: tensor<4xf32>) {
  // expected-error @below {{expected a value, found NaN}}
  %y = dend.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0x7FC00000 : f32}
    : (tensor<4xf32>) -> tensor<6xf32>
  return
}

// -----

// quantize C1: another shape.
func.func @quantize_shape(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected output of shape [1, 4], found [4]}}
  %y = dend.quantize %x {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// quantize C2: float to float.
func.func @quantize_to_float(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected a quantized output, found 'tensor<1x4xf32>'}}
  %y = dend.quantize %x {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// quantize arithmetic: in whose arithmetic.
func.func @quantize_arithmetic_missing(%x: tensor<1x4xf32>) {
  // expected-error @below {{requires attribute 'arithmetic'}}
  %y = dend.quantize %x
    : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// dequantize C1: another shape.
func.func @dequantize_shape(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected output of shape [1, 4], found [4]}}
  %y = dend.dequantize %x
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4xf32>
  return
}

// -----

// dequantize C2: float to float.
func.func @dequantize_float(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected a quantized input and a f32 output, found 'tensor<1x4xf32>' and 'tensor<1x4xf32>'}}
  %y = dend.dequantize %x
    : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// dequantize C2: quantized to quantized.
func.func @dequantize_to_quantized(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected a quantized input and a f32 output}}
  %y = dend.dequantize %x
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// reinterpret C1: another shape.
func.func @reinterpret_shape(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected output of shape [1, 4], found [4]}}
  %y = dend.reinterpret %x
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

// reinterpret C2: to a wider type.
func.func @reinterpret_wider(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected a quantized input and output of one storage type, found 'tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>' and 'tensor<1x4x!quant.uniform<i16:f32, 5.000000e-01>>'}}
  %y = dend.reinterpret %x
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i16:f32, 0.5>>
  return
}

// -----

// reinterpret C2: floats have no integers.
func.func @reinterpret_float(%x: tensor<1x4xf32>) {
  // expected-error @below {{expected a quantized input and output of one storage type, found 'tensor<1x4xf32>' and 'tensor<1x4xf32>'}}
  %y = dend.reinterpret %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// lookup C1: another shape.
func.func @lookup_shape(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected output of shape [1, 4], found [4]}}
  %y = dend.lookup %x {table = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

// lookup C2: from 16 bits to 8.
func.func @lookup_narrower(%x: tensor<4x!quant.uniform<i16:f32, 0.5>>) {
  // expected-error @below {{expected a quantized input and output, of 16 bits where the input has them, found}}
  %y = dend.lookup %x {table = array<i16: 0>} : (tensor<4x!quant.uniform<i16:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// lookup C3: one entry for all integers.
func.func @lookup_count(%x: tensor<4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected a table of 256 entries, found 1}}
  %y = dend.lookup %x {table = array<i16: 0>} : (tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// lookup C3: an integer of 9 bits.
func.func @lookup_entry(%x: tensor<4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected table entries from -128 to 127, found 128}}
  %y = dend.lookup %x {table = array<i16: 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>}
    : (tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

// argument A1: a name that is a number.
// expected-error @below {{expected 'dend.name' to be a string that is not empty, found 3 : i64}}
func.func @name_not_a_string(%x: tensor<1x4x6xf32> {dend.name = 3 : i64}) {
  return
}

// -----

// argument A1: no name.
// expected-error @below {{expected 'dend.name' to be a string that is not empty, found ""}}
func.func @name_empty(%x: tensor<1x4x6xf32> {dend.name = ""}) {
  return
}

// -----

// argument A2: a shape that is no array of i64.
// expected-error @below {{expected 'dend.file_shape' to be an i64 array on a tensor, found [1, 24] on}}
func.func @file_shape_kind(%x: tensor<1x4x6xf32> {dend.file_shape = [1, 24]}) {
  return
}

// -----

// argument A2: a shape of something that is no tensor.
// expected-error @below {{expected 'dend.file_shape' to be an i64 array on a tensor, found array<i64: 1> on 'f32'}}
func.func @file_shape_of_scalar(%x: f32 {dend.file_shape = array<i64: 1>}) {
  return
}

// -----

// argument A2: one element less.
// expected-error @below {{expected 'dend.file_shape' to have the 24 elements of 'tensor<1x4x6xf32>', found 23}}
func.func @file_shape_count(%x: tensor<1x4x6xf32> {dend.file_shape = array<i64: 23>}) {
  return
}

// -----

// argument A2: a size of zero.
// expected-error @below {{expected 'dend.file_shape' to be the shape of a tensor, found array<i64: 0, 24>}}
func.func @file_shape_zero(%x: tensor<1x4x6xf32> {dend.file_shape = array<i64: 0, 24>}) {
  return
}

// -----

// argument A2: a size that leaves 64 bits.
// expected-error @below {{expected 'dend.file_shape' to be the shape of a tensor, found array<i64: 4294967296, 4294967296>}}
func.func @file_shape_overflow(%x: tensor<1x4x6xf32> {dend.file_shape = array<i64: 4294967296, 4294967296>}) {
  return
}

// -----

// argument A3: a permutation of nothing.
// expected-error @below {{expected 'dend.file_permutation' to be an i64 array beside 'dend.file_shape' on a tensor}}
func.func @file_permutation_alone(%x: tensor<1x4x6xf32> {dend.file_permutation = array<i64: 0, 2, 1>}) {
  return
}

// -----

// argument A3: one axis twice.
// expected-error @below {{expected 'dend.file_permutation' to turn the shape array<i64: 1, 6, 4> into that of 'tensor<1x4x6xf32>', found array<i64: 0, 2, 2>}}
func.func @file_permutation_repeated(%x: tensor<1x4x6xf32> {dend.file_shape = array<i64: 1, 6, 4>, dend.file_permutation = array<i64: 0, 2, 2>}) {
  return
}

// -----

// argument A3: to another shape.
// expected-error @below {{expected 'dend.file_permutation' to turn the shape array<i64: 1, 6, 4> into that of 'tensor<1x4x6xf32>', found array<i64: 0, 1, 2>}}
func.func @file_permutation_shape(%x: tensor<1x4x6xf32> {dend.file_shape = array<i64: 1, 6, 4>, dend.file_permutation = array<i64: 0, 1, 2>}) {
  return
}

// -----

// argument A4: a name nobody reads.
// expected-error @below {{expected 'dend.name', 'dend.file_shape' or 'dend.file_permutation', found 'dend.shape'}}
func.func @unknown_attribute(%x: tensor<1x4x6xf32> {dend.shape = array<i64: 24>}) {
  return
}

// -----

// argument A5: no number.
// expected-error @below {{expected 'dend.start' to be a finite f64, found 0 : i64}}
func.func @start_of_integer(%x: tensor<4xf32> {dend.start = 0 : i64}) {
  return
}

// -----

// argument A5: a number that is none.
// expected-error @below {{expected 'dend.start' to be a finite f64, found 0x7FF8000000000000 : f64}}
func.func @start_of_nan(%x: tensor<4xf32> {dend.start = 0x7FF8000000000000 : f64}) {
  return
}

// -----

// argument A5: a result does not begin.
// expected-error @below {{expected 'dend.name', 'dend.file_shape' or 'dend.file_permutation', found 'dend.start'}}
func.func private @start_of_result() -> (tensor<4xf32> {dend.start = 0.0 : f64})

// -----

// result A1: a name that is a number.
// expected-error @below {{expected 'dend.name' to be a string that is not empty, found 3 : i64}}
func.func private @result_name_not_a_string() -> (tensor<4xf32> {dend.name = 3 : i64})

// -----

// result A2: one element less.
// expected-error @below {{expected 'dend.file_shape' to have the 4 elements of 'tensor<4xf32>', found 3}}
func.func private @result_file_shape_count() -> (tensor<4xf32> {dend.file_shape = array<i64: 3>})

// -----

// resize_bilinear C1: another number of channels.
func.func @resize_bilinear_channels(%x: tensor<1x4x6x8xf32>) {
  // expected-error @below {{expected images of one batch and one number of channels}}
  %y = dend.resize_bilinear %x : (tensor<1x4x6x8xf32>) -> tensor<1x8x12x4xf32>
  return
}

// -----

// resize_bilinear C2: another element type.
func.func @resize_bilinear_type(%x: tensor<1x4x6x8xf32>) {
  // expected-error @below {{expected an output}}
  %y = dend.resize_bilinear %x : (tensor<1x4x6x8xf32>) -> tensor<1x8x12x8x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// resize_bilinear C3: both conventions.
func.func @resize_bilinear_both(%x: tensor<1x4x6x8xf32>) {
  // expected-error @below {{expected align_corners or half_pixel_centers, found both}}
  %y = dend.resize_bilinear %x {align_corners, half_pixel_centers} : (tensor<1x4x6x8xf32>) -> tensor<1x8x12x8xf32>
  return
}

// -----

// recurrent C1: channels that are not those of its gates.
func.func @recurrent_gates(%g: tensor<1x5x1x3xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected gates of shape [1, 5, 1, 2], found [1, 5, 1, 3]}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x3xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C1: fewer steps than it reads.
func.func @recurrent_output(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected output of shape [1, 5, 1, 2], found [1, 4, 1, 2]}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x4x1x2xf32>
  return
}

// -----

// recurrent C1: more dendrites than numbers.
func.func @recurrent_dendrite_count(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected fewer than 2147483647 dendrites, found 9223372036854775807}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], dendrite_count = 9223372036854775807 : i64}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C2: a state too many.
func.func @recurrent_states(%g: tensor<1x5x1x2xf32>, %h: tensor<1x2x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected initial of shape [1, 1, 1, 2], found [1, 2, 1, 2]}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x2x1x2xf32>, tensor<2x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C2: no state of the cell.
func.func @recurrent_no_cell(%g: tensor<1x5x1x4xf32>, %h: tensor<1x1x1x1xf32>, %r: tensor<4x1xf32>) {
  // expected-error @below {{expected an initial state of the cell of lstm only, found no such operand of lstm}}
  dend.recurrent <lstm> %g from %h, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x5x1x4xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>) -> tensor<1x5x1x1xf32>
  return
}

// -----

// recurrent C2: the state of a cell of another size.
func.func @recurrent_cell_size(%g: tensor<1x5x1x4xf32>, %h: tensor<1x1x1x1xf32>, %c: tensor<1x1x1x2xf32>, %r: tensor<4x1xf32>) {
  // expected-error @below {{expected initial_cell of shape [1, 1, 1, 1], found [1, 1, 1, 2]}}
  dend.recurrent <lstm> %g from %h cell %c, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x5x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x2xf32>, tensor<4x1xf32>) -> tensor<1x5x1x1xf32>
  return
}

// -----

// recurrent C2: weights that are not square.
func.func @recurrent_weights(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x3xf32>) {
  // expected-error @below {{expected weights of shape [2, 2], found [2, 3]}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x3xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C3: a bias of a cell that has none.
func.func @recurrent_bias(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected a bias of gru_reset_after only, found one of rnn}}
  dend.recurrent <rnn> %g from %h, %r bias %b {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C3: a bias of another size.
func.func @recurrent_bias_size(%g: tensor<1x5x1x6xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<6x2xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{expected bias of shape [6], found [2]}}
  dend.recurrent <gru_reset_after> %g from %h, %r bias %b {functions = [#dend.function<sigmoid>, #dend.function<tanh>]}
    : (tensor<1x5x1x6xf32>, tensor<1x1x1x2xf32>, tensor<6x2xf32>, tensor<2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C4: a function too many.
func.func @recurrent_functions(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected 1 functions, found 2}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C5: dendrites without coefficients.
func.func @recurrent_to_neuron(%g: tensor<1x5x1x4xf32>, %h: tensor<1x1x1x4xf32>, %r: tensor<4x2xf32>) {
  // expected-error @below {{expected to_neuron coefficients exactly when there are dendrites, found 1 dendrites and no coefficients}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>}
    : (tensor<1x5x1x4xf32>, tensor<1x1x1x4xf32>, tensor<4x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C10: no state of a cell to clamp.
func.func @recurrent_clip_of_rnn(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected a positive, finite cell_clip on lstm, found 3.000000e+00 on rnn}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], cell_clip = 3.0 : f32}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C10: nothing between the limits.
func.func @recurrent_clip(%g: tensor<1x5x1x4xf32>, %h: tensor<1x1x1x1xf32>, %r: tensor<4x1xf32>) {
  // expected-error @below {{expected a positive, finite cell_clip on lstm, found 0.000000e+00 on lstm}}
  dend.recurrent <lstm> %g from %h cell %h, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>], cell_clip = 0.0 : f32}
    : (tensor<1x5x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>) -> tensor<1x5x1x1xf32>
  return
}

// -----

// recurrent C6: a cell without a state of its own.
func.func @recurrent_cell(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected lstm without dendrites to return its cell, found rnn with 0 dendrites}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>)
  return
}

// -----

// recurrent C6: a cell of another type.
func.func @recurrent_final_cell(%g: tensor<1x5x1x4xf32>, %h: tensor<1x1x1x1xf32>, %r: tensor<4x1xf32>) {
  // expected-error @below {{expected a final cell of type 'tensor<1x1x1x1xf32>', found 'tensor<1x5x1x1xf32>'}}
  dend.recurrent <lstm> %g from %h cell %h, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x5x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>) -> (tensor<1x5x1x1xf32>, tensor<1x5x1x1xf32>)
  return
}

// -----

// recurrent C7: floats and integers.
func.func @recurrent_mixed(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, %r: tensor<2x2xf32>) {
  // expected-error @below {{expected operands and results all f32 or all quantized, found}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<2x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C8: gates of 8 bits.
func.func @recurrent_gate_bits(%g: tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>, %h: tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, %r: tensor<2x2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected gates and initial states quantized in 16 bits with zero points of 0 and powers of two as scales, those of gates 2^-12 or more, found}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent C8: a scale that is no power of two.
func.func @recurrent_state_scale(%g: tensor<1x5x1x2x!quant.uniform<i16:f32, 0.5>>, %h: tensor<1x1x1x2x!quant.uniform<i16:f32, 0.6>>, %r: tensor<2x2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected gates and initial states quantized in 16 bits with zero points of 0 and powers of two as scales, those of gates 2^-12 or more, found}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x5x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x1x2x!quant.uniform<i16:f32, 0.6>>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent C8: states of two types.
func.func @recurrent_two_states(%g: tensor<1x5x1x4x!quant.uniform<i16:f32, 0.5>>, %h: tensor<1x1x1x1x!quant.uniform<i16:f32, 0.25>>, %c: tensor<1x1x1x1x!quant.uniform<i16:f32, 0.5>>, %r: tensor<4x1x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected hidden states of type '!quant.uniform<i16:f32, 5.000000e-01>', found '!quant.uniform<i16:f32, 2.500000e-01>'}}
  dend.recurrent <lstm> %g from %h cell %c, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x5x1x4x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x1x1x!quant.uniform<i16:f32, 0.25>>, tensor<1x1x1x1x!quant.uniform<i16:f32, 0.5>>, tensor<4x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x5x1x1x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent C8: gates in steps too fine.
func.func @recurrent_gate_scale(%g: tensor<1x5x1x2x!quant.uniform<i16:f32, 1.220703125e-4>>, %h: tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, %r: tensor<2x2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected gates and initial states quantized in 16 bits with zero points of 0 and powers of two as scales, those of gates 2^-12 or more, found}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x5x1x2x!quant.uniform<i16:f32, 1.220703125e-4>>, tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent C8: weights of 16 bits.
func.func @recurrent_weight_bits(%g: tensor<1x5x1x2x!quant.uniform<i16:f32, 0.5>>, %h: tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, %r: tensor<2x2x!quant.uniform<i16:f32, 0.5>>) {
  // expected-error @below {{expected weights quantized in 8 bits along axis 0 with zero points of 0, found}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x5x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<2x2x!quant.uniform<i16:f32, 0.5>>) -> tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent C11: peepholes of another cell.
func.func @recurrent_peepholes_of_rnn(%g: tensor<1x5x1x2xf32>, %h: tensor<1x1x1x2xf32>, %r: tensor<2x2xf32>, %p: tensor<3x2xf32>) {
  // expected-error @below {{expected peepholes of lstm only, found some of rnn}}
  dend.recurrent <rnn> %g from %h, %r peepholes %p {functions = [#dend.function<tanh>]}
    : (tensor<1x5x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>, tensor<3x2xf32>) -> tensor<1x5x1x2xf32>
  return
}

// -----

// recurrent C11: peepholes of four gates.
func.func @recurrent_peephole_count(%g: tensor<1x5x1x4xf32>, %h: tensor<1x1x1x1xf32>, %r: tensor<4x1xf32>, %p: tensor<4x1xf32>) {
  // expected-error @below {{expected peepholes of shape [3, 1], found [4, 1]}}
  dend.recurrent <lstm> %g from %h cell %h, %r peepholes %p {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x5x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>, tensor<4x1xf32>) -> tensor<1x5x1x1xf32>
  return
}

// -----

// recurrent C11: peepholes of 8 bits.
func.func @recurrent_peephole_bits(%g: tensor<1x5x1x4x!quant.uniform<i16:f32, 0.5>>, %h: tensor<1x1x1x1x!quant.uniform<i16:f32, 0.5>>, %r: tensor<4x1x!quant.uniform<i8:f32, 0.5>>, %p: tensor<3x1x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected peepholes quantized in 16 bits along axis 0 with zero points of 0, found}}
  dend.recurrent <lstm> %g from %h cell %h, %r peepholes %p {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x5x1x4x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x1x1x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x1x1x!quant.uniform<i16:f32, 0.5>>, tensor<4x1x!quant.uniform<i8:f32, 0.5>>, tensor<3x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x5x1x1x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent C9: signals of dendrites it does not have.
func.func @recurrent_signals(%g: tensor<1x5x1x2x!quant.uniform<i16:f32, 0.5>>, %h: tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, %r: tensor<2x2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected signal_types exactly when there are dendrites and the op is quantized, found 0 dendrites}}
  dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>], arithmetic = #dend.arithmetic<native>, signal_types = [!quant.uniform<i16:f32, 0.5>]}
    : (tensor<1x5x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x1x2x!quant.uniform<i16:f32, 0.5>>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x5x1x2x!quant.uniform<i8:f32, 0.5>>
  return
}
