// Batch.cpp - reads the inputs and labels that dend-run is given.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Batch.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace dendc {
namespace {

std::vector<int64_t> withoutOnes(ArrayRef<int64_t> shape) {
  std::vector<int64_t> rest;
  copy_if(shape, std::back_inserter(rest), [](int64_t extent) { return extent != 1; });
  return rest;
}

Error wrongArray(const ArrayFile &file, StringRef name, Error error) {
  return createStringError("'" + file.getPath() + "'" + (name.empty() ? "" : ": array '" + name + "'") + ": " +
                           toString(std::move(error)));
}

/// Integers are taken as they are, so they must be of the very type that C has, or the unsigned ones of the model's
/// file that are signed in C.
Error checkType(const ReportTensor &tensor, const NumericArray &array) {
  if (isFloat(array.getType()) || array.getType() == tensor.type || getOffset(tensor, array) != 0)
    return Error::success();
  const StringRef also = isFloat(tensor.type) ? "" : " or ";
  return createStringError("expected " + (also.empty() ? "" : getName(tensor.type)) + also + "float values, found " +
                           getName(array.getType()));
}

/// The output that a variable's next value is.
std::optional<size_t> findNextOutput(const Report &report, const ReportTensor &input) {
  for (auto [index, output] : enumerate(report.outputs))
    if (output.name == input.name && output.type == input.type && output.shape == input.shape &&
        output.scale == input.scale && output.zeroPoint == input.zeroPoint)
      return index;
  return std::nullopt;
}

/// Decides which inputs are left to us, and says how many the file must have.
size_t findVariables(Report &report, const ArrayFile &file) {
  for (ReportTensor &tensor : report.inputs)
    if (!file.contains(tensor.name))
      tensor.nextOutput = findNextOutput(report, tensor);
  return count_if(report.inputs, [&](const ReportTensor &tensor) { return !findNextOutput(report, tensor); });
}

/// None for inputs that are left to us.
Expected<std::vector<std::optional<NumericArray>>> readInputs(Report &report, const ArrayFile &file) {
  std::vector<std::optional<NumericArray>> arrays;
  const size_t given = findVariables(report, file);
  const NumericArray *first = nullptr;
  arrays.reserve(report.inputs.size());
  for (const ReportTensor &tensor : report.inputs) {
    std::optional<NumericArray> &stored = arrays.emplace_back();
    if (tensor.nextOutput)
      continue;
    const bool isOnly = report.inputs.size() == 1 || (given == 1 && !findNextOutput(report, tensor));
    Expected<std::string> name = isOnly ? file.choose({"x", tensor.name}) : Expected<std::string>(tensor.name);
    if (!name)
      return name.takeError();
    Expected<NumericArray> array = file.read(*name);
    if (!array)
      return array.takeError();
    const int64_t count = !first || array->getShape().empty() ? 1 : first->getShape().front();
    if (Error error = checkBatchArray(tensor, *array, count))
      return wrongArray(file, *name, std::move(error));
    if (Error error = checkType(tensor, *array))
      return wrongArray(file, *name, std::move(error));
    if (first && isFloat(first->getType()) != isFloat(array->getType()))
      return wrongArray(file, *name, createStringError("expected all inputs in integers or all in floats"));
    stored = std::move(*array);
    first = first ? first : &*stored;
  }
  if (!first)
    return createStringError("'" + file.getPath() + "': expected an array '" + report.inputs.front().name +
                             "', found none of the inputs");
  return arrays;
}

Expected<std::vector<int64_t>> readLabels(const ArrayFile &file, int64_t count) {
  std::vector<int64_t> labels;
  if (!file.contains("labels"))
    return labels;
  Expected<NumericArray> array = file.read("labels");
  if (!array)
    return array.takeError();
  if (isFloat(array->getType()))
    return wrongArray(file, "labels", createStringError("expected integers, found " + getName(array->getType())));
  if (array->getElementCount() < count || withoutOnes(array->getShape()).size() > 1)
    return wrongArray(file, "labels",
                      createStringError("expected one label for each of " + Twine(count) + " inputs, found " +
                                        formatShape(array->getShape())));
  for (int64_t index = 0; index < count; ++index)
    labels.push_back(array->getInteger(index));
  return labels;
}

} // namespace

int64_t getOffset(const ReportTensor &tensor, const NumericArray &array) {
  return array.getType() == NumberType::Uint8 && tensor.type == NumberType::Int8 ? 128 : 0;
}

ArrayRef<int64_t> getSampleShape(const ReportTensor &tensor) {
  ArrayRef<int64_t> shape = tensor.fileShape;
  return !shape.empty() && shape.front() == 1 ? shape.drop_front() : shape;
}

Error checkBatchArray(const ReportTensor &tensor, const NumericArray &array, int64_t count) {
  ArrayRef<int64_t> shape = array.getShape();
  ArrayRef<int64_t> sampleShape = getSampleShape(tensor);
  const bool matches = !shape.empty() && withoutOnes(shape.drop_front()) == withoutOnes(sampleShape);
  if (!matches || shape.front() < std::max<int64_t>(count, 1)) {
    std::string expected = count > 1 ? std::to_string(count) : "N";
    for (int64_t extent : sampleShape)
      expected += "x" + std::to_string(extent);
    return createStringError("expected " + expected + " values, found " + formatShape(shape));
  }
  return Error::success();
}

Expected<Batch> readBatch(Report &report, StringRef path, int64_t limit) {
  Expected<ArrayFile> file = ArrayFile::open(path);
  if (!file)
    return file.takeError();
  Expected<std::vector<std::optional<NumericArray>>> arrays = readInputs(report, *file);
  if (!arrays)
    return arrays.takeError();

  const NumericArray &any = **find_if(*arrays, [](const auto &array) { return array.has_value(); });
  Batch batch;
  batch.count = any.getShape().front();
  if (limit)
    batch.count = std::min(batch.count, limit);
  batch.isReal = isFloat(any.getType());
  Expected<std::vector<int64_t>> labels = readLabels(*file, batch.count);
  if (!labels)
    return labels.takeError();
  batch.labels = std::move(*labels);

  const std::vector<std::vector<int64_t>> positions = getFilePositions(report.inputs);
  for (int64_t item = 0; item < batch.count; ++item) {
    RealTensors &reals = batch.reals.emplace_back();
    for (size_t input = 0; input < report.inputs.size(); ++input) {
      const ReportTensor &tensor = report.inputs[input];
      const int64_t first = item * tensor.getElementCount();
      if (!(*arrays)[input]) {
        std::vector<float> &starts = reals.emplace_back(tensor.getElementCount(), tensor.start);
        batch.bytes += encode(tensor, starts);
        continue;
      }
      const NumericArray &array = *(*arrays)[input];
      if (batch.isReal) {
        std::vector<float> &values = reals.emplace_back();
        for (int64_t position : positions[input])
          values.push_back(static_cast<float>(array.getFloat(first + position)));
        batch.bytes += encode(tensor, values);
      } else {
        std::vector<int64_t> values;
        for (int64_t position : positions[input])
          values.push_back(array.getInteger(first + position) - getOffset(tensor, array));
        std::string bytes = encodeIntegers(tensor, values);
        reals.push_back(decode(tensor, bytes));
        batch.bytes += bytes;
      }
    }
  }
  return batch;
}

} // namespace dendc
