// CalibrationReader.cpp - typical inputs out of a .npy or .npz file, for the quantizer.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/CalibrationReader.h"

#include "compiler/tools/dend-run/Batch.h"
#include "dialects/dend/Dend.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

/// An argument as dend-run describes inputs: its shape and that in the model's file.
static ReportTensor describeArgument(func::FuncOp function, BlockArgument argument) {
  ReportTensor tensor;
  unsigned index = argument.getArgNumber();
  if (auto name = function.getArgAttrOfType<StringAttr>(index, dend::kNameAttr))
    tensor.name = name.str();
  tensor.shape = cast<RankedTensorType>(argument.getType()).getShape().vec();
  tensor.fileShape = tensor.shape;
  if (auto shape = function.getArgAttrOfType<DenseI64ArrayAttr>(index, dend::kFileShapeAttr))
    tensor.fileShape = shape.asArrayRef().vec();
  if (auto permutation = function.getArgAttrOfType<DenseI64ArrayAttr>(index, dend::kFilePermutationAttr))
    tensor.filePermutation = permutation.asArrayRef().vec();
  return tensor;
}

static llvm::Expected<NumericArray> readArray(const ArrayFile &file, const ReportTensor &tensor, bool isOnly) {
  std::string named = tensor.name + "_calibration";
  std::string name = file.contains(named) ? named : tensor.name;
  if (isOnly) {
    llvm::Expected<std::string> chosen = file.choose({"x_calibration", "x", named, tensor.name});
    if (!chosen)
      return chosen.takeError();
    name = *chosen;
  }
  return file.read(name);
}

llvm::Expected<std::vector<std::vector<Tensor>>> dendc::readCalibration(func::FuncOp function, StringRef path) {
  llvm::Expected<ArrayFile> file = ArrayFile::open(path);
  if (!file)
    return file.takeError();
  std::vector<std::vector<Tensor>> samples;
  for (BlockArgument argument : function.getArguments()) {
    ReportTensor tensor = describeArgument(function, argument);
    llvm::Expected<NumericArray> array = readArray(*file, tensor, function.getNumArguments() == 1);
    if (!array)
      return array.takeError();
    if (llvm::Error error = checkBatchArray(tensor, *array, int64_t(samples.size())))
      return llvm::createStringError("'" + path.str() + "': calibration data for '" + tensor.name +
                                     "': " + llvm::toString(std::move(error)));
    int64_t count = samples.empty() ? array->getShape().front() : int64_t(samples.size());
    samples.resize(count);
    std::vector<int64_t> positions = getFilePositions(tensor);
    for (int64_t item = 0; item < count; ++item) {
      std::vector<float> values;
      values.reserve(positions.size());
      for (int64_t position : positions) {
        double value = array->getFloat(item * int64_t(positions.size()) + position);
        if (!std::isfinite(float(value)))
          return llvm::createStringError("'" + path.str() + "': calibration data for '" + tensor.name +
                                         "': expected finite values of float32, found " + std::to_string(value) +
                                         " in sample " + std::to_string(item));
        values.push_back(float(value));
      }
      samples[item].emplace_back(tensor.shape, std::move(values));
    }
  }
  return samples;
}
