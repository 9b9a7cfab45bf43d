// SharedKernel.h - a function by which several layers call one kernel.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_SHAREDKERNEL_H
#define TARGETS_C_SHAREDKERNEL_H

#include "targets/c/Text.h"

namespace dendc::c {

/// What the layers that share a kernel have in common, constants in their function, and what they differ in: the fields
/// of a struct of their own, each as narrow as their values are.
class SharedKernel {
public:
  /// One layer more, by the struct of its kernel.
  void add(const Initializer &layer);
  bool isShared() const { return layerCount > 1; }
  /// Whether layers differ in anything.
  bool hasStruct() const;

  /// The fields of their struct, a line each.
  std::string printFields() const;
  /// Those of one of the layers.
  Initializer getOwn(const Initializer &layer) const;
  /// The kernel's struct, made of constants and of what `layer` points at.
  Initializer getWhole() const;

private:
  struct Field {
    std::string path;
    FieldValue value; // where all have the same
    bool differs = false;
    int64_t least = 0, most = 0; // of integers

    std::string getType() const;
  };
  std::string getName(const Field &field) const;

  std::vector<Field> fields;
  unsigned layerCount = 0;
};

} // namespace dendc::c

#endif
