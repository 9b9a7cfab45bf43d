// Profiler.cpp - runs a program in QEMU and counts the instructions of one call.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Profiler.h"

#include "llvm/Support/FileSystem.h"

#include <chrono>

using namespace llvm;

namespace dendc::cycles {
namespace {

constexpr StringLiteral kPlugin("profile.so"), kMarks("marks.txt"), kResult("profile.txt");

Error buildPlugin(const Workspace &workspace) {
  if (Error error = workspace.write(embeddedProfiler()))
    return error;
  const Command compiler = {
      "cc", "-std=c11", "-O2", "-fPIC", "-shared", workspace.getPath("profile.c"), "-o", workspace.getPath(kPlugin)};
  return runCommand(workspace, compiler, "'" + formatCommand(compiler) + "' failed").takeError();
}

/// A value among QEMU's options, which commas separate.
std::string escape(StringRef value) {
  std::string escaped;
  for (char c : value)
    escaped.append(c == ',' ? 2 : 1, c);
  return escaped;
}

Error writeMarks(const Workspace &workspace, const Program &program) {
  std::string text;
  raw_string_ostream os(text);
  for (const Mark &mark : program.marks)
    os << mark.address << " " << mark.number << "\n";
  return workspace.write(kMarks, text);
}

/// The plugin and its arguments.
std::string getPlugin(const Workspace &workspace, const Program &program) {
  std::string text;
  raw_string_ostream os(text);
  os << escape(workspace.getPath(kPlugin)) << ",entry=" << program.entry;
  for (const Range &range : program.constants)
    os << ",constants=" << range.begin << "-" << range.end;
  os << ",marks=" << escape(workspace.getPath(kMarks)) << ",path=" << escape(workspace.getPath(kResult));
  return text;
}

} // namespace

Expected<std::vector<Profile>> profile(const Workspace &workspace, const Program &program, StringRef core,
                                       Command emulator, unsigned timeoutSeconds) {
  if (Error error = buildPlugin(workspace))
    return error;
  if (Error error = writeMarks(workspace, program))
    return error;
  const std::string result = workspace.getPath(kResult);
  (void)sys::fs::remove(result);
  emulator.push_back("-plugin");
  emulator.push_back(getPlugin(workspace, program));
  const auto start = std::chrono::steady_clock::now();
  auto keepWaiting = [&]() -> Error {
    if (std::chrono::steady_clock::now() - start > std::chrono::seconds(timeoutSeconds))
      return createStringError("'" + program.function + "' in QEMU is not done after " + Twine(timeoutSeconds) + " s");
    return Error::success();
  };
  Expected<std::string> printed = runCommand(workspace, emulator, "'" + program.path + "' failed in QEMU", keepWaiting);
  if (!printed)
    return printed.takeError();
  if (!sys::fs::exists(result))
    return createStringError("'" + program.path + "': expected a call of '" + program.function +
                             "' that returns, found none");
  Expected<std::string> text = workspace.read(kResult);
  if (!text)
    return text.takeError();
  return readProfile(*text, core);
}

} // namespace dendc::cycles
