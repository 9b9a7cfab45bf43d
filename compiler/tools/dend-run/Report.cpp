// Report.cpp - reads NAME.report.json. A user may have edited it, so nothing in it is believed unseen.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Report.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <cmath>
#include <numeric>

using namespace llvm;

namespace dendc {
namespace {

/// More elements than any microcontroller holds; keeps every product below from overflowing.
constexpr int64_t kLargestElementCount = int64_t(1) << 32;

bool isIdentifier(StringRef name) {
  return !name.empty() && !isDigit(name.front()) && all_of(name, [](char c) { return isAlnum(c) || c == '_'; });
}

std::optional<int64_t> countElements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t extent : shape) {
    if (extent < 1 || extent > kLargestElementCount / count)
      return std::nullopt;
    count *= extent;
  }
  return count;
}

bool isPermutation(ArrayRef<int64_t> permutation) {
  std::vector<bool> seen(permutation.size());
  for (int64_t axis : permutation) {
    if (axis < 0 || axis >= int64_t(seen.size()) || seen[axis])
      return false;
    seen[axis] = true;
  }
  return true;
}

bool parseType(const json::Value &value, NumberType &type, json::Path path) {
  std::string name;
  if (!fromJSON(value, name, path))
    return false;
  std::optional<NumberType> found = parseNumberType(name);
  if (!found) {
    path.report("expected a number type such as 'int8' or 'float32'");
    return false;
  }
  type = *found;
  return true;
}

bool checkScale(double scale, int64_t zeroPoint, json::Path path) {
  if (!std::isfinite(scale) || scale < 0) {
    path.field("scale").report("expected a positive number");
    return false;
  }
  if (zeroPoint < -32768 || zeroPoint > 65535) {
    path.field("zero_point").report("expected an integer of 8 or 16 bits");
    return false;
  }
  return true;
}

/// The rules between the fields of a tensor; the first that is broken is reported.
bool check(const ReportTensor &tensor, json::Path path) {
  std::optional<int64_t> count = countElements(tensor.shape);
  if (tensor.shape.empty() || !count) {
    path.field("shape").report("expected a tensor of 1 to 2^32 elements");
    return false;
  }
  if (countElements(tensor.fileShape) != count) {
    path.field("file_shape").report("expected as many elements as 'shape'");
    return false;
  }
  if (!isIdentifier(tensor.cName)) {
    path.field("c_name").report("expected a C identifier");
    return false;
  }
  if (!checkScale(tensor.scale, tensor.zeroPoint, path))
    return false;
  if (tensor.rows < 0 || (tensor.rows > 0 && *count % tensor.rows != 0)) {
    path.field("rows").report("expected a number that divides the number of elements");
    return false;
  }
  if (tensor.filePermutation.empty())
    return true;
  bool valid = isPermutation(tensor.filePermutation) && tensor.filePermutation.size() == tensor.shape.size() &&
               tensor.shape.size() == tensor.fileShape.size();
  for (size_t axis = 0; valid && axis < tensor.shape.size(); ++axis)
    valid = tensor.shape[axis] == tensor.fileShape[tensor.filePermutation[axis]];
  if (!valid)
    path.field("file_permutation").report("expected a permutation that turns 'file_shape' into 'shape'");
  return valid;
}

} // namespace

static bool fromJSON(const json::Value &value, ReportTensor &tensor, json::Path path) {
  json::ObjectMapper map(value, path);
  double scale = 0, start = 0;
  if (!map || !map.map("name", tensor.name) || !map.map("c_name", tensor.cName) || !map.map("shape", tensor.shape) ||
      !map.mapOptional("file_shape", tensor.fileShape) ||
      !map.mapOptional("file_permutation", tensor.filePermutation) || !map.mapOptional("scale", scale) ||
      !map.mapOptional("zero_point", tensor.zeroPoint) || !map.mapOptional("rows", tensor.rows) ||
      !map.mapOptional("start", start))
    return false;
  tensor.start = float(start);
  const json::Value *type = value.getAsObject()->get("type");
  if (!type) {
    path.field("type").report("missing value");
    return false;
  }
  if (!parseType(*type, tensor.type, path.field("type")))
    return false;
  tensor.scale = static_cast<float>(scale);
  if (tensor.fileShape.empty())
    tensor.fileShape = tensor.shape;
  return check(tensor, path);
}

static bool fromJSON(const json::Value &value, ReportLayer &layer, json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("index", layer.index) && map.map("name", layer.name) && map.mapOptional("kind", layer.kind) &&
         map.mapOptional("kernel", layer.kernel) && map.mapOptional("macs", layer.macs) &&
         map.mapOptional("scale", layer.scale) && map.mapOptional("zero_point", layer.zeroPoint) &&
         map.mapOptional("channel_factors", layer.channelFactors) && checkScale(layer.scale, layer.zeroPoint, path);
}

