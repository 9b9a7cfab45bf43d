// Recurrent.cpp - the values of recurrent ops, step by step: in double, and in integers to the bit.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluation.h"
#include "compiler/reference/Requant.h"
#include "compiler/reference/SignalRecorder.h"

using namespace mlir;
using namespace dendc;

namespace {

/// The numbers of an op, exact for integers.
struct Layer {
  dend::Cell cell;
  dend::CellShape shape;
  int64_t steps, width, units, dendrites;
  /// Whether the states of the cells follow the last step.
  bool appendsCell;
  std::vector<double> weights, bias, peepholes, between, toNeuron;

  int64_t getBranchCount() const { return dendrites + 1; }
  /// The row of a branch's `gate` among those of peepholes.
  static int64_t getPeepholeRow(int64_t branch, int64_t gate) { return branch * 3 + gate; }
  /// What `gate` of a branch sees of `cell`, not rounded.
  double getPeephole(int64_t branch, int64_t gate, int64_t unit, double cell) const {
    return peepholes.empty() ? 0 : peepholes[getPeepholeRow(branch, gate) * units + unit] * cell;
  }
  /// The sum of `row` of branch `branch` with the vector `v`.
  double getSum(int64_t branch, int64_t row, ArrayRef<double> v) const {
    int64_t at = branch * shape.gates * units + row;
    double sum = bias[at];
    for (int64_t i = 0; i < units; ++i)
      sum += weights[at * units + i] * v[i];
    return sum;
  }
};

std::vector<double> readNumbers(const Tensor &tensor) {
  std::vector<double> values(tensor.getElementCount());
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = tensor.getElement(i);
  return values;
}

/// An operand of a dend op or an attribute of a kern op; nothing where it is absent.
std::vector<double> read(const Evaluation &run, Value value) {
  return value ? readNumbers(run.get(value)) : std::vector<double>();
}
std::vector<double> read(const Evaluation &, std::optional<ElementsAttr> value) {
  return value ? readNumbers(*Tensor::get(*value)) : std::vector<double>();
}

bool appendsCell(dend::RecurrentOp op) { return op.getFinalCell() != nullptr; }
bool appendsCell(kern::RecurrentOp op) { return op.getAppendsCell(); }

std::vector<double> readStates(dend::RecurrentOp op, const Evaluation &run) {
  std::vector<double> states;
  for (Value state : op.getStates())
    llvm::append_range(states, read(run, state));
  return states;
}
std::vector<double> readStates(kern::RecurrentOp op, const Evaluation &run) { return read(run, op.getInitial()); }

template <typename Op> Layer readLayer(Op op, const Evaluation &run) {
  ArrayRef<int64_t> gates = cast<ShapedType>(op.getGates().getType()).getShape();
  Layer layer{op.getCell(),
              dend::CellShape::get(op.getCell()),
              gates[1],
              gates[2],
              op.getUnitCount(),
              op.getBranchCount() - 1,
              appendsCell(op),
              read(run, op.getWeights()),
              read(run, op.getBias()),
              read(run, op.getPeepholes()),
              read(run, op.getBetween()),
              read(run, op.getToNeuron())};
  layer.bias.resize(layer.weights.size() / layer.units);
  return layer;
}

/// The hidden state and the cell of every branch, after a step of one sequence.
struct StepStates {
  SmallVector<ArrayRef<double>> hidden, cells;
};

/// The states of the cells among all.
ArrayRef<double> getCells(const Layer &layer, ArrayRef<double> states) {
  return states.take_back(states.size() / layer.shape.states);
}

/// Runs `cell` on every branch at every step of every sequence, then calls `finish(n, states)`; n counts positions of
/// the tensors. From `values` on, states go as far as they come.
template <typename Cell, typename Gate>
void forEachStep(const Layer &layer, Cell &cell, ArrayRef<Gate> gates, std::vector<double> &values,
                 llvm::function_ref<void(int64_t, const StepStates &)> finish) {
  int64_t branches = layer.getBranchCount(), branchGates = layer.shape.gates * layer.units;
  auto getState = [&](int64_t state, int64_t sequence, int64_t branch) {
    int64_t at = (state * layer.width + sequence) * branches + branch;
    return MutableArrayRef<double>(values).slice(at * layer.units, layer.units);
  };
  for (int64_t n = 0; n < layer.steps * layer.width; ++n) {
    StepStates states;
    for (int64_t b = 0; b < branches; ++b) {
      MutableArrayRef<double> h = getState(0, n % layer.width, b);
      MutableArrayRef<double> c = getState(layer.shape.states - 1, n % layer.width, b);
      cell.run(b, gates.data() + (n * branches + b) * branchGates, h, c);
      states.hidden.push_back(h);
      states.cells.push_back(c);
    }
    finish(n, states);
  }
}

} // namespace

