// TensorReader.cpp - tensors stored as raw bytes, as typed lists or in files beside the model.
// External data must lie in the model's folder: a model file from elsewhere must not make the compiler read the user's
// other files.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/TensorReader.h"
#include "frontends/onnx/onnx.pb.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// Appends the values of the list that a tensor of its type keeps them in.
void decodeTyped(const ::onnx::TensorProto &proto, Tensor &tensor) {
  auto copyIntegers = [&](const auto &list) {
    for (auto value : list)
      tensor.integers.push_back(wrapToType(int64_t(value), tensor.type));
  };
  switch (tensor.type) {
  case ElementType::Float32:
    tensor.floats.assign(proto.float_data().begin(), proto.float_data().end());
    break;
  case ElementType::Float64:
    tensor.floats.assign(proto.double_data().begin(), proto.double_data().end());
    break;
  case ElementType::Float16:
  case ElementType::BFloat16:
    for (int32_t bits : proto.int32_data())
      tensor.floats.push_back(decodeHalf(uint16_t(bits), tensor.type));
    break;
  case ElementType::Int64:
    copyIntegers(proto.int64_data());
    break;
  case ElementType::UInt32:
  case ElementType::UInt64:
    copyIntegers(proto.uint64_data());
    break;
  default:
    copyIntegers(proto.int32_data());
  }
}

std::string findExternalEntry(const ::onnx::TensorProto &proto, StringRef key) {
  for (const auto &entry : proto.external_data())
    if (entry.key() == key)
      return entry.value();
  return {};
}

} // namespace

FailureOr<Tensor> TensorReader::read(const ::onnx::TensorProto &proto, Location loc) {
  Tensor tensor;
  tensor.type = ElementType(proto.data_type());
  tensor.shape.assign(proto.dims().begin(), proto.dims().end());
  if (!isSupported(tensor.type))
    return emitError(loc) << "expected a tensor of floats, integers or booleans, found element type '"
                          << getTypeName(tensor.type) << "'";
  if (proto.has_segment())
    return emitError(loc) << "expected a tensor in one piece, found a segment of one";
  std::optional<int64_t> count = countElements(tensor.shape);
  if (!count)
    return emitError(loc) << "expected at most " << kMaxRank << " axes of sizes from 0 on and at most "
                          << kMaxElementCount << " elements, found a tensor of shape " << toString(tensor.shape);
  uint64_t size = *count * getByteCount(tensor.type);

  if (proto.data_location() == ::onnx::TensorProto::EXTERNAL) {
    FailureOr<StringRef> bytes = readExternal(proto, size, loc);
    if (failed(bytes))
      return failure();
    decodeElements(*bytes, tensor);
    return tensor;
  }
  if (proto.has_raw_data()) {
    if (proto.raw_data().size() != size)
      return emitError(loc) << "expected " << size << " bytes for " << getTypeName(tensor.type) << " of shape "
                            << toString(tensor.shape) << ", found " << proto.raw_data().size();
    decodeElements(proto.raw_data(), tensor);
    return tensor;
  }
  decodeTyped(proto, tensor);
  if (tensor.getElementCount() != *count)
    return emitError(loc) << "expected " << *count << " values for " << getTypeName(tensor.type) << " of shape "
                          << toString(tensor.shape) << ", found " << tensor.getElementCount();
  return tensor;
}

FailureOr<StringRef> TensorReader::readExternal(const ::onnx::TensorProto &proto, uint64_t size, Location loc) {
  uint64_t offset = 0, length = size;
  for (auto [key, value] : {std::pair<StringRef, uint64_t *>("offset", &offset), {"length", &length}})
    if (std::string text = findExternalEntry(proto, key); !text.empty() && StringRef(text).getAsInteger(10, *value))
      return emitError(loc) << "expected a number as the " << key << " of external data, found '" << text << "'";
  if (length != size)
    return emitError(loc) << "expected " << size << " bytes of external data for "
                          << getTypeName(ElementType(proto.data_type())) << " of shape "
                          << toString(llvm::to_vector(llvm::map_range(proto.dims(), [](auto v) { return int64_t(v); })))
                          << ", found a length of " << length;
  std::string location = findExternalEntry(proto, "location");
  FailureOr<llvm::MemoryBuffer *> file = openExternal(location, loc);
  if (failed(file))
    return failure();
  StringRef bytes = (*file)->getBuffer();
  if (offset > bytes.size() || size > bytes.size() - offset)
    return emitError(loc) << "expected " << size << " bytes at offset " << offset << " of external data file '"
                          << location << "', found a file of " << bytes.size() << " bytes";
  return bytes.substr(offset, size);
}

FailureOr<llvm::MemoryBuffer *> TensorReader::openExternal(StringRef location, Location loc) {
  namespace path = llvm::sys::path;
  namespace fs = llvm::sys::fs;
  std::unique_ptr<llvm::MemoryBuffer> &file = files[location];
  if (file)
    return file.get();

  auto isParent = [](StringRef component) { return component == ".."; };
  bool isInside = !location.empty() && !location.contains('\0') && !path::is_absolute(location) &&
                  std::none_of(path::begin(location), path::end(location), isParent);
  SmallString<128> folder(path::parent_path(modelPath));
  if (folder.empty())
    folder = ".";
  SmallString<128> name(folder);
  path::append(name, location);
  // A link may lead out of the folder: compare where both really are.
  SmallString<128> realFolder, realName;
  if (isInside && !fs::real_path(folder, realFolder) && !fs::real_path(name, realName)) {
    SmallString<128> prefix(realFolder);
    if (!prefix.ends_with("/"))
      prefix += '/';
    isInside = StringRef(realName).starts_with(prefix);
  }
  if (!isInside)
    return emitError(loc) << "expected external data in the folder of the model, found location '" << location << "'";

  if (fs::exists(name) && !fs::is_regular_file(name))
    return emitError(loc) << "expected a file as external data, found '" << location << "', which is none";
  auto opened = llvm::MemoryBuffer::getFile(name, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!opened)
    return emitError(loc) << "cannot read external data file '" << location << "': " << opened.getError().message();
  file = std::move(*opened);
  return file.get();
}
