// Process.cpp - runs compilers and emulators.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Process.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <csignal>
#include <thread>

using namespace llvm;

namespace dendc {

std::string formatCommand(const Command &command) {
  std::string text;
  raw_string_ostream stream(text);
  for (const std::string &argument : command) {
    stream << (text.empty() ? "" : " ");
    sys::printArg(stream, argument, /*Quote=*/false);
  }
  return text;
}

/// Waits for the process to end: its status, negative if it did not end by itself.
static Expected<int> wait(const sys::ProcessInfo &process, function_ref<Error()> keepWaiting) {
  std::string message;
  if (!keepWaiting)
    return sys::Wait(process, std::nullopt, &message).ReturnCode;
  for (;;) {
    const sys::ProcessInfo ended = sys::Wait(process, 0, &message, /*ProcStat=*/nullptr, /*Polling=*/true);
    if (ended.Pid != 0)
      return ended.ReturnCode;
    if (Error error = keepWaiting()) {
      ::kill(process.Pid, SIGKILL);
      sys::Wait(process, std::nullopt, &message);
      return error;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

Expected<std::string> runCommand(const Workspace &workspace, const Command &command, const Twine &failure,
                                 function_ref<Error()> keepWaiting) {
  ErrorOr<std::string> program = sys::findProgramByName(command.front());
  if (!program)
    return createStringError("'" + command.front() + "' was not found on this machine");
  const std::string output = workspace.getPath("stdout.txt"), errors = workspace.getPath("stderr.txt");
  for (const std::string &earlier : {output, errors}) // would only be overwritten as far as the new text reaches
    (void)sys::fs::remove(earlier);
  const std::optional<StringRef> redirects[] = {StringRef(""), StringRef(output), StringRef(errors)};
  SmallVector<StringRef> arguments(command.begin(), command.end());
  std::string message;
  bool failedToStart = false;
  const sys::ProcessInfo process = sys::ExecuteNoWait(*program, arguments, std::nullopt, redirects,
                                                      /*MemoryLimit=*/0, &message, &failedToStart);
  if (failedToStart)
    return createStringError("'" + *program + "': " + message);
  Expected<int> status = wait(process, keepWaiting);
  if (!status)
    return status.takeError();
  if (*status == 0)
    return workspace.read("stdout.txt");
  Expected<std::string> printed = workspace.read("stderr.txt");
  if (!printed)
    return printed.takeError();
  StringRef text = StringRef(*printed).rtrim();
  return createStringError(failure + (text.empty() ? " with status " + Twine(*status) : ":\n" + text));
}

} // namespace dendc
