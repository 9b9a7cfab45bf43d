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

/// Integers are taken as they are, so they must be of the very type that C has.
Error checkType(const ReportTensor &tensor, const NumericArray &array) {
  if (isFloat(array.getType()) || array.getType() == tensor.type)
    return Error::success();
  const StringRef also = isFloat(tensor.type) ? "" : " or ";
  return createStringError("expected " + (also.empty() ? "" : getName(tensor.type)) + also + "float values, found " +
                           getName(array.getType()));
}

Expected<std::vector<NumericArray>> readInputs(const Report &report, const ArrayFile &file) {
  std::vector<NumericArray> arrays;
  for (const ReportTensor &tensor : report.inputs) {
    Expected<std::string> name =
        report.inputs.size() == 1 ? file.choose({"x", tensor.name}) : Expected<std::string>(tensor.name);
    if (!name)
      return name.takeError();
    Expected<NumericArray> array = file.read(*name);
    if (!array)
      return array.takeError();
    const int64_t count = arrays.empty() || array->getShape().empty() ? 1 : arrays.front().getShape().front();
    if (Error error = checkBatchArray(tensor, *array, count))
      return wrongArray(file, *name, std::move(error));
    if (Error error = checkType(tensor, *array))
      return wrongArray(file, *name, std::move(error));
    if (!arrays.empty() && isFloat(arrays.front().getType()) != isFloat(array->getType()))
      return wrongArray(file, *name, createStringError("expected all inputs in integers or all in floats"));
    arrays.push_back(std::move(*array));
  }
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

Expected<Batch> readBatch(const Report &report, StringRef path, int64_t limit) {
  Expected<ArrayFile> file = ArrayFile::open(path);
  if (!file)
    return file.takeError();
  Expected<std::vector<NumericArray>> arrays = readInputs(report, *file);
  if (!arrays)
    return arrays.takeError();

  Batch batch;
  batch.count = arrays->front().getShape().front();
  if (limit)
    batch.count = std::min(batch.count, limit);
  batch.isReal = isFloat(arrays->front().getType());
  Expected<std::vector<int64_t>> labels = readLabels(*file, batch.count);
  if (!labels)
    return labels.takeError();
  batch.labels = std::move(*labels);

  const std::vector<std::vector<int64_t>> positions = getFilePositions(report.inputs);
  for (int64_t item = 0; item < batch.count; ++item) {
    RealTensors &reals = batch.reals.emplace_back();
    for (size_t input = 0; input < report.inputs.size(); ++input) {
      const ReportTensor &tensor = report.inputs[input];
      const NumericArray &array = (*arrays)[input];
      const int64_t first = item * tensor.getElementCount();
      if (batch.isReal) {
        std::vector<float> &values = reals.emplace_back();
        for (int64_t position : positions[input])
          values.push_back(static_cast<float>(array.getFloat(first + position)));
        batch.bytes += encode(tensor, values);
      } else {
        std::vector<int64_t> values;
        for (int64_t position : positions[input])
          values.push_back(array.getInteger(first + position));
        std::string bytes = encodeIntegers(tensor, values);
        reals.push_back(decode(tensor, bytes));
        batch.bytes += bytes;
      }
    }
  }
  return batch;
}

} // namespace dendc
