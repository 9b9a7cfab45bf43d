// Reader.cpp - the file's tables become a checked model. FlatBuffers' verifier has seen every byte that is read here.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Reader.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

/// The one version of the format there is.
static constexpr uint32_t kFormatVersion = 3;

namespace {

class ModelReader {
public:
  ModelReader(StringRef path, MLIRContext *context)
      : path(path), fileLoc(FileLineColLoc::get(context, path, 0, 0)), context(context) {}

  FailureOr<Model> read() {
    auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!file)
      return emitError(fileLoc) << "cannot read the model: " << file.getError().message();
    model.file = std::move(*file);
    bytes = model.file->getBuffer();
    const schema::Model *root = verifyFile();
    if (!root || failed(readGraph(*root)))
      return failure();
    return std::move(model);
  }

private:
  Location getLoc(StringRef name) { return NameLoc::get(StringAttr::get(context, name)); }

  const schema::Model *verifyFile() {
    auto *data = reinterpret_cast<const uint8_t *>(bytes.data());
    if (bytes.size() < 8 || !schema::ModelBufferHasIdentifier(data)) {
      emitError(fileLoc) << "expected a TFLite model, found "
                         << (bytes.empty() ? "an empty file" : "a truncated file or another format");
      return nullptr;
    }
    if (bytes.size() >= FLATBUFFERS_MAX_BUFFER_SIZE) {
      emitError(fileLoc) << "expected fewer than " << FLATBUFFERS_MAX_BUFFER_SIZE << " bytes, found " << bytes.size();
      return nullptr;
    }
    flatbuffers::Verifier verifier(data, bytes.size());
    if (!schema::VerifyModelBuffer(verifier)) {
      emitError(fileLoc) << "expected a TFLite model, found a truncated or damaged file";
      return nullptr;
    }
    return schema::GetModel(data);
  }

  LogicalResult readGraph(const schema::Model &root) {
    if (root.version() != kFormatVersion)
      return emitError(fileLoc) << "expected version " << kFormatVersion << " of the format, found version "
                                << root.version();
    if (root.description())
      model.producer = root.description()->str();
    size_t graphCount = root.subgraphs() ? root.subgraphs()->size() : 0;
    if (graphCount == 0)
      return emitError(fileLoc) << "expected one subgraph, found 0";
    const schema::SubGraph &graph = *root.subgraphs()->Get(0);
    if (!graph.tensors() || !graph.operators() || !graph.inputs() || !graph.outputs() || graph.outputs()->size() == 0)
      return emitError(fileLoc) << "expected a network with tensors, operators, inputs and outputs, found one without";
    if (failed(readParts(root, graph)))
      return failure();
    size_t read = 1;
    for (const Node &node : model.nodes)
      if (node.op == schema::BuiltinOperator::CALL_ONCE && read++ == 1 && failed(readStart(root, node)))
        return failure();
    if (graphCount != read)
      return emitError(fileLoc) << "expected one subgraph, and one that a CALL_ONCE runs, found " << graphCount;
    return success();
  }

  LogicalResult readParts(const schema::Model &root, const schema::SubGraph &graph) {
    for (const schema::Tensor *tensor : *graph.tensors())
      if (failed(readTensor(root, *tensor)))
        return failure();
    if (graph.inputs() && failed(readBorder(*graph.inputs(), "input", model.inputs)))
      return failure();
    if (graph.outputs() && failed(readBorder(*graph.outputs(), "output", model.outputs)))
      return failure();
    for (const schema::Operator *op : *graph.operators())
      if (failed(readOperator(root, *op)))
        return failure();
    return checkOrder();
  }

  LogicalResult readStart(const schema::Model &root, const Node &node) {
    const schema::CallOnceOptions *options = node.table->builtin_options_as_CallOnceOptions();
    int64_t index = options ? options->init_subgraph_index() : 0, count = root.subgraphs()->size();
    if (index < 1 || index >= count)
      return emitError(getLoc(node.name))
             << "operator 'CALL_ONCE': expected a subgraph from 1 to " << count - 1 << ", found " << index;
    const schema::SubGraph &graph = *root.subgraphs()->Get(unsigned(index));
    if (!graph.tensors() || !graph.operators())
      return emitError(getLoc(node.name)) << "operator 'CALL_ONCE': expected a subgraph with tensors and operators, "
                                             "found one without";
    Model network = std::move(model);
    model = Model();
    LogicalResult status = readParts(root, graph);
    network.start = std::make_unique<Model>(std::move(model));
    model = std::move(network);
    return status;
  }

  //===--------------------------------------------------------------------===//
  // Tensors
  //===--------------------------------------------------------------------===//

