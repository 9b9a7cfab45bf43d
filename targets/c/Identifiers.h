// Identifiers.h - C identifiers out of users' names.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_IDENTIFIERS_H
#define TARGETS_C_IDENTIFIERS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <string>

namespace dendc::c {

/// `name` in lower case with `_` for whatever C does not allow, never empty and never starting with a digit.
std::string toIdentifier(llvm::StringRef name);

/// A name for a model and its files: an identifier that is no standard header's name.
std::string toModelName(llvm::StringRef name);

/// A short identifier for a layer out of a node's name as exporters write it:
/// "/conv_blocks.0/conv_blocks.0.0/main_module/Conv" becomes "conv_blocks_0_0".
std::string toLayerIdentifier(llvm::StringRef nodeName);

/// Hands out each identifier once: a second "conv" becomes "conv_2".
class UniqueIdentifiers {
public:
  /// Takes a name that is already used elsewhere.
  void reserve(llvm::StringRef name) { taken.insert(name); }
  std::string get(llvm::StringRef wanted);

private:
  llvm::StringSet<> taken;
};

} // namespace dendc::c

#endif
