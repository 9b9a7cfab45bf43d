// ConvertResize.cpp - images in other sizes: along one axis after the other.
// Nearest neighbours are slices; interpolation is an operator of its own for images whose places it knows, or else a
// dense layer along the axis, whose weights are the operator's.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// How an index of the output maps to a place in the input, and a place to elements.
struct Resizing {
  std::string mode = "nearest", coordinates = "half_pixel", nearest = "round_prefer_floor";
  double cubicCoefficient = -0.75;
  bool excludeOutside = false;

  /// The place of output index `x` along an axis of `from` elements that becomes one of `to`.
  double getPlace(int64_t x, int64_t from, int64_t to, double scale) const {
    if (coordinates == "asymmetric")
      return double(x) / scale;
    // The specification's resized length is the product, not the size it is rounded to.
    if (coordinates == "align_corners")
      return to == 1 ? 0.0 : double(x) * double(from - 1) / (scale * double(from) - 1);
    if (coordinates == "pytorch_half_pixel" && to == 1)
      return 0.0;
    if (coordinates == "half_pixel_symmetric") {
      double adjustment = double(to) / (scale * double(from)), centre = double(from) / 2;
      return centre * (1 - adjustment) + (double(x) + 0.5) / scale - 0.5;
    }
    return (double(x) + 0.5) / scale - 0.5;
  }

  int64_t getNearest(double place) const {
    double floor = std::floor(place), rest = place - floor;
    if (nearest == "floor")
      return int64_t(floor);
    if (nearest == "ceil")
      return int64_t(std::ceil(place));
    bool up = nearest == "round_prefer_ceil" ? rest >= 0.5 : rest > 0.5;
    return int64_t(floor) + up;
  }

