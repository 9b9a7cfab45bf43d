// RUN: dend-opt %s --kern-plan-memory --split-input-file | FileCheck %s --check-prefixes=CHECK,ARENA
// RUN: dend-opt %s --kern-plan-memory=io-in-arena=false --split-input-file | FileCheck %s --check-prefixes=CHECK,CALLER

// A buffer is free again after its last reader, and an output may begin a position before its input where one position is computed
// from one: three of 16 bytes in turn, on words, take 24. In the caller's memory are all but the middle one.
// ARENA:       module attributes {kern.arena_lower_bound = 17 : i64, kern.arena_size = 24 : i64}
// CALLER:      module attributes {kern.arena_lower_bound = 16 : i64, kern.arena_size = 16 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    tensor<1x4x4x1xi8> {kern.offset = 8 : i64})
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 4 : i64
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 0 : i64
// CALLER-SAME:   %{{[a-z0-9]+}}: tensor<1x4x4x1xi8>) ->
// CALLER:        kern.max_pool2d {{.*}}kern.offset = 0 : i64
// CALLER-NOT:    kern.offset
func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
  return %1 : tensor<1x4x4x1xi8>
}

// -----

// What is read again later lives on: the input stays until the sum, which is computed over one of its operands.
// ARENA:       module attributes {kern.arena_lower_bound = 17 : i64, kern.arena_size = 20 : i64}
// CALLER:      module attributes {kern.arena_lower_bound = 9 : i64, kern.arena_size = 12 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    tensor<1x1x8x1xi8> {kern.offset = 12 : i64})
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 4 : i64
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 0 : i64
// ARENA:         kern.add {{.*}}kern.offset = {{0|12}} : i64
// ARENA:         kern.max_pool2d {{.*}}kern.offset = {{[0-9]+}} : i64
// CALLER:        kern.max_pool2d {{.*}}kern.offset = 4 : i64
// CALLER:        kern.max_pool2d {{.*}}kern.offset = 0 : i64
// CALLER:        kern.add {{.*}}kern.offset = 0 : i64
// CALLER-NOT:    kern.offset
func.func @main(%x: tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  %2 = kern.add %1, %x {kern.kernel = "add_s8", lhs_multiplier = 1 : i32, max = 127 : i32, min = -128 : i32, offset = 0 : i32, rhs_multiplier = 1 : i32, shift = 0 : i32} : (tensor<1x1x8x1xi8>, tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  %3 = kern.max_pool2d %2 {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  return %3 : tensor<1x1x8x1xi8>
}

// -----

// Elementwise ops compute in place where the operand is not read again and is not repeated: with the widened tensor, which begins 8
// bytes before its operand, %y is all that needs room of its own. Never in the caller's memory.
// ARENA:       module attributes {kern.arena_lower_bound = 17 : i64, kern.arena_size = 17 : i64}
// CALLER:      module attributes {kern.arena_lower_bound = 16 : i64, kern.arena_size = 16 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    %{{.*}}: tensor<1x8xi8> {kern.offset = 0 : i64}, %{{.*}}: tensor<1x1xi8> {kern.offset = 16 : i64})
// ARENA:         kern.rescale {{.*}}kern.offset = 8 : i64
// ARENA:         kern.rescale {{.*}}kern.offset = 0 : i64
// CALLER:        kern.rescale {{.*}}kern.offset = 8 : i64
// CALLER:        kern.rescale {{.*}}kern.offset = 0 : i64
// CHECK:         kern.rescale {{.*}}kern.offset = 0 : i64
// CHECK:         kern.rescale {{.*}}kern.offset = 0 : i64
// CHECK:         kern.add {{.*}}kern.offset = 0 : i64
// ARENA:         kern.rescale {{.*}}kern.offset = 0 : i64
// CALLER-NOT:    kern.offset
// CHECK:         return
#narrow = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x8xi8>, %y: tensor<1x1xi8>) -> tensor<1x8xi8> {
  %0 = kern.rescale %x {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #narrow} : (tensor<1x8xi8>) -> tensor<1x8xi8>
  %1 = kern.rescale %0 {input_zero_point = 0 : i32, kern.kernel = "rescale_s8_s16", requant = #narrow} : (tensor<1x8xi8>) -> tensor<1x8xi16>
  %2 = kern.rescale %1 {input_zero_point = 0 : i32, kern.kernel = "rescale_s16", requant = #narrow} : (tensor<1x8xi16>) -> tensor<1x8xi16>
  %3 = kern.rescale %2 {input_zero_point = 0 : i32, kern.kernel = "rescale_s16_s8", requant = #narrow} : (tensor<1x8xi16>) -> tensor<1x8xi8>
  %4 = kern.add %y, %3 {kern.kernel = "add_s8", lhs_multiplier = 1 : i32, max = 127 : i32, min = -128 : i32, offset = 0 : i32, rhs_multiplier = 1 : i32, shift = 0 : i32} : (tensor<1x1xi8>, tensor<1x8xi8>) -> tensor<1x8xi8>
  %5 = kern.rescale %4 {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #narrow} : (tensor<1x8xi8>) -> tensor<1x8xi8>
  return %5 : tensor<1x8xi8>
}

// -----

// An operand that something else still reads is not overwritten.
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = [[X:[0-9]+]] : i64}
// ARENA:         kern.rescale {{.*}}kern.offset = [[A:[0-9]+]] : i64
// ARENA-NOT:     kern.rescale {{.*}}kern.offset = [[A]] : i64
// ARENA:         kern.rescale {{.*}}kern.offset = [[B:[0-9]+]] : i64
// ARENA:         kern.concat {{.*}}kern.offset
#narrow = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x8xi8>) -> tensor<1x24xi8> {
  %0 = kern.rescale %x {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #narrow} : (tensor<1x8xi8>) -> tensor<1x8xi8>
  %1 = kern.rescale %0 {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #narrow} : (tensor<1x8xi8>) -> tensor<1x8xi8>
  %2 = kern.concat %0, %1, %x {axis = 1 : i64, kern.kernel = "concat_x8"} : (tensor<1x8xi8>, tensor<1x8xi8>, tensor<1x8xi8>) -> tensor<1x24xi8>
  return %2 : tensor<1x24xi8>
}

// -----

// A reshape is the buffer of its input, which so lives as long as its last reader; constants have no buffer.
// ARENA:       module attributes {kern.arena_lower_bound = 24 : i64, kern.arena_size = 24 : i64}
// CALLER:      module attributes {kern.arena_lower_bound = 16 : i64, kern.arena_size = 16 : i64}
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     kern.constant {{.*}}kern.offset
// ARENA:         kern.max_pool2d {{.*}}kern.offset = [[P:[0-9]+]] : i64
// CHECK:         kern.reshape %{{[a-z0-9]+}} : (tensor<1x4x2x1xi8>) -> tensor<8xi8>
// ARENA:         kern.slice {{.*}}kern.offset = {{[0-9]+}} : i64
// ARENA:         kern.concat {{.*}}kern.offset = {{[0-9]+}} : i64
func.func @main(%x: tensor<1x4x2x1xi8>) -> tensor<24xi8> {
  %c = kern.constant dense<1> : tensor<8xi8>
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x4x2x1xi8>) -> tensor<1x4x2x1xi8>
  %1 = kern.reshape %0 : (tensor<1x4x2x1xi8>) -> tensor<8xi8>
  %2 = kern.slice %1 {begin = array<i64: 7>, kern.kernel = "slice_x8", steps = array<i64: -1>} : (tensor<8xi8>) -> tensor<8xi8>
  %3 = kern.concat %1, %2, %c {axis = 0 : i64, kern.kernel = "concat_x8"} : (tensor<8xi8>, tensor<8xi8>, tensor<8xi8>) -> tensor<24xi8>
  return %3 : tensor<24xi8>
}

// -----

// Scratch lives during its op only: the second reuses that of the first. Everything lies on words.
// ARENA:       module attributes {kern.arena_lower_bound = 9 : i64, kern.arena_size = 13 : i64}
// CHECK-LABEL: func.func @main(
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 4 : i64, {{.*}}kern.scratch_offset = 8 : i64
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 0 : i64, {{.*}}kern.scratch_offset = 8 : i64
func.func @main(%x: tensor<1x1x3x1xi8>) -> tensor<1x1x3x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", kern.scratch_size = 5 : i64, window = array<i64: 1, 1>} : (tensor<1x1x3x1xi8>) -> tensor<1x1x3x1xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", kern.scratch_size = 5 : i64, window = array<i64: 1, 1>} : (tensor<1x1x3x1xi8>) -> tensor<1x1x3x1xi8>
  return %1 : tensor<1x1x3x1xi8>
}

// -----

// All results live to the end, and so does an input that is read by the last op only; one that nothing reads lives until the first.
// ARENA:       module attributes {kern.arena_lower_bound = 24 : i64, kern.arena_size = 24 : i64}
// CALLER:      module attributes {kern.arena_lower_bound = 0 : i64, kern.arena_size = 0 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 0 : i64}, %{{[a-z0-9]+}}: tensor<1x1x8x1xi8> {kern.offset = {{[0-9]+}} : i64})
// ARENA:         kern.max_pool2d {{.*}}kern.offset = {{8|16}} : i64
// ARENA:         kern.max_pool2d {{.*}}kern.offset = {{8|16}} : i64
// CALLER-NOT:    kern.offset
func.func @main(%x: tensor<1x1x8x1xi8>, %unused: tensor<1x1x8x1xi8>) -> (tensor<1x1x8x1xi8>, tensor<1x1x8x1xi8>) {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  %1 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  return %0, %1 : tensor<1x1x8x1xi8>, tensor<1x1x8x1xi8>
}

// -----

// Where there is a data cache, what the world outside writes and reads fills whole lines, and nothing else has to.
// ARENA:       kern.arena_lower_bound = 42 : i64, kern.arena_size = 42 : i64
// CALLER:      kern.arena_lower_bound = 20 : i64, kern.arena_size = 22 : i64
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    tensor<2x5xi8> {kern.offset = 0 : i64}
// ARENA:         kern.transpose {{.*}}kern.offset = 32 : i64
// ARENA:         kern.transpose {{.*}}kern.offset = 0 : i64
// ARENA:         kern.concat {{.*}}kern.offset = 0 : i64
module attributes {kern.target = #kern.target<name = "m7", core = "cortex-m7", isa = [], flash = 0, ram = 0, alignment = 32>} {
  func.func @main(%x: tensor<2x5xi8>) -> tensor<4x5xi8> {
    %0 = kern.transpose %x {kern.kernel = "transpose_x8", permutation = array<i64: 1, 0>} : (tensor<2x5xi8>) -> tensor<5x2xi8>
    %1 = kern.transpose %0 {kern.kernel = "transpose_x8", permutation = array<i64: 1, 0>} : (tensor<5x2xi8>) -> tensor<2x5xi8>
    %2 = kern.concat %1, %1 {axis = 0 : i64, kern.kernel = "concat_x8"} : (tensor<2x5xi8>, tensor<2x5xi8>) -> tensor<4x5xi8>
    return %2 : tensor<4x5xi8>
  }
}

// -----

// In place within whole lines.
// ARENA:       kern.arena_lower_bound = 32 : i64, kern.arena_size = 32 : i64
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 0 : i64}
// ARENA:         kern.rescale {{.*}}kern.offset = 0 : i64
// CALLER-NOT:    kern.offset
module attributes {kern.target = #kern.target<name = "m7", core = "cortex-m7", isa = [], flash = 0, ram = 0, alignment = 32>} {
  func.func @main(%x: tensor<2x5xi8>) -> tensor<2x5xi8> {
    %0 = kern.rescale %x {input_zero_point = 0 : i32, kern.kernel = "rescale_s8",
        requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<2x5xi8>) -> tensor<2x5xi8>
    return %0 : tensor<2x5xi8>
  }
}

// -----

// Old offsets are gone.
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     99
// CHECK:         return
func.func @main(%x: tensor<1x1x3x1xi8> {kern.offset = 99 : i64}) -> tensor<1x1x3x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", kern.offset = 99 : i64, kern.scratch_offset = 99 : i64, window = array<i64: 1, 1>} : (tensor<1x1x3x1xi8>) -> tensor<1x1x3x1xi8>
  return %0 : tensor<1x1x3x1xi8>
}

// -----

// Only the network is planned.
// CHECK-LABEL: func.func @other(
// CHECK-NOT:     kern.offset
func.func @other(%x: tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", window = array<i64: 1, 1>} : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  return %0 : tensor<1x1x8x1xi8>
}


// -----

// A window that reaches a row and a position back: the output begins a row and two positions before its input, on words.
// ARENA:       module attributes {kern.arena_lower_bound = 42 : i64, kern.arena_size = 44 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 12 : i64}
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 0 : i64
func.func @main(%x: tensor<1x4x8x1xi8>) -> tensor<1x4x8x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x4x8x1xi8>) -> tensor<1x4x8x1xi8>
  return %0 : tensor<1x4x8x1xi8>
}

