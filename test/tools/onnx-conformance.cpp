// onnx-conformance.cpp - for tests: the public ONNX backend tests, imported and run in the reference evaluator.
// `onnx-conformance [--write=DIR] FOLDER ...`: every folder below holds model.onnx and
// test_data_set_0/{input,output}_N.pb. For every test that uses no operator outside the frontend's table, prints
// `pass NAME`, `refused NAME: reason` or `WRONG NAME: reason`; at the end their numbers, and that of the others.
//
// What passes is written, for the same in C: DIR/NAME.onnx as it was imported; DIR/NAME.options, with which dendc keeps
// its interface; and DIR/NAME.data, doubles: the number of samples, for every output the absolute and the relative
// tolerance, and for every sample its inputs and outputs.
//
// The tests feed weights, shapes and axes as inputs, where networks have constants: integers, and where the import asks
// for it also floats but the first, or all inputs but the first, become initializers. Integers of an output, which
// networks do not have but for quantized ones, are cast to floats. Quantized networks are folded and lowered, and run
// as integers: their outputs may be one step off. A test of N samples is run N times. Tests of a version before the
// first one understood count as tests of that: the operators they use did not change since, or changed their
// attributes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "compiler/reference/Evaluator.h"
#include "dialects/dend/Dend.h"
#include "frontends/onnx/Onnx.h"
#include "frontends/onnx/Operators.h"
#include "frontends/onnx/Quantized.h"
#include "frontends/onnx/TensorReader.h"
#include "frontends/onnx/onnx.pb.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>
#include <cstring>

using namespace mlir;
using FrontendTensor = dendc::onnx::Tensor;

namespace {

/// Reads a message of the format; false where the file is missing or holds something else.
template <typename Message> bool readMessage(const Twine &path, Message &message) {
  auto file = llvm::MemoryBuffer::getFile(path);
  return file && message.ParseFromArray((*file)->getBufferStart(), int((*file)->getBufferSize()));
}

class ConformanceTest {
public:
  ConformanceTest(StringRef folder, StringRef scratch) : folder(folder), scratch(scratch) {}

  /// Whether the test is about operators of the table, and about tensors.
  bool read() {
    if (!readMessage(folder + "/model.onnx", model))
      return false;
    for (const auto &node : model.graph().node())
      if (!dendc::onnx::findOperator(node.op_type(), node.domain() == "ai.onnx" ? "" : node.domain()))
        return false;
    for (auto &opset : *model.mutable_opset_import())
      if (opset.domain().empty() && opset.version() < dendc::onnx::kFirstVersion)
        opset.set_version(dendc::onnx::kFirstVersion);
    return readTensors("input", model.graph().input(), inputs) &&
           readTensors("output", model.graph().output(), outputs);
  }

  /// Writes the model that passed, and its data.
  void write(StringRef directory) const {
    std::string path = (directory + "/" + getName()).str();
    std::error_code status = llvm::sys::fs::copy_file(scratch, path + ".onnx");
    llvm::raw_fd_ostream file(path + ".data", status);
    llvm::raw_fd_ostream(path + ".options", status) << options;
    file.write(reinterpret_cast<const char *>(data.data()), data.size() * sizeof(double));
  }

  std::string run() {
    std::string verdict = runWith(Kept::Floats);
    if (StringRef(verdict).starts_with("refused"))
      for (Kept kept : {Kept::FirstFloat, Kept::First})
        if (std::string other = runWith(kept); !StringRef(other).starts_with("refused"))
          return other;
    return verdict;
  }

private:
  /// Which inputs stay inputs.
  enum class Kept { Floats, FirstFloat, First };

  struct NamedTensor {
    ::onnx::TensorProto proto;
    FrontendTensor tensor;
  };

  /// False also where the data is of another type than the model says.
  template <typename Values> bool readTensors(StringRef kind, const Values &values, std::vector<NamedTensor> &list) {
    for (int i = 0; i < values.size(); ++i) {
      NamedTensor entry;
      if (!readMessage(folder + "/test_data_set_0/" + kind + "_" + Twine(i) + ".pb", entry.proto))
        return false;
      MLIRContext context;
      ScopedDiagnosticHandler silence(&context, [](Diagnostic &) { return success(); });
      auto tensor = dendc::onnx::TensorReader("").read(entry.proto, UnknownLoc::get(&context));
      if (failed(tensor) || values[i].type().tensor_type().elem_type() != entry.proto.data_type())
        return false;
      entry.tensor = std::move(*tensor);
      if (kind == "output" && !entry.tensor.isFloat())
        entry.tensor.floats.assign(entry.tensor.integers.begin(), entry.tensor.integers.end());
      list.push_back(std::move(entry));
    }
    return true;
  }

