// KernAttrs.td - requantization, dendrites and the target, as numbers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNATTRS_TD
#define DIALECTS_KERN_KERNATTRS_TD

include "dialects/kern/KernDialect.td"
include "dialects/kern/KernEnums.td"
include "dialects/dend/DendAttrs.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

class Kern_Attr<string name, string mnemonic_> : AttrDef<Kern_Dialect, name> {
  let mnemonic = mnemonic_;
}

def Kern_RequantAttr : Kern_Attr<"Requant", "requant"> {
  let summary = "from accumulators to an integer type";
  let description = [{
        requant(a, c) = clamp(zero_point + round(a << shift, c), min, max)

    with the README's round of the kind `rounding`. `multipliers` has one entry, or one per channel (per branch and channel
    for dendrites); `shifts`, bits to the left, has as many, or none where the rounding is `native`.

        #kern.requant<multipliers = [8388608], shift = 0, zero_point = -3, min = -128, max = 127>
        #kern.requant<multipliers = [1518500250], shift = 0, zero_point = -3, min = -128, max = 127, rounding = tflite,
                      shifts = [-7]>
  }];
  let parameters = (ins "::mlir::DenseI32ArrayAttr":$multipliers, "int32_t":$shift, "int32_t":$zero_point,
                        "int32_t":$min, "int32_t":$max,
                        DefaultValuedParameter<"::dendc::kern::Rounding", "::dendc::kern::Rounding::native">:$rounding,
                        OptionalParameter<"::mlir::DenseI32ArrayAttr">:$shifts);
  let builders = [
    AttrBuilder<(ins "::mlir::DenseI32ArrayAttr":$multipliers, "int32_t":$shift, "int32_t":$zeroPoint, "int32_t":$min,
                     "int32_t":$max), [{
      return $_get($_ctxt, multipliers, shift, zeroPoint, min, max, Rounding::native, nullptr);
    }]>
  ];
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Bits to the left for channel `index`, beside `shift`.
    int32_t getChannelShift(size_t index) const { return getShifts() ? getShifts()[index] : 0; }

    /// s of a table of 257 entries, one every 2^s steps of the result (the README's `table16`): the least from 1 on with
    /// which it covers `min` to `max`.
    int getTableBits() const {
      int64_t reach = std::max(-int64_t(getMin()), int64_t(getMax()) + 1);
      return std::max(1, int(::llvm::Log2_64_Ceil(uint64_t(std::max(reach, int64_t(1))))) - 7);
    }
  }];
}

def Kern_TargetAttr : Kern_Attr<"Target", "target"> {
  let summary = "the core and memory the C is made for";
  let description = [{
    `isa` lists extensions by the names of the target files ("dsp", "mve", "fpu"); flash and RAM are bytes, 0 where there
    is no limit; `alignment` is that of the arena in bytes.

    - K1: `isa` holds strings, flash and RAM are not negative, `alignment` is a power of two.

        #kern.target<name = "cortex-m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 16>
  }];
  let parameters = (ins "::mlir::StringAttr":$name, "::mlir::StringAttr":$core, "::mlir::ArrayAttr":$isa,
                        "int64_t":$flash, "int64_t":$ram, "int64_t":$alignment);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    bool hasExtension(::llvm::StringRef name) const;
  }];
}

def Kern_BinaryAttr : EnumAttr<Kern_Dialect, Kern_BinaryKind, "binary"> {
  let assemblyFormat = "`<` $value `>`";
}

#endif
