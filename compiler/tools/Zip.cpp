// Zip.cpp - reads and writes the members of a ZIP archive (PKWARE APPNOTE.TXT 6.3.10).
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every offset and size of the archive is untrusted: it passes through `Reader`, which answers zero and remembers the
// failure when it would leave the archive.

#include "compiler/tools/Zip.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/Endian.h"

#include <zlib.h>

#include <limits>

using namespace llvm;

namespace dendc {
namespace {

constexpr uint32_t kLocalHeaderSignature = 0x04034b50;
constexpr uint32_t kDirectorySignature = 0x02014b50;
constexpr uint32_t kEndSignature = 0x06054b50;
constexpr uint32_t kEnd64Signature = 0x06064b50;
constexpr uint32_t kEnd64LocatorSignature = 0x07064b50;

constexpr size_t kEndSize = 22;
constexpr size_t kEnd64LocatorSize = 20;
constexpr size_t kLocalHeaderSize = 30;
constexpr size_t kLongestComment = 0xFFFF;

constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kEncryptedFlag = 1;
constexpr uint16_t kZip64Extra = 1;

/// Deflate cannot expand further than this, so a larger size in the directory is false.
constexpr uint64_t kLargestDeflateRatio = 1032;

class Reader {
public:
  Reader(StringRef bytes, uint64_t offset) : bytes(bytes), offset(offset) {}

  template <typename T> T take() {
    if (failed || offset > bytes.size() || bytes.size() - offset < sizeof(T)) {
      failed = true;
      return 0;
    }
    T value = support::endian::read<T, llvm::endianness::little>(bytes.data() + offset);
    offset += sizeof(T);
    return value;
  }
  StringRef takeBytes(uint64_t size) {
    if (failed || offset > bytes.size() || bytes.size() - offset < size) {
      failed = true;
      return {};
    }
    StringRef taken = bytes.substr(offset, size);
    offset += size;
    return taken;
  }
  void skip(uint64_t size) { takeBytes(size); }
  bool hasFailed() const { return failed; }

private:
  StringRef bytes;
  uint64_t offset;
  bool failed = false;
};

Error damaged(const Twine &what) { return createStringError("damaged archive: " + what); }

struct Directory {
  uint64_t offset, count;
};

Expected<Directory> findDirectory(StringRef archive) {
  if (archive.size() < kEndSize)
    return damaged("expected an end record, found only " + Twine(archive.size()) + " bytes");
  const size_t first = archive.size() > kEndSize + kLongestComment ? archive.size() - kEndSize - kLongestComment : 0;
  for (size_t end = archive.size() - kEndSize + 1; end-- > first;) {
    Reader reader(archive, end);
    if (reader.take<uint32_t>() != kEndSignature)
      continue;
    const bool severalParts = reader.take<uint16_t>() != 0 || reader.take<uint16_t>() != 0;
    reader.skip(2);
    Directory directory;
    directory.count = reader.take<uint16_t>();
    reader.skip(4);
    directory.offset = reader.take<uint32_t>();
    if (end + kEndSize + reader.take<uint16_t>() != archive.size())
      continue; // the signature was part of a comment or of data
    if (severalParts)
      return damaged("expected one file, found a part of several");
    if (directory.count != 0xFFFF && directory.offset != 0xFFFFFFFF)
      return directory;
    if (end < kEnd64LocatorSize)
      return damaged("the ZIP64 end record is missing");
    Reader locator(archive, end - kEnd64LocatorSize);
    if (locator.take<uint32_t>() != kEnd64LocatorSignature)
      return directory; // exactly 65535 members
    locator.skip(4);
    Reader end64(archive, locator.take<uint64_t>());
    const bool valid = end64.take<uint32_t>() == kEnd64Signature;
    end64.skip(28);
    directory.count = end64.take<uint64_t>();
    end64.skip(8);
    directory.offset = end64.take<uint64_t>();
    if (!valid || end64.hasFailed())
      return damaged("the ZIP64 end record is missing");
    return directory;
  }
  return damaged("the end record is missing");
}

/// Takes the 64-bit values of the fields that the directory entry itself marks as too large.
void readZip64Extra(StringRef extra, ZipMember &member) {
  Reader reader(extra, 0);
  while (!reader.hasFailed()) {
    const uint16_t kind = reader.take<uint16_t>();
    StringRef body = reader.takeBytes(reader.take<uint16_t>());
    if (reader.hasFailed() || kind != kZip64Extra)
      continue;
    Reader fields(body, 0);
    for (uint64_t *field : {&member.size, &member.storedSize, &member.headerOffset})
      if (*field == 0xFFFFFFFF)
        *field = fields.take<uint64_t>();
  }
}

Expected<std::string> inflateMember(StringRef bytes, const ZipMember &member) {
  if (member.size / kLargestDeflateRatio > member.storedSize)
    return damaged("'" + member.name + "' cannot hold " + Twine(member.size) + " bytes");
  std::string result(member.size, '\0');
  z_stream stream = {};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
    return createStringError("not enough memory to read '" + member.name + "'");
  scope_exit end([&] { inflateEnd(&stream); });
  // zlib counts in unsigned int, so larger members pass in pieces.
  constexpr uint64_t piece = std::numeric_limits<uInt>::max();
  uint64_t read = 0, written = 0;
  int status = Z_OK;
  do {
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data() + read));
    stream.avail_in = static_cast<uInt>(std::min(piece, bytes.size() - read));
    stream.next_out = reinterpret_cast<Bytef *>(result.data() + written);
    stream.avail_out = static_cast<uInt>(std::min(piece, result.size() - written));
    const uInt offered = stream.avail_in, room = stream.avail_out;
    status = inflate(&stream, Z_NO_FLUSH);
    read += offered - stream.avail_in;
    written += room - stream.avail_out;
    if (offered == stream.avail_in && room == stream.avail_out)
      break;
  } while (status == Z_OK);
  if (status != Z_STREAM_END || written != result.size())
    return damaged("'" + member.name + "' does not inflate to " + Twine(member.size) + " bytes");
  return result;
}

