// FormStreams.cpp - cuts the network into layers computed whole and streams of layers computed a few rows at a time.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/KernelCandidates.h"
#include "compiler/analysis/KernelScratch.h"
#include "compiler/analysis/LayerOrder.h"
#include "compiler/analysis/ScheduleCost.h"
#include "compiler/analysis/ScheduleSearch.h"
#include "compiler/passes/Passes.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Regions.h"
#include "dialects/kern/Rows.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_FORMSTREAMSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Instructions beyond those of the fastest schedule that are spent for less RAM without being asked.
constexpr double kTolerance = 1.05;
/// Layers that are tried with kernels which are slower and need less scratch: those with most, if it is at least such a
/// part of the arena, a smaller one where RAM is scarce.
constexpr size_t kMaxSlowerKernels = 8;
constexpr int64_t kMuchScratch = 8, kSomeScratch = 32;
/// Layout winograd, and copies with padding, are worth a share of the arena that is so many times the share of
/// instructions it saves.
constexpr double kRamForSpeed = 2;
/// Schedules whose arenas are planned: the buffers of a schedule may not fit together as tightly as each step's.
constexpr size_t kMaxPlans = 16;

/// What a segment counts, as shares of all instructions, where schedules with fewer of them are tried.
constexpr double kSegmentShares[] = {0.002, 0.01, 0.05};

struct Planned {
  Schedule schedule;
  int64_t size; // of the arena, bytes
};

/// The best for layers in one order.
struct Outcome {
  Planned planned;
  bool fits;
};

struct FormStreamsPass : dendc::impl::FormStreamsPassBase<FormStreamsPass> {
  using FormStreamsPassBase::FormStreamsPassBase;

  void runOnOperation() override {
    func::FuncOp function = kern::getModelFunction(getOperation());
    if (!function)
      return;
    dissolveStreams(function);
    target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    borders = ArenaBorders::get(getOperation(), ioInArena);
    affordable = 0;
    fastest.reset();
    for (unsigned index = 0; index < function.getNumArguments(); ++index)
      function.removeArgAttr(index, kern::kInputRowsAttr);
    for (Operation *layer : kern::getLayers(function)) {
      layer->removeAttr(kern::kPaddedRowsAttr);
      if (kern::getChosenKernel(layer) && isa<kern::WeightedOpInterface>(layer)) // that of an earlier schedule
        layer->removeAttr(kern::kScratchSizeAttr);
    }
    if (feedInput && failed(checkBorders(function)))
      return signalPassFailure();
    if (kern::getLayers(function).empty())
      return;
    budget = ram > 0 ? ram : target ? target.getRam() : 0;
    regions = kern::getRegions(getOperation());
    capacities.clear();
    for (const kern::MemoryRegion &region : regions)
      capacities.push_back(region.capacity);
    if (!regions.empty())
      budget = std::accumulate(capacities.begin(), capacities.end(), int64_t(0));
    std::optional<Outcome> chosen = choose(getOperation());
    if (!chosen) {
      reportUnfed(function);
      return signalPassFailure();
    }
    if (std::optional<std::vector<size_t>> order = feedInput ? std::nullopt : findSmallerOrder(function, borders)) {
      OwningOpRef<ModuleOp> trial(getOperation().clone());
      reorderLayers(kern::getModelFunction(*trial), *order);
      if (std::optional<Outcome> reordered = choose(*trial); reordered && isBetter(*reordered, *chosen)) {
        reorderLayers(function, *order);
        chosen = std::move(reordered);
      }
    }
    if (ram == 0)
      tryWithoutWinograd(function, *chosen);
    trySmallerScratch(function, *chosen);
    if (!chosen->fits)
      tryWithoutWinograd(function, *chosen);
    tryPadding(function, *chosen);
    if (!chosen->fits) {
      reportMisfit(function, chosen->planned);
      return signalPassFailure();
    }
    formStreams(function, chosen->planned.schedule);
    noteCost(chosen->planned.schedule);
  }

private:
  /// Whether the input may be fed at all.
  LogicalResult checkBorders(func::FuncOp function) {
    if (function.getNumArguments() != 1)
      return function.emitError() << "expected one input to feed by rows, found " << function.getNumArguments();
    if (kern::getLayers(function).empty())
      return function.emitError() << "expected layers that an input can be fed to by rows, found none";
    return success();
  }