  LogicalResult readTensor(const schema::Model &root, const schema::Tensor &table) {
    Tensor tensor;
    if (table.name())
      tensor.name = table.name()->str();
    if (tensor.name.empty())
      tensor.name = "tensor_" + std::to_string(model.tensors.size());
    Location loc = getLoc(tensor.name);
    tensor.type = table.type();
    tensor.isVariable = table.is_variable();
    if (table.shape())
      tensor.shape.assign(table.shape()->begin(), table.shape()->end());
    if (!countElements(tensor.shape))
      return emitError(loc) << "expected at most " << kMaxRank << " axes of sizes from 0 on and at most "
                            << kMaxElementCount << " elements, found shape " << toString(tensor.shape);
    if (const auto *signature = table.shape_signature(); signature && signature->size() == tensor.shape.size())
      for (unsigned axis = 0; axis < tensor.shape.size(); ++axis)
        tensor.openAxes |= unsigned(signature->Get(axis) < 0) << axis;
    if (table.sparsity())
      return emitError(loc) << "expected dense tensors, found a sparse one";
    if (table.external_buffer() != 0)
      return emitError(loc) << "expected weights in the file, found some in another";
    if (failed(readQuantization(table, tensor, loc)) || failed(readBytes(root, table, tensor, loc)))
      return failure();
    model.tensors.push_back(std::move(tensor));
    return success();
  }

  LogicalResult readQuantization(const schema::Tensor &table, Tensor &tensor, Location loc) {
    const schema::QuantizationParameters *quantization = table.quantization();
    if (!quantization || !quantization->scale() || quantization->scale()->size() == 0)
      return success();
    if (quantization->details_type() != schema::QuantizationDetails::NONE)
      return emitError(loc) << "expected scales per tensor or along one axis, found a quantization of its own kind";
    tensor.scales.assign(quantization->scale()->begin(), quantization->scale()->end());
    tensor.quantizedAxis = quantization->quantized_dimension();
    for (float scale : tensor.scales)
      if (!std::isnormal(scale) || scale < 0)
        return emitError(loc) << "expected scales that are positive normal numbers, found " << double(scale);
    if (quantization->zero_point())
      tensor.zeroPoints.assign(quantization->zero_point()->begin(), quantization->zero_point()->end());
    else
      tensor.zeroPoints.assign(tensor.scales.size(), 0);
    if (tensor.zeroPoints.size() != tensor.scales.size())
      return emitError(loc) << "expected one zero point for each scale, found " << tensor.scales.size()
                            << " scales and " << tensor.zeroPoints.size() << " zero points";
    if (tensor.scales.size() == 1)
      return success();
    if (tensor.quantizedAxis < 0 || tensor.quantizedAxis >= int64_t(tensor.shape.size()))
      return emitError(loc) << "expected a quantized dimension from 0 to " << int64_t(tensor.shape.size()) - 1
                            << ", found " << tensor.quantizedAxis;
    if (tensor.shape[tensor.quantizedAxis] != int64_t(tensor.scales.size()))
      return emitError(loc) << "expected " << tensor.shape[tensor.quantizedAxis] << " scales along axis "
                            << tensor.quantizedAxis << ", found " << tensor.scales.size();
    return success();
  }

  LogicalResult readBytes(const schema::Model &root, const schema::Tensor &table, Tensor &tensor, Location loc) {
    size_t bufferCount = root.buffers() ? root.buffers()->size() : 0;
    if (table.buffer() >= bufferCount) {
      if (table.buffer() == 0)
        return success();
      return emitError(loc) << "expected a buffer from 0 to " << int64_t(bufferCount) - 1 << ", found buffer "
                            << table.buffer();
    }
    const schema::Buffer &buffer = *root.buffers()->Get(table.buffer());
    if (buffer.data()) {
      tensor.bytes = {buffer.data()->data(), buffer.data()->size()};
    } else if (buffer.offset() > 1) { // 0 and 1 stand for no bytes
      if (buffer.offset() > bytes.size() || buffer.size() > bytes.size() - buffer.offset())
        return emitError(loc) << "expected a buffer within the " << bytes.size() << " bytes of the file, found "
                              << buffer.size() << " bytes from byte " << buffer.offset() << " on";
      tensor.bytes = llvm::arrayRefFromStringRef(bytes.substr(buffer.offset(), buffer.size()));
    }
    unsigned elementSize = getElementSize(tensor.type);
    if (tensor.bytes.empty() || elementSize == 0)
      return success();
    if (uint64_t expected = uint64_t(tensor.getElementCount()) * elementSize; tensor.bytes.size() != expected)
      return emitError(loc) << "expected a buffer of " << expected << " bytes for " << getTypeName(tensor.type)
                            << " of shape " << toString(tensor.shape) << ", found " << tensor.bytes.size();
    return success();
  }

