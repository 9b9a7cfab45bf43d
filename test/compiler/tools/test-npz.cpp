// test-npz.cpp - prints, copies and damages .npy and .npz files through the library that reads them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   test-npz FILE [NAME ...]   every array, or those named: name, type, shape, elements
//   test-npz --copy=OUT FILE   writes all arrays of FILE to OUT, a .npy or .npz file
//   test-npz --damage FILE     reads FILE cut at every length and with every bit turned

#include "compiler/tools/Npz.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc;
using namespace llvm;

static cl::opt<std::string> path(cl::Positional, cl::Required, cl::desc("FILE"));
static cl::list<std::string> names(cl::Positional, cl::desc("[NAME ...]"));
static cl::opt<std::string> copyPath("copy", cl::desc("write all arrays to this file"));
static cl::opt<bool> damage("damage", cl::desc("read the file cut and with wrong bits"));
static cl::opt<std::string> choose("choose", cl::desc("read what is chosen of NAME ..."));

static void print(StringRef name, const NumericArray &array) {
  outs() << "'" << name << "' " << getName(array.getType()) << " " << formatShape(array.getShape()) << ":";
  for (int64_t index = 0; index < array.getElementCount(); ++index) {
    if (isFloat(array.getType()))
      outs() << " " << format("%g", array.getFloat(index));
    else
      outs() << " " << array.getInteger(index);
  }
  outs() << "\n";
}

static Error writeCopy(const ArrayFile &file) {
  std::vector<std::pair<std::string, NumericArray>> arrays;
  for (const std::string &name : file.getNames()) {
    Expected<NumericArray> array = file.read(name);
    if (!array)
      return array.takeError();
    arrays.emplace_back(name, std::move(*array));
  }
  if (StringRef(copyPath).ends_with(".npy"))
    return writeNpy(copyPath, arrays.front().second);
  return writeNpz(copyPath, arrays);
}

/// Every array of `contents` that can be read; what cannot must say so.
static size_t countReadable(StringRef contents, StringRef scratch) {
  std::error_code error;
  raw_fd_ostream(scratch, error) << contents;
  Expected<ArrayFile> file = ArrayFile::open(scratch);
  if (!file) {
    if (toString(file.takeError()).empty())
      report_fatal_error("an error without words");
    return 0;
  }
  size_t readable = 0;
  for (const std::string &name : file->getNames()) {
    Expected<NumericArray> array = file->read(name);
    if (array)
      ++readable;
    else if (toString(array.takeError()).empty())
      report_fatal_error("an error without words");
  }
  return readable;
}

static int runDamaged() {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(path, false, false);
  if (!buffer)
    return 1;
  std::string contents = (*buffer)->getBuffer().str();
  const std::string scratch = path + ".damaged";
  const size_t whole = countReadable(contents, scratch);
  size_t readableCut = 0;
  for (size_t size = 0; size < contents.size(); ++size)
    readableCut += countReadable(StringRef(contents).take_front(size), scratch);
  for (size_t bit = 0; bit < contents.size() * 8; ++bit) {
    contents[bit / 8] ^= 1 << bit % 8;
    countReadable(contents, scratch);
    contents[bit / 8] ^= 1 << bit % 8;
  }
  sys::fs::remove(scratch);
  outs() << "whole: " << whole << " arrays; cut: " << readableCut << "\n";
  return 0;
}

static int fail(Error error) {
  errs() << "error: " << toString(std::move(error)) << "\n";
  return 1;
}

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv);
  if (damage)
    return runDamaged();
  Expected<ArrayFile> file = ArrayFile::open(path);
  if (!file)
    return fail(file.takeError());
  if (!copyPath.empty()) {
    Error error = writeCopy(*file);
    return error ? fail(std::move(error)) : 0;
  }
  if (!choose.empty()) {
    SmallVector<StringRef> wanted;
    StringRef(choose).split(wanted, ',');
    Expected<std::string> chosen = file->choose(wanted);
    if (!chosen)
      return fail(chosen.takeError());
    outs() << "chosen '" << *chosen << "'\n";
    return 0;
  }
  int status = 0;
  for (const std::string &name : names.empty() ? file->getNames() : std::vector<std::string>(names)) {
    Expected<NumericArray> array = file->read(name);
    if (array)
      print(name, *array);
    else
      status = fail(array.takeError());
  }
  return status;
}
