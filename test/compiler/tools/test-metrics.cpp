// test-metrics.cpp - the scores of dend-run on cases worked out by hand.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Metrics.h"

#include "llvm/Support/raw_ostream.h"

#include <cmath>
#include <limits>

using namespace dendc;

static int failures = 0;

static void check(bool holds, const char *what) {
  if (holds)
    return;
  llvm::errs() << "does not hold: " << what << "\n";
  ++failures;
}
#define CHECK(condition) check(condition, #condition)

static std::vector<RealTensors> batch(std::vector<std::vector<float>> rows) {
  std::vector<RealTensors> items;
  for (std::vector<float> &row : rows)
    items.push_back({std::move(row)});
  return items;
}

static Score getScoreOrFail(llvm::ArrayRef<RealTensors> inputs, llvm::ArrayRef<RealTensors> outputs,
                            llvm::ArrayRef<int64_t> labels) {
  llvm::Expected<Score> score = getScore(inputs, outputs, labels);
  if (score)
    return *score;
  check(false, llvm::toString(score.takeError()).c_str());
  return {};
}

static std::string getError(llvm::ArrayRef<RealTensors> outputs, llvm::ArrayRef<int64_t> labels) {
  llvm::Expected<Score> score = getScore(batch({{0}, {0}}), outputs, labels);
  return score ? "" : llvm::toString(score.takeError());
}

static void testAccuracy() {
  const auto inputs = batch({{0}, {0}, {0}, {0}});
  const auto outputs = batch({{1, 2, 3}, {3, 2, 1}, {0, 0, -1}, {-3, -2, -1}});
  Score score = getScoreOrFail(inputs, outputs, {2, 1, 0, 2});
  CHECK(score.accuracy == 0.75); // of equal outputs the first counts
  CHECK(!score.auc);
  CHECK(!getScoreOrFail(inputs, outputs, {}).accuracy);
}

static void testAuc() {
  // Of the six pairs (positive, negative) 0.9 wins three, 0.4 wins one and ties one.
  const auto inputs = batch({{0}, {0}, {0}, {0}, {0}});
  Score score = getScoreOrFail(inputs, batch({{0.9f}, {0.4f}, {0.4f}, {0.1f}, {0.5f}}), {1, 1, 0, 0, 0});
  CHECK(score.auc && std::abs(*score.auc - 4.5 / 6) < 1e-12);
  CHECK(!score.accuracy);
  CHECK(getScoreOrFail(inputs, batch({{1}, {2}, {3}, {4}, {5}}), {0, 0, 0, 1, 1}).auc == 1.0);
  CHECK(getScoreOrFail(inputs, batch({{1}, {2}, {3}, {4}, {5}}), {1, 1, 1, 0, 0}).auc == 0.0);
}

static void testReconstruction() {
  // The worse an input is reconstructed the likelier it is an anomaly.
  const auto inputs = batch({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
  Score score = getScoreOrFail(inputs, batch({{1, 2, 4}, {1, 2, 3}, {4, 2, 3}}), {0, 0, 1});
  CHECK(score.auc == 1.0);
}

static void testErrors() {
  CHECK(getError(batch({{1}, {2}}), {1, 1}) == "expected labels 0 and 1 for a network with one score");
  CHECK(getError(batch({{1}, {2}}), {0, 2}) == "expected labels 0 and 1 for a network with one score");
  CHECK(getError(batch({{1}, {NAN}}), {0, 1}) == "a score is not a number");
  CHECK(getError(batch({{1, 2}, {2, 3}}), {0, -1}) == "expected labels from 0 to 1, found -1");
}

static void testFidelity() {
  Fidelity fidelity = getFidelity(batch({{1, 2}, {2, 1}, {3, 3}, {1, NAN}}), batch({{0, 2}, {2, 3}, {3, 3}, {1, 0}}),
                                  /*areScores=*/true);
  CHECK(fidelity.agreement == 0.25); // a tie agrees with nothing, nor does what is no number

  fidelity = getFidelity(batch({{1, 2, 2}}), batch({{1, 2, 1}}), /*areScores=*/true);
  CHECK(fidelity.deviation.getMaxAbsError() == 1);
  CHECK(fidelity.deviation.getSqnrDb() && std::abs(*fidelity.deviation.getSqnrDb() - 10 * std::log10(6.0)) < 1e-12);

  fidelity = getFidelity(batch({{5, 4}}), batch({{5, 4}}), /*areScores=*/false);
  CHECK(!fidelity.agreement && !fidelity.deviation.getSqnrDb() && fidelity.deviation.getMaxAbsError() == 0);
}

int main() {
  testAccuracy();
  testAuc();
  testReconstruction();
  testErrors();
  testFidelity();
  return failures != 0;
}
