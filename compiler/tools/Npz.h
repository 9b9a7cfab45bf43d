// Npz.h - reads and writes NumPy's .npy and .npz files.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_NPZ_H
#define DENDC_COMPILER_TOOLS_NPZ_H

#include "compiler/tools/Zip.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dendc {

enum class NumberType { Boolean, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Float16, Float32, Float64 };

/// NumPy's name of the type: `int8`, `float32`, `bool`.
llvm::StringRef getName(NumberType type);
std::optional<NumberType> parseNumberType(llvm::StringRef name);
size_t getByteSize(NumberType type);
bool isFloat(NumberType type);

/// An array of numbers in C order and in the byte order of this machine.
class NumericArray {
public:
  /// `bytes` holds the product of `shape` elements.
  NumericArray(NumberType type, std::vector<int64_t> shape, std::string bytes);

  NumberType getType() const { return type; }
  llvm::ArrayRef<int64_t> getShape() const { return shape; }
  int64_t getElementCount() const;
  llvm::StringRef getBytes() const { return bytes; }

  double getFloat(int64_t index) const;
  /// The element cut to an integer; of a 64-bit unsigned one the same bits, of NaN 0, and the nearest
  /// int64 of what lies outside.
  int64_t getInteger(int64_t index) const;
  std::vector<float> toFloats() const;

private:
  NumberType type;
  std::vector<int64_t> shape;
  std::string bytes;
};

/// `4x49x13`, or `scalar`.
std::string formatShape(llvm::ArrayRef<int64_t> shape);

/// The contents of a .npy file.
llvm::Expected<NumericArray> parseNpy(llvm::StringRef contents);
std::string formatNpy(const NumericArray &array);
/// A list of texts in a .npy file, as UTF-8.
llvm::Expected<std::vector<std::string>> parseNpyTexts(llvm::StringRef contents);

/// An open .npy or .npz file, told apart by its contents. An array is decoded when it is asked for,
/// so one that nobody needs may hold anything.
class ArrayFile {
public:
  static llvm::Expected<ArrayFile> open(llvm::StringRef path);

  llvm::StringRef getPath() const { return path; }
  /// The arrays' names; that of a .npy file is empty.
  const std::vector<std::string> &getNames() const { return names; }
  bool contains(llvm::StringRef name) const;
  llvm::Expected<NumericArray> read(llvm::StringRef name) const;
  /// An array of texts in a .npz file.
  llvm::Expected<std::vector<std::string>> readTexts(llvm::StringRef name) const;

  /// The first of `names` that is there, or else the file's only array.
  llvm::Expected<std::string> choose(llvm::ArrayRef<llvm::StringRef> names) const;

private:
  std::string path;
  std::unique_ptr<llvm::MemoryBuffer> buffer;
  std::vector<ZipMember> members; // none in a .npy file
  std::vector<std::string> names;
};

llvm::Error writeNpy(llvm::StringRef path, const NumericArray &array);
llvm::Error writeNpz(llvm::StringRef path, llvm::ArrayRef<std::pair<std::string, NumericArray>> arrays);

} // namespace dendc

#endif
