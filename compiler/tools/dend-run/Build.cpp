// Build.cpp - compiles generated code with dend-run's program around it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The board and the harness are always compiled by arm-none-eabi-gcc at one level: only the generated code feels the
// user's choice of compiler and flags, so that no figure moves for another reason.

#include "compiler/tools/dend-run/Build.h"
#include "compiler/tools/dend-run/Interface.h"
#include "compiler/tools/dend-run/StackBound.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace dendc {
namespace {

constexpr StringLiteral kArmGcc("arm-none-eabi-gcc");

/// Each function and table in a section of its own, so that the linker drops what nobody uses.
const std::vector<std::string> kSectionFlags = {"-ffunction-sections", "-fdata-sections"};

void append(Command &command, ArrayRef<std::string> more) { command.insert(command.end(), more.begin(), more.end()); }

bool isClang(StringRef compiler) { return sys::path::filename(compiler).contains("clang"); }

/// Of the files of a build.
StringRef getPrefix(Hooks hooks) { return hooks == Hooks::None ? "" : hooks == Hooks::Count ? "layered_" : "marked_"; }

StringRef getCounterFile(StringRef machine) { return machine == "microbit" ? "counter_nrf51.c" : "counter_mps2.c"; }

} // namespace

Error Builder::writeSources() const {
  if (Error error = workspace.write(embeddedHarness()))
    return error;
  if (Error error = workspace.write(embeddedBoard()))
    return error;
  if (Error error = workspace.write("config.h", formatConfiguration(report, workspace.getPrefix())))
    return error;
  return workspace.write("dend_run.h", formatInterface(report));
}

Expected<std::string> Builder::compile(Command command, StringRef source, StringRef object) const {
  std::string path = workspace.getPath(object);
  append(command, {"-I" + workspace.getPath("."), "-c", source.str(), "-o", path});
  Expected<std::string> output = runCommand(workspace, command, "'" + formatCommand(command) + "' failed");
  if (!output)
    return output.takeError();
  return path;
}

Expected<std::string> Builder::buildForHost() const {
  const Command compiler = {options.compiler.empty() ? "cc" : options.compiler};
  Command link = compiler;
  append(link, options.flags);
  Command model = link;
  append(model, {"-std=c99", "-w"});
  Expected<std::string> object = compile(model, report.getPath("c"), "model.o");
  if (!object)
    return object;
  link.push_back(*object);
  for (StringRef source : {"run.c", "platform_host.c"}) {
    Command harness = compiler;
    append(harness, options.flags);
    append(harness, {"-std=c11", "-w"});
    object = compile(harness, workspace.getPath(source), (source + ".o").str());
    if (!object)
      return object;
    link.push_back(*object);
  }
  const std::string program = workspace.getPath("run");
  append(link, {"-lm", "-o", program});
  Expected<std::string> output = runCommand(workspace, link, "'" + formatCommand(link) + "' failed");
  if (!output)
    return output.takeError();
  return program;
}

/// The compiler for the core. Clang is told where newlib's headers are: beside the libraries that gcc links.
Expected<Command> Builder::getCrossCommand(StringRef compiler, const targets::Core &core) const {
  Command command = {compiler.str()};
  if (isClang(compiler)) {
    Expected<std::string> library =
        runCommand(workspace, {kArmGcc.str(), "-print-file-name=libc.a"}, "'" + kArmGcc + "' failed");
    if (!library)
      return library.takeError();
    StringRef system = sys::path::parent_path(sys::path::parent_path(StringRef(*library).trim()));
    append(command, {"--target=arm-none-eabi", "-isystem", (system + "/include").str()});
  }
  append(command, core.flags);
  append(command, kSectionFlags);
  return command;
}

Expected<Command> Builder::getModelCommand(const targets::Core &core) const {
  Expected<Command> command =
      getCrossCommand(options.compiler.empty() ? StringRef(kArmGcc) : StringRef(options.compiler), core);
  if (command) {
    append(*command, options.flags);
    append(*command, {"-std=c99"});
  }
  return command;
}

