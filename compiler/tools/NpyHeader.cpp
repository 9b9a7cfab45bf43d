// NpyHeader.cpp - parses the header of a .npy file (NumPy's numpy.lib.format, versions 1.0 to 3.0).
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/NpyHeader.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace dendc {
namespace {

class Parser {
public:
  explicit Parser(StringRef text) : rest(text) {}

  Expected<NpyHeader> parse() {
    NpyHeader header;
    StringSet<> seen;
    if (!consume("{"))
      return fail("'{'");
    while (!consume("}")) {
      std::optional<StringRef> key = takeString();
      if (!key || !consume(":"))
        return fail("a key and ':'");
      if (!seen.insert(*key).second)
        return createStringError("damaged header: '" + *key + "' is given twice");
      if (*key == "descr") {
        if (!takeDescription(header.description))
          return fail("a type string");
      } else if (*key == "fortran_order") {
        if (consume("True"))
          header.fortranOrder = true;
        else if (!consume("False"))
          return fail("'True' or 'False'");
      } else if (*key == "shape") {
        if (!takeShape(header.shape))
          return fail("a tuple of sizes");
      } else {
        return createStringError("damaged header: unknown key '" + *key + "'");
      }
      if (!consume(",") && !startsWith("}"))
        return fail("',' or '}'");
    }
    if (!rest.trim().empty())
      return fail("the end");
    for (StringRef key : {"descr", "fortran_order", "shape"})
      if (!seen.contains(key))
        return createStringError("damaged header: '" + key + "' is missing");
    return header;
  }

private:
  bool startsWith(StringRef token) { return (rest = rest.ltrim()).starts_with(token); }
  bool consume(StringRef token) { return startsWith(token) && rest.consume_front(token); }

  std::optional<StringRef> takeString() {
    for (StringRef quote : {"'", "\""}) {
      if (!consume(quote))
        continue;
      const size_t end = rest.find(quote);
      if (end == StringRef::npos)
        return std::nullopt;
      StringRef text = rest.take_front(end);
      rest = rest.drop_front(end + 1);
      return text;
    }
    return std::nullopt;
  }

  bool takeDescription(std::string &description) {
    if (!startsWith("[")) {
      std::optional<StringRef> text = takeString();
      if (text)
        description = text->str();
      return text.has_value();
    }
    // A structured type: a list of tuples. It is no number, so its text is only kept to be named.
    StringRef begin = rest;
    int depth = 0;
    while (!rest.empty()) {
      depth += rest.front() == '[' ? 1 : rest.front() == ']' ? -1 : 0;
      rest = rest.drop_front();
      if (depth == 0) {
        description = begin.drop_back(rest.size()).str();
        return true;
      }
    }
    return false;
  }

  bool takeShape(std::vector<int64_t> &shape) {
    if (!consume("("))
      return false;
    while (!consume(")")) {
      uint64_t size;
      rest = rest.ltrim();
      if (rest.consumeInteger(10, size) || size > uint64_t(INT64_MAX))
        return false;
      rest.consume_front("L"); // Python 2
      shape.push_back(static_cast<int64_t>(size));
      if (!consume(",") && !startsWith(")"))
        return false;
    }
    return true;
  }

  Error fail(const Twine &expected) {
    std::string found;
    raw_string_ostream stream(found);
    printEscapedString(rest.take_front(12), stream);
    return createStringError("damaged header: expected " + expected + ", found '" + found + "'");
  }

  StringRef rest;
};

} // namespace

Expected<NpyHeader> parseNpyHeader(StringRef text) { return Parser(text).parse(); }

} // namespace dendc
