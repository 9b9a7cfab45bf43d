// KernDialect.td - the dialect itself: how a network is computed.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNDIALECT_TD
#define DIALECTS_KERN_KERNDIALECT_TD

include "mlir/IR/OpBase.td"

def Kern_Dialect : Dialect {
  let name = "kern";
  let cppNamespace = "::dendc::kern";
  let summary = "Integer and float kernels with exactly defined arithmetic";
  let description = [{
    Every op is one call of a kernel of the runtime on whole tensors of i8, i16 or f32 (inside `stream`: a few rows at a time), with the arithmetic of
    `dialects/kern/README.md`. Weights and tables are logical: in the order of the formulas, not yet in the layout of a
    kernel. Values are tensors; where each lives in the arena is an attribute that `plan` adds.

    Attributes that phases add to ops:

    | attribute | added by | what |
    |---|---|---|
    | `kern.eliminated` | lower | input and output channels that a layer lost because they cannot matter |
    | `kern.kernel` | schedule | name of the kernel in the catalogue |
    | `kern.why` | schedule | the reason for it, for the report |
    | `kern.padded_rows` | schedule | output rows whose input a convolution copies to its scratch at once, with its padding; without it, none |
    | `kern.pace` | schedule | the op sets the pace of its stream; without it, the last one does |
    | `kern.tables` | pack | dictionary of the constant tables in the kernel's layout |
    | `kern.scratch_size` | pack | bytes of scratch the call needs |
    | `kern.offset` | plan | bytes from the start of the arena to the op's result |
    | `kern.ring_rows` | plan | rows kept of a result inside a stream; without it, all of them |
    | `kern.row_size` | plan | bytes kept of each row of a result inside a stream computed in patches; without it, all of them |
    | `kern.scratch_offset` | plan | bytes from the start of the arena to its scratch, and to what an op of a stream keeps from call to call |

    On the function's arguments: `kern.offset`, and where the network's only input is fed some rows at a time, `kern.input_rows`
    (schedule), their number, and `kern.ring_rows` (plan). Then a stream of the layers that read it comes first, and its
    `kern.scratch_offset` is where it keeps how far each of them has come.

    On the module: `kern.target` (`#kern.target`), and after `plan` `kern.arena_size` and `kern.arena_lower_bound` in bytes. After
    `schedule` `kern.instructions`, those of an inference as they are estimated, and where less RAM costs some of them,
    `kern.fastest_instructions` and `kern.fastest_arena_size`, bytes, of the fastest schedule. Where the
    arena is cut into memories of a microcontroller, `kern.regions`, fastest first: `name` and `capacity` of each, after `plan` its
    `offset` in the arena and its `size` there, all in bytes.

    Rules over types, of every op:
    - T1: tensors have a static shape and from 1 to 2^31 - 1 elements of i8, i16 or f32.
    - T2: an op whose input is f32 is a float op and has an f32 output, else it is an integer op with an integer output;
      only `quantize` and `dequantize` lead from one to the other.

    Rules over numbers, of every op that has them:
    - R1: the multipliers of a `#kern.requant` are at least one, none negative; its shift is from 0 to 30, and 0 for rounding
      `tflite`; rounding `native` has no shifts, others one for each multiplier: `tflite` from -31 to 30, `nearest` from -30
      to -1.
    - R2: `min` is at most `max`; they and the zero point beside them lie in the range of the output's type, that is of i16
      for dendrites.
    - R3: the zero point of an input lies in the range of its type; that of a float input is 0.

    What does not exist here: quantized types (they became zero points and multipliers), activations of integer ops (they
    became clamps), batches other than 1, and allocation.
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let extraClassDeclaration = "void registerAttributes();";
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

#endif
