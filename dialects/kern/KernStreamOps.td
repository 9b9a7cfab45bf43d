// KernStreamOps.td - streams of rows.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNSTREAMOPS_TD
#define DIALECTS_KERN_KERNSTREAMOPS_TD

include "dialects/kern/KernOpBase.td"

def Kern_StreamOp : Kern_Op<"stream", [SingleBlock, RecursiveMemoryEffects]> {
  let summary = "ops computed together, a few rows at a time";
  let description = [{
    The ops inside compute what they would compute outside, and read values from outside as they are. One of them, that with
    `kern.pace` or else the last, sets the pace: each step computes `rows` rows (axis 1 of `[1, height, width, channels]`) of its
    result, or those left. Those it depends on compute the rows needed for them that are not there yet, all others rows for
    which there is enough, in their order, but no more than they compute in a step on average. So a result that only ops inside read need not exist whole: `kern.ring_rows` says
    how many of its rows are kept, row r in the place of row r - `ring_rows`. A reshape inside keeps rows as they are.

    With `patches` the columns of the last op's result are cut into so many parts, as wide as each other but for the last.
    Everything is computed for one part after the other: of each op the columns that matter for it, those at the borders of
    two parts again. So rows that are kept are narrower: `kern.row_size` bytes.

    Rules:
    - C1: `rows` and `patches` are at least 1, and the body ends with a `yield` of the types of the results.
    - C2: each value yielded is the result of an op inside that computes, and none is yielded twice.
    - C3: ops inside are of this dialect, have no regions and read and give values `[1, height, width, channels]`; a
      value that does not vary by row may have any shape.

        %y = kern.stream 1 : tensor<1x3x8x4xi8> {
          %0 = kern.max_pool2d %x {window = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, kern.ring_rows = 2 : i64}
            : (tensor<1x6x8x4xi8>) -> tensor<1x6x8x4xi8>
          %1 = kern.max_pool2d %0 {window = array<i64: 2, 1>, strides = array<i64: 2, 1>}
            : (tensor<1x6x8x4xi8>) -> tensor<1x3x8x4xi8>
          kern.yield %1 : tensor<1x3x8x4xi8>
        }
  }];
  let arguments = (ins I64Attr:$rows, DefaultValuedAttr<I64Attr, "1">:$patches);
  let results = (outs Variadic<Kern_Tensor>:$outputs);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$rows (`patches` $patches^)? attr-dict-with-keyword (`:` type($outputs)^)? $body";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    YieldOp getYield();
  }];
}

def Kern_YieldOp : Kern_Op<"yield", [Terminator, HasParent<"StreamOp">]> {
  let summary = "the results of a stream";
  let arguments = (ins Variadic<Kern_Tensor>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

#endif
