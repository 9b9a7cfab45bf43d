// ResultTable.cpp - everything dend-run found out, as tables for people.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/EstimateText.h"
#include "compiler/tools/dend-run/Result.h"
#include "compiler/tools/dend-run/Table.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>
#include <numeric>

using namespace llvm;

namespace dendc {
namespace {

std::string formatReal(double value) {
  std::string text;
  raw_string_ostream(text) << format("%.4g", value);
  return text;
}

std::string formatPercent(double share) { return formatv("{0:f1} %", 100 * share).str(); }

std::string formatDecibels(std::optional<double> value) { return value ? formatv("{0:f1}", *value).str() : "exact"; }

void printScore(raw_ostream &os, const Result &result) {
  if (result.score.accuracy)
    printFact(os, "accuracy", formatPercent(*result.score.accuracy),
              result.floatScore.accuracy ? "float network " + formatPercent(*result.floatScore.accuracy) : "");
  if (result.score.auc)
    printFact(os, "AUC", formatv("{0:f4}", *result.score.auc).str(),
              result.floatScore.auc ? "float network " + formatv("{0:f4}", *result.floatScore.auc).str() : "");
  if (result.fidelity) {
    if (result.fidelity->agreement)
      printFact(os, "agreement", formatPercent(*result.fidelity->agreement),
                formatCount(*result.fidelity->agreement * static_cast<double>(result.count)) + " of " +
                    formatCount(static_cast<double>(result.count)) + " like the float network");
    if (std::optional<double> sqnr = result.fidelity->deviation.getSqnrDb())
      printFact(os, "signal to noise", formatDecibels(sqnr) + " dB");
    printFact(os, "largest error", formatReal(result.fidelity->deviation.getMaxAbsError()));
  }
  if (result.comparison)
    printFact(os, "not as expected", formatCount(static_cast<double>(result.comparison->differing)),
              "largest difference " + formatReal(result.comparison->maxAbsDifference));
}

void printMeasurement(raw_ostream &os, const Result &result) {
  const Measurement &measured = *result.measurement;
  const auto &counts = measured.instructions;
  const double mean = std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
  const uint64_t low = *llvm::min_element(counts), high = *llvm::max_element(counts);
  printFact(os, "instructions", formatCount(mean),
            low == high ? "" : formatCount(double(low)) + " to " + formatCount(double(high)));
  if (measured.cycles)
    printEstimate(os, *measured.cycles, result.report->getMacs());
  const Sizes &sizes = measured.sizes;
  printFact(os, "flash", formatCount(double(sizes.flash)) + " B",
            "code " + formatCount(double(sizes.code)) + ", constants " + formatCount(double(sizes.constants)) +
                ", libraries " + formatCount(double(sizes.flash - sizes.code - sizes.constants)));
  std::string parts = "arena " + formatCount(double(result.report->arenaSize)) + ", static " +
                      formatCount(double(sizes.staticRam)) + ", stack " + formatCount(double(measured.stackSize));
  if (measured.stackBound)
    parts += " (bound " + formatCount(double(*measured.stackBound)) + ")";
  if (result.getBufferSize())
    parts += ", inputs and outputs " + formatCount(double(result.getBufferSize()));
  printFact(os, "RAM", formatCount(double(result.getTotalRam())) + " B", parts);
  if (measured.layerInstructions.empty())
    return;
  os << "\n";
  std::vector<std::string> head = {"layer", "kernel", "MACs", "instructions", "per MAC", "share"};
  if (measured.cycles)
    head.push_back("cycles, estimated");
  Table table(std::move(head), 2);
  const double sum = std::accumulate(measured.layerInstructions.begin(), measured.layerInstructions.end(), 0.0);
  for (auto [index, layer] : enumerate(result.report->layers)) {
    const double instructions = measured.layerInstructions[index];
    std::vector<std::string> row = {layer.name,
                                    layer.kernel,
                                    layer.macs ? formatCount(double(layer.macs)) : "",
                                    formatCount(instructions),
                                    layer.macs ? formatv("{0:f2}", instructions / double(layer.macs)).str() : "",
                                    sum > 0 ? formatPercent(instructions / sum) : ""};
    if (measured.cycles) {
      const cycles::Cycles &cycles = measured.cycles->parts[1 + index];
      row.push_back(formatCount(cycles.low) + " to " + formatCount(cycles.high));
    }
    table.add(std::move(row));
  }
  table.print(os);
}

/// Where the network leaves its float original.
void printLayerComparison(raw_ostream &os, const Result &result) {
  const std::vector<ComparedLayer> &layers = *result.layerComparison;
  os << "\n";
  Table table({"layer", "kernel", "signal to noise, dB", "alone, dB", "largest error", "of at most"}, 2);
  for (const ComparedLayer &layer : layers)
    table.add({layer.name, layer.kernel, formatDecibels(layer.whole.getSqnrDb()),
               formatDecibels(layer.alone.getSqnrDb()), formatReal(layer.whole.getMaxAbsError()),
               formatReal(layer.whole.getMaxAbsValue())});
  table.print(os);
  os << "\n  against " << result.original << ", first " << formatCount(double(std::min(result.count, kComparedInputs)))
     << " inputs; alone: with everything before the layer computed in float\n";
  if (layers.empty())
    os << "  no layer has a name and size that the float network has\n";
  else if (auto wrong = find_if(layers, [](const ComparedLayer &layer) { return layer.isWrong(); });
           wrong != layers.end())
    os << "  first wrong layer: '" << wrong->name << "', below " << format("%.0f", ComparedLayer::kWrongBelowDb)
       << " dB\n";
  else
    os << "  no layer is below " << format("%.0f", ComparedLayer::kWrongBelowDb) << " dB\n";
}

} // namespace

void printTable(const Result &result, raw_ostream &os) {
  const Report &report = *result.report;
  os << "\n";
  if (os.has_colors())
    os.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  os << "  " << report.name;
  if (os.has_colors())
    os.resetColor();
  os << " for " << report.targetName << ", " << formatCount(double(result.count))
     << (result.count == 1 ? " input " : " inputs ");
  if (result.measurement)
    os << "on " << result.measurement->core << " (" << join(result.measurement->machines, " and ") << ")";
  else
    os << (result.on == "host" ? "on this machine" : "by the reference");
  os << "\n\n";
  printScore(os, result);
  if (result.measurement)
    printMeasurement(os, result);
  else
    printFact(os, "arena", formatCount(double(report.arenaSize)) + " B");
  if (result.layerComparison)
    printLayerComparison(os, result);
  os << "\n";
}

} // namespace dendc
