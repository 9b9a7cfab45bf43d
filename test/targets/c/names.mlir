// Names of layers and tensors may hold anything: comments stay comments, identifiers are C and C++, and unique.
// RUN: rm -rf %t && dendc %s -o %t --name=net
// RUN: %host_cc %strict_c99 -c %t/net.c -o %t/net.o
// RUN: %host_cxx -std=c++17 -Wall -Wextra -Werror -fsyntax-only -x c++ %t/net.h
// RUN: FileCheck %s < %t/net.c
// RUN: FileCheck %s --check-prefix=HEADER < %t/net.h

// CHECK: /* / * block1/ ** /??/ \ "conv": 4x4x1 -> 4x4x4
// CHECK: dendrt_conv2d_s8_dual_t conv_layer = {
// CHECK: /* int: 64 -> 64
// CHECK: _t int_layer = {
// CHECK: /* a/conv: 64 -> 2
// CHECK: _t conv_2_layer = {

// HEADER: What the network reads: 'in put/ *'
// HEADER: What the network gives: '??=class'
// HEADER: net_input_t *net_input(void *arena);

!input = !quant.uniform<i8:f32, 0.25:-6>
!weight = !quant.uniform<i8:f32, 0.1>
!output = !quant.uniform<i16:f32, 0.001>

func.func @main(%x: tensor<1x4x4x1x!input> {dend.name = "in put/*"}) -> (tensor<1x2x!output> {dend.name = "??=class"}) {
  %w0 = dend.constant dense<1> : tensor<4x3x3x1xi8> -> tensor<4x3x3x1x!weight>
  %w1 = dend.constant dense<1> : tensor<64x64xi8> -> tensor<64x64x!weight>
  %w2 = dend.constant dense<1> : tensor<2x64xi8> -> tensor<2x64x!weight>
  %0 = dend.conv2d %x, %w0 {arithmetic = #dend.arithmetic<native>, padding = array<i64: 1, 1, 1, 1>}
    : (tensor<1x4x4x1x!input>, tensor<4x3x3x1x!weight>) -> tensor<1x4x4x4x!input> loc("/* block1/**/??/ \\ \"conv\"")
  %1 = dend.reshape %0 : (tensor<1x4x4x4x!input>) -> tensor<1x64x!input>
  %2 = dend.dense %1, %w1 {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x64x!input>, tensor<64x64x!weight>) -> tensor<1x64x!input> loc("int")
  %3 = dend.dense %2, %w2 {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x64x!input>, tensor<2x64x!weight>) -> tensor<1x2x!output> loc("a/conv;b/BiasAdd;c/MatMul")
  return %3 : tensor<1x2x!output>
}
