// RuntimeHeaders.cpp - the part of the runtime that a generated file needs.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/RuntimeHeaders.h"
#include "compiler/tools/EmbeddedFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ErrorHandling.h"

using namespace dendc;

static llvm::StringRef getHeader(llvm::StringRef path) {
  for (const EmbeddedFile &file : embeddedRuntime())
    if (file.path == path)
      return file.contents;
  llvm::report_fatal_error(llvm::Twine("the catalogue of kernels names '") + path + "', which the runtime lacks");
}

void dendc::addRuntimeHeaders(const std::vector<std::string> &headers, FileSet &files) {
  llvm::SmallVector<std::string> pending(headers.begin(), headers.end());
  while (!pending.empty()) {
    std::string path = pending.pop_back_val();
    llvm::StringRef contents = getHeader(path);
    if (!files.try_emplace(path, contents.str()).second)
      continue;
    llvm::StringRef folder = llvm::StringRef(path).rsplit('/').first;
    llvm::SmallVector<llvm::StringRef> lines;
    contents.split(lines, '\n');
    for (llvm::StringRef line : lines)
      if (line.consume_front("#include \""))
        pending.push_back((folder + "/" + line.take_until([](char c) { return c == '"'; })).str());
  }
}