  /// Names the first layer that keeps those which read the input from being computed a few rows at a time.
  void reportUnfed(func::FuncOp function) {
    Value input = function.getArgument(0);
    SmallVector<Operation *> layers = kern::getLayers(function);
    auto isReader = [&](Operation *layer) {
      return llvm::any_of(layer->getOperands(), [&](Value operand) { return kern::getStorage(operand) == input; });
    };
    Operation *last = nullptr;
    for (Operation *layer : layers)
      if (isReader(layer))
        last = layer;
    for (Operation *layer : layers) {
      if (!kern::getImageRows(layer)) {
        layer->emitError() << "expected layers that compute one row after the other from the input on, to feed it by "
                              "rows, found '"
                           << layer->getName().stripDialect() << "'";
        return;
      }
      if (layer == last)
        break;
    }
    (last ? last : layers.front())->emitError()
        << "expected all layers that read the input to be computed together, row by row, to feed it by rows";
  }

  /// The best schedule of the layers in the order they have, with the kernels they have; none where the input cannot be
  /// fed (where it can, it is marked so), or kernels are too slow.
  std::optional<Outcome> choose(ModuleOp module) {
    func::FuncOp function = kern::getModelFunction(module);
    ScheduleSearch search(function, borders, getCoreTraits(target), feedInput, /*withPatches=*/false);
    if (feedInput) {
      if (search.getInputRows() == 0)
        return std::nullopt;
      function.setArgAttr(0, kern::kInputRowsAttr, Builder(&getContext()).getI64IntegerAttr(search.getInputRows()));
    }
    if (affordable == 0) {
      double least = search.findFastest(INT64_MAX)->instructions;
      affordable = least * kTolerance;
      if (!fastest)
        fastest = planSmallest(module, search, least);
    }
    if (ram == 0) {
      std::optional<Planned> chosen = planSmallest(module, search, affordable);
      if (chosen && (budget == 0 || fits(module, *chosen)))
        return Outcome{std::move(*chosen), true};
      if (budget == 0)
        return std::nullopt;
    }
    if (std::optional<Planned> fitting = chooseWithin(module, search))
      return Outcome{std::move(*fitting), true};
    ScheduleSearch further(function, borders, getCoreTraits(target), feedInput, /*withPatches=*/true);
    if (std::optional<Planned> fitting = chooseWithin(module, further))
      return Outcome{std::move(*fitting), true};
    return Outcome{planLeast(module, further), false};
  }

  /// Whether RAM is too little for what would be chosen if there were enough.
  bool isScarce(const Outcome &outcome) const {
    return !outcome.fits || outcome.planned.schedule.instructions > affordable;
  }

  /// Whether another order of the layers is worth it. Within a given budget, and where RAM is scarce, speed is what
  /// counts.
  bool isBetter(const Outcome &outcome, const Outcome &other) const {
    auto getRank = [&](const Outcome &o) {
      bool isSpeedWanted = ram > 0 || isScarce(o);
      return std::tuple(!o.fits, isSpeedWanted && o.fits ? o.planned.schedule.instructions : 0, o.planned.size);
    };
    return getRank(outcome) < getRank(other);
  }

  /// The fastest kernel for a layer whose scratch is clearly less than that of the one it has, and that takes no more
  /// flash; null where there is none.
  const kern::Kernel *findSmallerKernel(Operation *layer) const {
    auto weighted = dyn_cast<kern::WeightedOpInterface>(layer);
    int64_t scratch = getScratchSize(layer);
    if (!weighted || !weighted.getRequant())
      return nullptr;
    int64_t flash = estimateCost(weighted, kern::getChosenKernel(layer)->layout, getCoreTraits(target)).flash;
    for (const KernelCandidate &candidate : getKernelCandidates(layer, target, /*instructionsPerByte=*/0))
      if (4 * getScratchSize(weighted, candidate.kernel->layout) <= 3 * scratch && candidate.cost.flash <= flash)
        return candidate.kernel;
    return nullptr;
  }