//===----------------------------------------------------------------------===//
// Float
//===----------------------------------------------------------------------===//

namespace {
/// One branch at one step.
class FloatCell {
public:
  FloatCell(const Layer &layer, ArrayAttr attributes, std::optional<APFloat> clip)
      : layer(layer), clip(clip ? clip->convertToFloat() : INFINITY) {
    for (auto function : attributes.getAsRange<dend::FunctionAttr>())
      functions.emplace_back(function);
  }

  void run(int64_t branch, const float *gates, MutableArrayRef<double> h, MutableArrayRef<double> c) {
    int64_t units = layer.units;
    const std::vector<double> before(h.begin(), h.end());
    auto getGate = [&](int64_t gate, int64_t i, ArrayRef<double> v) {
      return gates[gate * units + i] + layer.getSum(branch, gate * units + i, v);
    };
    if (layer.cell == dend::Cell::rnn) {
      for (int64_t i = 0; i < units; ++i)
        h[i] = functions[0](getGate(0, i, before));
      return;
    }
    if (layer.cell == dend::Cell::lstm) {
      for (int64_t i = 0; i < units; ++i) {
        auto getSeeing = [&](int64_t gate) {
          return functions[0](getGate(gate, i, before) + layer.getPeephole(branch, gate, i, c[i]));
        };
        double in = getSeeing(0);
        c[i] = getSeeing(2) * c[i] + in * functions[1](getGate(3, i, before));
        c[i] = std::clamp(c[i], -clip, clip);
        h[i] = getSeeing(1) * functions[2](c[i]);
      }
      return;
    }
    std::vector<double> reset(units), scaled(units);
    for (int64_t i = 0; i < units; ++i) {
      reset[i] = functions[0](getGate(1, i, before));
      scaled[i] = reset[i] * before[i];
    }
    for (int64_t i = 0; i < units; ++i) {
      double update = functions[0](getGate(0, i, before)), sum = gates[2 * units + i];
      sum += layer.cell == dend::Cell::gru ? layer.getSum(branch, 2 * units + i, scaled)
                                           : reset[i] * layer.getSum(branch, 2 * units + i, before);
      h[i] = (1 - update) * functions[1](sum) + update * before[i];
    }
  }

private:
  const Layer &layer;
  double clip;
  SmallVector<Scalar> functions;
};
} // namespace

template <typename Op> Tensor dendc::evaluateRecurrent(Op op, const Evaluation &run) {
  Layer layer = readLayer(op, run);
  ArrayRef<float> gates = run.get(op.getGates()).floats;
  std::vector<double> values = readStates(op, run);
  FloatCell cell(layer, op.getFunctions(), op.getCellClip());
  Scalar function(op.getDendriteFunction());
  Tensor result({1, layer.steps + layer.appendsCell, layer.width, layer.units}, ElementKind::F32);
  SignalRecorder recorder(op, layer.dendrites, layer.steps * layer.width * layer.units, run.observer);
  for (double state : values)
    recorder.addState(state);
  int64_t units = layer.units;
  SmallVector<double> d(layer.dendrites);
  forEachStep(layer, cell, gates, values, [&](int64_t n, const StepStates &states) {
    for (int64_t i = 0; i < units; ++i) {
      for (int64_t b = 0; b < layer.getBranchCount(); ++b) {
        recorder.addState(states.hidden[b][i]);
        recorder.addState(states.cells[b][i]);
      }
      for (int64_t k = 0; k < layer.dendrites; ++k) {
        double z = states.hidden[k + 1][i];
        for (int64_t j = 0; j < k; ++j)
          z += layer.between[(k * (k - 1) / 2 + j) * units + i] * d[j];
        d[k] = function(z);
        recorder.addInput(k, z);
        recorder.addOutput(k, d[k]);
      }
      double y = states.hidden[0][i];
      for (int64_t k = 0; k < layer.dendrites; ++k)
        y += layer.toNeuron[k * units + i] * d[k];
      recorder.addNeuron(y);
      result.floats[n * units + i] = float(y);
    }
  });
  recorder.report();
  if (layer.appendsCell)
    llvm::copy(getCells(layer, values), result.floats.end() - layer.width * units);
  return result;
}

template Tensor dendc::evaluateRecurrent(dend::RecurrentOp, const Evaluation &);
template Tensor dendc::evaluateRecurrent(kern::RecurrentOp, const Evaluation &);

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

namespace {
int64_t saturate(int64_t value) { return std::clamp<int64_t>(value, INT16_MIN, INT16_MAX); }

/// A product of which one factor counts 2^-15.
int64_t scale(int64_t product) { return (product + (1 << 14)) >> 15; }

/// What gates see of cells, requantized.
class Peepholes {
public:
  Peepholes(const Layer &layer, kern::RecurrentOp op, Width &width) : layer(layer), width(width) {
    if (op.getPeepholes())
      requant.emplace(*op.getPeepholeRequant());
  }

