// The helpers between real values and integers round half away from zero, saturate, and give the zero point for NaN.
// RUN: rm -rf %t && dendc %s -o %t --name=net
// RUN: %host_cc %strict_c99 -I%t %S/Inputs/quantize.c %t/net.c -o %t/quantize
// RUN: %t/quantize | FileCheck %s

// 0.5 - 2^-25, of which adding 0.5 would make 1.
// CHECK: 0.49999997: -6
// CHECK: 0.5: -5
// CHECK: -0.49999997: -6
// CHECK: -0.5: -7
// CHECK: 2.5: -3
// CHECK: -2.5: -9
// CHECK: 132.49998: 126
// CHECK: 133: 127
// CHECK: 1e+30: 127
// CHECK: -122: -128
// CHECK: -1e+30: -128
// CHECK: inf: 127
// CHECK: -inf: -128
// CHECK: nan: -6
// CHECK: back: 0 6.5 -61 66.5

!input = !quant.uniform<i8:f32, 1.0:-6>
!output = !quant.uniform<i8:f32, 0.5:-6>

func.func @main(%x: tensor<4x!input>) -> tensor<4x!output> {
  %y = dend.unary <identity> %x {arithmetic = #dend.arithmetic<native>} : (tensor<4x!input>) -> tensor<4x!output>
  return %y : tensor<4x!output>
}