  struct Change {
    Operation *layer;
    Attribute before, after;
  };

  Change changeTo(Operation *layer, const kern::Kernel *kernel) {
    return {layer, layer->getAttr(kern::kKernelAttr), StringAttr::get(&getContext(), kernel->getName(layer))};
  }

  void explainSmallerScratch(const Change &change) {
    change.layer->setAttr(kern::kWhyAttr,
                          StringAttr::get(&getContext(), "less scratch than " + cast<StringAttr>(change.before).str()));
  }

  /// Gives the layers of layout winograd other kernels where its scratch costs too much RAM for what it saves, or more
  /// than there is.
  void tryWithoutWinograd(func::FuncOp function, Outcome &best) {
    SmallVector<Change> changes;
    for (Operation *layer : kern::getLayers(function)) {
      if (kern::getChosenKernel(layer)->layout != "winograd")
        continue;
      for (const KernelCandidate &candidate : getKernelCandidates(layer, target, /*instructionsPerByte=*/0))
        if (candidate.kernel->layout != "winograd") {
          changes.push_back(changeTo(layer, candidate.kernel));
          break;
        }
    }
    if (changes.empty())
      return;
    double before = std::exchange(affordable, 0);
    for (const Change &change : changes)
      change.layer->setAttr(kern::kKernelAttr, change.after);
    if (std::optional<Outcome> outcome = choose(getOperation())) {
      double grown = double(best.planned.size) / double(outcome->planned.size) - 1;
      double saved = 1 - best.planned.schedule.instructions / outcome->planned.schedule.instructions;
      if (best.fits ? outcome->fits && grown > kRamForSpeed * saved : isBetter(*outcome, best)) {
        best = std::move(*outcome);
        llvm::for_each(changes, [&](const Change &change) { explainSmallerScratch(change); });
        return;
      }
    }
    affordable = before;
    for (const Change &change : changes)
      change.layer->setAttr(kern::kKernelAttr, change.before);
  }

  /// The layers whose scratch is worth saving, those with most first: they need much of it, or where RAM is scarce
  /// some, and are computed while most RAM is needed, or in a stream that makes them slow.
  SmallVector<Operation *> findScratch(func::FuncOp function, const Outcome &outcome) const {
    SmallVector<Operation *> layers = kern::getLayers(function), found;
    const Schedule &schedule = outcome.planned.schedule;
    for (auto [index, segment] : llvm::enumerate(schedule.segments)) {
      bool isLimiting = outcome.fits ? segment.rows > 0 : index == schedule.peakSegment;
      int64_t part = isScarce(outcome) && isLimiting ? kSomeScratch : kMuchScratch;
      for (size_t layer = segment.first; layer < segment.end; ++layer)
        if (getScratchSize(layers[layer]) >= outcome.planned.size / part)
          found.push_back(layers[layer]);
    }
    llvm::stable_sort(found, [](Operation *a, Operation *b) { return getScratchSize(a) > getScratchSize(b); });
    return found;
  }

