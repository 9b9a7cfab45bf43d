// OutputFolder.h - writes a folder of files whole, or not at all.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_OUTPUTFOLDER_H
#define COMPILER_TOOLS_OUTPUTFOLDER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>

namespace dendc {

/// Files by their path below the folder.
using FileSet = std::map<std::string, std::string>;

/// Writes `files` below `folder`, which is made where it is missing. Every file is first written under another name,
/// and all get their own only when all were written.
llvm::Error writeFolder(llvm::StringRef folder, const FileSet &files);

} // namespace dendc

#endif
