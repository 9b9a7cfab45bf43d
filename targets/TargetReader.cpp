// TargetReader.cpp - cores and microcontrollers from JSON.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The text may be a user's: everything is checked, and the first thing wrong is the error.

#include "targets/Targets.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MathExtras.h"

using namespace dendc::targets;
namespace json = llvm::json;

namespace {

/// What is wrong with a text, if anything: the first complaint stays.
struct Complaint {
  llvm::StringRef origin;
  std::string text;

  template <typename... Args> void say(const char *format, Args &&...args) {
    if (text.empty())
      text = llvm::formatv("'{0}': {1}", origin, llvm::formatv(format, std::forward<Args>(args)...).str()).str();
  }
};

/// One JSON object being read. Getters complain about a key that is missing or not of their kind, and then give a zero;
/// `finish` complains about keys that nobody asked for.
class ObjectReader {
public:
  ObjectReader(const json::Value &value, std::string path, Complaint &complaint)
      : object(value.getAsObject()), path(std::move(path)), complaint(complaint) {
    if (!object)
      expected("an object", this->path, &value);
  }

  bool has(llvm::StringRef key) const { return object && object->get(key); }

  std::string getString(llvm::StringRef key) {
    const json::Value *value = require(key, "a string");
    if (!value)
      return {};
    std::optional<llvm::StringRef> text = value->getAsString();
    if (!text || text->empty())
      expected("a string", name(key), value);
    return text.value_or("").str();
  }

  bool getBool(llvm::StringRef key) {
    const json::Value *value = require(key, "true or false");
    if (value && !value->getAsBoolean())
      expected("true or false", name(key), value);
    return value && value->getAsBoolean().value_or(false);
  }

  /// A number from `least` to 2^32: bytes, cycles, an address. "64K", "2M" and "0x20000000" are numbers too.
  uint64_t getNumber(llvm::StringRef key, uint64_t least) {
    const json::Value *value = require(key, "a number");
    if (!value)
      return least;
    std::optional<int64_t> number = value->getAsInteger();
    if (std::optional<llvm::StringRef> text = value->getAsString())
      number = parse(*text);
    if (!number)
      expected("a number, as 65536, \"64K\" or \"0x10000\"", name(key), value);
    else if (*number < int64_t(least) || *number > int64_t(1) << 32)
      complaint.say("expected a number from {0} to 2^32 for '{1}', found {2}", least, name(key), *number);
    else
      return *number;
    return least;
  }

  std::vector<std::string> getStrings(llvm::StringRef key) {
    std::vector<std::string> strings;
    for (const json::Value &element : getArray(key)) {
      if (std::optional<llvm::StringRef> text = element.getAsString())
        strings.push_back(text->str());
      else
        expected("only strings", name(key), &element);
    }
    return strings;
  }

  json::Array getArray(llvm::StringRef key) {
    const json::Value *value = require(key, "an array");
    if (value && !value->getAsArray())
      expected("an array", name(key), value);
    return value && value->getAsArray() ? *value->getAsArray() : json::Array();
  }

  ObjectReader getObject(llvm::StringRef key) {
    static const json::Value empty = json::Object();
    const json::Value *value = require(key, "an object");
    return ObjectReader(value ? *value : empty, name(key), complaint);
  }

  void finish() {
    if (!object)
      return;
    for (const auto &entry : *object)
      if (!asked.contains(entry.first))
        complaint.say("unknown key '{0}'", name(entry.first));
  }

  std::string name(llvm::StringRef key) const { return path.empty() ? key.str() : path + "." + key.str(); }

private:
  const json::Value *require(llvm::StringRef key, const char *kind) {
    asked.insert(key);
    const json::Value *value = object ? object->get(key) : nullptr;
    if (object && !value)
      complaint.say("expected {0} for '{1}', found no such key", kind, name(key));
    return value;
  }

  void expected(const char *kind, const std::string &where, const json::Value *found) {
    std::string text = llvm::formatv("{0}", *found);
    if (text.size() > 40)
      text = text.substr(0, 37) + "...";
    std::string place = where.empty() ? "" : " for '" + where + "'";
    complaint.say("expected {0}{1}, found {2}", kind, place, text);
  }

  static std::optional<int64_t> parse(llvm::StringRef text) {
    uint64_t unit = text.consume_back("K") ? 1024 : text.consume_back("M") ? 1024 * 1024 : 1, number = 0;
    if (text.getAsInteger(0, number) || number > uint64_t(1) << 32)
      return std::nullopt;
    return int64_t(number * unit);
  }

