// Fuzzer.cpp - for tests: imports damaged models; whatever happens, it must be a module or an error.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Most bytes of a model are weights, where damage teaches nothing: all but a tenth hits the rest.

#include "test/tools/Fuzzer.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <random>

using namespace mlir;
using namespace dendc;

static llvm::cl::opt<std::string> folder(llvm::cl::Positional, llvm::cl::desc("FOLDER"), llvm::cl::Required);
static llvm::cl::list<std::string> models(llvm::cl::Positional, llvm::cl::desc("MODEL ..."), llvm::cl::OneOrMore);
static llvm::cl::opt<unsigned> count("count", llvm::cl::desc("Copies of each kind of every model"),
                                     llvm::cl::init(200));
static llvm::cl::opt<unsigned> seed("seed", llvm::cl::desc("Start of the random numbers"), llvm::cl::init(1));

namespace {

/// Offsets of the bytes that are not values of large tensors.
std::vector<size_t> findStructure(StringRef bytes, const FuzzedFormat &format) {
  std::vector<bool> isWeight(bytes.size(), false);
  format.markWeights(bytes, isWeight);
  std::vector<size_t> structure;
  for (size_t offset = 0; offset < bytes.size(); ++offset)
    if (!isWeight[offset])
      structure.push_back(offset);
  return structure;
}

class Fuzzer {
public:
  Fuzzer(StringRef bytes, StringRef scratch, const FuzzedFormat &format)
      : bytes(bytes), structure(findStructure(bytes, format)), scratch(scratch), format(format) {}

  /// False after something that must not happen.
  bool tryImport(StringRef bytes) {
    std::error_code status;
    llvm::raw_fd_ostream(scratch, status) << bytes;
    if (status) {
      llvm::errs() << "cannot write '" << scratch << "': " << status.message() << '\n';
      return false;
    }
    MLIRContext context(MLIRContext::Threading::DISABLED);
    unsigned errorCount = 0;
    ScopedDiagnosticHandler counter(&context, [&](Diagnostic &diagnostic) {
      errorCount += diagnostic.getSeverity() == DiagnosticSeverity::Error;
      return success();
    });
    bool isImported = format.import(scratch, &context);
    if (isImported == (errorCount != 0)) {
      llvm::errs() << (isImported ? "imported with an error: " : "refused without an error: ") << scratch << '\n';
      return false;
    }
    ++(isImported ? imported : refused);
    return true;
  }

  bool run() {
    for (unsigned i = 0; i < count; ++i)
      if (!tryImport(bytes.take_front(below(bytes.size()))) || !tryImport(flipBits()) || !tryImport(moveBytes()))
        return false;
    llvm::sys::fs::remove(scratch);
    return true;
  }

  unsigned imported = 0, refused = 0;

private:
  size_t below(size_t bound) { return std::uniform_int_distribution<size_t>(0, bound - 1)(random); }
  size_t chooseOffset() { return below(10) == 0 ? below(bytes.size()) : structure[below(structure.size())]; }

  std::string flipBits() {
    std::string damaged = bytes.str();
    for (size_t flips = 1 + below(4); flips > 0; --flips)
      damaged[chooseOffset()] ^= char(1u << below(8));
    return damaged;
  }

  std::string moveBytes() {
    static constexpr unsigned char kExtremes[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    std::string damaged = bytes.str();
    for (size_t changes = 1 + below(3); changes > 0; --changes) {
      size_t to = chooseOffset();
      if (below(2) == 0) {
        damaged[to] = char(kExtremes[below(std::size(kExtremes))]);
        continue;
      }
      size_t from = chooseOffset(), length = std::min({1 + below(8), bytes.size() - from, bytes.size() - to});
      damaged.replace(to, length, bytes.substr(from, length));
    }
    return damaged;
  }

  StringRef bytes;
  std::vector<size_t> structure;
  std::string scratch;
  const FuzzedFormat &format;
  std::mt19937 random{seed};
};

} // namespace

int dendc::runFuzzer(int argc, char **argv, const FuzzedFormat &format) {
  llvm::cl::ParseCommandLineOptions(argc, argv, "imports damaged models\n");
  for (const std::string &path : models) {
    auto file = llvm::MemoryBuffer::getFile(path);
    if (!file || (*file)->getBufferSize() == 0) {
      llvm::errs() << "cannot read '" << path << "'\n";
      return 1;
    }
    Fuzzer fuzzer((*file)->getBuffer(), folder + "/damaged." + format.extension.str(), format);
    if (!fuzzer.run())
      return 1;
    llvm::outs() << llvm::sys::path::filename(path) << ": " << fuzzer.imported << " imported, " << fuzzer.refused
                 << " refused\n";
  }
  return 0;
}
