// Build.h - compiles generated code with dend-run's program around it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_BUILD_H
#define DENDC_COMPILER_TOOLS_DENDRUN_BUILD_H

#include "compiler/tools/dend-run/Process.h"
#include "compiler/tools/dend-run/Report.h"
#include "compiler/tools/dend-run/Sizes.h"
#include "compiler/tools/dend-run/Workspace.h"
#include "targets/Targets.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace dendc {

struct BuildOptions {
  std::string compiler; // empty: cc, or arm-none-eabi-gcc
  std::vector<std::string> flags;
  bool trapUnaligned = false;
};

/// What the generated code does at the begin and end of each layer.
enum class Hooks {
  None,
  Count, // counts instructions
  Mark,  // nothing, but the places are known
};

/// Builds programs in a workspace, which then holds the embedded harness and board.
class Builder {
public:
  Builder(const Report &report, const Workspace &workspace, BuildOptions options)
      : report(report), workspace(workspace), options(std::move(options)) {}

  /// Writes the sources of the program around the generated code.
  llvm::Error writeSources() const;

  /// A program for this machine: its path.
  llvm::Expected<std::string> buildForHost() const;

  /// The generated code's object file for the core.
  llvm::Expected<std::string> compileModel(const targets::Core &core, Hooks hooks) const;

  /// A program for a machine of QEMU around that object: its path.
  llvm::Expected<std::string> linkForMachine(const targets::Core &core, llvm::StringRef machine, llvm::StringRef model,
                                             Hooks hooks) const;

  /// A program of that object and what it needs of the libraries: its path.
  llvm::Expected<std::string> linkAlone(const targets::Core &core, llvm::StringRef model) const;

  /// The deepest stack of the object without hooks by its compiler's own figures, and of the libraries by the machine
  /// code of the program linked alone; none where the compiler gives none, or that code does not say.
  llvm::Expected<std::optional<uint64_t>> getStackBound(const targets::Core &core, llvm::StringRef alone) const;

  /// The compiler and the flags that the generated code is compiled with.
  llvm::Expected<Command> getModelCommand(const targets::Core &core) const;

private:
  llvm::Expected<std::string> compile(Command command, llvm::StringRef source, llvm::StringRef object) const;
  llvm::Expected<Command> getCrossCommand(llvm::StringRef compiler, const targets::Core &core) const;

  const Report &report;
  const Workspace &workspace;
  BuildOptions options;
};

} // namespace dendc

#endif
