// StackBound.cpp - the deepest stack that the compiler's own figures allow.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/StackBound.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;

namespace dendc {
namespace {

struct Function {
  uint64_t frame = 0;
  bool isFixed = true, isLibrary = true;
  SmallVector<StringRef> callees;
  enum { Unseen, Open, Done } state = Unseen;
  std::optional<uint64_t> depth; // with what it calls
};

/// What follows `key: "` in a line, up to the next quote.
StringRef getField(StringRef line, StringRef key) { return line.split((key + ": \"").str()).second.split('"').first; }

class CallGraph {
public:
  CallGraph(StringRef text, LibraryStack &library) : library(library) {
    SmallVector<StringRef> lines;
    text.split(lines, '\n');
    for (StringRef line : lines) {
      if (line.starts_with("edge:")) {
        functions[getField(line, "sourcename")].callees.push_back(getField(line, "targetname"));
      } else if (line.starts_with("node:")) {
        // "name\nplace\n56 bytes (static)": the backslashes are in the file.
        Function &function = functions[getField(line, "title")];
        StringRef size = getField(line, "label").rsplit("\\n").second;
        if (!size.consumeInteger(10, function.frame))
          function.isFixed = size.contains("static") || size.contains("bounded"), function.isLibrary = false;
      }
    }
  }

  Expected<std::optional<uint64_t>> getDepth(StringRef name) {
    Function &function = functions[name];
    if (function.state == Function::Done)
      return function.depth;
    if (function.state == Function::Open)
      return createStringError("expected no recursion, found some in '" + name + "'");
    if (!function.isFixed)
      return createStringError("expected a stack frame of fixed size, found another of '" + name + "'");
    function.state = Function::Open;
    function.depth = function.isLibrary ? library.getDepth(name) : function.frame;
    uint64_t deepest = 0;
    for (StringRef callee : function.callees) {
      Expected<std::optional<uint64_t>> depth = getDepth(callee);
      if (!depth)
        return depth;
      if (!*depth)
        function.depth = std::nullopt;
      deepest = std::max(deepest, depth->value_or(0));
    }
    function.state = Function::Done;
    if (function.depth)
      *function.depth += deepest;
    return function.depth;
  }

private:
  StringMap<Function> functions;
  LibraryStack &library;
};

} // namespace

Expected<std::optional<uint64_t>> readStackBound(StringRef callGraph, LibraryStack &library,
                                                 const std::vector<std::string> &entryPoints) {
  CallGraph graph(callGraph, library);
  uint64_t bound = 0;
  for (const std::string &name : entryPoints) {
    Expected<std::optional<uint64_t>> depth = graph.getDepth(name);
    if (!depth || !*depth)
      return depth;
    bound = std::max(bound, **depth);
  }
  return bound;
}

} // namespace dendc
