// What is not understood, one message at the op.
// RUN: dend-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect --convert-tosa-to-dend

// All operators that are not understood are reported, not just the first.
func.func @operators(%x: tensor<1x4x8xf32>) -> tensor<1x4x5xf32> {
  // expected-error@+1 {{operator 'tf.Relu' is not supported}}
  %0 = "tf.Relu"(%x) : (tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  // expected-error@+1 {{operator 'tosa.rfft2d' is not supported}}
  %re, %im = tosa.rfft2d %0 : (tensor<1x4x8xf32>) -> (tensor<1x4x5xf32>, tensor<1x4x5xf32>)
  return %re : tensor<1x4x5xf32>
}

// -----

func.func @control_flow(%x: tensor<1x4xf32>, %y: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %t = "tosa.const"() <{values = dense<true> : tensor<1xi1>}> : () -> tensor<1xi1>
  // expected-error@+1 {{operator 'tosa.cond_if' is not supported}}
  %0 = "tosa.cond_if"(%t, %x, %y) ({
  ^bb0(%a: tensor<1x4xf32>, %b: tensor<1x4xf32>):
    tosa.yield %a : tensor<1x4xf32>
  }, {
  ^bb0(%a: tensor<1x4xf32>, %b: tensor<1x4xf32>):
    tosa.yield %b : tensor<1x4xf32>
  }) : (tensor<1xi1>, tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// expected-error@+1 {{'arg0': expected an input of floats, or of integers of 8 or 16 bits, found 'tensor<1x4xi32>'}}
func.func @wide_input(%x: tensor<1x4xi32>) -> tensor<1x4xf32> {
  %0 = tosa.cast %x : (tensor<1x4xi32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

func.func @quantized_from_floats(%x: tensor<1x4xf32>) -> tensor<1x4xi8> {
  // expected-error@+1 {{expected a function of one tensor of 8 bits, found 'tosa.cast' of others}}
  %0 = tosa.cast %x : (tensor<1x4xf32>) -> tensor<1x4xi8>
  return %0 : tensor<1x4xi8>
}

// -----

// Sums are no tensors.
func.func @sums_as_result(%x: tensor<1x4xi8>) -> tensor<1x4xi32> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  // expected-error@+1 {{expected sums that 'tosa.rescale' takes to 8 or 16 bits before other ops read them, found 'tensor<1x4xi32>'}}
  %0 = tosa.rescale %x, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  return %0 : tensor<1x4xi32>
}

// -----

func.func @sum_of_three(%x: tensor<1x4xi8>, %y: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %a = tosa.rescale %x, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %b = tosa.rescale %y, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %0 = tosa.add %a, %b : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %1 = tosa.add %0, %b : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected sums and products of tensors of 8 or 16 bits that 'tosa.rescale' takes to 32, found 'tosa.add' between}}
  %2 = tosa.rescale %1, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %2 : tensor<1x4xi8>
}

// -----

// What is lost before the sum would have to be lost in dend.
func.func @narrowed_summand(%x: tensor<1x4xi8>, %y: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s32 = "tosa.const"() <{values = dense<32> : tensor<1xi8>}> : () -> tensor<1xi8>
  // expected-error@+1 {{expected integers rescaled to 32 bits by a factor from 1/2 on and around 0, found 2.500000e-01 and a zero point of 0}}
  %a = tosa.rescale %x, %m, %s32, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %b = tosa.rescale %y, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %0 = tosa.add %a, %b : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %1 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

func.func @product_of_rounded(%x: tensor<1x4xi8>, %y: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %n = "tosa.const"() <{values = dense<1610612736> : tensor<1xi32>}> : () -> tensor<1xi32>
  %a = tosa.rescale %x, %n, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %b = tosa.rescale %y, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %0 = tosa.mul %a, %b, %z : (tensor<1x4xi32>, tensor<1x4xi32>, tensor<1xi8>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected products and sums of integers that are rescaled to 32 bits by powers of 2 from 1 on, by 1 where DOUBLE_ROUND follows, found 1.500000e+00}}
  %1 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

func.func @shifted_product(%x: tensor<1x4xi8>, %y: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %two = "tosa.const"() <{values = dense<2> : tensor<1xi8>}> : () -> tensor<1xi8>
  %a = tosa.rescale %x, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %b = tosa.rescale %y, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %0 = tosa.mul %a, %b, %two : (tensor<1x4xi32>, tensor<1x4xi32>, tensor<1xi8>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected a shift of 0, found 2}}
  %1 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

// Its highest bit is not that of 31: what is rounded first is not what dend rounds first.
func.func @small_multiplier(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %n = "tosa.const"() <{values = dense<1073741823> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s40 = "tosa.const"() <{values = dense<40> : tensor<1xi8>}> : () -> tensor<1xi8>
  // expected-error@+1 {{expected multipliers from 1073741824 on for DOUBLE_ROUND, found 1073741823}}
  %1 = tosa.rescale %x, %n, %s40, %z, %z {scale32 = true, rounding_mode = DOUBLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

func.func @shift_out_of_range(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s63 = "tosa.const"() <{values = dense<63> : tensor<1xi8>}> : () -> tensor<1xi8>
  // expected-error@+1 {{expected multipliers from 0 to 2147483647 and shifts from 2 to 62, found 1073741824 and 63}}
  %1 = tosa.rescale %x, %m, %s63, %z, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

func.func @computed_multiplier(%x: tensor<1x4xi8>, %m: tensor<1xi16>) -> tensor<1x4xi8> {
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %w = tosa.cast %m : (tensor<1xi16>) -> tensor<1xi32>
  // expected-error@+1 {{expected multipliers known when compiling, found a value that is computed}}
  %1 = tosa.rescale %x, %w, %s, %z, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

func.func @bias_beyond_32_bits(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %b = "tosa.const"() <{values = dense<2147483647> : tensor<1xi32>}> : () -> tensor<1xi32>
  %q = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = "tosa.const"() <{values = dense<1> : tensor<2x1x1x1xi8>}> : () -> tensor<2x1x1x1xi8>
  %c = "tosa.const"() <{values = dense<1> : tensor<1x1x1x2xi32>}> : () -> tensor<1x1x1x2xi32>
  // expected-error@+1 {{expected biases within 32 bits, found 2147483648}}
  %0 = tosa.conv2d %x, %w, %b, %z, %q {acc_type = i32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>, tensor<2x1x1x1xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4x4x2xi32>
  %1 = tosa.add %0, %c : (tensor<1x4x4x2xi32>, tensor<1x1x1x2xi32>) -> tensor<1x4x4x2xi32>
  %2 = tosa.rescale %1, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4x4x2xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4x4x2xi8>
  return %2 : tensor<1x4x4x2xi8>
}

// -----

func.func @weights_of_9_bits(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %b = "tosa.const"() <{values = dense<2147483647> : tensor<1xi32>}> : () -> tensor<1xi32>
  %q = "tosa.const"() <{values = dense<100> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = "tosa.const"() <{values = dense<-100> : tensor<2x1x1x1xi8>}> : () -> tensor<2x1x1x1xi8>
  // expected-error@+1 {{expected weights within 8 bits around their zero point, found -200}}
  %0 = tosa.conv2d %x, %w, %b, %z, %q {acc_type = i32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>, tensor<2x1x1x1xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4x4x2xi32>
  %2 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4x4x2xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4x4x2xi8>
  return %2 : tensor<1x4x4x2xi8>
}

// -----

func.func @computed_weights_of_integers(%x: tensor<1x4x4x1xi8>, %w: tensor<2x1x1x1xi8>) -> tensor<1x4x4x2xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %b = "tosa.const"() <{values = dense<2147483647> : tensor<1xi32>}> : () -> tensor<1xi32>
  %q = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  // expected-error@+1 {{expected weights known when compiling, found values computed from the network's input}}
  %0 = tosa.conv2d %x, %w, %b, %z, %q {acc_type = i32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>, tensor<2x1x1x1xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4x4x2xi32>
  %2 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4x4x2xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4x4x2xi8>
  return %2 : tensor<1x4x4x2xi8>
}

// -----

func.func @interpolated_table_of_other_steps(%x: tensor<1x4xi16>) -> tensor<1x4xi16> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z16 = "tosa.const"() <{values = dense<0> : tensor<1xi16>}> : () -> tensor<1xi16>
  %t = "tosa.const"() <{values = dense<1> : tensor<513xi16>}> : () -> tensor<513xi16>
  %0 = tosa.table %x, %t : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected an interpolated table to be rescaled to 16 bits by 1/128, rounding once, found 'tensor<1x4xi16>' by 1.000000e+00}}
  %1 = tosa.rescale %0, %m, %s, %z32, %z16 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi16>) -> tensor<1x4xi16>
  return %1 : tensor<1x4xi16>
}

// -----

func.func @division_by_zero(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %n = "tosa.const"() <{values = dense<0> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %a = tosa.rescale %x, %m, %s, %z, %z32 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected an operand that TOSA has a result for, found 0 for element -128}}
  %0 = tosa.intdiv %a, %n : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %1 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %1 : tensor<1x4xi8>
}

// -----

func.func @function_of_16_bits(%x: tensor<1x4xi16>) -> tensor<1x4xi16> {
  // expected-error@+1 {{expected a function of one tensor of 8 bits, found 'tosa.bitwise_not' of others}}
  %0 = tosa.bitwise_not %x : (tensor<1x4xi16>) -> tensor<1x4xi16>
  return %0 : tensor<1x4xi16>
}

// -----

func.func @first(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %0 = tosa.abs %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// expected-error@+1 {{expected one function, found @first and @second}}
func.func @second(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  return %x : tensor<1x4xf32>
}

// -----

// expected-error@+1 {{expected a function with a body, found the declaration @declared}}
func.func private @declared(tensor<1x4xf32>) -> tensor<1x4xf32>

// -----

// expected-error@+1 {{expected a function of one block, found 2}}
func.func @blocks(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  "test.branch"()[^end] : () -> ()
^end:
  return %x : tensor<1x4xf32>
}

// -----

// expected-error@+1 {{expected functions only, found 'ml_program.global'}}
ml_program.global private mutable @state(dense<0.0> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @global(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %0 = ml_program.global_load @state : tensor<1x4xf32>
  %1 = tosa.add %x, %0 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %1 : tensor<1x4xf32>
}

// -----

// expected-error@+1 {{'arg0': expected an input of fixed sizes but for the batch, found axis 1 of size '?'; --input-shape fixes it}}
func.func @open(%x: tensor<1x?xf32>) -> tensor<1x?xf32> {
  %0 = tosa.abs %x : (tensor<1x?xf32>) -> tensor<1x?xf32>
  return %0 : tensor<1x?xf32>
}

// -----

// expected-error@+1 {{'arg0': expected an input that is a tensor of known rank, found 'tensor<*xf32>'}}
func.func @unranked(%x: tensor<*xf32>) -> tensor<*xf32> {
  %0 = tosa.abs %x : (tensor<*xf32>) -> tensor<*xf32>
  return %0 : tensor<*xf32>
}

// -----

// expected-error@+1 {{'arg0': expected an input that is a tensor of known rank, found 'f32'}}
func.func @scalar(%x: f32) -> f32 {
  return %x : f32
}

// -----

func.func @computed_weights(%x: tensor<1x4x4x1xf32>, %w: tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  // expected-error@+1 {{expected weights and bias known when compiling, found values computed from the network's input}}
  %0 = tosa.conv2d %x, %w, %z, %z, %z {acc_type = f32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  return %0 : tensor<1x4x4x2xf32>
}

// -----

func.func @batch(%x: tensor<2x4x4x1xf32>) -> tensor<2x2x2x1xf32> {
  // expected-error@+1 {{expected a batch of 1, found 2}}
  %0 = tosa.max_pool2d %x {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<2x4x4x1xf32>) -> tensor<2x2x2x1xf32>
  return %0 : tensor<2x2x2x1xf32>
}

// -----

func.func @zero_point(%x: tensor<1x4x4xf32>, %y: tensor<1x4x4xf32>, %z: tensor<1xf32>) -> tensor<1x4x4xf32> {
  // expected-error@+1 {{expected a zero point of A known when compiling, found a value that is computed}}
  %0 = tosa.matmul %x, %y, %z, %z : (tensor<1x4x4xf32>, tensor<1x4x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4xf32>
  return %0 : tensor<1x4x4xf32>
}

// -----

// Zero points and shifts are checked by upstream too, where it knows them.
func.func @zero_point_of_floats(%x: tensor<1x4x4xf32>, %y: tensor<1x4x4xf32>) -> tensor<1x4x4xf32> {
  %z = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  // expected-error@+1 {{zero point}}
  %0 = tosa.matmul %x, %y, %z, %z : (tensor<1x4x4xf32>, tensor<1x4x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4xf32>
  return %0 : tensor<1x4x4xf32>
}

// -----

func.func @computed_indices(%x: tensor<1x4xf32>) -> tensor<1x1x2xf32> {
  %v = "tosa.const"() <{values = dense<1.0> : tensor<1x8x2xf32>}> : () -> tensor<1x8x2xf32>
  %0 = tosa.argmax %x {axis = 1 : i32} : (tensor<1x4xf32>) -> tensor<1xi32>
  %s = tosa.const_shape {values = dense<[1, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %1 = tosa.reshape %0, %s : (tensor<1xi32>, !tosa.shape<2>) -> tensor<1x1xi32>
  // expected-error@+1 {{expected the indices known when compiling, found a value that is computed}}
  %2 = tosa.gather %v, %1 : (tensor<1x8x2xf32>, tensor<1x1xi32>) -> tensor<1x1x2xf32>
  return %2 : tensor<1x1x2xf32>
}

// -----

func.func @indices_out_of_range(%x: tensor<1x4x2xf32>) -> tensor<1x1x2xf32> {
  %i = "tosa.const"() <{values = dense<4> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  // expected-error@+1 {{expected indices from 0 to 3, found 4}}
  %0 = tosa.gather %x, %i : (tensor<1x4x2xf32>, tensor<1x1xi32>) -> tensor<1x1x2xf32>
  return %0 : tensor<1x1x2xf32>
}

// -----

func.func @indices_of_batches(%x: tensor<2x4x2xf32>) -> tensor<2x1x2xf32> {
  %i = "tosa.const"() <{values = dense<[[1], [2]]> : tensor<2x1xi32>}> : () -> tensor<2x1xi32>
  // expected-error@+1 {{expected the same indices for the whole batch, found others for 1}}
  %0 = tosa.gather %x, %i : (tensor<2x4x2xf32>, tensor<2x1xi32>) -> tensor<2x1x2xf32>
  return %0 : tensor<2x1x2xf32>
}

// -----

// expected-warning@+1 {{'arg0': the first size is open: the network is compiled for a batch of 1}}
func.func @open_sizes_that_do_not_fit(%x: tensor<?x4xf32>) -> tensor<?x3xf32> {
  %s = tosa.const_shape {values = dense<[-1, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // expected-error@+1 {{expected a shape for the 4 elements of [1, 4] with at most one open size, found [?, 3]}}
  %0 = tosa.reshape %x, %s : (tensor<?x4xf32>, !tosa.shape<2>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

// -----

// expected-warning@+1 {{'arg0': the first size is open: the network is compiled for a batch of 1}}
func.func @result_of_another_shape(%x: tensor<?x4xf32>) -> tensor<2x4xf32> {
  // expected-error@+1 {{expected a result of shape [2, 4], as its type says, found [1, 4]}}
  %0 = tosa.cast %x : (tensor<?x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

// expected-warning@+1 {{'arg0': the first size is open: the network is compiled for a batch of 1}}
func.func @part_of_another(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %b = tosa.const_shape {values = dense<[1, 0]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %c = tosa.const_shape {values = dense<[1, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // expected-error@+1 {{expected a part of [1, 4], found start [1, 0] and size [1, 4]}}
  %0 = tosa.slice %x, %b, %c : (tensor<?x4xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// -----

func.func @infinite_border(%x: tensor<1x4xf32>) -> tensor<1x5xf32> {
  %p = tosa.const_shape {values = dense<[0, 0, 0, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %v = "tosa.const"() <{values = dense<0xFF800000> : tensor<1xf32>}> : () -> tensor<1xf32>
  // expected-error@+1 {{expected a finite value to pad with, found infinity}}
  %0 = tosa.pad %x, %p, %v : (tensor<1x4xf32>, !tosa.shape<4>, tensor<1xf32>) -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}

// -----

func.func @not_finite(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %c = "tosa.const"() <{values = dense<[[1.0, -1.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  // expected-error@+1 {{expected finite values, found NaN at element 1}}
  %l = tosa.log %c : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %0 = tosa.add %x, %l : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @integers_that_no_float_holds(%x: tensor<1xf32>) -> tensor<1xf32> {
  // expected-error@+1 {{expected integers from -16777216 to 16777216, which floats hold, found 16777217}}
  %c = "tosa.const"() <{values = dense<16777217> : tensor<1xi32>}> : () -> tensor<1xi32>
  %f = tosa.cast %c : (tensor<1xi32>) -> tensor<1xf32>
  %0 = tosa.add %x, %f : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

func.func @shift(%x: tensor<1xf32>) -> tensor<1xi32> {
  %i = tosa.cast %x : (tensor<1xf32>) -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<2> : tensor<1xi8>}> : () -> tensor<1xi8>
  // expected-error@+1 {{expected a shift of 0, found 2}}
  %0 = tosa.mul %i, %i, %s : (tensor<1xi32>, tensor<1xi32>, tensor<1xi8>) -> tensor<1xi32>
  return %0 : tensor<1xi32>
}

// -----

func.func @elided(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // expected-error@+1 {{expected the elements of resource '__elided__' at the end of the file, found none; was it printed with large elements left out?}}
  %c = "tosa.const"() <{values = dense_resource<__elided__> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %0 = tosa.add %x, %c : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

func.func @short_resource(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // expected-error@+1 {{expected the elements of a 'tensor<1x4xf32>' in resource 'short', found 4 bytes}}
  %c = "tosa.const"() <{values = dense_resource<short> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %0 = tosa.add %x, %c : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}
{-#
  dialect_resources: { builtin: { short: "0x040000000000803F" } }
#-}

// -----

func.func @huge(%x: tensor<1x1xf32>) -> tensor<1048576x1024xf32> {
  // expected-error@+1 {{expected at most 8 axes and 268435456 elements, found 'tensor<1048576x1024xf32>'}}
  %c = "tosa.const"() <{values = dense<1.0> : tensor<1048576x1024xf32>}> : () -> tensor<1048576x1024xf32>
  %0 = tosa.add %x, %c : (tensor<1x1xf32>, tensor<1048576x1024xf32>) -> tensor<1048576x1024xf32>
  return %0 : tensor<1048576x1024xf32>
}

// -----

func.func @softmax_of_another_zero_point(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %c1 = "tosa.const"() <{values = dense<1> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c7 = "tosa.const"() <{values = dense<7> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c9 = "tosa.const"() <{values = dense<9> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c12 = "tosa.const"() <{values = dense<12> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c17 = "tosa.const"() <{values = dense<17> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c35 = "tosa.const"() <{values = dense<35> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %four = "tosa.const"() <{values = dense<4> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %one = "tosa.const"() <{values = dense<536870912> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %x48 = "tosa.const"() <{values = dense<1515870810> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %x32 = "tosa.const"() <{values = dense<-1010580540> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %s0 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s23 = "tosa.const"() <{values = dense<23> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s30 = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s31 = "tosa.const"() <{values = dense<31> : tensor<1xi8>}> : () -> tensor<1xi8>
  %lowest = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z16 = "tosa.const"() <{values = dense<0> : tensor<1xi16>}> : () -> tensor<1xi16>
  %high = "tosa.const"() <{values = dense<127> : tensor<513xi16>}> : () -> tensor<513xi16>
  %low = "tosa.const"() <{values = dense<255> : tensor<513xi16>}> : () -> tensor<513xi16>
  %wide = tosa.rescale %x, %m, %s30, %s0, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %max = tosa.reduce_max %wide {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %d = tosa.sub %wide, %max : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %i = tosa.rescale %d, %m, %s23, %z, %z16 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi16>) -> tensor<1x4xi16>
  %t0 = tosa.table %i, %high : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t1 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t2 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t3 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %p0 = tosa.logical_left_shift %t0, %c17 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p1 = tosa.logical_left_shift %t1, %c9 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p2 = tosa.logical_left_shift %t2, %c1 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p3 = tosa.arithmetic_right_shift %t3, %c7 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %e1 = tosa.add %p0, %p1 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %e2 = tosa.add %e1, %p2 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %e = tosa.add %e2, %p3 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %r = tosa.arithmetic_right_shift %e, %c12 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %sum = tosa.reduce_sum %r {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %clz = tosa.clz %sum : (tensor<1x1xi32>) -> tensor<1x1xi32>
  %room = tosa.sub %clz, %c1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %half = tosa.logical_left_shift %sum, %room : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %a = tosa.mul %half, %x32, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n0 = tosa.add %a, %x48 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k0 = tosa.mul %n0, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l0 = tosa.sub %one, %k0 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o0 = tosa.mul %n0, %l0, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q0 = tosa.mul %o0, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n1 = tosa.add %n0, %q0 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k1 = tosa.mul %n1, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l1 = tosa.sub %one, %k1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o1 = tosa.mul %n1, %l1, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q1 = tosa.mul %o1, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n2 = tosa.add %n1, %q1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k2 = tosa.mul %n2, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l2 = tosa.sub %one, %k2 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o2 = tosa.mul %n2, %l2, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q2 = tosa.mul %o2, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n3 = tosa.add %n2, %q2 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %y = tosa.mul %e, %n3, %s30 : (tensor<1x4xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x4xi32>
  %bits = tosa.sub %c35, %clz : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %share = tosa.arithmetic_right_shift %y, %bits {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected a softmax to be rescaled by 1 from 0 to a zero point of -128, found others}}
  %out = tosa.rescale %share, %m, %s30, %z, %lowest {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %out : tensor<1x4xi8>
}

// -----

func.func @softmax_without_the_largest(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %c1 = "tosa.const"() <{values = dense<1> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c7 = "tosa.const"() <{values = dense<7> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c9 = "tosa.const"() <{values = dense<9> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c12 = "tosa.const"() <{values = dense<12> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c17 = "tosa.const"() <{values = dense<17> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c35 = "tosa.const"() <{values = dense<35> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %four = "tosa.const"() <{values = dense<4> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %one = "tosa.const"() <{values = dense<536870912> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %x48 = "tosa.const"() <{values = dense<1515870810> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %x32 = "tosa.const"() <{values = dense<-1010580540> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %s0 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s23 = "tosa.const"() <{values = dense<23> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s30 = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s31 = "tosa.const"() <{values = dense<31> : tensor<1xi8>}> : () -> tensor<1xi8>
  %lowest = "tosa.const"() <{values = dense<-128> : tensor<1xi8>}> : () -> tensor<1xi8>
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z16 = "tosa.const"() <{values = dense<0> : tensor<1xi16>}> : () -> tensor<1xi16>
  %high = "tosa.const"() <{values = dense<64> : tensor<513xi16>}> : () -> tensor<513xi16>
  %low = "tosa.const"() <{values = dense<255> : tensor<513xi16>}> : () -> tensor<513xi16>
  %wide = tosa.rescale %x, %m, %s30, %s0, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %max = tosa.reduce_max %wide {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %d = tosa.sub %wide, %max : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %i = tosa.rescale %d, %m, %s23, %z, %z16 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi16>) -> tensor<1x4xi16>
  %t0 = tosa.table %i, %high : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t1 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t2 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t3 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %p0 = tosa.logical_left_shift %t0, %c17 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p1 = tosa.logical_left_shift %t1, %c9 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p2 = tosa.logical_left_shift %t2, %c1 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p3 = tosa.arithmetic_right_shift %t3, %c7 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %e1 = tosa.add %p0, %p1 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %e2 = tosa.add %e1, %p2 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %e = tosa.add %e2, %p3 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %r = tosa.arithmetic_right_shift %e, %c12 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %sum = tosa.reduce_sum %r {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %clz = tosa.clz %sum : (tensor<1x1xi32>) -> tensor<1x1xi32>
  %room = tosa.sub %clz, %c1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %half = tosa.logical_left_shift %sum, %room : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %a = tosa.mul %half, %x32, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n0 = tosa.add %a, %x48 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k0 = tosa.mul %n0, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l0 = tosa.sub %one, %k0 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o0 = tosa.mul %n0, %l0, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q0 = tosa.mul %o0, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n1 = tosa.add %n0, %q0 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k1 = tosa.mul %n1, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l1 = tosa.sub %one, %k1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o1 = tosa.mul %n1, %l1, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q1 = tosa.mul %o1, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n2 = tosa.add %n1, %q1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k2 = tosa.mul %n2, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l2 = tosa.sub %one, %k2 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o2 = tosa.mul %n2, %l2, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q2 = tosa.mul %o2, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n3 = tosa.add %n2, %q2 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %y = tosa.mul %e, %n3, %s30 : (tensor<1x4xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x4xi32>
  %bits = tosa.sub %c35, %clz : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %share = tosa.arithmetic_right_shift %y, %bits {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  // expected-error@+1 {{expected exponentials from 0 on, the first 2147483647, found 1090519039 and 1090519039}}
  %out = tosa.rescale %share, %m, %s30, %z, %lowest {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8>
  return %out : tensor<1x4xi8>
}

// -----

// Parts of elements are weights of 8 bits.
func.func @fine_image(%x: tensor<1x2x2x1xi8>) -> tensor<1x3x3x1xi8> {
  %sc = tosa.const_shape {values = dense<[200, 100, 200, 100]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %of = tosa.const_shape {values = dense<0> : tensor<2xindex>} : () -> !tosa.shape<2>
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<45> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  // expected-error@+1 {{expected mode BILINEAR of 8 bits with scales of at most 127 for sums, found BILINEAR of 'tensor<1x2x2x1xi8>' with scales 200 and 200}}
  %0 = tosa.resize %x, %sc, %of, %of {mode = BILINEAR} : (tensor<1x2x2x1xi8>, !tosa.shape<4>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<1x3x3x1xi32>
  %1 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x3x3x1xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x3x3x1xi8>
  return %1 : tensor<1x3x3x1xi8>
}
