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

/// The tensor's values from the list of its type. False when that list does not have `count` entries.
bool decodeTyped(const ::onnx::TensorProto &proto, int64_t count, Tensor &tensor) {
  auto copyIntegers = [&](const auto &list) {
    if (list.size() != count)
      return false;
    for (auto value : list)
      tensor.integers.push_back(wrapToType(int64_t(value), tensor.type));
    return true;
  };
  switch (tensor.type) {
  case ElementType::Float32:
    tensor.floats.assign(proto.float_data().begin(), proto.float_data().end());
    return proto.float_data_size() == count;
  case ElementType::Float64:
    tensor.floats.assign(proto.double_data().begin(), proto.double_data().end());
    return proto.double_data_size() == count;
  case ElementType::Float16:
  case ElementType::BFloat16:
    for (int32_t bits : proto.int32_data())
      tensor.floats.push_back(decodeHalf(uint16_t(bits), tensor.type));
    return proto.int32_data_size() == count;
  case ElementType::Int64:
    return copyIntegers(proto.int64_data());
  case ElementType::UInt32:
  case ElementType::UInt64:
    return copyIntegers(proto.uint64_data());
  default:
    return copyIntegers(proto.int32_data());
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
  if (!decodeTyped(proto, *count, tensor))
    return emitError(loc) << "expected " << *count << " values for " << getTypeName(tensor.type) << " of shape "
                          << toString(tensor.shape) << ", found another number";
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