  //===--------------------------------------------------------------------===//
  // Operators
  //===--------------------------------------------------------------------===//

  bool isTensor(int32_t index) const { return index >= 0 && size_t(index) < model.tensors.size(); }

  LogicalResult readBorder(const flatbuffers::Vector<int32_t> &indices, StringRef what, std::vector<int32_t> &list) {
    for (int32_t index : indices) {
      if (!isTensor(index))
        return emitError(fileLoc) << "expected " << what << "s of the network from tensor 0 to "
                                  << int64_t(model.tensors.size()) - 1 << ", found tensor " << index;
      list.push_back(index);
    }
    return success();
  }

  LogicalResult readOperator(const schema::Model &root, const schema::Operator &table) {
    Node node;
    node.table = &table;
    std::string where = "operator " + std::to_string(model.nodes.size());
    size_t codeCount = root.operator_codes() ? root.operator_codes()->size() : 0;
    if (table.opcode_index() >= codeCount)
      return emitError(fileLoc) << "expected " << where << " to have a code from 0 to " << int64_t(codeCount) - 1
                                << ", found " << table.opcode_index();
    const schema::OperatorCode &code = *root.operator_codes()->Get(table.opcode_index());
    // Up to 126 both fields say the operator; older files have the first only.
    node.op = schema::BuiltinOperator(std::max<int32_t>(code.deprecated_builtin_code(), int32_t(code.builtin_code())));
    node.opName = schema::EnumNameBuiltinOperator(node.op);
    if (node.op == schema::BuiltinOperator::CUSTOM && code.custom_code())
      node.opName = code.custom_code()->str();
    if (node.opName.empty())
      node.opName = std::to_string(int32_t(node.op));
    node.version = code.version();
    where += " ('" + node.opName + "')";
    auto readIndices = [&](const flatbuffers::Vector<int32_t> *indices, StringRef what, bool isOptional,
                           std::vector<int32_t> &list) -> LogicalResult {
      if (!indices)
        return success();
      for (int32_t index : *indices) {
        if (!isTensor(index) && !(isOptional && index == -1))
          return emitError(fileLoc) << "expected " << what << "s of " << where << " from tensor 0 to "
                                    << int64_t(model.tensors.size()) - 1 << ", found tensor " << index;
        list.push_back(index);
      }
      return success();
    };
    if (failed(readIndices(table.inputs(), "input", true, node.inputs)) ||
        failed(readIndices(table.outputs(), "output", false, node.outputs)))
      return failure();
    bool givesNothing =
        node.op == schema::BuiltinOperator::ASSIGN_VARIABLE || node.op == schema::BuiltinOperator::CALL_ONCE;
    if (node.outputs.empty() != givesNothing)
      return emitError(fileLoc) << "expected " << where << " to have " << (givesNothing ? "no output" : "an output")
                                << ", found " << (givesNothing ? "one" : "none");
    const std::vector<int32_t> &named = givesNothing ? node.inputs : node.outputs;
    node.name = named.empty() || named.front() < 0 ? node.opName : model.tensors[named.front()].name;
    model.nodes.push_back(std::move(node));
    return success();
  }

  /// Every tensor is given once, and before it is read.
  LogicalResult checkOrder() {
    std::vector<bool> isGiven(model.tensors.size());
    for (auto [index, tensor] : llvm::enumerate(model.tensors))
      isGiven[index] = tensor.isConstant() || tensor.isVariable;
    for (int32_t input : model.inputs) {
      if (isGiven[input])
        return emitError(getLoc(model.tensors[input].name))
               << "expected an input of the network that is no constant and listed once, found another";
      isGiven[input] = true;
    }
    for (const Node &node : model.nodes) {
      for (int32_t input : node.inputs)
        if (input >= 0 && !isGiven[input])
          return emitError(getLoc(node.name))
                 << "operator '" << node.opName << "': expected inputs that operators before it give, found '"
                 << model.tensors[input].name << "'";
      for (int32_t output : node.outputs) {
        if (isGiven[output])
          return emitError(getLoc(node.name)) << "operator '" << node.opName << "': expected outputs that nothing else "
                                              << "gives, found '" << model.tensors[output].name << "'";
        isGiven[output] = true;
      }
    }
    for (int32_t output : model.outputs)
      if (!isGiven[output])
        return emitError(getLoc(model.tensors[output].name))
               << "expected an output of the network that an operator gives, found none that does";
    return success();
  }

  StringRef path;
  /// All of the file.
  StringRef bytes;
  Location fileLoc;
  MLIRContext *context;
  Model model;
};

} // namespace

FailureOr<Model> tflite::readModel(StringRef path, MLIRContext *context) { return ModelReader(path, context).read(); }
