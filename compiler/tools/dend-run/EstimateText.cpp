// EstimateText.cpp - estimated cycles for people and as JSON.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/EstimateText.h"
#include "compiler/tools/dend-run/Table.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace llvm;

namespace dendc {
namespace {

std::string formatBand(cycles::Cycles band, const char *format) {
  const std::string low = formatv(format, band.low).str(), high = formatv(format, band.high).str();
  return low == high ? low : low + " to " + high;
}

void printBand(json::OStream &json, StringRef key, cycles::Cycles band) {
  json.attributeArray(key, [&] {
    for (double value : {band.low, band.high})
      json.value(std::round(value * 1e4) / 1e4);
  });
}

} // namespace

void printEstimate(raw_ostream &os, const cycles::Estimate &estimate, int64_t macs) {
  const cycles::Cycles &cycles = estimate.cycles;
  std::string remark = cycles.low < cycles.high ? "to " + formatCount(cycles.high) + ", estimated" : "estimated";
  if (macs)
    remark += "; " + formatBand(1.0 / double(macs) * cycles, "{0:f2}") + " per MAC";
  if (std::optional<cycles::Cycles> milliseconds = estimate.getMilliseconds())
    remark += "; " + formatBand(*milliseconds, "{0:f2}") + " ms at " + std::to_string(*estimate.clockMhz) + " MHz";
  if (estimate.waitStates)
    remark += ", flash with " + std::to_string(estimate.waitStates) + " wait states";
  printFact(os, "cycles", formatCount(cycles.low), remark);
}

void printEstimate(json::OStream &json, const cycles::Estimate &estimate, int64_t macs) {
  json.attributeObject("cycles", [&] {
    json.attribute("low", int64_t(std::llround(estimate.cycles.low)));
    json.attribute("high", int64_t(std::llround(estimate.cycles.high)));
    if (macs)
      printBand(json, "per_mac", 1.0 / double(macs) * estimate.cycles);
    json.attribute("wait_states", int64_t(estimate.waitStates));
    if (std::optional<cycles::Cycles> milliseconds = estimate.getMilliseconds()) {
      json.attribute("clock_mhz", int64_t(*estimate.clockMhz));
      printBand(json, "milliseconds", *milliseconds);
    }
    json.attribute("source", estimate.source);
  });
}

} // namespace dendc
