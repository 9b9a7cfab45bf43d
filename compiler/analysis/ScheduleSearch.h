// ScheduleSearch.h - where to cut a network into streams: the fastest schedule whose every step fits a limit of memory.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_SCHEDULESEARCH_H
#define COMPILER_ANALYSIS_SCHEDULESEARCH_H

#include "compiler/analysis/ArenaBuffers.h"
#include "compiler/analysis/KernelCost.h"
#include "compiler/analysis/StreamPlan.h"

#include "dialects/kern/Kernels.h"

#include <map>
#include <vector>

namespace dendc {

/// Layers [first, end) computed together, `rows` rows of layer `pace` in a step, in so many patches; or with `rows` = 0
/// the one layer `first`, whole.
struct Segment {
  size_t first, end;
  int64_t rows;
  size_t pace;
  int64_t patches = 1;
};

struct Schedule {
  std::vector<Segment> segments;
  double instructions;
  /// Bytes of the segment that needs most, at least, and its index.
  int64_t peak;
  size_t peakSegment;
};

/// Knows every stretch of layers that can be a stream, what it needs and what it costs.
class ScheduleSearch {
public:
  /// The function has no streams yet; all its ops have kernels. A fed input is the function's only one. Streams in
  /// patches are looked at only `withPatches`.
  ScheduleSearch(mlir::func::FuncOp function, const ArenaBorders &borders, const CoreTraits &core, bool isInputFed,
                 bool withPatches);

  /// The rows of a fed input as the layers that read it see them, or 0 where these cannot be computed together, a few
  /// rows at a time.
  int64_t getInputRows() const { return inputRows; }

  /// The fastest schedule of which no segment needs more than `limit` bytes, each segment counting as so many
  /// instructions more; none where there is none. Fewer segments leave fewer tensors that must find room beside each
  /// other.
  std::optional<Schedule> findFastest(int64_t limit, double perSegment = 0) const;
  /// What some segment needs: limits worth trying, ascending.
  llvm::ArrayRef<int64_t> getLimits() const { return limits; }

private:
  struct Value {
    int64_t size, first, last; // defined by layer `first`, read by layer `last` at the end
  };
  struct Choice {
    Segment segment;
    int64_t memory;
    double instructions;
  };

  void addValue(mlir::Value value, int64_t first, const ArenaBorders &borders);
  /// Its index, or their number.
  size_t findValue(mlir::Value value) const;
  void addWhole(size_t index);
  void addStreams(size_t first, size_t end);
  /// False where no such stream can be planned, or more rows make no sense.
  bool addStream(const Segment &segment);
  /// The same stream in patches, as far as more of them need less memory.
  void addPatches(const Segment &segment, const kern::Stages &stages, const StreamPlan &plan);
  void addChoice(const Segment &segment, const StreamPlan &plan);
  /// Of a stream that begins with layer `first`.
  double estimateInstructions(size_t first, const StreamPlan &plan) const;
  /// What the segment needs beside rings and scratch: all values that exist while it runs.
  ArenaProblem getValues(size_t first, size_t end) const;

  llvm::SmallVector<mlir::Operation *> layers;
  /// By layer.
  std::vector<double> instructions;
  std::vector<const kern::Kernel *> kernels;
  std::vector<std::optional<int64_t>> fixedScratch;
  std::vector<std::optional<kern::RowAccess>> imageRows, streamRows;
  /// Of the layers that are looked at, by the number of patches: the same at any pace.
  std::map<int64_t, std::optional<std::vector<kern::Patch>>> patches;
  std::vector<Value> values;
  llvm::DenseMap<mlir::Value, size_t> indices; // of values
  llvm::SmallVector<ArenaView> views;          // of values
  llvm::DenseMap<mlir::Value, int64_t> lastUse;
  llvm::DenseSet<mlir::Value> io;
  mlir::Value fedInput;
  int64_t inputRows = 0;
  bool withPatches;
  /// By the layer they begin with.
  std::vector<std::vector<Choice>> choices;
  std::vector<int64_t> limits;
};

/// Makes streams of the segments that have rows.
void formStreams(mlir::func::FuncOp function, const Schedule &schedule);

/// Replaces streams by the ops they hold.
void dissolveStreams(mlir::func::FuncOp function);

} // namespace dendc

#endif
