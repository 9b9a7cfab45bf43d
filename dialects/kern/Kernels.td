// Kernels.td - the catalogue of kernels: which op, on which elements, in which layout.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kernel of the runtime is called dendrt_<verb>_<types>[_<layout>]; a record stands for all type combinations of one
// verb and layout. What a kernel costs is a matter of geometry and core: compiler/analysis/KernelCost.cpp.

#ifndef DIALECTS_KERN_KERNELS_TD
#define DIALECTS_KERN_KERNELS_TD

include "llvm/TableGen/SearchableTable.td"

class Kernel<string op, string verb, string layout = ""> {
  // Mnemonic of the kern op.
  string Op = op;
  // What the runtime calls it.
  string Verb = verb;
  // Layout of its weights; empty where it has none.
  string Layout = layout;
  // The runtime's header that holds it, below include/dendrt.
  string Header = !if(!empty(layout), verb, verb # "_" # layout) # ".h";
  // Element types of the input it takes.
  bit TakesInt8 = 1;
  bit TakesInt16 = 1;
  bit TakesFloat = 1;
  // The extension of the core without which it is not worth a thought: its portable loops are for correctness only.
  string Extension = "";
  // It moves elements without looking at them: its types are named x8, x16, x32.
  bit MovesBytes = 0;
  // How far the output may run into the input, whose elements lie in the same order (Rows.cpp has it exactly):
  // "elements": element i is written once element i of every operand has been read, and nothing before it is read again;
  // "rows": while output row r is written, no input row before the window of row r is read again; empty: not at all,
  // where the op is computed by one call.
  string Overlap = "";
}

class FloatKernel<string op, string verb, string header> : Kernel<op, verb> {
  let Header = header;
  let TakesInt8 = 0;
  let TakesInt16 = 0;
}

class IntKernel<string op, string verb, string layout = ""> : Kernel<op, verb, layout> {
  let TakesFloat = 0;
}

class DualKernel<string op> : IntKernel<op, op, "dual"> {
  let TakesInt16 = 0;
}

class DirectKernel<string op> : IntKernel<op, op, "direct"> {
  let TakesInt16 = 0;
}

class PairedKernel<string op> : IntKernel<op, op, "paired">;

class WideKernel<string op> : IntKernel<op, op, "wide">;

class WinogradKernel<string op> : IntKernel<op, op, "winograd"> {
  let TakesInt16 = 0;
  let Extension = "dsp";
}

class NarrowKernel<string op> : IntKernel<op, op, "narrow">;

class TripleKernel<string op> : IntKernel<op, op, "triple"> {
  let TakesInt16 = 0;
}

class QuartetKernel<string op> : IntKernel<op, op, "quartet"> {
  let TakesInt16 = 0;
}

class VectorKernel<string op, string layout> : IntKernel<op, op, layout> {
  let Extension = "mve";
}

class LongKernel<string op> : IntKernel<op, op, "long"> {
  let TakesInt8 = 0;
}

class RecurrentKernel<string layout> : IntKernel<"recurrent", "recurrent", layout> {
  let TakesInt8 = 0;
}

class MovingKernel<string op> : Kernel<op, op> {
  let Header = "move.h";
  let MovesBytes = 1;
}

let Overlap = "rows" in {
  def : DualKernel<"conv2d">;
  def : PairedKernel<"conv2d">;
  def : WideKernel<"conv2d">;
  def : WinogradKernel<"conv2d">;
  def : NarrowKernel<"conv2d">;
  def : TripleKernel<"conv2d">;
  def : VectorKernel<"conv2d", "vector">;
  def : LongKernel<"conv2d">;
  def : FloatKernel<"conv2d", "conv2d", "weighted_f32.h">;

  def : DualKernel<"dense">;
  def : DirectKernel<"dense">;
  def : PairedKernel<"dense">;
  def : WideKernel<"dense">;
  def : NarrowKernel<"dense">;
  def : QuartetKernel<"dense">;
  def : VectorKernel<"dense", "vector">;
  def : LongKernel<"dense">;
  def : FloatKernel<"dense", "dense", "weighted_f32.h">;

  def : IntKernel<"depthwise_conv2d", "depthwise_conv2d", "quad"> {
    let Header = "depthwise_conv2d.h";
  }
  def : IntKernel<"depthwise_conv2d", "depthwise_conv2d", "planes">;
  def : IntKernel<"depthwise_conv2d", "depthwise_conv2d", "single">;
  def : VectorKernel<"depthwise_conv2d", "sixteen"> {
    let TakesInt16 = 0;
  }
  def : FloatKernel<"depthwise_conv2d", "depthwise_conv2d", "weighted_f32.h">;

  def : RecurrentKernel<"paired">;
  def : RecurrentKernel<"wide">;
  def : RecurrentKernel<"vector"> {
    let Extension = "mve";
  }
  def : FloatKernel<"recurrent", "recurrent", "recurrent_f32.h">;

  def : IntKernel<"max_pool2d", "max_pool2d">;
  def : FloatKernel<"max_pool2d", "max_pool2d", "pool2d_f32.h">;
  def : IntKernel<"average_pool2d", "average_pool2d">;
  def : FloatKernel<"average_pool2d", "average_pool2d", "pool2d_f32.h">;
  def : IntKernel<"resize_bilinear", "resize_bilinear">;
  def : FloatKernel<"resize_bilinear", "resize_bilinear", "resize_bilinear.h">;
  def : IntKernel<"softmax", "softmax">;
  def : IntKernel<"fixed_softmax", "fixed_softmax">;
  def : IntKernel<"fixed_log_softmax", "fixed_log_softmax">;
  def : IntKernel<"interpolated_softmax", "interpolated_softmax">;
  def : IntKernel<"fixed_l2_normalization", "fixed_l2_normalization">;
  def : FloatKernel<"softmax", "softmax", "reduce_f32.h">;
}

def : IntKernel<"reduce", "reduce">;
def : FloatKernel<"reduce", "reduce", "reduce_f32.h">;

def : IntKernel<"matmul", "matmul">;
def : FloatKernel<"matmul", "matmul", "matmul_f32.h">;

def : IntKernel<"dot", "dot"> {
  let TakesInt8 = 0;
}

let Overlap = "elements" in {
  def : IntKernel<"add", "add">;
  def : IntKernel<"scaled_add", "scaled_add">;
  def : IntKernel<"mul", "mul">;
  def : IntKernel<"fixed_div", "fixed_div">;
  def : IntKernel<"rescale", "rescale">;
  def : IntKernel<"lookup", "lookup">;
  def : IntKernel<"interpolate", "interpolate">;
  def : IntKernel<"fixed_sigmoid", "fixed_sigmoid">;
  def : FloatKernel<"float_unary", "unary", "elementwise_f32.h">;
  def : FloatKernel<"float_binary", "binary", "elementwise_f32.h">;
  def : FloatKernel<"quantize", "quantize", "quantize.h">;
  def : IntKernel<"dequantize", "dequantize"> {
    let Header = "quantize.h";
  }
}

def : MovingKernel<"transpose">;
def : MovingKernel<"slice">;
def : MovingKernel<"pad">;
def : MovingKernel<"concat">;

def Kernels : GenericTable {
  let FilterClass = "Kernel";
  let CppTypeName = "Kernel";
  let Fields = ["Op", "Verb", "Layout", "Header", "Extension", "TakesInt8", "TakesInt16", "TakesFloat", "MovesBytes", "Overlap"];
}

#endif