Expected<std::string> Builder::compileModel(const targets::Core &core, Hooks hooks) const {
  Expected<Command> command = getModelCommand(core);
  if (!command)
    return command.takeError();
  append(*command, {"-w"});
  if (hooks != Hooks::None)
    append(*command, {"-include", workspace.getPath(hooks == Hooks::Count ? "layers.h" : "marks.h")});
  else if (!isClang(options.compiler))
    append(*command, {"-fcallgraph-info=su"});
  return compile(*command, report.getPath("c"), (getPrefix(hooks) + "model.o").str());
}

Expected<std::optional<uint64_t>> Builder::getStackBound(const targets::Core &core, StringRef alone) const {
  if (isClang(options.compiler))
    return std::nullopt;
  Expected<std::string> callGraph = workspace.read("model.ci");
  if (!callGraph)
    return callGraph.takeError();
  Expected<LibraryStack> library = LibraryStack::read(alone);
  if (!library)
    return library.takeError();
  Expected<std::optional<uint64_t>> bound = readStackBound(*callGraph, *library, getEntryPoints(report));
  // What assembly in the runtime pushes, which gcc does not know of.
  if (bound && *bound)
    **bound += core.has("dsp") ? 48 : 12;
  return bound;
}

Expected<std::string> Builder::linkForMachine(const targets::Core &core, StringRef machine, StringRef model,
                                              Hooks hooks) const {
  Command link = {kArmGcc.str()};
  append(link, core.flags);
  link.push_back(model.str());
  std::vector<StringRef> sources = {"startup.c",        "semihosting.c",        "stack.c", "syscalls.c", "run.c",
                                    "platform_board.c", getCounterFile(machine)};
  if (hooks == Hooks::Count)
    sources.push_back("layers.c");
  for (StringRef source : sources) {
    Expected<Command> command = getCrossCommand(kArmGcc, core);
    if (!command)
      return command.takeError();
    append(*command, {"-std=c11", "-O2", "-w"});
    if (hooks == Hooks::Count)
      append(*command, {"-DRUN_LAYERS"});
    Expected<std::string> object = compile(*command, workspace.getPath(source), (source + ".o").str());
    if (!object)
      return object;
    link.push_back(*object);
  }
  const std::string program = workspace.getPath((getPrefix(hooks) + machine + ".elf").str());
  const bool trap = (core.emulator.trapUnaligned || options.trapUnaligned) && machine != core.emulator.smallMachine;
  append(link, {"-nostartfiles", "--specs=nano.specs", "-L" + workspace.getPath("."),
                "-T" + workspace.getPath((machine + ".ld").str()), "-Wl,--gc-sections", "-Wl,--no-warn-rwx-segments",
                "-Wl,--defsym=board_heap_size=0",
                std::string("-Wl,--defsym=board_trap_unaligned_option=") + (trap ? "1" : "0"), "-lm", "-o", program});
  Expected<std::string> output =
      runCommand(workspace, link, "'" + report.name + "' does not link for '" + machine + "'");
  if (!output)
    return output.takeError();
  return program;
}

Expected<std::string> Builder::linkAlone(const targets::Core &core, StringRef model) const {
  Command link = {kArmGcc.str()};
  append(link, core.flags);
  link.push_back(model.str());
  const std::string program = workspace.getPath("probe.elf");
  append(link, {"-nostartfiles", "--specs=nano.specs", "--specs=nosys.specs", "-T" + workspace.getPath("probe.ld"),
                "-Wl,--gc-sections", "-Wl,--no-warn-rwx-segments", "-lm", "-o", program});
  for (const std::string &name : getEntryPoints(report))
    link.push_back("-Wl,-u," + name);
  link.push_back("-Wl,-e," + getEntryPoints(report).front());
  Expected<std::string> output = runCommand(workspace, link, "'" + formatCommand(link) + "' failed");
  if (!output)
    return output.takeError();
  return program;
}

} // namespace dendc