// -----

// A pool that shrinks its input never catches up with it; a reduction reads all of it for its first element.
// ARENA:       module attributes {kern.arena_lower_bound = 33 : i64, kern.arena_size = 36 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 4 : i64}
// ARENA:         kern.max_pool2d {{.*}}kern.offset = 0 : i64
func.func @main(%x: tensor<1x4x8x1xi8>) -> tensor<1x1x8x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 1>, window = array<i64: 2, 1>} : (tensor<1x4x8x1xi8>) -> tensor<1x2x8x1xi8>
  %1 = kern.reduce %0 {axes = array<i64: 1>, kern.kernel = "reduce_s8", kind = #dend.reduction<max>} : (tensor<1x2x8x1xi8>) -> tensor<1x1x8x1xi8>
  return %1 : tensor<1x1x8x1xi8>
}

// -----

// Where a window is one position, columns in scratch hold all of it before it is overwritten; where columns are read in place, two
// positions at a time, it is not overwritten by theirs.
// ARENA:       module attributes {kern.arena_lower_bound = 72 : i64, kern.arena_size = 72 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 8 : i64}
// ARENA:         kern.conv2d {{.*}}kern.offset = 8 : i64
// ARENA:         kern.conv2d {{.*}}kern.offset = 0 : i64
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x4x4x4xi8>) -> tensor<1x4x4x4xi8> {
  %0 = kern.conv2d %x {kern.kernel = "conv2d_s8_wide", kern.scratch_size = 0 : i64, weights = dense<1> : tensor<4x1x1x4xi8>, bias = dense<0> : tensor<4xi32>,
      requant = #four} : (tensor<1x4x4x4xi8>) -> tensor<1x4x4x4xi8>
  %1 = kern.conv2d %0 {kern.kernel = "conv2d_s8_narrow", kern.scratch_size = 0 : i64, weights = dense<1> : tensor<4x1x1x4xi8>, bias = dense<0> : tensor<4xi32>,
      requant = #four} : (tensor<1x4x4x4xi8>) -> tensor<1x4x4x4xi8>
  return %1 : tensor<1x4x4x4xi8>
}

// -----

// Layout planes copies four channels of eight rows before it writes them: channels lie over themselves, by one row that the next
// eight still read.
// ARENA:       module attributes {kern.arena_lower_bound = 336 : i64, kern.arena_size = 336 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 16 : i64}
// ARENA:         kern.depthwise_conv2d {{.*}}kern.offset = 0 : i64
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x20x4x4xi8>) -> tensor<1x20x4x4xi8> {
  %0 = kern.depthwise_conv2d %x {kern.kernel = "depthwise_conv2d_s8_planes", kern.scratch_size = 0 : i64, weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>,
      padding = array<i64: 1, 1, 1, 1>, requant = #four} : (tensor<1x20x4x4xi8>) -> tensor<1x20x4x4xi8>
  return %0 : tensor<1x20x4x4xi8>
}

// -----

// So does layout single, a channel at a time.
// ARENA:       module attributes {kern.arena_lower_bound = 336 : i64, kern.arena_size = 336 : i64}
// CHECK-LABEL: func.func @main(
// ARENA-SAME:    {kern.offset = 16 : i64}
// ARENA:         kern.depthwise_conv2d {{.*}}kern.offset = 0 : i64
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x20x4x4xi8>) -> tensor<1x20x4x4xi8> {
  %0 = kern.depthwise_conv2d %x {kern.kernel = "depthwise_conv2d_s8_single", kern.scratch_size = 0 : i64, weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>,
      padding = array<i64: 1, 1, 1, 1>, requant = #four} : (tensor<1x20x4x4xi8>) -> tensor<1x20x4x4xi8>
  return %0 : tensor<1x20x4x4xi8>
}

// -----

// Operands of a concatenation lie in its result, the second over what it is computed from; so does a slice of it, but not a slice with
// steps.
// ARENA:       module attributes {kern.arena_lower_bound = 16 : i64, kern.arena_size = 16 : i64}
// CALLER:      module attributes {kern.arena_lower_bound = 12 : i64, kern.arena_size = 12 : i64}
// CHECK-LABEL: func.func @main(
// CHECK:         kern.rescale {{.*}}kern.offset = [[#FIRST:]] : i64
// CHECK:         kern.rescale {{.*}}kern.offset = [[#FIRST + 4]] : i64
// CHECK:         kern.concat {{.*}}kern.offset = [[#FIRST]] : i64, kern.why = "nothing to do: its parts lie where they belong"
// CHECK:         kern.slice {{.*}}kern.offset = [[#FIRST + 2]] : i64, kern.why = "nothing to do: its parts lie where they belong"
// CHECK:         kern.slice {{.*}}begin = array<i64: 0, 1>
// CHECK-NOT:     nothing to do
func.func @main(%a: tensor<1x4xi8>, %b: tensor<1x8xi8>) -> (tensor<1x3xi8>, tensor<1x4xi8>) {
  %0 = kern.rescale %a {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
  %1 = kern.rescale %b {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x8xi8>) -> tensor<1x8xi8>
  %2 = kern.concat %0, %1 {axis = 1 : i64, kern.kernel = "concat_x8", kern.why = "the only one"} : (tensor<1x4xi8>, tensor<1x8xi8>) -> tensor<1x12xi8>
  %3 = kern.slice %2 {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>, kern.kernel = "slice_x8", kern.why = "the only one"} : (tensor<1x12xi8>) -> tensor<1x6xi8>
  %4 = kern.slice %3 {begin = array<i64: 0, 1>, steps = array<i64: 1, 2>, kern.kernel = "slice_x8", kern.why = "the only one"} : (tensor<1x6xi8>) -> tensor<1x3xi8>
  %5 = kern.rescale %a {input_zero_point = 0 : i32, kern.kernel = "rescale_s8", requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
  return %4, %5 : tensor<1x3xi8>, tensor<1x4xi8>
}
