// SharedKernel.cpp - a function by which several layers call one kernel.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/SharedKernel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <cassert>

using namespace dendc::c;
using llvm::StringRef;

/// The integers of a field.
static llvm::SmallVector<int64_t> readIntegers(const FieldValue &value) {
  llvm::SmallVector<StringRef> texts;
  StringRef(value.text).trim("{}").split(texts, ", ");
  return llvm::map_to_vector(texts, [](StringRef text) {
    int64_t number = 0;
    [[maybe_unused]] bool failed = text.getAsInteger(10, number);
    assert(!failed && "a field without a type is an integer");
    return number;
  });
}

void SharedKernel::add(const Initializer &layer) {
  llvm::StringMap<FieldValue> values;
  for (auto &[path, value] : layer.getValues()) {
    values[path] = value;
    auto field = llvm::find_if(fields, [&path = path](const Field &known) { return known.path == path; });
    if (field == fields.end()) {
      fields.push_back({path, value, /*differs=*/layerCount > 0});
      field = std::prev(fields.end());
    }
    field->differs |= !(field->value == value);
    if (value.type.empty())
      for (int64_t number : readIntegers(value)) {
        field->least = std::min(field->least, number);
        field->most = std::max(field->most, number);
      }
  }
  for (Field &field : fields)
    field.differs |= !values.contains(field.path);
  ++layerCount;
}

bool SharedKernel::hasStruct() const {
  return llvm::any_of(fields, [](const Field &field) { return field.differs; });
}

std::string SharedKernel::Field::getType() const {
  if (!value.type.empty())
    return value.type;
  auto fits = [&](unsigned bits) { return llvm::isIntN(bits, least) && llvm::isIntN(bits, most); };
  return fits(8) ? "int8_t" : fits(16) ? "int16_t" : "int32_t";
}

/// Of "shape.input.height" the shortest end that no other field has: "input_height".
std::string SharedKernel::getName(const Field &field) const {
  StringRef path = field.path;
  size_t begin = path.rfind('.') + 1;
  auto isTaken = [&] {
    return llvm::any_of(fields, [&](const Field &other) {
      return other.differs && &other != &field &&
             (other.path == path.substr(begin) || StringRef(other.path).ends_with("." + path.substr(begin).str()));
    });
  };
  while (begin > 0 && isTaken())
    begin = path.substr(0, begin - 1).rfind('.') + 1;
  std::string name = path.substr(begin).str();
  llvm::replace(name, '.', '_');
  return name;
}

std::string SharedKernel::printFields() const {
  // Words first, then what is narrower: no gaps.
  llvm::SmallVector<std::pair<unsigned, std::string>> lines;
  for (const Field &field : fields) {
    if (!field.differs)
      continue;
    std::string type = field.getType();
    unsigned rank = llvm::StringSwitch<unsigned>(type).Cases({"int8_t", "uint8_t"}, 2).Case("int16_t", 1).Default(0);
    std::string count = field.value.count > 0 ? llvm::formatv("[{0}]", field.value.count).str() : "";
    lines.emplace_back(
        rank, llvm::formatv("  {0}{1}{2}{3};\n", type, field.value.isTable() ? "" : " ", getName(field), count));
  }
  llvm::stable_sort(lines, llvm::less_first());
  std::string text;
  for (const auto &[rank, line] : lines)
    text += line;
  return text;
}

Initializer SharedKernel::getOwn(const Initializer &layer) const {
  Initializer own;
  for (const auto &[path, value] : layer.getValues()) {
    auto field = llvm::find_if(fields, [&path = path](const Field &known) { return known.path == path; });
    if (field->differs)
      own.add(getName(*field), value);
  }
  return own;
}

Initializer SharedKernel::getWhole() const {
  Initializer whole;
  for (const Field &field : fields) {
    if (!field.differs) {
      whole.addPath(field.path, field.value);
      continue;
    }
    std::string place = "layer->" + getName(field), elements;
    for (unsigned i = 0; i < field.value.count; ++i)
      elements += llvm::formatv("{0}{1}[{2}]", i > 0 ? ", " : "{", place, i);
    whole.addPath(field.path, FieldValue{elements.empty() ? place : elements + "}", ""});
  }
  return whole;
}
