// Identifiers.cpp - C identifiers out of users' names.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Identifiers.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace dendc;

/// Words of C99 and C++ that a lower-case identifier could collide with.
static bool isReserved(llvm::StringRef word) {
  static constexpr llvm::StringLiteral kWords[] = {
      "auto",   "bool",   "break",  "case",     "char",   "class",  "const",  "continue", "default", "delete",
      "do",     "double", "else",   "enum",     "extern", "float",  "for",    "goto",     "if",      "inline",
      "int",    "long",   "main",   "new",      "not",    "or",     "and",    "private",  "public",  "register",
      "return", "short",  "signed", "sizeof",   "static", "struct", "switch", "template", "this",    "typedef",
      "union",  "using",  "void",   "volatile", "while",  "xor",    "arena",  "input",    "output"};
  return llvm::is_contained(kWords, word);
}

std::string dendc::c::toIdentifier(llvm::StringRef name) {
  std::string identifier;
  for (char c : name) {
    if (llvm::isAlnum(c))
      identifier += llvm::toLower(c);
    else if (!identifier.empty() && identifier.back() != '_')
      identifier += '_';
  }
  while (!identifier.empty() && identifier.back() == '_')
    identifier.pop_back();
  if (identifier.empty() || llvm::isDigit(identifier.front()))
    identifier = identifier.empty() ? "layer" : "layer_" + identifier;
  return isReserved(identifier) ? identifier + "_" : identifier;
}

std::string dendc::c::toLayerIdentifier(llvm::StringRef nodeName) {
  // Exporters name a node by the path of modules that led to it. The last module says where it is; what follows it
  // only repeats the operator or the wrapper around the neuron.
  static constexpr llvm::StringLiteral kWrappers[] = {"main_module", "model", "Conv", "Gemm",    "MatMul",
                                                      "Add",         "Relu",  "Mul",  "model.0", "layer_array"};
  llvm::SmallVector<llvm::StringRef> parts;
  nodeName.split(parts, '/', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  while (parts.size() > 1 && llvm::is_contained(kWrappers, parts.back()))
    parts.pop_back();
  llvm::StringRef last = parts.empty() ? nodeName : parts.back();
  last.consume_front("node_");
  return toIdentifier(last);
}

std::string dendc::c::UniqueIdentifiers::get(llvm::StringRef wanted) {
  std::string name = wanted.str();
  for (unsigned n = 2; !taken.insert(name).second; ++n)
    name = wanted.str() + "_" + std::to_string(n);
  return name;
}
