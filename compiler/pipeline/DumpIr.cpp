// DumpIr.cpp - one numbered file for every pass that changed something.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/pipeline/DumpIr.h"

#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace dendc;

namespace {

struct DumpAfterPass : PassInstrumentation {
  explicit DumpAfterPass(DumpIr &dump) : dump(dump) {}

  void runAfterPass(Pass *pass, Operation *op) override {
    // What runs the passes over functions is a pass itself, without a name.
    if (pass->getArgument().empty())
      return;
    auto module = dyn_cast<ModuleOp>(op);
    dump.write(pass->getArgument(), module ? module : op->getParentOfType<ModuleOp>());
  }

  DumpIr &dump;
};

} // namespace

void DumpIr::write(llvm::StringRef step, Operation *module) {
  if (folder.empty() || failed)
    return;
  std::string text;
  llvm::raw_string_ostream os(text);
  module->print(os, OpPrintingFlags().enableDebugInfo());
  if (text == previous)
    return;
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, llvm::formatv("{0}{1}-{2}.mlir", count < 10 ? "0" : "", count, step).str());
  ++count;
  std::error_code error = llvm::sys::fs::create_directories(folder);
  llvm::raw_fd_ostream file(path, error);
  if (!error)
    file << text << '\n';
  file.close();
  if (error || file.has_error()) {
    if (!error)
      error = file.error();
    file.clear_error();
    emitError(UnknownLoc::get(module->getContext())) << "cannot write '" << path << "': " << error.message();
    failed = true;
  }
  previous = std::move(text);
}

void DumpIr::attachTo(PassManager &manager) {
  if (!folder.empty())
    manager.addInstrumentation(std::make_unique<DumpAfterPass>(*this));
}
