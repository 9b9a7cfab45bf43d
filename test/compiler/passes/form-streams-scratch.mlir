// RUN: dend-opt %s --kern-form-streams --kern-plan-memory --split-input-file | FileCheck %s

#m4 = #kern.target<name = "m4", core = "cortex-m4", isa = ["thumb2", "dsp"], flash = 0, ram = 0, alignment = 16>
#eight = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// The widened input of a layer is most of the arena, and it costs little to do without.
// CHECK:       kern.arena_size = 244 : i64
// CHECK-LABEL: func.func @main(
// CHECK:         kern.dense {{.*}}kern.kernel = "dense_s8_direct"{{.*}}kern.why = "less scratch than dense_s8_dual"
module attributes {kern.target = #m4} {
  func.func @main(%x: tensor<1x232xi8>) -> tensor<1x8xi8> {
    %0 = kern.dense %x {kern.kernel = "dense_s8_dual", kern.why = "", weights = dense<1> : tensor<8x232xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight}
      : (tensor<1x232xi8>) -> tensor<1x8xi8>
    return %0 : tensor<1x8xi8>
  }
}

// -----

#m4 = #kern.target<name = "m4", core = "cortex-m4", isa = ["thumb2", "dsp"], flash = 0, ram = 0, alignment = 16>
#many = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// Where another layer needs as much anyway, kernels stay as fast as they are.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.dense {{.*}}kern.kernel = "dense_s8_dual"
module attributes {kern.target = #m4} {
  func.func @main(%x: tensor<1x512xi8>) -> tensor<1x32xi8> {
    %0 = kern.slice %x {begin = array<i64: 0, 0>, kern.kernel = "slice_x8", steps = array<i64: 1, 2>} : (tensor<1x512xi8>) -> tensor<1x256xi8>
    %1 = kern.dense %0 {kern.kernel = "dense_s8_dual", kern.why = "", weights = dense<1> : tensor<32x256xi8>, bias = dense<0> : tensor<32xi32>, requant = #many}
      : (tensor<1x256xi8>) -> tensor<1x32xi8>
    return %1 : tensor<1x32xi8>
  }
}
