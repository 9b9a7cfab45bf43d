// CalibrationReader.cpp - typical inputs out of a .npy or .npz file, for the quantizer.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/CalibrationReader.h"

#include "compiler/reference/Evaluator.h"
#include "compiler/tools/dend-run/Batch.h"
#include "dialects/dend/Dend.h"
#include "dialects/kern/Layers.h"

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

/// Lets what is kept from inference to inference, where the file has none of it, go on from sample to sample.
static llvm::Error addKept(func::FuncOp function, ArrayRef<kern::Variable> kept,
                           std::vector<std::vector<Tensor>> &samples) {
  auto makeStart = [](const kern::Variable &variable) {
    Tensor tensor(cast<ShapedType>(variable.argument.getType()).getShape(), ElementKind::F32);
    llvm::fill(tensor.floats, float(variable.start));
    return tensor;
  };
  SmallVector<Tensor> states = llvm::map_to_vector(kept, makeStart);
  FailureOr<Evaluator> evaluator = Evaluator::create(function);
  for (std::vector<Tensor> &sample : samples) {
    for (auto [variable, state] : llvm::zip_equal(kept, states))
      sample[variable.argument.getArgNumber()] = state;
    FailureOr<SmallVector<Tensor>> outputs = failure();
    if (succeeded(evaluator))
      outputs = evaluator->run(sample);
    if (failed(outputs))
      return llvm::createStringError("expected a network that can be evaluated on calibration data");
    for (auto [variable, state] : llvm::zip_equal(kept, states))
      state = std::move((*outputs)[variable.result]);
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::vector<Tensor>>> dendc::readCalibration(func::FuncOp function, StringRef path) {
  llvm::Expected<ArrayFile> file = ArrayFile::open(path);
  if (!file)
    return file.takeError();
  std::vector<std::vector<Tensor>> samples;
  SmallVector<kern::Variable> kept = kern::getVariables(function);
  llvm::erase_if(kept, [&](const kern::Variable &variable) {
    std::string name = describeArgument(function, variable.argument).name;
    return file->contains(name) || file->contains(name + "_calibration");
  });
  for (BlockArgument argument : function.getArguments()) {
    if (llvm::any_of(kept, [&](const kern::Variable &variable) { return variable.argument == argument; }))
      continue;
    ReportTensor tensor = describeArgument(function, argument);
    llvm::Expected<NumericArray> array = readArray(*file, tensor, function.getNumArguments() - kept.size() == 1);
    if (!array)
      return array.takeError();
    if (llvm::Error error = checkBatchArray(tensor, *array, int64_t(samples.size())))
      return llvm::createStringError("'" + path.str() + "': calibration data for '" + tensor.name +
                                     "': " + llvm::toString(std::move(error)));
    int64_t count = samples.empty() ? array->getShape().front() : int64_t(samples.size());
    samples.resize(count, std::vector<Tensor>(function.getNumArguments()));
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
      samples[item][argument.getArgNumber()] = Tensor(tensor.shape, std::move(values));
    }
  }
  if (llvm::Error error = kept.empty() ? llvm::Error::success() : addKept(function, kept, samples))
    return error;
  return samples;
}
