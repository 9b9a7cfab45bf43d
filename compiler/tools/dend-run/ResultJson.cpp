// ResultJson.cpp - everything dend-run found out, as JSON (see compiler/tools/README.md).
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/EstimateText.h"
#include "compiler/tools/dend-run/Result.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

#include <cmath>
#include <numeric>

using namespace llvm;

namespace dendc {

int64_t Result::getBufferSize() const {
  int64_t size = 0;
  if (report->callerMemory)
    for (const auto *tensors : {&report->inputs, &report->outputs})
      for (const ReportTensor &tensor : *tensors)
        size += tensor.getByteSize();
  return size;
}

int64_t Result::getTotalRam() const {
  int64_t total = report->arenaSize + getBufferSize();
  if (measurement)
    total += static_cast<int64_t>(measurement->sizes.staticRam + measurement->stackSize);
  return total;
}

namespace {

void printOptional(json::OStream &json, StringRef key, const std::optional<double> &value) {
  if (value && std::isfinite(*value))
    json.attribute(key, *value);
}

int64_t roundToInteger(double value) { return static_cast<int64_t>(std::llround(value)); }

void printLayerComparison(json::OStream &json, ArrayRef<ComparedLayer> layers) {
  json.attributeArray("layer_comparison", [&] {
    for (const ComparedLayer &layer : layers)
      json.object([&] {
        json.attribute("name", layer.name);
        json.attribute("kernel", layer.kernel);
        printOptional(json, "sqnr_db", layer.whole.getSqnrDb());
        printOptional(json, "alone_sqnr_db", layer.alone.getSqnrDb());
        printOptional(json, "max_abs_error", layer.whole.getMaxAbsError());
        printOptional(json, "max_abs_value", layer.whole.getMaxAbsValue());
      });
  });
  if (const auto *wrong = find_if(layers, [](const ComparedLayer &layer) { return layer.isWrong(); });
      wrong != layers.end())
    json.attribute("first_wrong_layer", wrong->name);
}

void printMeasurement(json::OStream &json, const Result &result) {
  const Measurement &measured = *result.measurement;
  const auto &counts = measured.instructions;
  const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
  json.attributeObject("instructions", [&] {
    json.attribute("mean", roundToInteger(sum / static_cast<double>(counts.size())));
    json.attribute("min", static_cast<int64_t>(*llvm::min_element(counts)));
    json.attribute("max", static_cast<int64_t>(*llvm::max_element(counts)));
  });
  if (measured.cycles)
    printEstimate(json, *measured.cycles, result.report->getMacs());
  if (!measured.layerInstructions.empty())
    json.attributeArray("layers", [&] {
      for (auto [index, layer] : enumerate(result.report->layers))
        json.object([&, index = index, &layer = layer] {
          json.attribute("name", layer.name);
          json.attribute("kernel", layer.kernel);
          json.attribute("macs", layer.macs);
          json.attribute("instructions", roundToInteger(measured.layerInstructions[index]));
          if (measured.cycles)
            json.attributeArray("cycles", [&, index = index] {
              const cycles::Cycles &cycles = measured.cycles->parts[1 + index];
              json.value(roundToInteger(cycles.low));
              json.value(roundToInteger(cycles.high));
            });
        });
    });
  json.attributeObject("flash", [&] {
    json.attribute("total", static_cast<int64_t>(measured.sizes.flash));
    json.attribute("code", static_cast<int64_t>(measured.sizes.code));
    json.attribute("constants", static_cast<int64_t>(measured.sizes.constants));
  });
  json.attributeObject("ram", [&] {
    json.attribute("total", result.getTotalRam());
    json.attribute("arena", result.report->arenaSize);
    json.attribute("static", static_cast<int64_t>(measured.sizes.staticRam));
    json.attribute("stack", static_cast<int64_t>(measured.stackSize));
    if (measured.stackBound)
      json.attribute("stack_bound", static_cast<int64_t>(*measured.stackBound));
  });
}

} // namespace

void printJson(const Result &result, raw_ostream &os) {
  json::OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("model", result.report->name);
    json.attribute("target", result.report->targetName);
    json.attribute("on", result.on);
    if (result.measurement) {
      json.attribute("core", result.measurement->core);
      json.attributeArray("machines", [&] {
        for (const std::string &machine : result.measurement->machines)
          json.value(machine);
      });
      json.attribute("compiler", result.measurement->compiler);
    }
    json.attribute("count", result.count);
    printOptional(json, "accuracy", result.score.accuracy);
    printOptional(json, "auc", result.score.auc);
    printOptional(json, "float_accuracy", result.floatScore.accuracy);
    printOptional(json, "float_auc", result.floatScore.auc);
    if (result.fidelity) {
      printOptional(json, "agreement", result.fidelity->agreement);
      printOptional(json, "sqnr_db", result.fidelity->deviation.getSqnrDb());
      printOptional(json, "max_abs_error", result.fidelity->deviation.getMaxAbsError());
    }
    if (result.comparison)
      json.attributeObject("compare", [&] {
        json.attribute("differing", result.comparison->differing);
        printOptional(json, "max_abs_difference", result.comparison->maxAbsDifference);
      });
    if (result.layerComparison)
      printLayerComparison(json, *result.layerComparison);
    if (result.measurement)
      printMeasurement(json, result);
    else
      json.attributeObject("ram", [&] { json.attribute("arena", result.report->arenaSize); });
  });
  os << "\n";
}

} // namespace dendc