  int64_t get(int64_t branch, int64_t gate, int64_t unit, double cell) const {
    int64_t product = width.check(int64_t(layer.getPeephole(branch, gate, unit, cell)));
    return requant ? (*requant)(product, layer.getPeepholeRow(branch, gate), width) : 0;
  }

private:
  const Layer &layer;
  std::optional<Requant> requant;
  Width &width;
};

class IntegerCell {
public:
  IntegerCell(const Layer &layer, kern::RecurrentOp op, Width &width)
      : layer(layer), tables(*op.getTables()), gateShift(op.getGateShift()), cellShift(op.getCellShift()),
        limit(int32_t(op.getCellLimit().value_or(0))), requant(*op.getSumRequant()), peepholes(layer, op, width),
        width(width) {}

  void run(int64_t branch, const int32_t *gates, MutableArrayRef<double> h, MutableArrayRef<double> c) {
    int64_t units = layer.units;
    const std::vector<double> before(h.begin(), h.end());
    auto getProduct = [&](int64_t gate, int64_t i, ArrayRef<double> v) -> int64_t {
      int64_t row = gate * units + i;
      int64_t sum = width.check(int64_t(layer.getSum(branch, row, v)));
      return requant(sum, branch * layer.shape.gates * units + row, width);
    };
    auto getGate = [&](int64_t gate, int64_t i) { return gates[gate * units + i] + getProduct(gate, i, before); };
    if (layer.cell == dend::Cell::rnn) {
      for (int64_t i = 0; i < units; ++i)
        h[i] = double(apply(0, getGate(0, i), gateShift));
      return;
    }
    if (layer.cell == dend::Cell::lstm) {
      for (int64_t i = 0; i < units; ++i) {
        auto getSeeing = [&](int64_t gate) {
          return apply(0, getGate(gate, i) + peepholes.get(branch, gate, i, c[i]), gateShift);
        };
        int64_t kept = width.check(getSeeing(2) * int64_t(c[i]));
        int64_t added = width.check(getSeeing(0) * apply(1, getGate(3, i), gateShift));
        width.check(kept + added + (1 << 14));
        c[i] = double(saturate(scale(kept + added)));
        if (limit > 0)
          c[i] = std::clamp<double>(c[i], -limit, limit);
        h[i] = double(saturate(scale(getSeeing(1) * apply(2, int64_t(c[i]), cellShift))));
      }
      return;
    }
    std::vector<int64_t> reset(units);
    std::vector<double> scaled(units);
    for (int64_t i = 0; i < units; ++i) {
      reset[i] = apply(0, getGate(1, i), gateShift);
      scaled[i] = double(saturate(scale(reset[i] * int64_t(before[i]))));
    }
    for (int64_t i = 0; i < units; ++i) {
      int64_t update = apply(0, getGate(0, i), gateShift), sum = gates[2 * units + i];
      sum += layer.cell == dend::Cell::gru ? getProduct(2, i, scaled) : scale(reset[i] * getProduct(2, i, before));
      int64_t n = apply(1, sum, gateShift), difference = width.check(update * (int64_t(before[i]) - n) + (1 << 14));
      h[i] = double(saturate(n + (difference >> 15)));
    }
  }

private:
  int64_t apply(int64_t function, int64_t value, uint32_t shift) const {
    int64_t z = saturate(width.check(value * (int64_t(1) << shift)));
    return interpolate(tables.slice(257 * function, 257), int32_t(z));
  }

  const Layer &layer;
  ArrayRef<int16_t> tables;
  uint32_t gateShift, cellShift;
  int32_t limit;
  Requant requant;
  Peepholes peepholes;
  Width &width;
};

/// Functions of numbers with 15 fractional bits, in fixed point.
namespace fixed {

/// 1 / (1 + e^-x) with 14 fractional bits, x > 0.
int64_t getShare(int64_t x) {
  int64_t u = (-x & 0x1fff) - (1 << 12), quarters = (x + u - (1 << 12)) >> 13, square = scale(u * u);
  int64_t higher = scale((divideByPower(scale(square * square), 2) + scale(square * u)) * 10923);
  int64_t exponential = 28918 + scale(28918 * (u + divideByPower(higher + square, 1)));
  static constexpr int64_t powers[] = {25520, 19875, 12055, 4435, 600, 11}; // e^-(2^k), k from -2 on
  for (auto [bit, power] : llvm::enumerate(powers))
    if (quarters & (int64_t(1) << bit))
      exponential = scale(exponential * power);
  int64_t divisor = ((quarters < 64 ? exponential : 0) + (1 << 15)) >> 1, result = 23130 + scale(divisor * -15420);
  for (int i = 0; i < 3; ++i)
    result += 4 * scale(result * ((1 << 13) - scale(divisor * result)));
  return result;
}

int64_t getSigmoid(int64_t x) {
  if (x == 0)
    return 1 << 14;
  int64_t share = std::min<int64_t>(2 * getShare(std::abs(x)), INT16_MAX);
  return x > 0 ? share : INT16_MAX - share;
}

int64_t getTanh(int64_t x) {
  if (x == 0)
    return 0;
  int64_t distance = std::min<int64_t>(4 * (getShare(2 * std::abs(x)) - (1 << 13)), INT16_MAX);
  return x > 0 ? distance : -distance;
}

} // namespace fixed

/// An LSTM in fixed point.
class FixedCell {
public:
  FixedCell(const Layer &layer, kern::RecurrentOp op, Width &width)
      : layer(layer), gateShift(op.getGateShift()), cellShift(op.getCellShift()),
        limit(int32_t(op.getCellLimit().value_or(0))), sumRequant(*op.getSumRequant()),
        hiddenRequant(*op.getHiddenRequant()), peepholes(layer, op, width), width(width) {}

