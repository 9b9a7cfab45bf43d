// Reader.cpp - the file's messages become a checked model; nothing beyond this file and TensorReader.cpp knows
// Protobuf.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Reader.h"
#include "frontends/onnx/TensorReader.h"
#include "frontends/onnx/onnx.pb.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// Names that only Perforated AI's modules give: as a part between separators of a name, or anywhere in a text.
bool isFromPerforatedAi(StringRef text) {
  for (StringRef word : {"perforatedai", "perforatedbp", "PAINeuronModule", "PAIDendriteModule"})
    if (text.contains(word))
      return true;
  SmallVector<StringRef> parts;
  text.split(parts, '.');
  for (StringRef part : parts) {
    SmallVector<StringRef> inner;
    part.split(inner, '/');
    for (StringRef name : inner)
      for (StringRef module : {"main_module", "dendrite_module", "dendrites_to_top", "dendrites_to_dendrites",
                               "layer_array", "skip_weights"})
        if (name == module)
          return true;
  }
  return false;
}

class ModelReader {
public:
  ModelReader(StringRef path, MLIRContext *context)
      : context(context), fileLoc(FileLineColLoc::get(context, path, 0, 0)), tensors(path), path(path) {}

  FailureOr<Model> read() {
    auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!file)
      return emitError(fileLoc) << "cannot read the model: " << file.getError().message();
    StringRef bytes = (*file)->getBuffer();
    if (bytes.empty())
      return emitError(fileLoc) << "expected an ONNX model, found an empty file";
    if (bytes.size() > size_t(std::numeric_limits<int>::max()))
      return emitError(fileLoc) << "expected at most 2147483647 bytes, found " << bytes.size();
    ::onnx::ModelProto proto;
    if (!proto.ParseFromArray(bytes.data(), int(bytes.size())))
      return emitError(fileLoc) << "expected an ONNX model, found a truncated file or another format";
    if (!proto.has_graph() || !proto.has_ir_version())
      return emitError(fileLoc) << "expected an ONNX model with a version and a graph, found "
                                << (proto.has_graph() ? "no version" : "no graph");
    if (failed(readHeader(proto)) || failed(readGraph(proto.graph())) || failed(sortNodes(model, fileLoc)))
      return failure();
    return std::move(model);
  }