  /// Weights of the elements around `place`, from its floor on: of two, or of four from one before.
  SmallVector<double> getWeights(double place) const {
    double rest = place - std::floor(place), a = cubicCoefficient;
    if (mode == "linear")
      return {1 - rest, rest};
    auto near = [&](double d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
    auto far = [&](double d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
    return {far(1 + rest), near(rest), near(1 - rest), far(2 - rest)};
  }
};

Value resizeAxis(OpEmitter &emit, Value input, const Resizing &resizing, int64_t axis, int64_t count, double scale) {
  int64_t size = getShape(input)[axis];
  auto clamp = [&](int64_t position) { return std::clamp<int64_t>(position, 0, size - 1); };
  if (resizing.mode == "nearest") {
    SmallVector<int64_t> positions;
    for (int64_t x = 0; x < count; ++x)
      positions.push_back(clamp(resizing.getNearest(resizing.getPlace(x, size, count, scale))));
    return emitNearest(emit, input, positions, axis);
  }
  std::vector<float> matrix(size * count, 0.0f);
  for (int64_t x = 0; x < count; ++x) {
    double place = resizing.getPlace(x, size, count, scale);
    SmallVector<double> weights = resizing.getWeights(place);
    int64_t first = int64_t(std::floor(place)) - (weights.size() == 4 ? 1 : 0);
    double total = 0;
    for (auto [i, weight] : llvm::enumerate(weights)) {
      bool isInside = first + int64_t(i) >= 0 && first + int64_t(i) < size;
      if (resizing.excludeOutside && !isInside)
        weight = 0;
      total += weight;
    }
    for (auto [i, weight] : llvm::enumerate(weights))
      matrix[x * size + clamp(first + int64_t(i))] += float(weight / (resizing.excludeOutside ? total : 1.0));
  }
  return emitAlong(emit, input, emit.constant({count, getShape(input)[axis]}, matrix), axis);
}

/// Whether `input` is an image that only changes its height and width, at the places of dend.resize_bilinear.
bool isBilinear(Value input, const Resizing &resizing, ArrayRef<int64_t> sizes, ArrayRef<double> scales) {
  ArrayRef<int64_t> shape = getShape(input);
  auto hasPlaces = [&](int64_t axis) {
    return std::abs(scales[axis] * double(shape[axis]) - double(sizes[axis])) < 1e-6 * double(sizes[axis]) &&
           (resizing.coordinates != "pytorch_half_pixel" || sizes[axis] > 1 || shape[axis] == 1);
  };
  return resizing.mode == "linear" && shape.size() == 4 && shape[0] == 1 &&
         sizes.take_front(2) == shape.take_front(2) && hasPlaces(2) && hasPlaces(3);
}

/// Scales or sizes, known when compiling; both empty where the node has none.
LogicalResult bindTarget(NodeBinder &bind, unsigned scaleIndex, unsigned sizeIndex, std::vector<float> &scales,
                         SmallVector<int64_t> &sizes) {
  std::shared_ptr<const Tensor> known;
  bind.ignoreInput(scaleIndex).ignoreInput(sizeIndex);
  if (bind.hasInput(scaleIndex)) {
    if (bind.known(scaleIndex, known).failed())
      return failure();
    scales = known->floats;
  }
  if (bind.hasInput(sizeIndex) && bind.integers(sizeIndex, sizes).failed())
    return failure();
  return success();
}

LogicalResult resize(NodeBinder &bind, OpEmitter &emit, Value input, const Resizing &resizing, ArrayRef<int64_t> axes,
                     ArrayRef<float> scales, ArrayRef<int64_t> sizes) {
  Shape shape(getShape(input));
  if (scales.empty() == sizes.empty() || (scales.empty() ? sizes.size() : scales.size()) != axes.size())
    return bind.error() << "expected " << axes.size() << " scales or sizes, found " << scales.size() << " scales and "
                        << sizes.size() << " sizes";
  Shape newShape(shape);
  SmallVector<double> newScales(shape.size(), 1.0);
  for (auto [i, axis] : llvm::enumerate(axes)) {
    // The batch of the file is 1 here.
    bool isBatch = axis == 0 && !scales.empty() ? scales[i] == 1.0f
                                                : axis == 0 && bind.getFileBatch() && sizes[i] == bind.getFileBatch();
    if (isBatch)
      continue;
    double scale = scales.empty() ? double(sizes[i]) / double(shape[axis]) : double(scales[i]);
    double exact = scales.empty() ? double(sizes[i]) : std::floor(double(shape[axis]) * scale);
    if (!(scale > 0) || !(exact >= 1) || exact > double(kMaxElementCount))
      return bind.error() << "expected sizes of 1 or more, found a scale of " << scale << " for axis " << axis
                          << " of size " << shape[axis];
    newShape[axis] = int64_t(exact);
    newScales[axis] = scale;
  }
  if (isBilinear(input, resizing, newShape, newScales)) {
    bool alignsCorners = resizing.coordinates == "align_corners";
    Value image = emit.resizeBilinear(emit.toImage(input), newShape[2], newShape[3], alignsCorners,
                                      !alignsCorners && resizing.coordinates != "asymmetric");
    return bind.result(emit.fromImage(image, /*spatialRank=*/2));
  }
  Value output = input;
  for (auto [axis, count] : llvm::enumerate(newShape))
    if (output && (count != shape[axis] || newScales[axis] != 1.0))
      output = resizeAxis(emit, output, resizing, int64_t(axis), count, newScales[axis]);
  return bind.result(output);
}

} // namespace

LogicalResult onnx::convertResize(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  Resizing resizing;
  bool isFirst = bind.getVersion() < 11;
  int64_t excludeOutside = 0, antialias = 0;
  std::string policy = "stretch";
  std::vector<float> scales;
  SmallVector<int64_t> sizes, axes;
  bind.attribute("mode", resizing.mode, "nearest");
  // Slices keep the grid of integers, interpolation does not.
  if (resizing.mode == "nearest")
    bind.elements(0, input);
  else
    bind.tensor(0, input);
  if (isFirst) {
    resizing.coordinates = "asymmetric";
    resizing.nearest = "floor";
  } else {
    bind.attribute("coordinate_transformation_mode", resizing.coordinates, "half_pixel");
    bind.attribute("nearest_mode", resizing.nearest, "round_prefer_floor");
    bind.attribute("cubic_coeff_a", resizing.cubicCoefficient, -0.75).attribute("exclude_outside", excludeOutside, 0);
    bind.ignore("extrapolation_value");
  }
  if (bind.getVersion() >= 18) {
    bind.attribute("antialias", antialias, 0).attribute("keep_aspect_ratio_policy", policy, "stretch");
    bind.optionalAttribute("axes", axes);
  }
  resizing.excludeOutside = excludeOutside != 0;
  // "roi" only matters where a part of the input is resized.
  if (bind.failed() || failed(bindTarget(bind, isFirst ? 1 : 2, isFirst ? 2 : 3, scales, sizes)))
    return failure();
  if (!llvm::is_contained({"nearest", "linear", "cubic"}, resizing.mode))
    return bind.error() << "expected attribute 'mode' nearest, linear or cubic, found '" << resizing.mode << "'";
  if (!llvm::is_contained({"half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric"},
                          resizing.coordinates))
    return bind.error() << "expected attribute 'coordinate_transformation_mode' half_pixel, half_pixel_symmetric, "
                           "pytorch_half_pixel, align_corners or asymmetric, found '"
                        << resizing.coordinates << "'";
  if (!llvm::is_contained({"floor", "ceil", "round_prefer_floor", "round_prefer_ceil"}, resizing.nearest))
    return bind.error() << "expected attribute 'nearest_mode' floor, ceil, round_prefer_floor or round_prefer_ceil, "
                           "found '"
                        << resizing.nearest << "'";
  if (antialias || policy != "stretch")
    return bind.error() << "expected a resize without antialias that stretches, found "
                        << (antialias ? "antialias" : "policy '" + policy + "'");
  if (!bind.hasAttribute("axes"))
    axes = llvm::to_vector(llvm::seq<int64_t>(0, getShape(input).size()));
  for (int64_t &axis : axes)
    if (bind.axis(axis, getShape(input).size()).failed())
      return failure();
  return resize(bind, emit, input, resizing, axes, scales, sizes);
}

LogicalResult onnx::convertUpsample(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  Resizing resizing;
  std::vector<float> scales;
  SmallVector<int64_t> sizes;
  if (bind.attribute("mode", resizing.mode, "nearest").tensor(0, input).failed())
    return failure();
  resizing.coordinates = "asymmetric";
  resizing.nearest = "floor";
  if (bind.getVersion() < 9) {
    if (const NodeAttribute *found = bind.findAttribute("scales"); found && found->kind == NodeAttribute::Kind::Floats)
      scales.assign(found->reals.begin(), found->reals.end());
  } else if (failed(bindTarget(bind, 1, 2, scales, sizes))) {
    return failure();
  }
  if (resizing.mode != "nearest" && resizing.mode != "linear")
    return bind.error() << "expected attribute 'mode' nearest or linear, found '" << resizing.mode << "'";
  return resize(bind, emit, input, resizing, llvm::to_vector(llvm::seq<int64_t>(0, getShape(input).size())), scales,
                sizes);
}
