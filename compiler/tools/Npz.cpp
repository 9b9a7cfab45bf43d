// Npz.cpp - reads and writes NumPy's .npy and .npz files.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Npz.h"
#include "compiler/tools/NpyHeader.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ToolOutputFile.h"

#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

using namespace llvm;

namespace dendc {
namespace {

constexpr StringLiteral kMagic("\x93NUMPY");
constexpr size_t kHeaderAlignment = 64;

struct TypeFacts {
  NumberType type;
  StringLiteral name, description; // description: NumPy's type string without the byte order
};

constexpr TypeFacts kTypes[] = {
    {NumberType::Boolean, "bool", "b1"},    {NumberType::Int8, "int8", "i1"},
    {NumberType::Int16, "int16", "i2"},     {NumberType::Int32, "int32", "i4"},
    {NumberType::Int64, "int64", "i8"},     {NumberType::Uint8, "uint8", "u1"},
    {NumberType::Uint16, "uint16", "u2"},   {NumberType::Uint32, "uint32", "u4"},
    {NumberType::Uint64, "uint64", "u8"},   {NumberType::Float16, "float16", "f2"},
    {NumberType::Float32, "float32", "f4"}, {NumberType::Float64, "float64", "f8"},
};

const TypeFacts &getFacts(NumberType type) {
  const TypeFacts &facts = kTypes[static_cast<size_t>(type)];
  assert(facts.type == type && "the table is in the order of the enum");
  return facts;
}

float halfToFloat(uint16_t bits) { return APFloat(APFloat::IEEEhalf(), APInt(16, bits)).convertToFloat(); }

/// Calls `function` with the element as the C++ type that holds it.
template <typename Function> auto visitElement(NumberType type, const char *bytes, Function function) {
  auto load = [&](auto value) {
    std::memcpy(&value, bytes, sizeof value);
    return value;
  };
  switch (type) {
  case NumberType::Boolean:
    return function(static_cast<uint8_t>(load(uint8_t()) != 0));
  case NumberType::Int8:
    return function(load(int8_t()));
  case NumberType::Int16:
    return function(load(int16_t()));
  case NumberType::Int32:
    return function(load(int32_t()));
  case NumberType::Int64:
    return function(load(int64_t()));
  case NumberType::Uint8:
    return function(load(uint8_t()));
  case NumberType::Uint16:
    return function(load(uint16_t()));
  case NumberType::Uint32:
    return function(load(uint32_t()));
  case NumberType::Uint64:
    return function(load(uint64_t()));
  case NumberType::Float16:
    return function(halfToFloat(load(uint16_t())));
  case NumberType::Float32:
    return function(load(float()));
  case NumberType::Float64:
    return function(load(double()));
  }
  llvm_unreachable("all types are handled");
}

void swapBytes(std::string &bytes, size_t elementSize) {
  for (size_t at = 0; at < bytes.size(); at += elementSize)
    std::reverse(bytes.begin() + at, bytes.begin() + at + elementSize);
}

/// Elements stored with the first axis fastest, as elements with the last axis fastest.
std::string toCOrder(StringRef bytes, ArrayRef<int64_t> shape, size_t elementSize) {
  std::vector<int64_t> strides(shape.size());
  int64_t stride = 1;
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  std::string result;
  result.reserve(bytes.size());
  std::vector<int64_t> index(shape.size());
  int64_t source = 0;
  while (result.size() < bytes.size()) {
    result.append(bytes.data() + source * elementSize, elementSize);
    for (size_t axis = shape.size(); axis-- > 0;) {
      source += strides[axis];
      if (++index[axis] < shape[axis])
        break;
      source -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}

std::optional<uint64_t> countBytes(ArrayRef<int64_t> shape, size_t elementSize) {
  if (is_contained(shape, 0))
    return 0;
  std::optional<uint64_t> size = elementSize;
  for (int64_t extent : shape)
    if (size)
      size = checkedMulUnsigned<uint64_t>(*size, static_cast<uint64_t>(extent));
  return size;
}

std::optional<NumberType> findType(StringRef description) {
  for (const TypeFacts &facts : kTypes)
    if (description == facts.description)
      return facts.type;
  return std::nullopt;
}

} // namespace

StringRef getName(NumberType type) { return getFacts(type).name; }

std::optional<NumberType> parseNumberType(StringRef name) {
  for (const TypeFacts &facts : kTypes)
    if (name == facts.name)
      return facts.type;
  return std::nullopt;
}

size_t getByteSize(NumberType type) { return getFacts(type).description.back() - '0'; }

bool isFloat(NumberType type) { return getFacts(type).description.front() == 'f'; }

NumericArray::NumericArray(NumberType type, std::vector<int64_t> shape, std::string bytes)
    : type(type), shape(std::move(shape)), bytes(std::move(bytes)) {
  assert(countBytes(this->shape, getByteSize(type)) == this->bytes.size() && "an array's bytes fit its shape");
}

int64_t NumericArray::getElementCount() const { return static_cast<int64_t>(bytes.size() / getByteSize(type)); }

double NumericArray::getFloat(int64_t index) const {
  return visitElement(type, bytes.data() + index * getByteSize(type),
                      [](auto value) { return static_cast<double>(value); });
}

int64_t NumericArray::getInteger(int64_t index) const {
  return visitElement(type, bytes.data() + index * getByteSize(type), [](auto value) {
    if constexpr (std::is_integral_v<decltype(value)>) {
      return static_cast<int64_t>(value);
    } else {
      constexpr double limit = 9223372036854775808.0; // 2^63
      const double wide = value;
      return std::isnan(wide) ? int64_t(0)
             : wide >= limit  ? std::numeric_limits<int64_t>::max()
             : wide <= -limit ? std::numeric_limits<int64_t>::min()
                              : static_cast<int64_t>(wide);
    }
  });
}

std::vector<float> NumericArray::toFloats() const {
  std::vector<float> floats(getElementCount());
  for (int64_t index = 0; index < getElementCount(); ++index)
    floats[index] = static_cast<float>(getFloat(index));
  return floats;
}

std::string formatShape(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return "scalar";
  return join(map_range(shape, [](int64_t extent) { return std::to_string(extent); }), "x");
}

/// The header and the bytes of the elements.
static Expected<std::pair<NpyHeader, StringRef>> splitNpy(StringRef contents) {
  if (!contents.consume_front(kMagic))
    return createStringError("expected a NumPy array, found other contents");
  if (contents.size() < 4)
    return createStringError("damaged header: the file ends in it");
  const unsigned version = static_cast<unsigned char>(contents[0]);
  if (version < 1 || version > 3)
    return createStringError("expected NumPy format 1 to 3, found " + Twine(version));
  contents = contents.drop_front(2);
  const size_t lengthSize = version == 1 ? 2 : 4;
  if (contents.size() < lengthSize)
    return createStringError("damaged header: the file ends in it");
  const uint64_t length =
      version == 1 ? support::endian::read16le(contents.data()) : support::endian::read32le(contents.data());
  contents = contents.drop_front(lengthSize);
  if (contents.size() < length)
    return createStringError("damaged header: the file ends in it");
  Expected<NpyHeader> header = parseNpyHeader(contents.take_front(length));
  if (!header)
    return header.takeError();
  return std::pair(std::move(*header), contents.drop_front(length));
}

Expected<NumericArray> parseNpy(StringRef contents) {
  auto parts = splitNpy(contents);
  if (!parts)
    return parts.takeError();
  auto &[header, bytes] = *parts;
  StringRef description = header.description;
  const char order = description.empty() ? '\0' : description.front();
  std::optional<NumberType> type = findType(description.drop_front(description.empty() ? 0 : 1));
  if (!type || !StringRef("<>|=").contains(order))
    return createStringError("expected numbers, found type '" + description + "'");
  const size_t elementSize = getByteSize(*type);
  std::optional<uint64_t> size = countBytes(header.shape, elementSize);
  if (!size || *size != bytes.size())
    return createStringError("damaged array: expected " + (size ? Twine(*size) : Twine("more")) + " bytes for " +
                             formatShape(header.shape) + " " + getName(*type) + ", found " + Twine(bytes.size()));

  std::string values = header.fortranOrder ? toCOrder(bytes, header.shape, elementSize) : bytes.str();
  if (order == (sys::IsLittleEndianHost ? '>' : '<'))
    swapBytes(values, elementSize);
  return NumericArray(*type, std::move(header.shape), std::move(values));
}

Expected<std::vector<std::string>> parseNpyTexts(StringRef contents) {
  auto parts = splitNpy(contents);
  if (!parts)
    return parts.takeError();
  auto &[header, bytes] = *parts;
  // `<U9`: nine code points of four bytes; `|S9`: nine bytes. Shorter texts end in zeros.
  StringRef description = header.description;
  const bool isWide = description.starts_with("<U");
  uint64_t length = 0;
  if ((!isWide && !description.starts_with("|S")) || description.drop_front(2).getAsInteger(10, length))
    return createStringError("expected texts, found type '" + description + "'");
  const uint64_t size = length * (isWide ? 4 : 1);
  std::optional<uint64_t> total = length <= bytes.size() ? countBytes(header.shape, size) : std::nullopt;
  if (!total || *total != bytes.size() || header.shape.size() > 1)
    return createStringError("damaged array: expected a list of texts of " + Twine(size) + " bytes, found " +
                             Twine(bytes.size()) + " bytes");
  std::vector<std::string> texts;
  for (; size > 0 && !bytes.empty(); bytes = bytes.drop_front(size)) {
    std::string text;
    for (StringRef rest = bytes.take_front(size); !rest.empty(); rest = rest.drop_front(isWide ? 4 : 1)) {
      const uint32_t point = isWide ? support::endian::read32le(rest.data()) : uint8_t(rest.front());
      char encoded[UNI_MAX_UTF8_BYTES_PER_CODE_POINT], *end = encoded;
      if (point != 0 && ConvertCodePointToUTF8(point, end))
        text.append(encoded, end);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string formatNpy(const NumericArray &array) {
  std::string header = "{'descr': '";
  header += getByteSize(array.getType()) == 1 ? '|' : sys::IsLittleEndianHost ? '<' : '>';
  header += getFacts(array.getType()).description;
  header += "', 'fortran_order': False, 'shape': (";
  for (int64_t extent : array.getShape())
    header += std::to_string(extent) + ", ";
  if (array.getShape().size() > 1)
    header.resize(header.size() - 2);
  else if (array.getShape().size() == 1)
    header.pop_back(); // (3,)
  header += "), }";
  const size_t prefix = kMagic.size() + 4;
  header.append(kHeaderAlignment - (prefix + header.size() + 1) % kHeaderAlignment, ' ');
  header += '\n';
  assert(header.size() <= 0xFFFF && "NumPy allows at most 64 axes");
  std::string contents = kMagic.str();
  contents += {'\x01', '\x00', static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)};
  contents += header;
  contents += array.getBytes();
  return contents;
}

Expected<ArrayFile> ArrayFile::open(StringRef path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer =
      MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("'" + path + "': " + buffer.getError().message());
  ArrayFile file;
  file.path = path.str();
  file.buffer = std::move(*buffer);
  StringRef contents = file.buffer->getBuffer();
  if (contents.starts_with(kMagic)) {
    file.names = {""};
    return file;
  }
  if (!isZip(contents))
    return createStringError("'" + path + "': expected a .npy or .npz file of NumPy, found other contents");
  Expected<std::vector<ZipMember>> members = readZipDirectory(contents);
  if (!members)
    return createStringError("'" + path + "': " + toString(members.takeError()));
  for (ZipMember &member : *members) {
    StringRef name = member.name;
    if (!name.consume_back(".npy"))
      continue;
    file.names.push_back(name.str());
    file.members.push_back(std::move(member));
  }
  if (file.names.empty())
    return createStringError("'" + path + "': holds no arrays");
  return file;
}

bool ArrayFile::contains(StringRef name) const { return is_contained(names, name); }

Expected<std::vector<std::string>> ArrayFile::readTexts(StringRef name) const {
  const auto found = llvm::find(names, name);
  if (members.empty() || found == names.end())
    return createStringError("'" + path + "': holds no array '" + name + "'");
  Expected<std::string> contents = readZipMember(buffer->getBuffer(), members[found - names.begin()]);
  Expected<std::vector<std::string>> texts = contents ? parseNpyTexts(*contents) : contents.takeError();
  if (!texts)
    return createStringError("'" + path + "': array '" + name + "': " + toString(texts.takeError()));
  return texts;
}

Expected<NumericArray> ArrayFile::read(StringRef name) const {
  if (members.empty()) {
    Expected<NumericArray> array = parseNpy(buffer->getBuffer());
    if (!array)
      return createStringError("'" + path + "': " + toString(array.takeError()));
    return array;
  }
  const auto found = llvm::find(names, name);
  if (found == names.end())
    return createStringError("'" + path + "': holds no array '" + name + "'");
  Expected<std::string> contents = readZipMember(buffer->getBuffer(), members[found - names.begin()]);
  if (!contents)
    return createStringError("'" + path + "': array '" + name + "': " + toString(contents.takeError()));
  Expected<NumericArray> array = parseNpy(*contents);
  if (!array)
    return createStringError("'" + path + "': array '" + name + "': " + toString(array.takeError()));
  return array;
}

Expected<std::string> ArrayFile::choose(ArrayRef<StringRef> wanted) const {
  for (StringRef name : wanted)
    if (contains(name))
      return name.str();
  if (names.size() == 1)
    return names.front();
  return createStringError("'" + path + "': expected an array '" + join(wanted, "' or '") + "', found '" +
                           join(names, "', '") + "'");
}

static Error writeFile(StringRef path, StringRef contents) {
  std::error_code error;
  ToolOutputFile file(path, error, sys::fs::OF_None);
  if (error)
    return createStringError("'" + path + "': " + error.message());
  file.os() << contents;
  file.os().close();
  if (file.os().has_error()) {
    error = file.os().error();
    file.os().clear_error();
    return createStringError("'" + path + "': " + error.message());
  }
  file.keep();
  return Error::success();
}

Error writeNpy(StringRef path, const NumericArray &array) { return writeFile(path, formatNpy(array)); }

Error writeNpz(StringRef path, ArrayRef<std::pair<std::string, NumericArray>> arrays) {
  std::vector<std::pair<std::string, std::string>> members;
  for (const auto &[name, array] : arrays)
    members.emplace_back(name + ".npy", formatNpy(array));
  return writeFile(path, writeZip(members));
}

} // namespace dendc