private:
  Location getLoc(const std::string &name) {
    return name.empty() ? fileLoc : Location(NameLoc::get(StringAttr::get(context, name)));
  }

  /// "ai.onnx" is the long form of the standard domain.
  static std::string normalizeDomain(const std::string &domain) { return domain == "ai.onnx" ? "" : domain; }

  void noteNames(const std::string &text) {
    if (model.perforatedAiName.empty() && isFromPerforatedAi(text))
      model.perforatedAiName = StringRef(text).take_front(80).str();
  }
  template <typename Entries> void noteMetadata(const Entries &entries) {
    for (const auto &entry : entries) {
      noteNames(entry.key());
      noteNames(entry.value());
    }
  }

  LogicalResult readHeader(const ::onnx::ModelProto &proto) {
    model.producer = proto.producer_name();
    if (!proto.producer_version().empty())
      model.producer += " " + proto.producer_version();
    for (const auto &opset : proto.opset_import())
      model.versions[normalizeDomain(opset.domain())] = opset.version();
    if (model.versions.empty())
      return emitError(fileLoc) << "expected the version of at least one operator set, found none";
    for (const auto &function : proto.functions())
      functions.insert(normalizeDomain(function.domain()) + ":" + function.name());
    noteNames(proto.doc_string());
    noteMetadata(proto.metadata_props());
    return success();
  }

  LogicalResult readGraph(const ::onnx::GraphProto &graph) {
    if (graph.sparse_initializer_size() != 0)
      return emitError(getLoc(graph.sparse_initializer(0).values().name()))
             << "expected dense tensors, found a sparse initializer";
    for (const auto &initializer : graph.initializer())
      if (failed(readInitializer(initializer)))
        return failure();
    for (const auto &node : graph.node())
      if (failed(readNode(node)))
        return failure();
    // Older files list initializers among the inputs, as defaults.
    for (const auto &input : graph.input())
      if (!model.initializers.contains(input.name()))
        if (failed(readValueInfo(input, "input", model.inputs)))
          return failure();
    for (const auto &output : graph.output())
      if (failed(readValueInfo(output, "output", model.outputs)))
        return failure();
    if (model.outputs.empty())
      return emitError(fileLoc) << "expected at least one output of the network, found none";
    noteNames(graph.doc_string());
    // Last: names of nodes and tensors say more than a listing of all of them.
    noteMetadata(graph.metadata_props());
    return success();
  }

  LogicalResult readInitializer(const ::onnx::TensorProto &proto) {
    if (proto.name().empty())
      return emitError(fileLoc) << "expected initializers with names, found one without";
    noteNames(proto.name());
    FailureOr<Tensor> tensor = tensors.read(proto, getLoc(proto.name()));
    if (failed(tensor))
      return failure();
    if (!model.initializers.try_emplace(proto.name(), std::move(*tensor)).second)
      return emitError(getLoc(proto.name())) << "expected initializers of different names, found this one twice";
    return success();
  }

  LogicalResult readNode(const ::onnx::NodeProto &proto) {
    Node node;
    node.inputs.assign(proto.input().begin(), proto.input().end());
    node.outputs.assign(proto.output().begin(), proto.output().end());
    node.op = proto.op_type();
    node.name = proto.name();
    if (node.name.empty() && !node.outputs.empty())
      node.name = node.outputs.front();
    if (node.name.empty())
      node.name = node.op.empty() ? "unnamed" : node.op;
    node.domain = normalizeDomain(proto.domain());
    node.callsFunction = functions.contains(node.domain + ":" + node.op);
    auto version = model.versions.find(node.domain);
    if (version == model.versions.end())
      return emitError(getLoc(node.name))
             << "expected the file to import the operator set of '" << node.op << "', found no version of domain '"
             << (node.domain.empty() ? "ai.onnx" : node.domain) << "'";
    node.version = version->second;
    llvm::StringSet<> attributeNames;
    for (const auto &attribute : proto.attribute()) {
      if (!attributeNames.insert(attribute.name()).second)
        return emitError(getLoc(node.name))
               << "expected every attribute once, found '" << attribute.name() << "' twice";
      if (failed(readAttribute(attribute, node)))
        return failure();
    }
    noteNames(node.name);
    noteNames(proto.doc_string());
    noteMetadata(proto.metadata_props());
    model.nodes.push_back(std::move(node));
    return success();
  }

  LogicalResult readAttribute(const ::onnx::AttributeProto &proto, Node &node) {
    using Kind = NodeAttribute::Kind;
    using Proto = ::onnx::AttributeProto;
    NodeAttribute attribute;
    attribute.name = proto.name();
    switch (proto.type()) {
    case Proto::FLOAT:
      attribute.kind = Kind::Float;
      attribute.real = proto.f();
      break;
    case Proto::INT:
      attribute.kind = Kind::Integer;
      attribute.integer = proto.i();
      break;
    case Proto::STRING:
      attribute.kind = Kind::String;
      attribute.string = proto.s();
      break;
    case Proto::FLOATS:
      attribute.kind = Kind::Floats;
      attribute.reals.assign(proto.floats().begin(), proto.floats().end());
      break;
    case Proto::INTS:
      attribute.kind = Kind::Integers;
      attribute.integers.assign(proto.ints().begin(), proto.ints().end());
      break;
    case Proto::STRINGS:
      attribute.kind = Kind::Strings;
      attribute.strings.assign(proto.strings().begin(), proto.strings().end());
      break;
    case Proto::TENSOR: {
      FailureOr<Tensor> tensor = tensors.read(proto.t(), getLoc(node.name));
      if (failed(tensor))
        return failure();
      attribute.kind = Kind::Tensor;
      attribute.tensor = std::move(*tensor);
      break;
    }
    default: // Left to whoever asks for it: nobody understands graphs, types and sparse tensors.
      break;
    }
    node.attributes.push_back(std::move(attribute));
    return success();
  }

  LogicalResult readValueInfo(const ::onnx::ValueInfoProto &proto, StringRef what, std::vector<ValueInfo> &list) {
    if (proto.name().empty())
      return emitError(fileLoc) << "expected " << what << "s of the network with names, found one without";
    ValueInfo info;
    info.name = proto.name();
    if (!proto.type().has_tensor_type())
      return emitError(getLoc(info.name)) << "expected " << what << " '" << info.name
                                          << "' of the network to be a tensor, found another type or none";
    info.type = ElementType(proto.type().tensor_type().elem_type());
    if (proto.type().tensor_type().has_shape()) {
      info.shape.emplace();
      for (const auto &dim : proto.type().tensor_type().shape().dim()) {
        Dimension dimension;
        if (dim.has_dim_value() && dim.dim_value() >= 0)
          dimension.size = dim.dim_value();
        dimension.symbol = dim.dim_param();
        info.shape->push_back(std::move(dimension));
      }
    }
    list.push_back(std::move(info));
    return success();
  }

  MLIRContext *context;
  Location fileLoc;
  TensorReader tensors;
  std::string path;
  Model model;
  /// Functions the file defines, as "domain:name".
  llvm::StringSet<> functions;
};

} // namespace

FailureOr<Model> dendc::onnx::readModel(StringRef path, MLIRContext *context) {
  return ModelReader(path, context).read();
}