  /// The model with its constants, and which inputs stay.
  std::vector<const FrontendTensor *> writeModel(Kept mode) {
    ::onnx::ModelProto changed = model;
    std::vector<const FrontendTensor *> kept;
    for (int i = 0; i < model.graph().input_size(); ++i) {
      bool stays = mode == Kept::First ? i == 0 : inputs[i].tensor.isFloat() && (kept.empty() || mode == Kept::Floats);
      if (stays) {
        kept.push_back(&inputs[i].tensor);
        continue;
      }
      ::onnx::TensorProto *initializer = changed.mutable_graph()->add_initializer();
      *initializer = inputs[i].proto;
      initializer->set_name(model.graph().input(i).name());
    }
    for (auto &output : *changed.mutable_graph()->mutable_output())
      if (!dendc::onnx::isFloat(dendc::onnx::ElementType(output.type().tensor_type().elem_type())) &&
          !isQuantized(output.name())) {
        ::onnx::NodeProto *cast = changed.mutable_graph()->add_node();
        cast->set_op_type("Cast");
        cast->add_input(output.name());
        output.set_name(output.name() + " as float");
        output.mutable_type()->mutable_tensor_type()->set_elem_type(::onnx::TensorProto::FLOAT);
        cast->add_output(output.name());
        ::onnx::AttributeProto *to = cast->add_attribute();
        to->set_name("to");
        to->set_type(::onnx::AttributeProto::INT);
        to->set_i(::onnx::TensorProto::FLOAT);
      }
    std::error_code status;
    llvm::raw_fd_ostream(scratch, status) << changed.SerializeAsString();
    return kept;
  }

  /// Whether the model quantizes its output `name`.
  bool isQuantized(StringRef name) const {
    return llvm::any_of(model.graph().node(), [&](const auto &node) {
      StringRef op = node.op_type();
      return llvm::is_contained(node.output(), name) && (op == "QuantizeLinear" || op.starts_with("QLinear"));
    });
  }

  std::string runWith(Kept mode) {
    std::vector<const FrontendTensor *> kept = writeModel(mode);
    MLIRContext context;
    std::string reason;
    ScopedDiagnosticHandler collect(&context, [&](Diagnostic &diagnostic) {
      if (reason.empty())
        reason = diagnostic.str();
      return success();
    });
    OwningOpRef<ModuleOp> module = dendc::importOnnx(scratch, &context);
    if (!module)
      return "refused " + getName() + ": " + reason;
    PassManager simplify(&context);
    bool isInteger = module
                         ->walk([](Operation *op) {
                           return isa<dendc::dend::QuantizeOp, dendc::dend::DequantizeOp>(op) ? WalkResult::interrupt()
                                                                                              : WalkResult::advance();
                         })
                         .wasInterrupted();
    if (isInteger)
      simplify.addNestedPass<func::FuncOp>(dendc::createFoldQuantizationPass({/*floatInputs=*/true, true}));
    simplify.addPass(createCanonicalizerPass());
    if (isInteger)
      simplify.addPass(dendc::createLowerToKernPass());
    auto function = module->lookupSymbol<func::FuncOp>(dendc::dend::kModelFunction);
    if (failed(simplify.run(*module)))
      return "WRONG " + getName() + ": cannot be simplified: " + reason;
    auto evaluator = dendc::Evaluator::create(function);
    if (failed(evaluator))
      return "WRONG " + getName() + ": cannot be evaluated: " + reason;

    auto isFloat = [](Type type) { return cast<ShapedType>(type).getElementType().isF32(); };
    options = "--input-layout=nchw";
    if (llvm::all_of(function.getArgumentTypes(), isFloat))
      options += " --input-type=float32";
    if (llvm::all_of(function.getResultTypes(), isFloat))
      options += " --output-type=float32";
    data.clear();
    int64_t sampleCount = 1;
    for (auto [input, type] : llvm::zip_equal(kept, function.getArgumentTypes()))
      if (ArrayRef<int64_t>(input->shape) != cast<ShapedType>(type).getShape())
        sampleCount = input->shape[0];
    data.push_back(double(sampleCount));
    for (const NamedTensor &output : outputs)
      data.append({getAbsoluteTolerance(output.tensor, isInteger), getRelativeTolerance(output.tensor)});
    for (int64_t sample = 0; sample < sampleCount; ++sample) {
      SmallVector<dendc::Tensor> arguments;
      for (auto [input, type] : llvm::zip_equal(kept, function.getArgumentTypes())) {
        arguments.push_back(takeSample(*input, cast<ShapedType>(type).getShape(), sample));
        for (int64_t i = 0; i < arguments.back().getElementCount(); ++i)
          data.push_back(arguments.back().getElement(i));
      }
      auto results = evaluator->run(arguments);
      if (failed(results))
        return "WRONG " + getName() + ": " + reason;
      for (auto [result, expected] : llvm::zip_equal(*results, outputs))
        if (std::string difference = compare(toFloats(result, expected.tensor), expected.tensor, sample, isInteger);
            !difference.empty())
          return "WRONG " + getName() + ": " + difference;
      for (auto [result, expected] : llvm::zip_equal(*results, outputs)) {
        dendc::Tensor wanted = takeSample(expected.tensor, result.shape, sample);
        for (int64_t i = 0; i < wanted.getElementCount(); ++i)
          data.push_back(wanted.getElement(i) +
                         (result.isFloat() ? 0 : dendc::onnx::getSignedShift(expected.tensor.type)));
      }
    }
    return "pass " + getName();
  }