namespace {

struct Target {
  std::string name, core;
  std::vector<std::string> flags;
};
struct Model {
  bool quantized = false;
};
struct Region {
  std::string name;
  int64_t offset = 0;
};
struct Arena {
  int64_t size = 0;
  std::vector<Region> regions;
};

bool fromJSON(const json::Value &value, Target &target, json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("name", target.name) && map.map("core", target.core) && map.mapOptional("flags", target.flags);
}
bool fromJSON(const json::Value &value, Model &model, json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.mapOptional("quantized", model.quantized);
}
bool fromJSON(const json::Value &value, Region &region, json::Path path) {
  json::ObjectMapper map(value, path);
  if (!map || !map.map("c_name", region.name) || !map.map("offset", region.offset))
    return false;
  if (!isIdentifier(region.name)) {
    path.field("c_name").report("expected a C identifier");
    return false;
  }
  return true;
}
bool fromJSON(const json::Value &value, Arena &arena, json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("size", arena.size) && map.mapOptional("regions", arena.regions);
}

bool parse(const json::Value &value, Report &report, json::Path path) {
  json::ObjectMapper map(value, path);
  Target target;
  Model model;
  Arena arena;
  std::string optimize, ioMemory;
  if (!map || !map.map("name", report.name) || !map.mapOptional("model", model) || !map.map("target", target) ||
      !map.mapOptional("precision", report.precision) || !map.mapOptional("optimize", optimize) ||
      !map.mapOptional("io_memory", ioMemory) || !map.map("inputs", report.inputs) ||
      !map.map("outputs", report.outputs) || !map.mapOptional("labels", report.labels) ||
      !map.map("layers", report.layers) || !map.map("arena", arena))
    return false;
  if (!isIdentifier(report.name)) {
    path.field("name").report("expected a C identifier");
    return false;
  }
  if (report.inputs.empty() || report.outputs.empty()) {
    path.field(report.inputs.empty() ? "inputs" : "outputs").report("expected at least one");
    return false;
  }
  auto isFed = [](const ReportTensor &tensor) { return tensor.rows > 0; };
  if (any_of(report.outputs, isFed) || (report.inputs.size() > 1 && any_of(report.inputs, isFed))) {
    path.field("inputs").report("expected 'rows' of an only input alone");
    return false;
  }
  for (size_t index = 0; index < report.layers.size(); ++index)
    if (report.layers[index].index != int64_t(index)) {
      path.field("layers").index(index).field("index").report("expected indices that rise from 0");
      return false;
    }
  report.quantizedModel = model.quantized;
  report.targetName = target.name;
  report.core = target.core;
  report.flags = target.flags;
  report.arenaSize = arena.size;
  for (Region &region : arena.regions)
    report.arenaRegions.push_back({std::move(region.name), region.offset});
  report.optimizeForSize = optimize == "size";
  report.callerMemory = ioMemory == "caller";
  return true;
}

/// The path of the only *.report.json in the folder.
Expected<std::string> findReport(StringRef folder) {
  std::vector<std::string> found;
  std::error_code error;
  for (sys::fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (StringRef(entry->path()).ends_with(".report.json"))
      found.push_back(entry->path());
  if (error)
    return createStringError("'" + folder + "': " + error.message());
  if (found.size() != 1)
    return createStringError("'" + folder + "': expected one .report.json, as dendc writes it, found " +
                             Twine(found.size()));
  return found.front();
}

} // namespace

int64_t ReportTensor::getElementCount() const {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

bool Report::isKept(size_t output) const {
  return any_of(inputs, [&](const ReportTensor &input) { return input.nextOutput == output; });
}

int64_t Report::getMacs() const {
  int64_t macs = 0;
  for (const ReportLayer &layer : layers)
    macs += layer.macs;
  return macs;
}

std::string Report::getPath(StringRef suffix) const {
  SmallString<128> path(folder);
  sys::path::append(path, name + "." + suffix);
  return path.str().str();
}

Expected<Report> readReport(StringRef folder) {
  Expected<std::string> path = findReport(folder);
  if (!path)
    return path.takeError();
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(*path);
  if (!buffer)
    return createStringError("'" + *path + "': " + buffer.getError().message());
  Expected<json::Value> value = json::parse((*buffer)->getBuffer());
  if (!value)
    return createStringError("'" + *path + "': " + toString(value.takeError()));
  Report report;
  json::Path::Root root("report");
  if (!parse(*value, report, root))
    return createStringError("'" + *path + "': " + toString(root.getError()));
  SmallString<128> absolute(folder);
  if (std::error_code error = sys::fs::make_absolute(absolute))
    return createStringError("'" + folder + "': " + error.message());
  report.folder = absolute.str().str();
  return report;
}

} // namespace dendc