uint32_t checksum(StringRef bytes) {
  return static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size()));
}

class Writer {
public:
  template <typename T> Writer &put(uint64_t value) {
    char bytes[sizeof(T)];
    support::endian::write<T>(bytes, static_cast<T>(value), llvm::endianness::little);
    text.append(bytes, sizeof(T));
    return *this;
  }
  Writer &put(StringRef bytes) {
    text.append(bytes.begin(), bytes.end());
    return *this;
  }
  std::string text;
};

uint64_t narrow(uint64_t value) { return std::min<uint64_t>(value, 0xFFFFFFFF); }

} // namespace

bool isZip(StringRef archive) { return archive.starts_with("PK\x03\x04") || archive.starts_with("PK\x05\x06"); }

Expected<std::vector<ZipMember>> readZipDirectory(StringRef archive) {
  Expected<Directory> directory = findDirectory(archive);
  if (!directory)
    return directory.takeError();
  std::vector<ZipMember> members;
  Reader reader(archive, directory->offset);
  for (uint64_t index = 0; index < directory->count; ++index) {
    if (reader.take<uint32_t>() != kDirectorySignature)
      return damaged("expected " + Twine(directory->count) + " members, found " + Twine(index));
    ZipMember member;
    reader.skip(4); // versions
    member.flags = reader.take<uint16_t>();
    member.method = reader.take<uint16_t>();
    reader.skip(4); // time
    member.crc = reader.take<uint32_t>();
    member.storedSize = reader.take<uint32_t>();
    member.size = reader.take<uint32_t>();
    const uint16_t nameSize = reader.take<uint16_t>();
    const uint16_t extraSize = reader.take<uint16_t>();
    const uint16_t commentSize = reader.take<uint16_t>();
    reader.skip(8); // part, attributes
    member.headerOffset = reader.take<uint32_t>();
    member.name = reader.takeBytes(nameSize).str();
    readZip64Extra(reader.takeBytes(extraSize), member);
    reader.skip(commentSize);
    if (reader.hasFailed())
      return damaged("expected " + Twine(directory->count) + " members, found " + Twine(index));
    members.push_back(std::move(member));
  }
  return members;
}

