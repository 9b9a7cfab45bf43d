// Stream.cpp - the loop of a stream: layers that are computed together, a few rows at a time.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Stream.h"

#include "dialects/kern/Layers.h"
#include "dialects/kern/Stages.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

namespace {

class StreamPrinter {
public:
  StreamPrinter(const Program &program, LayerPrinter &layers, kern::StreamOp stream)
      : program(program), layers(layers), stream(stream), stages(*kern::Stages::get(stream)) {}

  std::string print();

private:
  const RowNames &getRows(const kern::Stage &stage) const { return layers.getRows(stage.op); }
  std::string printNeeded(const kern::Stage &stage, const kern::OperandRows &operand) const;
  std::string printPulled(Value value) const;
  std::string printPushed(const kern::Stage &stage) const;
  std::string printLoop(StringRef ends, StringRef calls) const;
  std::string printFedLoop(StringRef ends, StringRef calls) const;

  const Program &program;
  LayerPrinter &layers;
  kern::StreamOp stream;
  kern::Stages stages;
};

/// The beginning of a call about rows of an operand, of which an output row may be less than one.
std::string printRowCall(StringRef function, const kern::OperandRows &operand) {
  return operand.divisor == 1 ? formatv("{0}(", function).str()
                              : formatv("{0}_of({1}, ", function, operand.divisor).str();
}

/// Adds an expression to those of which the largest, or the smallest, holds.
void addBound(std::string &text, StringRef kind, const std::string &bound) {
  text = text.empty() || text == bound ? bound : formatv("dendrt_stream_{0}({1}, {2})", kind, text, bound).str();
}

/// The rows of an operand for rows of `stage`, an expression, from the first.
std::string StreamPrinter::printNeeded(const kern::Stage &stage, const kern::OperandRows &operand) const {
  std::string end = getRows(stage).end;
  if (operand.isSame() && operand.count >= stage.needed)
    return end;
  return formatv("{0}{1}, {2}, {3}, {4})", printRowCall("dendrt_stream_needed", operand), end, operand.stride,
                 operand.getLast(), operand.count);
}

/// The rows of `value` that those which set the pace, or are pulled, need in a step.
std::string StreamPrinter::printPulled(Value value) const {
  std::string text;
  for (auto [index, stage] : llvm::enumerate(stages.stages))
    for (auto [number, operand] : llvm::enumerate(stage.rows.operands))
      if ((index == stages.pace || stage.isPulled) && kern::getStorage(stage.op->getOperand(number)) == value)
        addBound(text, "max", printNeeded(stage, *operand));
  return text;
}

/// The rows of a stage that can be computed in a step.
std::string StreamPrinter::printPushed(const kern::Stage &stage) const {
  std::string text;
  for (auto [operand, producer] : llvm::zip_equal(stage.rows.operands, stage.producers)) {
    if (!producer)
      continue;
    const kern::Stage &read = stages.stages[*producer];
    std::string end = getRows(read).end;
    if (operand->isSame() && read.needed == stage.needed) {
      addBound(text, "min", end);
      continue;
    }
    addBound(text, "min",
             formatv("{0}{1}, {2}, {3}, {4}, {5})", printRowCall("dendrt_stream_ready", *operand), end, operand->stride,
                     operand->getLast(), operand->getEnd(stage.needed), stage.needed)
                 .str());
  }
  return formatv("dendrt_stream_next({0}, {1}, {2})", getRows(stage).done, stage.stepRows,
                 text.empty() ? std::to_string(stage.needed) : text);
}

/// The loop of a stream: how far the layer that sets the pace comes in a step, and those that are pulled, from the last
/// to the first; then layer by layer the calls, and how far the others come.
std::string StreamPrinter::print() {
  std::optional<PatchedStream> patches;
  if (stream.getPatches() > 1)
    layers.setPatches(&patches.emplace(stages, stream.getPatches()));
  auto printEnd = [&](const kern::Stage &stage, StringRef rows) {
    return formatv("      const int32_t {0} = {1};\n", getRows(stage).end, rows).str();
  };
  std::string calls, pulled;
  for (auto [index, stage] : llvm::enumerate(stages.stages)) {
    std::string call = layers.printLayer(stage.op, 6);
    if (!stage.isPulled && index != stages.pace)
      calls += printEnd(stage, printPushed(stage));
    calls += call + formatv("      {0} = {1};\n", getRows(stage).done, getRows(stage).end).str();
  }
  for (const kern::Stage &stage : llvm::reverse(stages.stages))
    if (stage.isPulled)
      pulled += printEnd(stage, printPulled(stage.op->getResult(0)));
  const kern::Stage &pace = stages.stages[stages.pace];
  std::string next = formatv("dendrt_stream_next({0}, {1}, {2})", getRows(pace).done, stages.rows, pace.needed);
  std::string ends = printEnd(pace, next) + pulled;
  auto getName = [&](const kern::Stage &stage) { return StringRef(getRows(stage).done).drop_back(strlen("_row")); };
  StringRef first = getName(stages.stages.front()), last = getName(stages.stages.back());
  std::string together = stages.stages.size() > 1 ? formatv("{0} to {1} together", first, last).str() : last.str();
  std::string comment = formatv("{0}, {1} row{2} {3} {4} in a step", together, stages.rows, stages.rows > 1 ? "s" : "",
                                pace.rows.parts > 1 ? "into" : "of", getName(pace));
  std::string loop = stream == program.fedStream ? printFedLoop(ends, calls) : printLoop(ends, calls);
  std::string before;
  if (patches) {
    comment += formatv(", in {0} patches of columns", patches->patches.size());
    before = formatv("for (int32_t patch = 0; patch < {0}; ++patch) ", patches->patches.size());
    layers.setPatches(nullptr);
  }
  return formatv("  /* {0}. */\n  {1}{{\n{2}  }\n", comment, before, loop);
}

/// Steps from the first row to the last.
std::string StreamPrinter::printLoop(StringRef ends, StringRef calls) const {
  std::string variables;
  for (const kern::Stage &stage : stages.stages)
    variables += (variables.empty() ? "" : ", ") + getRows(stage).done + " = 0";
  const kern::Stage &last = stages.stages.back();
  return formatv("    int32_t {0};\n    do {{\n{1}{2}    } while ({3} < {4});\n", variables, ends, calls,
                 getRows(last).done, last.needed);
}

/// Steps for which the caller's rows are enough, from where the last call came to. Then all else, once all rows are
/// there.
std::string StreamPrinter::printFedLoop(StringRef ends, StringRef calls) const {
  const IoTensor &input = program.inputs.front();
  Value argument = program.getBody().getArgument(0);
  std::string begin =
      formatv("    dendrt_feed_t feed = {{.ring = {0}, .capacity = {1}, .row_size = {2},\n"
              "                          .row = progress[0], .rows = rows, .count = (int32_t)count};\n",
              program.printMemory(argument), kern::getRingRows(argument), kern::getByteSize(input.type) / input.rows);
  std::string end = "    progress[0] += (int32_t)count;\n";
  for (auto [index, stage] : llvm::enumerate(stages.stages)) {
    std::string done = getRows(stage).done;
    begin += formatv("    int32_t {0} = progress[{1}];\n", done, index + 1);
    end += formatv("    progress[{0}] = {1};\n", index + 1, done);
  }
  const kern::Stage &last = stages.stages.back();
  return formatv(
      "{0}    while ({1} < {2}) {{\n{3}      if (!dendrt_stream_feed(&feed, {4}))\n        break;\n{5}    }\n{6}"
      "    if (progress[0] < {7}_ROWS)\n      return DENDRT_OK;\n",
      begin, getRows(last).done, last.needed, ends, printPulled(argument), calls, end, StringRef(input.cName).upper());
}

} // namespace

std::string dendc::c::printStream(const Program &program, LayerPrinter &layers, kern::StreamOp stream) {
  return StreamPrinter(program, layers, stream).print();
}
