// For size, layers of one kind call one kernel, in which what they have in common is a constant, and have a struct of the
// rest, as narrow as its values; for speed each has its own kernel, but for those that differ in tables alone.
// RUN: rm -rf %t && dendc %s -o %t --name=net --optimize=size && FileCheck %s --input-file=%t/net.c
// CHECK:      net.c: generated
// CHECK-NEXT: #define DENDRT_SMALL
// CHECK:      typedef struct {
// CHECK-NEXT:   const uint32_t *weights;
// CHECK-NEXT:   const int32_t *bias;
// CHECK-NEXT:   int8_t inputs;
// CHECK-NEXT: } dense_s8_[[LAYOUT:.*]]_layer_t;
// CHECK-EMPTY:
// CHECK-NEXT: static DENDRT_LAYER_CONST(0) const dense_s8_[[LAYOUT]]_layer_t first_layer = {
// CHECK-NEXT:   .inputs = 8,
// CHECK:      DENDRT_NOINLINE void shared_dense_s8_[[LAYOUT]](
// CHECK-NEXT:   const dense_s8_[[LAYOUT]]_layer_t *layer,
// CHECK-NEXT:   const dendrt_dense_s8_[[LAYOUT]]_t whole = {
// CHECK-NEXT:     .shape = {.rows = 1, .inputs = layer->inputs, .outputs = 4},
// CHECK:      shared_dense_s8_[[LAYOUT]](&first_layer,
// CHECK:      shared_dense_s8_[[LAYOUT]](&second_layer,
// RUN: rm -rf %t && dendc %s -o %t --name=net && FileCheck %s --check-prefix=SPEED --input-file=%t/net.c
// SPEED-NOT: DENDRT_SMALL
// SPEED-NOT: shared
#one = #kern.requant<multipliers = [123456789, 123456789, 123456789, 123456789], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x8xi8> {dend.name = "x"}) -> tensor<1x4xi8> {
  %0 = kern.dense %x {weights = dense<[[-5, -2, 1, 4, -4, -1, 2, 5], [0, 3, -5, -2, 1, 4, -4, -1], [5, -3, 0, 3, -5, -2, 1, 4], [-1, 2, 5, -3, 0, 3, -5, -2]]> : tensor<4x8xi8>, bias = dense<0> : tensor<4xi32>, requant = #one} : (tensor<1x8xi8>) -> tensor<1x4xi8> loc("first")
  %1 = kern.dense %0 {weights = dense<[[-4, -2, 0, 2], [3, -4, -2, 0], [1, 3, -4, -2], [-1, 1, 3, -4]]> : tensor<4x4xi8>, bias = dense<5> : tensor<4xi32>, requant = #one} : (tensor<1x4xi8>) -> tensor<1x4xi8> loc("second")
  return %1 : tensor<1x4xi8>
}
