// Summary.cpp - what dendc prints when it is done.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Summary.h"

#include "compiler/analysis/CalibrationReport.h"
#include "compiler/analysis/ScheduleCost.h"
#include "dialects/dend/Location.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Patches.h"
#include "dialects/kern/Regions.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;

using llvm::formatv;

static std::string groupDigits(int64_t number) {
  std::string digits = std::to_string(number);
  for (int at = int(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(at, ",");
  return digits;
}

static std::string printShape(RankedTensorType type) {
  std::string text;
  for (int64_t size : type.getShape())
    text += (text.empty() ? "" : "x") + std::to_string(size);
  return text;
}

/// "the same largest output on 31 of 32, " where outputs are scores.
static std::string printAgreement(StringRef what, std::optional<int64_t> agreement, int64_t count) {
  return agreement ? formatv("{0} on {1} of {2}, ", what, *agreement, count).str() : "";
}

static void printCalibration(llvm::raw_ostream &os, const CalibrationReport &report) {
  if (!report.samples)
    return;
  os << formatv("calibrated on {0} inputs, ranges by {1}: {2}{3:f1} dB\n", report.samples, report.method,
                printAgreement("largest output as in float32", report.agreement, report.samples), report.sqnr);
  if (!report.wide)
    return;
  if (report.wide->empty())
    os << "held in 16 bits: none but the output\n";
  for (const auto &[name, instructions] : *report.wide)
    os << formatv("held in 16 bits: '{0}', for about {1:f1} % more instructions\n", name, 100 * instructions);
}

/// What less RAM than the fastest schedule takes costs.
static void printCost(llvm::raw_ostream &os, const ScheduleCost &cost) {
  if (!cost.fastest)
    return;
  int64_t more = cost.instructions - cost.fastest->instructions;
  os << formatv(
      "the fastest schedule takes {0} instructions (estimate) and {1} B of arena; this one {2} more (+{3:f1} %)\n",
      groupDigits(cost.fastest->instructions), groupDigits(cost.fastest->arenaSize), groupDigits(more),
      100 * double(more) / double(cost.fastest->instructions));
}

/// Which layers are computed in patches, and what that costs.
static void printPatches(llvm::raw_ostream &os, kern::StreamOp stream) {
  SmallVector<Operation *> layers;
  double macs = 0, again = 0;
  for (Operation &op : stream.getBody().front()) {
    if (!op.hasAttr(kern::kKernelAttr))
      continue;
    layers.push_back(&op);
    double own = double(kern::getMacCount(&op));
    auto width = double(cast<RankedTensorType>(op.getResult(0).getType()).getDimSize(2));
    macs += own;
    again += own * (double(kern::getPatchedColumns(&op)) / width - 1);
  }
  os << formatv("'{0}' to '{1}' in {2} patches: {3:f1} % of their MAC once more\n",
                dend::getLayerName(layers.front()->getLoc()), dend::getLayerName(layers.back()->getLoc()),
                stream.getPatches(), macs > 0 ? 100 * again / macs : 0);
}

void dendc::printSummary(llvm::raw_ostream &os, ModuleOp planned, const ReportFacts &facts, StringRef folder) {
  SmallVector<Operation *> layers = kern::getLayers(kern::getModelFunction(planned));
  SmallVector<std::array<std::string, 6>> rows{{"layer", "kernel", "output", "dendrites", "MAC", "tables, B"}};
  int64_t macs = 0, tables = 0, channels = 0, eliminated = 0;
  for (Operation *layer : layers) {
    StringRef name = dend::getLayerName(layer->getLoc());
    auto weighted = dyn_cast<kern::WeightedOpInterface>(layer);
    std::string dendrites;
    if (kern::Dendrites found = kern::getDendrites(layer); found.count > 0)
      dendrites = formatv("{0} {1}", found.count, found.function.getName());
    if (weighted)
      channels += weighted.getChannelCount();
    if (auto lost = layer->getAttrOfType<DenseI64ArrayAttr>(kern::kEliminatedAttr))
      eliminated += lost[1];
    macs += kern::getMacCount(layer);
    tables += kern::getTableSize(layer);
    rows.push_back({name.empty() ? layer->getName().stripDialect().str() : name.str(),
                    layer->getAttrOfType<StringAttr>(kern::kKernelAttr).str(),
                    printShape(cast<RankedTensorType>(layer->getResult(0).getType())), dendrites,
                    kern::getMacCount(layer) > 0 ? groupDigits(kern::getMacCount(layer)) : "",
                    groupDigits(kern::getTableSize(layer))});
  }
  std::array<size_t, 6> widths{};
  for (const auto &row : rows)
    for (auto [i, cell] : llvm::enumerate(row))
      widths[i] = std::max(widths[i], cell.size());
  for (const auto &row : rows) {
    os << ' ';
    for (auto [i, cell] : llvm::enumerate(row)) {
      std::string margin(widths[i] - cell.size(), ' ');
      os << ' ' << (i >= 4 ? margin + cell : cell + margin) << ' ';
    }
    os << '\n';
  }
  if (eliminated > 0)
    os << formatv("{0} of {1} channels cannot matter and are not computed\n", groupDigits(eliminated),
                  groupDigits(channels + eliminated));
  os << formatv("{0}: {1} layers, {2} MAC, {3} B of weights and tables, {4} B of arena (at least {5})\n", facts.name,
                layers.size(), groupDigits(macs), groupDigits(tables),
                groupDigits(planned->getAttrOfType<IntegerAttr>(kern::kArenaSizeAttr).getInt()),
                groupDigits(planned->getAttrOfType<IntegerAttr>(kern::kArenaLowerBoundAttr).getInt()));
  for (const kern::MemoryRegion &region : kern::getRegions(planned))
    os << formatv("of which {0} in '{1}' of {2}\n", groupDigits(region.size), region.name,
                  groupDigits(region.capacity));
  if (std::optional<ScheduleCost> cost = ScheduleCost::get(planned))
    printCost(os, *cost);
  for (auto stream : kern::getModelFunction(planned).front().getOps<kern::StreamOp>())
    if (stream.getPatches() > 1)
      printPatches(os, stream);
  printCalibration(os, CalibrationReport::get(kern::getModelFunction(planned)));
  if (facts.fileError)
    os << formatv("beside the quantized file's own rounding: {0}{1:f1} dB\n",
                  printAgreement("the same largest output", facts.fileError->agreementCount, facts.fileError->count),
                  facts.fileError->getSqnr());
  os << "written to " << folder << "/\n";
}
