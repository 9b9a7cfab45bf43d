// SignalRecorder.h - the signals inside one op, gathered for the observer of a run.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_SIGNALRECORDER_H
#define COMPILER_REFERENCE_SIGNALRECORDER_H

#include "compiler/reference/Evaluator.h"

namespace dendc {

/// The signals of one op during one run, gathered for the observer: per signal, all positions of all channels.
class SignalRecorder {
public:
  SignalRecorder(mlir::Operation *op, int64_t dendrites, int64_t elementCount, SignalObserver observer)
      : op(op), dendrites(dendrites), observer(observer), signals(observer ? 2 * dendrites + 1 : 0) {
    for (std::vector<float> &signal : signals)
      signal.reserve(elementCount);
  }
  void addInput(int64_t dendrite, double z) { add(2 * dendrite, z); }
  void addOutput(int64_t dendrite, double d) { add(2 * dendrite + 1, d); }
  void addNeuron(double y) { add(2 * dendrites, y); }
  void addState(double state) {
    if (observer)
      states.push_back(float(state));
  }
  void report() const {
    if (!observer)
      return;
    for (int64_t k = 0; k < dendrites; ++k) {
      observer({op, Signal::Kind::DendriteInput, unsigned(k)}, signals[2 * k]);
      observer({op, Signal::Kind::DendriteOutput, unsigned(k)}, signals[2 * k + 1]);
    }
    observer({op, Signal::Kind::PreActivation, 0}, signals.back());
    if (!states.empty())
      observer({op, Signal::Kind::State, 0}, states);
  }

private:
  void add(int64_t signal, double value) {
    if (observer)
      signals[signal].push_back(float(value));
  }
  mlir::Operation *op;
  int64_t dendrites;
  SignalObserver observer;
  std::vector<std::vector<float>> signals;
  std::vector<float> states;
};

} // namespace dendc

#endif
