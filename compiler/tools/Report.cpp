// Report.cpp - NAME.report.json; its keys are explained in the README of this folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Report.h"
#include "compiler/tools/ArenaUse.h"
#include "compiler/tools/Version.h"

#include "compiler/analysis/CalibrationReport.h"
#include "compiler/analysis/KernelScratch.h"
#include "compiler/analysis/ScheduleCost.h"
#include "dialects/dend/Location.h"
#include "dialects/kern/Borders.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Patches.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace dendc;

namespace json = llvm::json;

namespace {

json::Array toJson(ArrayRef<int64_t> values) { return json::Array(values); }

template <typename Strings> json::Array toJsonStrings(const Strings &values) {
  json::Array array;
  for (const auto &value : values)
    array.push_back(value);
  return array;
}

StringRef getNumpyName(Type type) { return type.isF32() ? "float32" : type.isInteger(8) ? "int8" : "int16"; }

json::Object describeTensor(const c::IoTensor &tensor) {
  json::Object object{{"name", json::fixUTF8(tensor.name)},
                      {"c_name", tensor.cName},
                      {"type", getNumpyName(tensor.type.getElementType())},
                      {"shape", toJson(tensor.type.getShape())}};
  if (tensor.rows > 0)
    object["rows"] = tensor.rows;
  if (tensor.start)
    object["start"] = *tensor.start;
  DictionaryAttr attributes = tensor.attributes;
  if (!attributes)
    return object;
  if (auto shape = attributes.getAs<DenseI64ArrayAttr>(dend::kFileShapeAttr);
      shape && shape.asArrayRef() != tensor.type.getShape())
    object["file_shape"] = toJson(shape);
  if (auto permutation = attributes.getAs<DenseI64ArrayAttr>(dend::kFilePermutationAttr))
    object["file_permutation"] = toJson(permutation);
  if (auto scale = attributes.getAs<FloatAttr>(kern::kScaleAttr)) {
    object["scale"] = scale.getValueAsDouble();
    object["zero_point"] = attributes.getAs<IntegerAttr>(kern::kZeroPointAttr).getInt();
  }
  return object;
}

json::Array describeTensors(const std::vector<c::IoTensor> &tensors) {
  json::Array array;
  for (const c::IoTensor &tensor : tensors)
    array.push_back(describeTensor(tensor));
  return array;
}

/// Describes layers; knows which layer reads what last.
class LayerList {
public:
  LayerList(func::FuncOp function, const ReportFacts &facts) : facts(facts), layers(kern::getLayers(function)) {
    for (auto [index, layer] : llvm::enumerate(layers)) {
      lastOfName[dend::getLayerName(layer->getLoc())] = int64_t(index);
      for (Value operand : layer->getOperands())
        lastReader[kern::getStorage(operand)] = int64_t(index);
    }
    for (Value result : function.front().getTerminator()->getOperands())
      lastReader[kern::getStorage(result)] = int64_t(layers.size());
  }

  json::Array describe() {
    json::Array array;
    for (auto [index, layer] : llvm::enumerate(layers))
      array.push_back(describeLayer(layer, int64_t(index)));
    return array;
  }

  json::Object getTotals() const {
    int64_t macs = 0, bytes = 0, dendritic = 0;
    for (Operation *layer : layers) {
      macs += kern::getMacCount(layer);
      bytes += kern::getTableSize(layer);
      dendritic += kern::getDendrites(layer).count > 0;
    }
    return json::Object{{"macs", macs}, {"weight_bytes", bytes}, {"dendritic_layers", dendritic}};
  }

private:
  /// How the integers that a layer gives map to real numbers, or null: several layers of one name hold what is on the
  /// way to it.
  const LayerNumbers *getNumbers(Operation *layer, int64_t index) const {
    StringRef name = dend::getLayerName(layer->getLoc());
    auto found = facts.layerNumbers.find(name);
    if (found == facts.layerNumbers.end() || lastOfName.lookup(name) != index)
      return nullptr;
    unsigned width = found->second.type.getStorageTypeIntegralWidth();
    return getElementTypeOrSelf(layer->getResult(0).getType()).isInteger(width) ? &found->second : nullptr;
  }

