// Outputs.cpp - what the network answered: written to files and compared with what was expected.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Outputs.h"
#include "compiler/tools/dend-run/Batch.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace llvm;

namespace dendc {
namespace {

constexpr double kFloatTolerance = 1e-4;

/// Calls `function` with each output of each inference and its bytes.
template <typename Function> void forEachOutput(const Report &report, StringRef bytes, Function function) {
  while (!bytes.empty())
    for (size_t output = 0; output < report.outputs.size(); ++output) {
      const int64_t size = report.outputs[output].getByteSize();
      function(output, bytes.take_front(size));
      bytes = bytes.drop_front(size);
    }
}

} // namespace

std::vector<RealTensors> decodeOutputs(const Report &report, StringRef bytes, int64_t count) {
  std::vector<RealTensors> decoded;
  decoded.reserve(count);
  forEachOutput(report, bytes, [&](size_t output, StringRef tensor) {
    if (output == 0)
      decoded.emplace_back();
    const ReportTensor &facts = report.outputs[output];
    decoded.back().push_back(toFileOrder(facts, decode(facts, tensor)));
  });
  return decoded;
}

std::vector<NumericArray> formatOutputs(const Report &report, StringRef bytes, int64_t count, bool areReal) {
  std::vector<std::string> contents(report.outputs.size());
  const std::vector<std::vector<int64_t>> positions = getFilePositions(report.outputs);
  forEachOutput(report, bytes, [&](size_t output, StringRef tensor) {
    const ReportTensor &facts = report.outputs[output];
    std::string converted;
    if (areReal) {
      const std::vector<float> reals = decode(facts, tensor);
      converted.assign(reinterpret_cast<const char *>(reals.data()), reals.size() * sizeof(float));
      tensor = converted;
    }
    const size_t elementSize = tensor.size() / positions[output].size();
    std::string &array = contents[output];
    const size_t begin = array.size();
    array.resize(begin + tensor.size());
    for (size_t element = 0; element < positions[output].size(); ++element)
      array.replace(begin + positions[output][element] * elementSize, elementSize,
                    tensor.substr(element * elementSize, elementSize));
  });
  std::vector<NumericArray> arrays;
  for (size_t output = 0; output < report.outputs.size(); ++output) {
    const ReportTensor &facts = report.outputs[output];
    std::vector<int64_t> shape{count};
    append_range(shape, getSampleShape(facts));
    arrays.emplace_back(areReal ? NumberType::Float32 : facts.type, std::move(shape), std::move(contents[output]));
  }
  return arrays;
}

/// The outputs that are the network's own answer, not a state it keeps.
static std::vector<size_t> getOwnOutputs(const Report &report) {
  std::vector<size_t> own;
  for (size_t output = 0; output < report.outputs.size(); ++output)
    if (!report.isKept(output))
      own.push_back(output);
  return own;
}

static Error failWithoutNames(StringRef path, size_t outputCount) {
  return createStringError("'" + path + "': expected a .npz file for " + Twine(outputCount) + " outputs");
}

Error writeOutputs(const Report &report, ArrayRef<NumericArray> arrays, StringRef path) {
  if (!path.ends_with(".npz")) {
    const std::vector<size_t> own = getOwnOutputs(report);
    return own.size() == 1 ? writeNpy(path, arrays[own.front()]) : failWithoutNames(path, own.size());
  }
  std::vector<std::pair<std::string, NumericArray>> named;
  for (size_t output = 0; output < arrays.size(); ++output)
    named.emplace_back(report.outputs[output].name, arrays[output]);
  return writeNpz(path, named);
}

Expected<Comparison> compareOutputs(const Report &report, ArrayRef<NumericArray> arrays, StringRef path,
                                    std::optional<double> tolerance) {
  Expected<ArrayFile> file = ArrayFile::open(path);
  if (!file)
    return file.takeError();
  const size_t answerCount = getOwnOutputs(report).size();
  if (answerCount > 1 && path.ends_with(".npy"))
    return failWithoutNames(path, answerCount);
  Comparison comparison;
  for (size_t output = 0; output < arrays.size(); ++output) {
    const ReportTensor &tensor = report.outputs[output];
    if (report.isKept(output) && !file->contains(tensor.name))
      continue;
    Expected<std::string> name = answerCount == 1 && !report.isKept(output) ? file->choose({"y", tensor.name})
                                                                            : Expected<std::string>(tensor.name);
    if (!name)
      return name.takeError();
    Expected<NumericArray> expected = file->read(*name);
    if (!expected)
      return expected.takeError();
    const NumericArray &found = arrays[output];
    if (Error error = checkBatchArray(tensor, *expected, found.getShape().front()))
      return createStringError("'" + path + "': " + toString(std::move(error)));
    const double allowed = tolerance.value_or(isFloat(found.getType()) ? kFloatTolerance : 0);
    for (int64_t element = 0; element < found.getElementCount(); ++element) {
      const double value = expected->getFloat(element) - static_cast<double>(getOffset(tensor, *expected));
      const double difference = std::abs(found.getFloat(element) - value);
      comparison.differing += !(difference <= allowed); // NaN differs
      comparison.maxAbsDifference = std::max(comparison.maxAbsDifference, difference);
    }
  }
  return comparison;
}

} // namespace dendc
