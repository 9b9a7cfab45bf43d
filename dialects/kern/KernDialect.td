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
    Every op is one call of a kernel of the runtime on whole tensors of i8, i16 or f32, with the arithmetic of
    `dialects/kern/README.md`. Weights and tables are logical: in the order of the formulas, not yet in the layout of a
    kernel. Values are tensors; where each lives in the arena is an attribute that `plan` adds.

    Attributes that phases add to ops:

    | attribute | added by | what |
    |---|---|---|
    | `kern.kernel` | schedule | name of the kernel in the catalogue |
    | `kern.why` | schedule | the reason for it, for the report |
    | `kern.tables` | pack | dictionary of the constant tables in the kernel's layout |
    | `kern.scratch_size` | pack | bytes of scratch the call needs |
    | `kern.offset` | plan | bytes from the start of the arena to the op's result |
    | `kern.scratch_offset` | plan | bytes from the start of the arena to its scratch |

    On the module: `kern.target` (`#kern.target`), and after `plan` `kern.arena_size` and `kern.arena_lower_bound` in bytes.

    What does not exist here: quantized types (they became zero points and multipliers), activations of integer ops (they
    became clamps), batches other than 1, and allocation.
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let extraClassDeclaration = "void registerAttributes();";
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

#endif
