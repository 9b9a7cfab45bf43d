// The tables of each layer can lie in a section of their own.
// RUN: rm -rf %t && dendc %s -o %t --name=net
// RUN: %host_cc -O0 -DDENDRT_CONFIG='"%S/Inputs/placement.h"' -S %t/net.c -o - | FileCheck %s
// CHECK-DAG: .section {{.*}}fast_tables
// CHECK-DAG: .section {{.*}}slow_tables
// RUN: %host_cc -O0 -S %t/net.c -o - | FileCheck %s --check-prefix=PLAIN
// PLAIN-NOT: _tables

// RUN: FileCheck %s --check-prefix=SOURCE --input-file=%t/net.c
// SOURCE:     static DENDRT_LAYER_CONST(0) const {{.*}}first_weights
// SOURCE:     static DENDRT_LAYER_CONST(0) const {{.*}}first_layer
// SOURCE:     static DENDRT_LAYER_CONST(1) const {{.*}}second_weights
// SOURCE:     static DENDRT_LAYER_CONST(1) const {{.*}}second_layer
#one = #kern.requant<multipliers = [123456789], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x3xi8> {dend.name = "x"}) -> tensor<1x1xi8> {
  %0 = kern.dense %x {weights = dense<[[1, 2, 3]]> : tensor<1x3xi8>, bias = dense<0> : tensor<1xi32>, requant = #one} : (tensor<1x3xi8>) -> tensor<1x1xi8> loc("first")
  %1 = kern.dense %0 {weights = dense<[[4]]> : tensor<1x1xi8>, bias = dense<5> : tensor<1xi32>, requant = #one} : (tensor<1x1xi8>) -> tensor<1x1xi8> loc("second")
  return %1 : tensor<1x1xi8>
}
