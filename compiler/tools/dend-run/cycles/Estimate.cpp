// Estimate.cpp - how many cycles one call of a function takes, estimated.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Estimate.h"
#include "compiler/tools/dend-run/Emulator.h"
#include "compiler/tools/dend-run/cycles/Profiler.h"

using namespace llvm;

namespace dendc::cycles {

std::optional<Cycles> Estimate::getMilliseconds() const {
  if (!clockMhz)
    return std::nullopt;
  return 1e-3 / *clockMhz * cycles;
}

Expected<Estimate> estimateCycles(const Workspace &workspace, const Program &program, const targets::Target &target,
                                  const EstimateOptions &options) {
  const targets::Core &core = target.core;
  const CoreTiming &timing = getTiming(core.name);
  Expected<std::vector<Profile>> profiles = profile(
      workspace, program, core.name, getEmulatorCommand(core.emulator.machine, program.path), options.timeoutSeconds);
  if (!profiles)
    return profiles.takeError();

  Estimate estimate;
  estimate.core = core.name;
  estimate.source = timing.source.str();
  if (target.mcu) {
    estimate.clockMhz = target.mcu->clockMhz;
    estimate.waitStates = target.mcu->flash.waitStates.value_or(0);
  }
  if (options.waitStates)
    estimate.waitStates = *options.waitStates;
  for (const Profile &profile : *profiles) {
    for (const Instruction &instruction : profile)
      estimate.instructions += instruction.counts.executed;
    estimate.parts.push_back(cycles::estimate(profile, timing, estimate.waitStates));
    estimate.cycles += estimate.parts.back();
  }
  return estimate;
}

} // namespace dendc::cycles
