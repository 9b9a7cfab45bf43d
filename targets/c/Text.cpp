// Text.cpp - the C constructs that generated files consist of: tables, struct initializers, comments.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Text.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cmath>

using namespace dendc;
using namespace dendc::c;

//===----------------------------------------------------------------------===//
// Initializers
//===----------------------------------------------------------------------===//

Initializer &Initializer::add(llvm::StringRef name, FieldValue value) {
  fields.push_back({name.str(), std::move(value), nullptr});
  return *this;
}

Initializer &Initializer::add(llvm::StringRef name, Initializer value) {
  fields.push_back({name.str(), {}, std::make_shared<Initializer>(std::move(value))});
  return *this;
}

Initializer &Initializer::addPath(llvm::StringRef path, FieldValue value) {
  auto [name, rest] = path.split('.');
  if (rest.empty())
    return add(name, std::move(value));
  auto field = llvm::find_if(fields, [name = name](const Field &known) { return known.name == name; });
  if (field == fields.end()) {
    add(name, Initializer());
    field = std::prev(fields.end());
  }
  field->nested->addPath(rest, std::move(value));
  return *this;
}

std::vector<std::pair<std::string, FieldValue>> Initializer::getValues() const {
  std::vector<std::pair<std::string, FieldValue>> values;
  for (const Field &field : fields) {
    if (field.nested)
      for (auto &[name, value] : field.nested->getValues())
        values.emplace_back(field.name + "." + name, value);
    else
      values.emplace_back(field.name, field.value);
  }
  for (const std::string &zero : zeros)
    values.emplace_back(zero, FieldValue{"0", ""});
  return values;
}

std::string Initializer::printOnOneLine() const {
  std::string text = "{";
  for (const Field &field : fields)
    text += (text.size() > 1 ? ", ." : ".") + field.name + " = " +
            (field.nested ? field.nested->printOnOneLine() : field.value.text);
  return text + "}";
}

std::string Initializer::print(unsigned indent) const {
  std::string line = printOnOneLine();
  if (indent > 0 && indent + line.size() < kLineLength)
    return line;
  // Values share lines as far as they fit, nested initializers have their own.
  std::string text = "{", margin = "\n" + std::string(indent + 2, ' ');
  size_t column = kLineLength;
  for (const Field &field : fields) {
    std::string assignment = "." + field.name + " = ";
    if (field.nested) {
      std::string whole = field.nested->printOnOneLine();
      bool fits = margin.size() + assignment.size() + whole.size() < kLineLength;
      text += margin + assignment + (fits ? whole : field.nested->print(indent + 2)) + ",";
      column = kLineLength;
      continue;
    }
    assignment += field.value.text + ",";
    if (column + 1 + assignment.size() > kLineLength) {
      text += margin + assignment;
      column = margin.size() - 1 + assignment.size();
    } else {
      text += " " + assignment;
      column += 1 + assignment.size();
    }
  }
  text += "\n";
  return text + std::string(indent, ' ') + "}";
}

//===----------------------------------------------------------------------===//
// Values and tables
//===----------------------------------------------------------------------===//

std::string dendc::c::printFloat(float value) {
  if (std::isinf(value))
    return value > 0 ? "INFINITY" : "-INFINITY";
  llvm::SmallString<24> text;
  llvm::APFloat(value).toString(text, /*FormatPrecision=*/9, /*FormatMaxPadding=*/4);
  std::string result = text.str().str();
  if (!llvm::StringRef(result).contains_insensitive('e') && !llvm::StringRef(result).contains('.'))
    result += ".0";
  return result + "f";
}

std::string dendc::c::getElementTypeName(mlir::Type elementType, TableKind kind) {
  if (elementType.isF32())
    return "float";
  return llvm::formatv("{0}int{1}_t", kind == TableKind::Words ? "u" : "", elementType.getIntOrFloatBitWidth());
}

std::string dendc::c::printString(llvm::StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream(escaped).write_escaped(text, /*UseHexEscapes=*/false);
  std::string literal = "\"";
  for (char c : escaped) {
    if (c == '?') // no trigraphs
      literal += '\\';
    literal += c;
  }
  return literal + "\"";
}

std::string dendc::c::printPlacement(unsigned layerIndex) {
  return "DENDRT_LAYER_CONST(" + std::to_string(layerIndex) + ")";
}

std::string dendc::c::printTable(llvm::StringRef placement, llvm::StringRef name, mlir::DenseElementsAttr values,
                                 TableKind kind) {
  std::vector<std::string> texts;
  texts.reserve(values.getNumElements());
  if (values.getElementType().isF32()) {
    for (float value : values.getValues<float>())
      texts.push_back(printFloat(value));
  } else {
    for (const llvm::APInt &value : values.getValues<llvm::APInt>())
      texts.push_back(kind == TableKind::Words ? "0x" + llvm::utohexstr(value.getZExtValue(), /*LowerCase=*/true,
                                                                        /*Width=*/value.getBitWidth() / 4)
                                               : std::to_string(value.getSExtValue()));
  }
  size_t width = 0;
  for (const std::string &text : texts)
    width = std::max(width, text.size());
  size_t perLine = std::max<size_t>(1, (kLineLength - 1) / (width + 2));
  if (perLine >= 8)
    perLine = perLine / 4 * 4;

  std::string table = llvm::formatv("static {0} const {1} {2}[{3}]{4} = {{", placement,
                                    getElementTypeName(values.getElementType(), kind), name, texts.size(),
                                    kind == TableKind::PackedBytes ? " DENDRT_ALIGNED(4)" : "");
  for (size_t i = 0; i < texts.size(); ++i) {
    table += i % perLine == 0 ? "\n  " : " ";
    table += std::string(width - texts[i].size(), ' ') + texts[i] + ",";
  }
  return table + "\n};";
}

/// Whether a code point changes the order in which the text around it is shown.
static bool changesDirection(llvm::UTF32 c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

/// Text in which a comment's border stands nowhere, of printable characters and line breaks.
static std::string makeSafe(llvm::StringRef text) {
  std::string safe;
  const auto *at = reinterpret_cast<const llvm::UTF8 *>(text.bytes_begin());
  const auto *end = reinterpret_cast<const llvm::UTF8 *>(text.bytes_end());
  while (at != end) {
    const llvm::UTF8 *first = at;
    llvm::UTF32 c = 0;
    if (llvm::convertUTF8Sequence(&at, end, &c, llvm::strictConversion) != llvm::conversionOK) {
      at = first + 1;
      c = 0;
    }
    if ((c < ' ' && c != '\n') || (c >= 0x7f && c < 0xa0) || changesDirection(c)) {
      safe += '?';
      continue;
    }
    if (!safe.empty() && ((safe.back() == '*' && c == '/') || (safe.back() == '/' && c == '*')))
      safe += ' ';
    safe.append(first, at);
  }
  return safe;
}

std::string dendc::c::printComment(llvm::StringRef text) {
  std::string comment = "/*";
  size_t column = comment.size();
  std::string safe = makeSafe(text);
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(safe).split(lines, '\n');
  for (auto [i, line] : llvm::enumerate(lines)) {
    if (i > 0) {
      comment += "\n *";
      column = 2;
    }
    llvm::SmallVector<llvm::StringRef> words;
    line.split(words, ' ', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef word : words) {
      if (column + 1 + word.size() > kLineLength - 3 && column > 2) {
        comment += "\n *";
        column = 2;
      }
      comment += ' ';
      comment += word;
      column += 1 + word.size();
    }
  }
  return comment + " */";
}