  /// Gives layers with much scratch kernels that need less, as far as that is better.
  void trySmallerScratch(func::FuncOp function, Outcome &best) {
    SmallVector<Change> changes;
    SmallVector<Operation *> layers = findScratch(function, best);
    for (Operation *layer : ArrayRef(layers).take_front(kMaxSlowerKernels))
      if (const kern::Kernel *kernel = findSmallerKernel(layer))
        changes.push_back(changeTo(layer, kernel));
    auto tryNow = [&](bool acceptEqual) {
      std::optional<Outcome> outcome = choose(getOperation());
      if (!outcome || !(acceptEqual ? !isBetter(best, *outcome) : isBetter(*outcome, best)))
        return false;
      best = std::move(*outcome);
      return true;
    };
    size_t count = 0; // the first so many are worth it
    for (auto [index, change] : llvm::enumerate(changes)) {
      change.layer->setAttr(kern::kKernelAttr, change.after);
      if (tryNow(/*acceptEqual=*/false))
        count = index + 1;
    }
    for (const Change &change : ArrayRef(changes).drop_front(count))
      change.layer->setAttr(kern::kKernelAttr, change.before);
    // Not all of them may have been needed; the last one was. Of those behind it, some may be worth it by themselves.
    for (auto [index, change] : llvm::enumerate(changes)) {
      if (index + 1 == std::max<size_t>(count, 1))
        continue;
      bool isMade = index < count;
      change.layer->setAttr(kern::kKernelAttr, isMade ? change.before : change.after);
      if (!tryNow(/*acceptEqual=*/isMade))
        change.layer->setAttr(kern::kKernelAttr, isMade ? change.after : change.before);
    }
    for (const Change &change : changes)
      if (change.layer->getAttr(kern::kKernelAttr) == change.after)
        explainSmallerScratch(change);
  }

  /// Lets convolutions copy their input with its padding, as far as there is room or it is worth the RAM. Not where
  /// there are memories of several speeds: columns, which are in the same scratch, are to fit the fastest.
  void tryPadding(func::FuncOp function, Outcome &best) {
    if (!regions.empty())
      return;
    for (Operation *layer : kern::getLayers(function)) {
      int64_t rows = getPaddableRows(layer);
      if (rows == 0)
        continue;
      layer->setAttr(kern::kPaddedRowsAttr, Builder(&getContext()).getI64IntegerAttr(rows));
      Planned planned = plan(getOperation(), best.planned.schedule);
      double grown = double(planned.size) / double(best.planned.size) - 1;
      double saved = estimatePaddingGain(cast<kern::Conv2DOp>(layer)) / planned.schedule.instructions;
      bool isSpeedWanted = ram > 0 || isScarce(best);
      bool hasRoom = budget == 0 || (best.fits && fits(getOperation(), planned));
      if (hasRoom && (isSpeedWanted || grown <= kRamForSpeed * saved))
        best.planned = std::move(planned);
      else
        layer->removeAttr(kern::kPaddedRowsAttr);
    }
  }

  ArenaBuffers getBuffers(ModuleOp module, const Schedule &schedule) const {
    OwningOpRef<ModuleOp> trial(module.clone());
    func::FuncOp function = kern::getModelFunction(*trial);
    formStreams(function, schedule);
    FailureOr<ArenaBuffers> buffers = ArenaBuffers::get(function, borders);
    assert(succeeded(buffers) && "a schedule is made of streams that can be planned");
    return std::move(*buffers);
  }

  /// The arena a schedule leads to.
  Planned plan(ModuleOp module, Schedule schedule) {
    int64_t size = planArena(getBuffers(module, schedule).problem).size;
    return {std::move(schedule), size};
  }

  RegionPlan planInRegions(ModuleOp module, const Schedule &schedule) const {
    ArenaBuffers buffers = getBuffers(module, schedule);
    return planRegions(buffers.problem, buffers.traffic, capacities);
  }

  /// Whether the arena has `budget` bytes at most, and fits the regions if there are any.
  bool fits(ModuleOp module, const Planned &planned) const {
    return planned.size <= budget && (regions.empty() || planInRegions(module, planned.schedule).fits);
  }