  /// The part of a batch that has `shape`, or all of it where that is its shape.
  static dendc::Tensor takeSample(const FrontendTensor &batch, ArrayRef<int64_t> shape, int64_t sample) {
    int64_t count = ShapedType::getNumElements(shape);
    int64_t elementCount = batch.getElementCount(), first = elementCount > count ? sample * count : 0;
    if (!batch.isFloat() && batch.floats.empty()) {
      bool isByte = dendc::onnx::getByteCount(batch.type) == 1;
      dendc::Tensor integers(shape, isByte ? dendc::ElementKind::I8 : dendc::ElementKind::I16);
      for (int64_t i = 0; i < count; ++i)
        integers.integers[i] = int32_t(batch.integers[first + i] + dendc::onnx::getSignedShift(batch.type));
      return integers;
    }
    return {shape, {batch.floats.begin() + first, batch.floats.begin() + first + count}};
  }

  /// Integers as the file has them.
  static dendc::Tensor toFloats(const dendc::Tensor &found, const FrontendTensor &expected) {
    if (found.isFloat())
      return found;
    dendc::Tensor floats(found.shape, dendc::ElementKind::F32);
    for (int64_t i = 0; i < found.getElementCount(); ++i)
      floats.floats[i] = float(found.getElement(i) - double(dendc::onnx::getSignedShift(expected.type)));
    return floats;
  }

  /// The tolerance of the backend tests; integers may be one step off, half floats, which are f32 here, are as close as
  /// they can be.
  static float getAbsoluteTolerance(const FrontendTensor &expected, bool isInteger) {
    return isInteger && !expected.isFloat() ? 1.0f : 1e-5f;
  }
  static float getRelativeTolerance(const FrontendTensor &expected) {
    return expected.type == dendc::onnx::ElementType::BFloat16 ? 1e-2f : 1e-3f;
  }

  static std::string compare(const dendc::Tensor &found, const FrontendTensor &batch, int64_t sample, bool isInteger) {
    int64_t count = found.getElementCount();
    if (batch.floats.size() % std::max<int64_t>(count, 1) != 0 || (sample + 1) * count > int64_t(batch.floats.size()))
      return "expected " + dendc::onnx::toString(batch.shape) + ", found " + dendc::onnx::toString(found.shape);
    dendc::Tensor expected = takeSample(batch, found.shape, sample);
    float absolute = getAbsoluteTolerance(batch, isInteger), relative = getRelativeTolerance(batch);
    for (int64_t i = 0; i < count; ++i) {
      float x = found.floats[i], y = expected.floats[i];
      if (std::isnan(x) && std::isnan(y))
        continue;
      if (!(std::abs(x - y) <= absolute + relative * std::abs(y)) && x != y)
        return "element " + std::to_string(i) + ": expected " + std::to_string(y) + ", found " + std::to_string(x);
    }
    return {};
  }

  std::string getName() const { return llvm::sys::path::filename(folder).str(); }

  std::string folder, scratch;
  ::onnx::ModelProto model;
  std::vector<NamedTensor> inputs, outputs;
  /// Of the last run, as it is written.
  SmallVector<double> data;
  std::string options;
};

} // namespace

int main(int argc, char **argv) {
  std::vector<std::string> folders;
  StringRef directory;
  for (int i = 1; i < argc; ++i) {
    if (StringRef(argv[i]).starts_with("--write=")) {
      directory = StringRef(argv[i]).substr(strlen("--write="));
      continue;
    }
    std::error_code status;
    for (llvm::sys::fs::directory_iterator it(argv[i], status), end; it != end && !status; it.increment(status))
      folders.push_back(it->path());
  }
  llvm::sort(folders);
  SmallString<128> scratch;
  if (llvm::sys::fs::createTemporaryFile("onnx-conformance", "onnx", scratch)) {
    llvm::errs() << "cannot write a temporary file\n";
    return 1;
  }
  size_t passed = 0, wrong = 0, refused = 0;
  for (const std::string &folder : folders) {
    ConformanceTest test(folder, scratch);
    if (!test.read())
      continue;
    std::string verdict = test.run();
    llvm::outs() << verdict << '\n';
    if (!directory.empty() && StringRef(verdict).starts_with("pass"))
      test.write(directory);
    ++(StringRef(verdict).starts_with("pass") ? passed : StringRef(verdict).starts_with("WRONG") ? wrong : refused);
  }
  llvm::outs() << passed << " passed, " << wrong << " wrong, " << refused << " refused, "
               << folders.size() - passed - wrong - refused << " not understood\n";
  llvm::sys::fs::remove(scratch);
  return 0;
}
