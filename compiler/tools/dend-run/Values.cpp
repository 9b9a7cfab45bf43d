// Values.cpp - the numbers that go into a network and come out.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Values.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

using namespace llvm;

namespace dendc {
namespace {

template <typename T> void store(std::string &bytes, T value) {
  bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

/// Stores an integer in the tensor's type, of which C has these.
void storeInteger(std::string &bytes, NumberType type, int64_t value) {
  switch (getByteSize(type)) {
  case 1:
    return store(bytes, static_cast<uint8_t>(value));
  case 2:
    return store(bytes, static_cast<uint16_t>(value));
  case 4:
    return store(bytes, static_cast<uint32_t>(value));
  default:
    return store(bytes, static_cast<uint64_t>(value));
  }
}

struct Range {
  double low, high;
};

Range getRange(NumberType type) {
  const bool isUnsigned = type == NumberType::Boolean || (type >= NumberType::Uint8 && type <= NumberType::Uint64);
  const double values = std::ldexp(1.0, static_cast<int>(8 * getByteSize(type)));
  return isUnsigned ? Range{0, values - 1} : Range{-values / 2, values / 2 - 1};
}

int64_t quantize(const ReportTensor &tensor, float real) {
  if (std::isnan(real))
    return tensor.zeroPoint;
  // The quotient is a float as in C; the sum with the zero point is exact in double.
  const float steps = std::round(real / tensor.scale);
  const Range range = getRange(tensor.type);
  return static_cast<int64_t>(
      std::clamp(static_cast<double>(steps) + static_cast<double>(tensor.zeroPoint), range.low, range.high));
}

} // namespace

std::vector<int64_t> getFilePositions(const ReportTensor &tensor) {
  const size_t rank = tensor.filePermutation.size();
  std::vector<int64_t> positions(tensor.getElementCount());
  if (rank == 0) {
    for (size_t element = 0; element < positions.size(); ++element)
      positions[element] = static_cast<int64_t>(element);
    return positions;
  }
  std::vector<int64_t> fileStrides(rank, 1);
  for (size_t axis = rank - 1; axis-- > 0;)
    fileStrides[axis] = fileStrides[axis + 1] * tensor.fileShape[axis + 1];
  std::vector<int64_t> index(rank);
  for (int64_t &position : positions) {
    position = 0;
    for (size_t axis = 0; axis < rank; ++axis)
      position += index[axis] * fileStrides[tensor.filePermutation[axis]];
    for (size_t axis = rank; axis-- > 0;) {
      if (++index[axis] < tensor.shape[axis])
        break;
      index[axis] = 0;
    }
  }
  return positions;
}

std::vector<std::vector<int64_t>> getFilePositions(ArrayRef<ReportTensor> tensors) {
  std::vector<std::vector<int64_t>> positions;
  positions.reserve(tensors.size());
  for (const ReportTensor &tensor : tensors)
    positions.push_back(getFilePositions(tensor));
  return positions;
}

std::string encode(const ReportTensor &tensor, ArrayRef<float> reals) {
  std::string bytes;
  bytes.reserve(tensor.getByteSize());
  for (float real : reals) {
    if (tensor.type == NumberType::Float32)
      store(bytes, real);
    else
      storeInteger(bytes, tensor.type, quantize(tensor, real));
  }
  return bytes;
}

std::string encodeIntegers(const ReportTensor &tensor, ArrayRef<int64_t> integers) {
  std::string bytes;
  bytes.reserve(tensor.getByteSize());
  for (int64_t integer : integers)
    storeInteger(bytes, tensor.type, integer);
  return bytes;
}

std::vector<double> decodeRaw(const ReportTensor &tensor, StringRef bytes) {
  const NumericArray array(tensor.type, tensor.shape, bytes.str());
  std::vector<double> values(array.getElementCount());
  for (size_t element = 0; element < values.size(); ++element)
    values[element] = array.getFloat(static_cast<int64_t>(element));
  return values;
}

std::vector<float> decode(const ReportTensor &tensor, StringRef bytes) {
  std::vector<float> reals;
  reals.reserve(tensor.getElementCount());
  for (double value : decodeRaw(tensor, bytes))
    reals.push_back(tensor.isQuantized()
                        ? static_cast<float>(value - static_cast<double>(tensor.zeroPoint)) * tensor.scale
                        : static_cast<float>(value));
  return reals;
}

std::vector<float> toFileOrder(const ReportTensor &tensor, ArrayRef<float> values) {
  const std::vector<int64_t> positions = getFilePositions(tensor);
  assert(positions.size() == values.size() && "one value per element");
  std::vector<float> ordered(values.size());
  for (size_t element = 0; element < values.size(); ++element)
    ordered[positions[element]] = values[element];
  return ordered;
}

} // namespace dendc