  /// The smallest arena among those of the schedules that are not slower than `instructions`; none where all are.
  std::optional<Planned> planSmallest(ModuleOp module, const ScheduleSearch &search, double instructions) {
    ArrayRef<int64_t> limits = search.getLimits();
    const int64_t *limit = llvm::partition_point(limits, [&](int64_t l) {
      std::optional<Schedule> schedule = search.findFastest(l);
      return !schedule || schedule->instructions > instructions;
    });
    std::optional<Planned> best;
    double last = -1; // instructions of the schedule planned last: a larger limit often leads to the same
    for (size_t plans = 0; plans < kMaxPlans && limit != limits.end() && (!best || *limit < best->size); ++limit) {
      Schedule schedule = *search.findFastest(*limit);
      if (schedule.instructions == last)
        continue;
      last = schedule.instructions;
      ++plans;
      if (Planned planned = plan(module, std::move(schedule)); !best || planned.size < best->size)
        best = std::move(planned);
    }
    // What does not fit together as tightly as each step for itself may do so with fewer tensors from step to step.
    for (double share : kSegmentShares)
      if (best && best->schedule.peak < best->size && best->schedule.segments.size() > 1) {
        double perSegment = share * best->schedule.instructions;
        std::optional<Schedule> schedule = search.findFastest(best->size - 1, perSegment);
        if (!schedule || schedule->instructions > instructions)
          continue;
        if (Planned planned = plan(module, std::move(*schedule)); planned.size < best->size)
          best = std::move(planned);
      }
    return best;
  }

  Planned planLeast(ModuleOp module, const ScheduleSearch &search) {
    return *planSmallest(module, search, std::numeric_limits<double>::infinity());
  }

  /// The fastest schedule whose arena has `budget` bytes at most.
  std::optional<Planned> chooseWithin(ModuleOp module, const ScheduleSearch &search) {
    ArrayRef<int64_t> limits = search.getLimits();
    const int64_t *limit = llvm::partition_point(limits, [&](int64_t l) { return l <= budget; });
    for (size_t plans = 0; plans < kMaxPlans && limit != limits.begin(); ++plans) {
      std::optional<Schedule> schedule = search.findFastest(*--limit);
      if (!schedule)
        break;
      if (Planned planned = plan(module, std::move(*schedule)); fits(module, planned))
        return planned;
    }
    Planned least = planLeast(module, search);
    return fits(module, least) ? std::optional(least) : std::nullopt;
  }

  void reportMisfit(func::FuncOp function, const Planned &least) {
    const Segment &segment = least.schedule.segments[least.schedule.peakSegment];
    SmallVector<Operation *> layers = kern::getLayers(function);
    Operation *layer = layers[segment.first];
    InFlightDiagnostic error = layer->emitError();
    if (regions.empty())
      error << "expected an arena of at most " << budget << " bytes, found that at least " << least.size
            << " are needed";
    else
      addRegionMisfit(error, least);
    StringRef last = dend::getLayerName(layers[segment.end - 1]->getLoc());
    if (segment.end - segment.first > 1 && !last.empty())
      error << ", while this layer is computed together with those up to '" << last << "'";
    if (feedInput && segment.first == 0)
      error << " as rows of the input come";
    if (segment.patches > 1)
      error << " in " << segment.patches << " patches";
  }

  void noteCost(const Schedule &schedule) {
    ScheduleCost cost{std::llround(schedule.instructions), std::nullopt};
    if (int64_t least = std::llround(fastest->schedule.instructions); least < cost.instructions)
      cost.fastest = {least, fastest->size};
    cost.set(getOperation());
  }

  /// Which region is too small for what the others cannot hold.
  void addRegionMisfit(InFlightDiagnostic &error, const Planned &least) {
    RegionPlan planned = planInRegions(getOperation(), least.schedule);
    error << "expected an arena that fits";
    for (auto [index, region] : llvm::enumerate(regions))
      error << (index > 0 ? " and" : "") << " '" << region.name << "' of " << region.capacity;
    error << " bytes, found at least " << least.size << " in all";
    for (auto [region, size] : llvm::zip_equal(regions, planned.sizes))
      if (size > region.capacity)
        error << " and " << size << " for '" << region.name << "'";
  }

  ArenaBorders borders;
  kern::TargetAttr target;
  SmallVector<kern::MemoryRegion> regions;
  SmallVector<int64_t> capacities;
  double affordable = 0;          // instructions without a given budget
  std::optional<Planned> fastest; // of the layers as they come in
  int64_t budget = 0;             // of the arena, bytes; 0: none
};

} // namespace
