// Zip.h - reads and writes the members of a ZIP archive, as far as NumPy's .npz files use the format.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_ZIP_H
#define DENDC_COMPILER_TOOLS_ZIP_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dendc {

/// One member as the archive's central directory describes it.
struct ZipMember {
  std::string name;
  uint16_t flags = 0;
  uint16_t method = 0;
  uint32_t crc = 0;
  uint64_t storedSize = 0;
  uint64_t size = 0;
  uint64_t headerOffset = 0;
};

/// True if the bytes begin like a ZIP archive (an empty one too).
bool isZip(llvm::StringRef archive);

/// The central directory. Archives of several parts are an error, ZIP64 is not.
llvm::Expected<std::vector<ZipMember>> readZipDirectory(llvm::StringRef archive);

/// A member's bytes, stored or deflated, of the size and the checksum its directory entry gives.
llvm::Expected<std::string> readZipMember(llvm::StringRef archive, const ZipMember &member);

/// An archive of stored members, with ZIP64 fields only where a size or offset needs them, and no
/// time stamps: the same contents give the same bytes.
std::string writeZip(llvm::ArrayRef<std::pair<std::string, std::string>> members);

} // namespace dendc

#endif