  const json::Object *object;
  std::string path;
  Complaint &complaint;
  llvm::StringSet<> asked;
};

} // namespace

static Memory readMemory(ObjectReader reader, std::string name) {
  Memory memory;
  memory.name = std::move(name);
  memory.address = reader.getNumber("address", 0);
  memory.size = reader.getNumber("size", 1);
  if (reader.has("wait_states"))
    memory.waitStates = reader.getNumber("wait_states", 0);
  reader.finish();
  return memory;
}

static Emulator readEmulator(ObjectReader reader) {
  Emulator emulator;
  emulator.machine = reader.getString("machine");
  if (reader.has("small_machine"))
    emulator.smallMachine = reader.getString("small_machine");
  if (reader.has("trap_unaligned"))
    emulator.trapUnaligned = reader.getBool("trap_unaligned");
  reader.finish();
  return emulator;
}

static Core readCore(ObjectReader reader) {
  Core core;
  core.name = reader.getString("name");
  core.architecture = reader.getString("architecture");
  core.isa = reader.getStrings("isa");
  core.flags = reader.getStrings("flags");
  core.emulator = readEmulator(reader.getObject("emulator"));
  reader.finish();
  return core;
}

static Target readMcu(ObjectReader reader, Complaint &complaint) {
  Target target;
  std::string core = reader.getString("core");
  const Core *known = llvm::find_if(getCores(), [&](const Core &candidate) { return candidate.name == core; });
  if (known != getCores().end())
    target.core = *known;
  else
    complaint.say("expected one of the cores of 'dendc --list-targets' for 'core', found '{0}'", core);
  // A part whose floating-point unit differs from the usual one of its core has flags of its own.
  if (reader.has("flags"))
    target.core.flags = reader.getStrings("flags");

  Mcu mcu;
  mcu.name = reader.getString("name");
  mcu.part = reader.getString("part");
  mcu.vendor = reader.getString("vendor");
  mcu.clockMhz = reader.getNumber("clock_mhz", 1);
  mcu.flash = readMemory(reader.getObject("flash"), "flash");
  json::Array ram = reader.getArray("ram");
  for (auto [index, element] : llvm::enumerate(ram)) {
    std::string path = llvm::formatv("ram[{0}]", index);
    ObjectReader memory(element, path, complaint);
    std::string name = memory.getString("name");
    mcu.ram.push_back(readMemory(std::move(memory), std::move(name)));
  }
  if (mcu.ram.empty())
    complaint.say("expected at least one memory for 'ram', found none");
  for (auto [index, first] : llvm::enumerate(mcu.ram))
    for (const Memory &second : llvm::drop_begin(mcu.ram, index + 1))
      if (first.address < second.address + second.size && second.address < first.address + first.size)
        complaint.say("expected memories apart from each other for 'ram', found '{0}' and '{1}' on common addresses",
                      first.name, second.name);
  mcu.dataCacheLine = reader.getNumber("data_cache_line", 0);
  if (mcu.dataCacheLine && !llvm::isPowerOf2_32(mcu.dataCacheLine))
    complaint.say("expected 0 or a power of two for 'data_cache_line', found {0}", mcu.dataCacheLine);
  mcu.source = reader.getString("source");
  reader.finish();
  target.mcu = std::move(mcu);
  return target;
}

/// Parses `text` and reads it with `read`; an error where either complains.
template <typename T, typename Read>
static llvm::Expected<T> readText(llvm::StringRef text, llvm::StringRef origin, Read read) {
  llvm::Expected<json::Value> value = json::parse(text);
  if (!value)
    return llvm::createStringError(
        llvm::formatv("'{0}': expected JSON, found {1}", origin, llvm::toString(value.takeError())));
  Complaint complaint{origin, {}};
  T result = read(ObjectReader(*value, "", complaint), complaint);
  if (!complaint.text.empty())
    return llvm::createStringError(complaint.text);
  return result;
}

llvm::Expected<Core> dendc::targets::readCore(llvm::StringRef text, llvm::StringRef origin) {
  return readText<Core>(text, origin, [](ObjectReader reader, Complaint &) { return ::readCore(std::move(reader)); });
}

llvm::Expected<Target> dendc::targets::readMcu(llvm::StringRef text, llvm::StringRef origin) {
  return readText<Target>(
      text, origin, [](ObjectReader reader, Complaint &complaint) { return ::readMcu(std::move(reader), complaint); });
}
