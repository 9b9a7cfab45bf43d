// A layer that is called row by row beside an operand without rows.
// RUN: rm -rf %t && dendc %s -o %t --name=net
// RUN: FileCheck %s --input-file=%t/net.c
// CHECK:      for (int32_t row = {{.*}}; row < {{.*}}; ++row)
// CHECK-NEXT:   add_kernel(memory + {{[0-9]+}} + row % [[ROWS:[0-9]+]] * 160, add_constant, memory + {{[0-9]+}} + row % [[ROWS]] * 160);
#half = #kern.requant<multipliers = [1073741824, 1073741824, 1073741824, 1073741824, 1073741824, 1073741824, 1073741824, 1073741824], shift = 1, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x80x20x2xi8> {dend.name = "x"}) -> tensor<1x40x10x8xi8> {
  %offset = kern.constant dense<3> : tensor<i8> loc("offset")
  %0 = kern.conv2d %x {weights = dense<1> : tensor<8x1x1x2xi8>, bias = dense<0> : tensor<8xi32>, requant = #half} : (tensor<1x80x20x2xi8>) -> tensor<1x80x20x8xi8> loc("widen")
  %1 = kern.add %0, %offset {lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, shift = 0 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<1x80x20x8xi8>, tensor<i8>) -> tensor<1x80x20x8xi8> loc("add")
  %2 = kern.max_pool2d %1 {window = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x80x20x8xi8>) -> tensor<1x40x10x8xi8> loc("narrow")
  return %2 : tensor<1x40x10x8xi8>
}