  json::Object describeLayer(Operation *layer, int64_t index) {
    auto output = cast<RankedTensorType>(layer->getResult(0).getType());
    json::Object object{{"index", index},
                        {"name", json::fixUTF8(dend::getLayerName(layer->getLoc()))},
                        {"kind", layer->getName().stripDialect()},
                        {"output_shape", toJson(output.getShape())},
                        {"macs", kern::getMacCount(layer)},
                        {"weight_bytes", kern::getTableSize(layer)},
                        {"kernel", layer->getAttrOfType<StringAttr>(kern::kKernelAttr).getValue()},
                        {"why", layer->getAttrOfType<StringAttr>(kern::kWhyAttr).getValue()}};
    if (const LayerNumbers *numbers = getNumbers(layer, index)) {
      object["scale"] = numbers->type.getScale();
      object["zero_point"] = numbers->type.getZeroPoint();
      if (!numbers->channelFactors.empty())
        object["channel_factors"] = json::Array(numbers->channelFactors);
    }
    if (layer->getNumOperands() > 0)
      object["input_shape"] = toJson(cast<RankedTensorType>(layer->getOperand(0).getType()).getShape());
    if (kern::Dendrites dendrites = kern::getDendrites(layer); dendrites.count > 0) {
      object["dendrites"] = dendrites.count;
      object["function"] = dendrites.function.getName();
    }
    if (auto eliminated = layer->getAttrOfType<DenseI64ArrayAttr>(kern::kEliminatedAttr))
      object["eliminated_channels"] = json::Object{{"inputs", eliminated[0]}, {"outputs", eliminated[1]}};
    if (auto weighted = dyn_cast<kern::WeightedOpInterface>(layer); weighted && weighted->hasAttr("borders"))
      object["biases"] = kern::Borders::get(weighted).getCount();
    Operation *parent = layer->getParentOp();
    segmentCount += segment != (isa<kern::StreamOp>(parent) ? parent : layer);
    segment = isa<kern::StreamOp>(parent) ? parent : layer;
    object["segment"] = segmentCount - 1;
    int64_t size = kern::getByteSize(output);
    if (auto rows = layer->getAttrOfType<IntegerAttr>(kern::kRingRowsAttr))
      object["ring_rows"] = rows.getInt();
    if (isa<kern::StreamOp>(parent))
      size = kern::getRingRows(layer->getResult(0)) * kern::getRowSize(layer->getResult(0));
    if (int64_t columns = kern::getPatchedColumns(layer))
      object["patches"] =
          json::Object{{"count", int64_t(cast<kern::StreamOp>(parent).getPatches())}, {"columns", columns}};
    int64_t columns = output.getRank() == 4 ? output.getDimSize(2) : 1;
    if (auto scratch = layer->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr))
      object["scratch"] = json::Object{{"offset", scratch.getInt()},
                                       {"size", std::max(getScratchSize(layer), getKeptScratchSize(layer, columns))}};
    if (auto offset = layer->getAttrOfType<IntegerAttr>(kern::kOffsetAttr)) {
      auto reader = lastReader.find(layer->getResult(0));
      object["arena"] = json::Object{{"offset", offset.getInt()},
                                     {"size", size},
                                     {"first", index},
                                     {"last", reader == lastReader.end() ? index : reader->second}};
    }
    return object;
  }

  const ReportFacts &facts;
  SmallVector<Operation *> layers;
  DenseMap<Value, int64_t> lastReader;
  llvm::StringMap<int64_t> lastOfName;
  /// The op that is or holds the last layer described, and how many there have been.
  Operation *segment = nullptr;
  int64_t segmentCount = 0;
};

