// Metrics.cpp - how good outputs are, by labels and beside the float network.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Metrics.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace llvm;

namespace dendc {
namespace {

size_t getLargest(ArrayRef<float> values) {
  return static_cast<size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

/// The index of the one largest value; none if two are largest or one is no number.
std::optional<size_t> getOnlyLargest(ArrayRef<float> values) {
  const size_t largest = getLargest(values);
  for (size_t index = 0; index < values.size(); ++index)
    if (index != largest && !(values[index] < values[largest]))
      return std::nullopt;
  return largest;
}

/// The chance that a random positive scores above a random negative, a tie counting half: by the sum of ranks.
double getAuc(ArrayRef<double> scores, ArrayRef<int64_t> labels) {
  std::vector<size_t> order(scores.size());
  for (size_t index = 0; index < order.size(); ++index)
    order[index] = index;
  llvm::sort(order, [&](size_t a, size_t b) { return scores[a] < scores[b]; });
  double positiveRanks = 0;
  for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && scores[order[end]] == scores[order[begin]])
      ++end;
    const double rank = (static_cast<double>(begin + end) + 1) / 2; // ranks count from 1; ties share their mean
    for (size_t index = begin; index < end; ++index)
      positiveRanks += labels[order[index]] == 1 ? rank : 0;
  }
  const double positives = static_cast<double>(llvm::count(labels, 1));
  const double negatives = static_cast<double>(labels.size()) - positives;
  return (positiveRanks - positives * (positives + 1) / 2) / (positives * negatives);
}

double getMeanSquaredError(ArrayRef<float> a, ArrayRef<float> b) {
  double sum = 0;
  for (auto [left, right] : zip_equal(a, b))
    sum += (double(left) - right) * (double(left) - right);
  return sum / static_cast<double>(a.size());
}

} // namespace

Expected<Score> getScore(ArrayRef<RealTensors> inputs, ArrayRef<RealTensors> outputs, ArrayRef<int64_t> labels) {
  Score score;
  if (labels.empty())
    return score;
  const size_t classes = outputs.front().front().size();
  const bool isBinary = all_of(labels, [](int64_t label) { return label == 0 || label == 1; });
  const bool isReconstruction = isBinary && classes > 2 && classes == inputs.front().front().size();
  if (classes == 1 || isReconstruction) {
    if (!isBinary || !is_contained(labels, 0) || !is_contained(labels, 1))
      return createStringError("expected labels 0 and 1 for a network with one score");
    std::vector<double> scores;
    for (auto [input, output] : zip_equal(inputs, outputs))
      scores.push_back(isReconstruction ? getMeanSquaredError(input.front(), output.front()) : output.front().front());
    if (any_of(scores, [](double value) { return std::isnan(value); }))
      return createStringError("a score is not a number");
    score.auc = getAuc(scores, labels);
    return score;
  }
  int64_t right = 0;
  for (auto [output, label] : zip_equal(outputs, labels)) {
    if (label < 0 || label >= int64_t(classes))
      return createStringError("expected labels from 0 to " + Twine(classes - 1) + ", found " + Twine(label));
    right += int64_t(getLargest(output.front())) == label;
  }
  score.accuracy = static_cast<double>(right) / static_cast<double>(labels.size());
  return score;
}

Fidelity getFidelity(ArrayRef<RealTensors> outputs, ArrayRef<RealTensors> floatOutputs, bool areScores) {
  Fidelity fidelity;
  int64_t agreeing = 0;
  for (auto [found, expected] : zip_equal(outputs, floatOutputs)) {
    const std::optional<size_t> largest = getOnlyLargest(found.front());
    agreeing += largest && largest == getOnlyLargest(expected.front());
    for (auto [foundTensor, expectedTensor] : zip_equal(found, expected))
      for (auto [value, wanted] : zip_equal(foundTensor, expectedTensor))
        fidelity.deviation.add(value, wanted);
  }
  if (areScores)
    fidelity.agreement = static_cast<double>(agreeing) / static_cast<double>(outputs.size());
  return fidelity;
}

} // namespace dendc
