// OutputFolder.cpp - writes a folder of files whole, or not at all.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/OutputFolder.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <vector>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static llvm::Error fail(llvm::StringRef what, llvm::StringRef where, std::error_code error) {
  return llvm::createStringError("cannot " + what.str() + " '" + where.str() + "': " + error.message());
}

llvm::Error dendc::writeFolder(llvm::StringRef folder, const FileSet &files) {
  std::vector<std::pair<std::string, std::string>> pending; // written name, final name
  llvm::scope_exit removePending([&] {
    for (const auto &[written, final] : pending)
      fs::remove(written);
  });
  for (const auto &[name, contents] : files) {
    llvm::SmallString<128> target(folder);
    path::append(target, name);
    if (std::error_code error = fs::create_directories(path::parent_path(target)))
      return fail("create the folder", path::parent_path(target), error);
    std::string temporary = (target + ".part").str();
    std::error_code error;
    llvm::raw_fd_ostream file(temporary, error);
    if (error)
      return fail("write", temporary, error);
    pending.emplace_back(temporary, target.str().str());
    file << contents;
    file.close();
    if (file.has_error()) {
      error = file.error();
      file.clear_error();
      return fail("write", temporary, error);
    }
  }
  for (const auto &[written, final] : pending)
    if (std::error_code error = fs::rename(written, final))
      return fail("write", final, error);
  pending.clear();
  return llvm::Error::success();
}
