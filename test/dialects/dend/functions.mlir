// The value of each scalar function at points that tell it from others, as folding a constant finds it. Expected values
// are those of the functions' definitions in double precision, rounded to f32.
// RUN: dend-opt %s --canonicalize | FileCheck %s

// Every function of the table is here.
// RUN: sed -n 's/^    {"\([a-z_]*\)".*/CHECK: func.func @\1()/p' %source_root/dialects/dend/Functions.cpp > %t
// RUN: FileCheck %t --input-file=%s

// CHECK-LABEL: @abs()
// CHECK: dense<[2.500000e+00, 0.000000e+00, 3.000000e+00]>
func.func @abs() -> tensor<3xf32> {
  %x = dend.constant dense<[-2.5, 0.0, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <abs> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @acos()
// CHECK: dense<[3.14159274, 1.04719758, 0.000000e+00]>
func.func @acos() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.0, 0.5, 1.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <acos> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @acosh()
// CHECK: dense<[0.000000e+00, 0.962423622, 1.76274717]>
func.func @acosh() -> tensor<3xf32> {
  %x = dend.constant dense<[1.0, 1.5, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <acosh> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @asin()
// CHECK: dense<[-1.57079637, 0.252680242, 0.52359879]>
func.func @asin() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.0, 0.25, 0.5]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <asin> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @asinh()
// CHECK: dense<[-1.44363546, 0.000000e+00, 1.81844652]>
func.func @asinh() -> tensor<3xf32> {
  %x = dend.constant dense<[-2.0, 0.0, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <asinh> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @atan()
// CHECK: dense<[-0.785398185, 0.000000e+00, 1.3258177]>
func.func @atan() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.0, 0.0, 4.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <atan> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @atanh()
// CHECK: dense<[-0.549306154, 0.000000e+00, 0.972955048]>
func.func @atanh() -> tensor<3xf32> {
  %x = dend.constant dense<[-0.5, 0.0, 0.75]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <atanh> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @ceil()
// CHECK: dense<[-1.000000e+00, 1.000000e+00, 2.000000e+00]>
func.func @ceil() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.5, 0.25, 2.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <ceil> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @clip()
// CHECK: dense<[-1.000000e+00, 5.000000e-01, 2.500000e+00]>
func.func @clip() -> tensor<3xf32> {
  %x = dend.constant dense<[-3.0, 0.5, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <clip, -1.0, 2.5> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @cos()
// CHECK: dense<[1.000000e+00, 0.49999997, -1.000000e+00]>
func.func @cos() -> tensor<3xf32> {
  %x = dend.constant dense<[0.0, 1.04719758, 3.14159274]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <cos> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @cosh()
// CHECK: dense<[3.76219559, 1.000000e+00, 1.12762594]>
func.func @cosh() -> tensor<3xf32> {
  %x = dend.constant dense<[-2.0, 0.0, 0.5]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <cosh> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @elu()
// CHECK: dense<[-5.000000e-01, -0.316060275, 2.000000e+00]>
func.func @elu() -> tensor<3xf32> {
  %x = dend.constant dense<[-20.0, -1.0, 2.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <elu, 0.5> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @erf()
// CHECK: dense<[-1.000000e+00, 0.000000e+00, 0.520499885, 0.842700779]>
func.func @erf() -> tensor<4xf32> {
  %x = dend.constant dense<[-4.0, 0.0, 0.5, 1.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <erf> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @exp()
// CHECK: dense<[0.36787945, 1.000000e+00, 2.71828175, 22026.4648]>
func.func @exp() -> tensor<4xf32> {
  %x = dend.constant dense<[-1.0, 0.0, 1.0, 10.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <exp> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @floor()
// CHECK: dense<[-2.000000e+00, 0.000000e+00, 2.000000e+00]>
func.func @floor() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.5, 0.25, 2.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <floor> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @gelu()
// CHECK: dense<[-0.00404969417, -0.158655256, 0.000000e+00, 1.95449972]>
func.func @gelu() -> tensor<4xf32> {
  %x = dend.constant dense<[-3.0, -1.0, 0.0, 2.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <gelu> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @gelu_tanh()
// CHECK: dense<[-0.00363739207, -0.158808008, 0.000000e+00, 1.95459771]>
func.func @gelu_tanh() -> tensor<4xf32> {
  %x = dend.constant dense<[-3.0, -1.0, 0.0, 2.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <gelu_tanh> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @hard_sigmoid()
// CHECK: dense<[0.000000e+00, 3.000000e-01, 0.699999988, 1.000000e+00]>
func.func @hard_sigmoid() -> tensor<4xf32> {
  %x = dend.constant dense<[-4.0, -1.0, 1.0, 4.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <hard_sigmoid, 0.2, 0.5> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @hard_swish()
// CHECK: dense<[-0.000000e+00, -0.333333343, 0.666666686, 4.000000e+00]>
func.func @hard_swish() -> tensor<4xf32> {
  %x = dend.constant dense<[-4.0, -1.0, 1.0, 4.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <hard_swish> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @identity()
// CHECK: dense<[-1.500000e+00, 0.000000e+00, 7.000000e+00]>
func.func @identity() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.5, 0.0, 7.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <identity> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @leaky_relu()
// CHECK: dense<[-1.000000e+00, 0.000000e+00, 8.000000e+00]>
func.func @leaky_relu() -> tensor<3xf32> {
  %x = dend.constant dense<[-8.0, 0.0, 8.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <leaky_relu, 0.125> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @log()
// CHECK: dense<[0.000000e+00, 0.99999994, 2.30258512]>
func.func @log() -> tensor<3xf32> {
  %x = dend.constant dense<[1.0, 2.71828175, 10.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <log> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @mish()
// CHECK: dense<[-0.252501488, 0.000000e+00, 0.865098416]>
func.func @mish() -> tensor<3xf32> {
  %x = dend.constant dense<[-2.0, 0.0, 1.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <mish> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @neg()
// CHECK: dense<[1.500000e+00, -0.000000e+00, -7.000000e+00]>
func.func @neg() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.5, 0.0, 7.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <neg> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @reciprocal()
// CHECK: dense<[-2.500000e-01, 2.000000e+00, 0.333333343]>
func.func @reciprocal() -> tensor<3xf32> {
  %x = dend.constant dense<[-4.0, 0.5, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <reciprocal> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @relu()
// CHECK: dense<[0.000000e+00, 0.000000e+00, 7.000000e+00]>
func.func @relu() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.5, 0.0, 7.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <relu> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @round()
// CHECK: dense<[-2.000000e+00, -0.000000e+00, 0.000000e+00, 2.000000e+00, 2.000000e+00]>
func.func @round() -> tensor<5xf32> {
  %x = dend.constant dense<[-2.5, -0.5, 0.5, 1.5, 2.4000001]> : tensor<5xf32> -> tensor<5xf32>
  %y = dend.unary <round> %x : (tensor<5xf32>) -> tensor<5xf32>
  return %y : tensor<5xf32>
}

// CHECK-LABEL: @rsqrt()
// CHECK: dense<[2.000000e+00, 1.000000e+00, 0.707106769]>
func.func @rsqrt() -> tensor<3xf32> {
  %x = dend.constant dense<[0.25, 1.0, 2.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <rsqrt> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @selu()
// CHECK: dense<[-1.75809932, -1.11133075, 0.000000e+00, 1.05070102]>
func.func @selu() -> tensor<4xf32> {
  %x = dend.constant dense<[-20.0, -1.0, 0.0, 1.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <selu> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @shrink()
// CHECK: dense<[-1.750000e+00, 0.000000e+00, 0.000000e+00, 5.000000e-01]>
func.func @shrink() -> tensor<4xf32> {
  %x = dend.constant dense<[-2.0, -0.5, 0.5, 0.75]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <shrink, 0.5, 0.25> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @sigmoid()
// CHECK: dense<[3.783510e-44, 0.268941432, 5.000000e-01, 0.999664664, 1.000000e+00]>
func.func @sigmoid() -> tensor<5xf32> {
  %x = dend.constant dense<[-100.0, -1.0, 0.0, 8.0, 100.0]> : tensor<5xf32> -> tensor<5xf32>
  %y = dend.unary <sigmoid> %x : (tensor<5xf32>) -> tensor<5xf32>
  return %y : tensor<5xf32>
}

// CHECK-LABEL: @sign()
// CHECK: dense<[-1.000000e+00, 0.000000e+00, 1.000000e+00]>
func.func @sign() -> tensor<3xf32> {
  %x = dend.constant dense<[-2.5, 0.0, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <sign> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @silu()
// CHECK: dense<[-0.142277613, 0.000000e+00, 0.731058597]>
func.func @silu() -> tensor<3xf32> {
  %x = dend.constant dense<[-3.0, 0.0, 1.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <silu> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @sin()
// CHECK: dense<[0.000000e+00, 5.000000e-01, 1.000000e+00]>
func.func @sin() -> tensor<3xf32> {
  %x = dend.constant dense<[0.0, 0.52359879, 1.57079637]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <sin> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @sinh()
// CHECK: dense<[-3.62686038, 0.000000e+00, 0.521095276]>
func.func @sinh() -> tensor<3xf32> {
  %x = dend.constant dense<[-2.0, 0.0, 0.5]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <sinh> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @softplus()
// CHECK: dense<[3.783510e-44, 0.693147182, 1.31326163, 1.000000e+02]>
func.func @softplus() -> tensor<4xf32> {
  %x = dend.constant dense<[-100.0, 0.0, 1.0, 100.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <softplus> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @softsign()
// CHECK: dense<[-7.500000e-01, 0.000000e+00, 5.000000e-01]>
func.func @softsign() -> tensor<3xf32> {
  %x = dend.constant dense<[-3.0, 0.0, 1.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <softsign> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @sqrt()
// CHECK: dense<[0.000000e+00, 1.41421354, 3.000000e+00]>
func.func @sqrt() -> tensor<3xf32> {
  %x = dend.constant dense<[0.0, 2.0, 9.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <sqrt> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @square()
// CHECK: dense<[9.000000e+00, 0.000000e+00, 2.250000e+00]>
func.func @square() -> tensor<3xf32> {
  %x = dend.constant dense<[-3.0, 0.0, 1.5]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <square> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @tan()
// CHECK: dense<[-0.546302497, 0.000000e+00, 1.55740774]>
func.func @tan() -> tensor<3xf32> {
  %x = dend.constant dense<[-0.5, 0.0, 1.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <tan> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @tanh()
// CHECK: dense<[-1.000000e+00, -0.761594176, 0.000000e+00, 0.462117165]>
func.func @tanh() -> tensor<4xf32> {
  %x = dend.constant dense<[-20.0, -1.0, 0.0, 0.5]> : tensor<4xf32> -> tensor<4xf32>
  %y = dend.unary <tanh> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @thresholded_relu()
// CHECK: dense<[0.000000e+00, 0.000000e+00, 7.500000e-01]>
func.func @thresholded_relu() -> tensor<3xf32> {
  %x = dend.constant dense<[-1.0, 0.5, 0.75]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.unary <thresholded_relu, 0.5> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}
