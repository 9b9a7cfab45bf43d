// Workspace.cpp - the folder dend-run builds and runs in.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Workspace.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace dendc {

Expected<Workspace> Workspace::create(StringRef keptFolder) {
  SmallString<128> folder(keptFolder);
  std::error_code error;
  if (keptFolder.empty())
    error = sys::fs::createUniqueDirectory("dend-run", folder);
  else
    error = sys::fs::make_absolute(folder);
  if (!error)
    error = sys::fs::create_directories(folder);
  if (error)
    return createStringError("'" + folder + "': " + error.message());
  return Workspace(folder.str().str(), !keptFolder.empty());
}

Workspace::Workspace(Workspace &&other) : folder(std::move(other.folder)), isKept(other.isKept) {
  other.folder.clear();
}

Workspace::~Workspace() {
  if (!folder.empty() && !isKept)
    (void)sys::fs::remove_directories(folder);
}

std::string Workspace::getPath(StringRef name) const { return folder + sys::path::get_separator().str() + name.str(); }

Error Workspace::write(StringRef name, StringRef contents) const {
  std::error_code error;
  raw_fd_ostream file(getPath(name), error);
  if (!error) {
    file << contents;
    file.close();
    error = file.error();
    file.clear_error();
  }
  return error ? createStringError("'" + getPath(name) + "': " + error.message()) : Error::success();
}

Error Workspace::write(ArrayRef<EmbeddedFile> files) const {
  for (const EmbeddedFile &file : files)
    if (Error error = write(file.path, file.contents))
      return error;
  return Error::success();
}

Expected<std::string> Workspace::read(StringRef name) const {
  // Volatile: the file is copied, so that a later run may write it anew.
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer =
      MemoryBuffer::getFile(getPath(name), /*IsText=*/false, /*RequiresNullTerminator=*/false,
                            /*IsVolatile=*/true);
  if (!buffer)
    return createStringError("'" + getPath(name) + "': " + buffer.getError().message());
  return (*buffer)->getBuffer().str();
}

} // namespace dendc