Expected<std::string> readZipMember(StringRef archive, const ZipMember &member) {
  if (member.flags & kEncryptedFlag)
    return createStringError("'" + member.name + "' is encrypted");
  Reader reader(archive, member.headerOffset);
  const bool isHeader = reader.take<uint32_t>() == kLocalHeaderSignature;
  reader.skip(kLocalHeaderSize - 4 - 4);
  const uint16_t nameSize = reader.take<uint16_t>();
  const uint16_t extraSize = reader.take<uint16_t>();
  reader.skip(uint64_t(nameSize) + extraSize);
  StringRef bytes = reader.takeBytes(member.storedSize);
  if (!isHeader || reader.hasFailed())
    return damaged("'" + member.name + "' is not where the directory says");

  Expected<std::string> contents = std::string();
  if (member.method == kStored) {
    if (member.size != member.storedSize)
      return damaged("'" + member.name + "' has two sizes");
    contents = bytes.str();
  } else if (member.method == kDeflated) {
    contents = inflateMember(bytes, member);
  } else {
    return createStringError("'" + member.name + "': expected a stored or deflated member, found compression method " +
                             Twine(member.method));
  }
  if (contents && checksum(*contents) != member.crc)
    return damaged("'" + member.name + "' has a wrong checksum");
  return contents;
}

std::string writeZip(ArrayRef<std::pair<std::string, std::string>> members) {
  constexpr uint64_t needs20 = 20, needs45 = 45, firstDay1980 = 0x21;
  Writer archive, directory;
  for (const auto &[name, contents] : members) {
    const uint64_t size = contents.size(), offset = archive.text.size();
    const uint32_t crc = checksum(contents);
    const bool large = size >= 0xFFFFFFFF;
    Writer sizes; // the fields both headers share
    sizes.put<uint16_t>(large ? needs45 : needs20).put<uint16_t>(0).put<uint16_t>(kStored);
    sizes.put<uint16_t>(0).put<uint16_t>(firstDay1980).put<uint32_t>(crc);
    sizes.put<uint32_t>(narrow(size)).put<uint32_t>(narrow(size)).put<uint16_t>(name.size());

    archive.put<uint32_t>(kLocalHeaderSignature).put(sizes.text).put<uint16_t>(large ? 20 : 0).put(name);
    if (large)
      archive.put<uint16_t>(kZip64Extra).put<uint16_t>(16).put<uint64_t>(size).put<uint64_t>(size);
    archive.put(contents);

    Writer extra;
    if (large)
      extra.put<uint64_t>(size).put<uint64_t>(size);
    if (offset >= 0xFFFFFFFF)
      extra.put<uint64_t>(offset);
    const uint64_t extraSize = extra.text.empty() ? 0 : extra.text.size() + 4;
    directory.put<uint32_t>(kDirectorySignature).put<uint16_t>(needs45).put(sizes.text);
    directory.put<uint16_t>(extraSize).put<uint16_t>(0).put<uint16_t>(0).put<uint16_t>(0);
    directory.put<uint32_t>(0).put<uint32_t>(narrow(offset)).put(name);
    if (extraSize)
      directory.put<uint16_t>(kZip64Extra).put<uint16_t>(extra.text.size()).put(extra.text);
  }
  const uint64_t start = archive.text.size(), size = directory.text.size(), count = members.size();
  archive.put(directory.text);
  if (start + size >= 0xFFFFFFFF || count >= 0xFFFF) {
    const uint64_t end64 = archive.text.size();
    archive.put<uint32_t>(kEnd64Signature).put<uint64_t>(44).put<uint16_t>(needs45);
    archive.put<uint16_t>(needs45).put<uint32_t>(0).put<uint32_t>(0);
    archive.put<uint64_t>(count).put<uint64_t>(count).put<uint64_t>(size).put<uint64_t>(start);
    archive.put<uint32_t>(kEnd64LocatorSignature).put<uint32_t>(0).put<uint64_t>(end64).put<uint32_t>(1);
  }
  const uint64_t shortCount = std::min<uint64_t>(count, 0xFFFF);
  archive.put<uint32_t>(kEndSignature).put<uint16_t>(0).put<uint16_t>(0);
  archive.put<uint16_t>(shortCount).put<uint16_t>(shortCount);
  archive.put<uint32_t>(narrow(size)).put<uint32_t>(narrow(start)).put<uint16_t>(0);
  return std::move(archive.text);
}

} // namespace dendc