  void run(int64_t branch, const int32_t *gates, MutableArrayRef<double> h, MutableArrayRef<double> c) {
    const std::vector<double> before(h.begin(), h.end());
    auto getGate = [&](int64_t gate, int64_t i) {
      int64_t row = gate * layer.units + i, sum = width.check(int64_t(layer.getSum(branch, row, before)));
      return saturate(gates[row] + sumRequant(sum, row, width));
    };
    auto getSeeing = [&](int64_t gate, int64_t i) {
      return fixed::getSigmoid(saturate(getGate(gate, i) + peepholes.get(branch, gate, i, c[i])) << gateShift);
    };
    for (int64_t i = 0; i < layer.units; ++i) {
      int64_t in = getSeeing(0, i), keep = getSeeing(2, i), next = fixed::getTanh(getGate(3, i) << gateShift);
      int64_t cell = saturate(divideByPower(keep * int64_t(c[i]), 15) + divideByPower(in * next, 15 + cellShift));
      if (limit > 0)
        cell = std::clamp<int64_t>(cell, -limit, limit);
      c[i] = double(cell);
      h[i] = hiddenRequant(getSeeing(1, i) * fixed::getTanh(cell << cellShift), 0, width);
    }
  }

private:
  const Layer &layer;
  int32_t gateShift, cellShift, limit;
  Requant sumRequant, hiddenRequant;
  Peepholes peepholes;
  Width &width;
};
} // namespace

Tensor dendc::evaluateIntegerRecurrent(kern::RecurrentOp op, const Evaluation &run, Width &width) {
  Layer layer = readLayer(op, run);
  ArrayRef<int32_t> gates = run.get(op.getGates()).integers;
  Requant requant(*op.getRequant());
  std::optional<Requant> dendriteRequant;
  if (op.getDendriteRequant())
    dendriteRequant.emplace(*op.getDendriteRequant());
  std::optional<ArrayRef<int16_t>> table = op.getDendriteTable();
  Tensor result(op.getType().getShape(), *getElementKind(op.getType().getElementType()));
  int64_t units = layer.units, neuron = int64_t(1) << op.getNeuronShift();
  auto add = [](double coefficient, int32_t d) { return (int64_t(coefficient) * d) >> 16; };
  SmallVector<int32_t> d(layer.dendrites);
  std::vector<double> values = readStates(op, run);
  auto finish = [&](int64_t n, const StepStates &states) {
    for (int64_t i = 0; i < units; ++i) {
      for (int64_t k = 0; k < layer.dendrites; ++k) {
        int64_t a = int64_t(states.hidden[k + 1][i]) * neuron;
        for (int64_t j = 0; j < k; ++j)
          a = width.check(a + add(layer.between[(k * (k - 1) / 2 + j) * units + i], d[j]));
        int32_t z = (*dendriteRequant)(a, k * units + i, width);
        d[k] = table ? interpolate(*table, z, op.getDendriteRequant()->getTableBits()) : z;
      }
      int64_t a = int64_t(states.hidden[0][i]) * neuron;
      for (int64_t k = 0; k < layer.dendrites; ++k)
        a = width.check(a + add(layer.toNeuron[k * units + i], d[k]));
      result.integers[n * units + i] = requant(a, 0, width);
    }
  };
  if (op.getHiddenRequant()) {
    FixedCell cell(layer, op, width);
    forEachStep(layer, cell, gates, values, finish);
  } else {
    IntegerCell cell(layer, op, width);
    forEachStep(layer, cell, gates, values, finish);
  }
  if (layer.appendsCell)
    llvm::copy(getCells(layer, values), result.integers.end() - layer.width * units);
  return result;
}
