// EmbeddedFiles.h - files of the source tree that programs carry with them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_TARGETS_EMBEDDEDFILES_H
#define DENDC_TARGETS_EMBEDDEDFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace dendc {

struct EmbeddedFile {
  llvm::StringRef path; // relative to the folder that was embedded
  llvm::StringRef contents;
};

/// `targets/cores/*.json` and `targets/mcus/*.json`, by their path below `targets/`.
llvm::ArrayRef<EmbeddedFile> embeddedTargets();

} // namespace dendc

#endif // DENDC_TARGETS_EMBEDDEDFILES_H
