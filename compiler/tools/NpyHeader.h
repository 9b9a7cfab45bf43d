// NpyHeader.h - the header of a .npy file, a Python dictionary as text.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_NPYHEADER_H
#define DENDC_COMPILER_TOOLS_NPYHEADER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dendc {

struct NpyHeader {
  std::string description; // NumPy's type string, such as `<f4`; a structured type as its whole list
  bool fortranOrder = false;
  std::vector<int64_t> shape;
};

/// Parses `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`, the keys in any order.
llvm::Expected<NpyHeader> parseNpyHeader(llvm::StringRef text);

} // namespace dendc

#endif
