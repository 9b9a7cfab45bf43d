// Workspace.h - the folder dend-run builds and runs in.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_WORKSPACE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_WORKSPACE_H

#include "compiler/tools/EmbeddedFiles.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace dendc {

/// A temporary folder, removed in the end, or one that the user wants to keep.
class Workspace {
public:
  static llvm::Expected<Workspace> create(llvm::StringRef keptFolder);
  Workspace(Workspace &&other);
  Workspace(const Workspace &) = delete;
  ~Workspace();

  std::string getPath(llvm::StringRef name) const;
  /// The folder with a separator at its end.
  std::string getPrefix() const { return getPath(""); }

  llvm::Error write(llvm::StringRef name, llvm::StringRef contents) const;
  llvm::Error write(llvm::ArrayRef<EmbeddedFile> files) const;
  llvm::Expected<std::string> read(llvm::StringRef name) const;

private:
  Workspace(std::string folder, bool isKept) : folder(std::move(folder)), isKept(isKept) {}

  std::string folder; // absolute; empty: moved from
  bool isKept;
};

} // namespace dendc

#endif
