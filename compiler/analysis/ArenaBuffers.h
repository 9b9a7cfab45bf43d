// ArenaBuffers.h - the buffers a network needs in its arena, when, and which may overlap.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_ARENABUFFERS_H
#define COMPILER_ANALYSIS_ARENABUFFERS_H

#include "compiler/analysis/ArenaPlanner.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Rows.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace dendc {

struct StreamPlan;

/// Bytes in which a stream that is fed keeps how far its input and its `opCount` ops have come.
int64_t getProgressSize(size_t opCount);

/// Where inputs and outputs live.
struct ArenaBorders {
  bool inArena = true;
  /// Inputs and outputs begin and end at multiples of this; bytes.
  int64_t alignment = 4;

  /// Whole cache lines where the module's target has a data cache, so that DMA may share inputs and outputs.
  static ArenaBorders get(mlir::ModuleOp module, bool inArena);
};

/// One buffer for every value that has memory of its own (kern::getStorage) and for scratch; a step is an op of the
/// function's block, a stream being one op, and the arguments exist from step -1.
class ArenaBuffers {
public:
  /// Fails, with an error at the op, where the ops of a stream cannot be computed a few rows at a time.
  static mlir::FailureOr<ArenaBuffers> get(mlir::func::FuncOp function, const ArenaBorders &borders);

  ArenaProblem problem;
  /// Bytes moved to and from each buffer, estimated.
  std::vector<double> traffic;
  /// Indices of buffers; operands of concatenations and results of slices may be parts of others. Ops of one stream
  /// share their scratch, and a result its operand's ring where it overwrites it.
  llvm::MapVector<mlir::Value, size_t> values;
  llvm::MapVector<mlir::Operation *, size_t> scratches;
  /// The rows kept of values that do not exist whole.
  llvm::MapVector<mlir::Value, int64_t> ringRows;
  /// The bytes kept of each row of what is computed in patches.
  llvm::MapVector<mlir::Value, int64_t> rowSizes;

private:
  explicit ArenaBuffers(const ArenaBorders &borders) : borders(borders) {}

  void findUses(mlir::func::FuncOp function);
  void addValue(mlir::Value value, int64_t step);
  void addOp(mlir::Operation *op, int64_t step);
  mlir::LogicalResult addStream(kern::StreamOp stream, int64_t step);
  void addScratch(llvm::ArrayRef<std::pair<mlir::Operation *, int64_t>> sizes, int64_t step);
  mlir::LogicalResult addFedInput(kern::StreamOp stream, const StreamPlan &plan, int64_t step);
  void addViews(mlir::func::FuncOp function);
  void separateKept(mlir::func::FuncOp function, llvm::MapVector<size_t, ArenaView> &parts) const;
  void addTraffic(mlir::func::FuncOp function);
  void addOverlap(mlir::Value input, mlir::Value output, std::optional<kern::Overlap> overlap, int64_t step);

  ArenaBorders borders;
  /// The input that is fed some rows at a time, if one is.
  mlir::Value fedInput;
  llvm::DenseMap<mlir::Value, int64_t> lastUse;
  llvm::SetVector<mlir::Value> io;
};

} // namespace dendc

#endif