/// What lies where, and what there is where most bytes are needed.
json::Object describeArena(const ArenaUse &use) {
  json::Array parts, peak;
  for (const ArenaPart &part : use.parts) {
    parts.push_back(json::Object{{"name", json::fixUTF8(part.name)},
                                 {"kind", toString(part.kind)},
                                 {"offset", part.offset},
                                 {"size", part.size},
                                 {"first", part.first},
                                 {"last", part.last}});
    if (part.first <= use.peakSegment && use.peakSegment <= part.last)
      peak.push_back(json::fixUTF8(part.name));
  }
  json::Object object{{"size", use.size},
                      {"lower_bound", use.lowerBound},
                      {"parts", std::move(parts)},
                      {"peak", json::Object{{"segment", use.peakSegment}, {"parts", std::move(peak)}}}};
  json::Array regions;
  for (auto [region, name] : llvm::zip_equal(use.regions, c::getRegionNames(use.regions)))
    regions.push_back(json::Object{{"name", json::fixUTF8(region.name)},
                                   {"c_name", name},
                                   {"offset", region.offset},
                                   {"size", region.size},
                                   {"capacity", region.capacity}});
  if (!regions.empty())
    object["regions"] = std::move(regions);
  return object;
}

json::Object describeSchedule(const ScheduleCost &cost) {
  json::Object object{{"instructions", cost.instructions}};
  if (cost.fastest)
    object["fastest"] = json::Object{{"instructions", cost.fastest->instructions}, {"arena", cost.fastest->arenaSize}};
  return object;
}

json::Object describeTarget(const targets::Target &target) {
  json::Object object{{"name", target.getName()},
                      {"core", target.core.name},
                      {"isa", toJsonStrings(target.core.isa)},
                      {"flags", toJsonStrings(target.core.flags)}};
  if (target.mcu) {
    object["flash"] = int64_t(target.mcu->flash.size);
    object["ram"] = int64_t(target.mcu->getContiguousRam());
  }
  return object;
}

json::Object describeCalibration(ModuleOp planned, const ReportFacts &facts) {
  json::Object object{{"sha256", facts.calibrationHash}};
  CalibrationReport report = CalibrationReport::get(kern::getModelFunction(planned));
  if (!report.samples)
    return object;
  object["samples"] = report.samples;
  if (report.agreement)
    object["agreement"] = *report.agreement;
  object["sqnr_db"] = report.sqnr;
  object["method"] = json::fixUTF8(report.method);
  if (facts.fileError) {
    if (facts.fileError->agreementCount)
      object["file_agreement"] = *facts.fileError->agreementCount;
    object["file_sqnr_db"] = facts.fileError->getSqnr();
  }
  if (!report.wide)
    return object;
  json::Array wide;
  for (const auto &[name, instructions] : *report.wide)
    wide.push_back(json::Object{{"name", json::fixUTF8(name)}, {"instructions", instructions}});
  object["int16"] = std::move(wide);
  return object;
}

} // namespace

std::string dendc::makeReport(ModuleOp planned, const ReportFacts &facts, const Options &options,
                              const targets::Target &target) {
  LayerList layers(kern::getModelFunction(planned), facts);
  json::Object model{{"file", facts.modelFile}, {"sha256", facts.modelHash}};
  if (facts.quantizedSource)
    model["quantized"] = true;
  if (facts.fusibleLayers > 0)
    model["fusible_dendritic_layers"] = facts.fusibleLayers;
  json::Object report{{"dendc", kVersion},
                      {"name", facts.name},
                      {"model", std::move(model)},
                      {"options", toJsonStrings(options.given)},
                      {"target", describeTarget(target)},
                      {"precision", facts.precision},
                      {"optimize", options.optimize},
                      {"io_memory", options.ioMemory},
                      {"input", options.input},
                      {"inputs", describeTensors(c::getInputs(planned, facts.name))},
                      {"outputs", describeTensors(c::getOutputs(planned, facts.name))},
                      {"layers", layers.describe()},
                      {"arena", describeArena(getArenaUse(planned, options.ioMemory == "arena"))},
                      {"totals", layers.getTotals()}};
  if (std::optional<ScheduleCost> cost = ScheduleCost::get(planned))
    report["schedule"] = describeSchedule(*cost);
  if (!facts.calibrationHash.empty())
    report["calibration"] = describeCalibration(planned, facts);
  if (!facts.labels.empty())
    report["labels"] = toJsonStrings(facts.labels);
  std::string text;
  llvm::raw_string_ostream os(text);
  os << llvm::formatv("{0:2}", json::Value(std::move(report))) << '\n';
  return text;
}
