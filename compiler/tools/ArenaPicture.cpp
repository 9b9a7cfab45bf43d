// ArenaPicture.cpp - the arena over time as an SVG document.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/ArenaUse.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace dendc;
using llvm::formatv;

namespace {

constexpr double kLeft = 70, kTop = 64, kBottom = 150, kRight = 30; // margins
constexpr double kHeight = 420;                                     // of the arena
constexpr double kLetter = 6.2;                                     // about the width of one

struct Style {
  const char *fill, *stroke;
};

Style getStyle(ArenaPart::Kind kind) {
  static constexpr Style styles[] = {{"#9ecae9", "#4c88b8"}, // input
                                     {"#a8dba8", "#4f9a57"}, // output
                                     {"#d5d9e2", "#8b94a7"}, // tensor
                                     {"#fdd49e", "#d98c2b"}, // ring
                                     {"url(#hatch)", "#b05a6e"}};
  return styles[kind];
}

std::string escape(llvm::StringRef text) {
  std::string result;
  for (char c : llvm::json::fixUTF8(text))
    switch (c) {
    case '&':
      result += "&amp;";
      break;
    case '<':
      result += "&lt;";
      break;
    case '>':
      result += "&gt;";
      break;
    case '"':
      result += "&quot;";
      break;
    default:
      result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  return result;
}

/// The end of a long name says more than its beginning.
std::string shorten(llvm::StringRef text, size_t length) {
  return text.size() <= length ? text.str() : "..." + text.take_back(length - 3).str();
}

std::string groupDigits(int64_t number) {
  std::string digits = std::to_string(number);
  for (int at = int(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(at, ",");
  return digits;
}

/// A round number of bytes of which five or so make the arena.
int64_t getGrid(int64_t size) {
  int64_t grid = 1;
  for (int64_t factor = 2; size / grid > 6; factor = factor == 2 ? 5 : 2) // 1, 2, 10, 20, 100, ...
    grid *= factor;
  return grid;
}

} // namespace

std::string dendc::drawArena(const ArenaUse &use, llvm::StringRef name) {
  double columns = double(use.segments.size()), column = std::clamp(900 / std::max(columns, 1.0), 26.0, 90.0);
  double width = std::max(columns * column, 420.0), scale = kHeight / double(std::max<int64_t>(use.size, 1));
  auto getX = [&](int64_t segment) { return kLeft + double(segment) * column; };
  auto getY = [&](int64_t offset) { return kTop + kHeight - double(offset) * scale; };
  std::string text = formatv("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:f0} {1:f0}\" "
                             "font-family=\"system-ui, sans-serif\" font-size=\"11\" fill=\"#333\">\n",
                             kLeft + width + kRight, kTop + kHeight + kBottom);
  text +=
      "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#f7e3e7\"/><rect width=\"2\" height=\"6\" "
      "fill=\"#d9a0ad\"/></pattern></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n";
  text += formatv("<text x=\"{0}\" y=\"24\" font-size=\"16\" font-weight=\"600\">{1}: an arena of {2} bytes</text>\n",
                  kLeft, escape(name), groupDigits(use.size));
  text += formatv(
      "<text x=\"{0}\" y=\"44\" fill=\"#777\">at least {1} for this schedule; offset in bytes against layers in the "
      "order they run</text>\n",
      kLeft, groupDigits(use.lowerBound));
  int64_t grid = getGrid(use.size);
  for (int64_t offset = 0; offset <= use.size; offset += grid)
    text += formatv(
        "<line x1=\"{0}\" x2=\"{1:f1}\" y1=\"{2:f1}\" y2=\"{2:f1}\" stroke=\"#e6e6e6\"/><text x=\"{3}\" y=\"{4:f1}\" "
        "text-anchor=\"end\" fill=\"#777\">{5}</text>\n",
        kLeft, kLeft + width, getY(offset), kLeft - 8, getY(offset) + 4, groupDigits(offset));
  for (const kern::MemoryRegion &region : use.regions) {
    double y = getY(region.offset);
    text += formatv("<line class=\"region\" x1=\"{0}\" x2=\"{1:f1}\" y1=\"{2:f1}\" y2=\"{2:f1}\" stroke=\"#555\" "
                    "stroke-dasharray=\"5 3\"/><text x=\"{3:f1}\" y=\"{4:f1}\" text-anchor=\"end\" "
                    "font-weight=\"600\">{5}: {6} of {7}</text>\n",
                    kLeft, kLeft + width, y, kLeft + width, y - 4, escape(region.name), groupDigits(region.size),
                    groupDigits(region.capacity));
  }
  text += formatv(
      "<rect x=\"{0:f1}\" y=\"{1:f1}\" width=\"{2:f1}\" height=\"{3:f1}\" fill=\"#fff3c4\" opacity=\"0.6\"><title>the "
      "most bytes are needed here</title></rect>\n",
      getX(use.peakSegment), kTop, column, kHeight);
  for (const ArenaPart &part : use.parts) {
    int64_t first = std::max<int64_t>(part.first, 0),
            last = std::min<int64_t>(part.last, int64_t(use.segments.size()) - 1);
    double x = getX(first) + 1, w = double(last - first + 1) * column - 2, h = double(part.size) * scale;
    Style style = getStyle(part.kind);
    text += formatv(
        "<rect class=\"part\" x=\"{0:f1}\" y=\"{1:f1}\" width=\"{2:f1}\" height=\"{3:f1}\" rx=\"2\" fill=\"{4}\" "
        "stroke=\"{5}\" fill-opacity=\"0.75\"><title>{6} {7}: {8} bytes at {9}</title></rect>\n",
        x, getY(part.offset + part.size), w, std::max(h, 0.5), style.fill, style.stroke, toString(part.kind),
        escape(part.name), groupDigits(part.size), groupDigits(part.offset));
    size_t letters = size_t(w / kLetter);
    if (h >= 14 && letters >= 5)
      text += formatv("<text x=\"{0:f1}\" y=\"{1:f1}\" text-anchor=\"middle\" font-size=\"10\">{2}</text>\n", x + w / 2,
                      getY(part.offset) - h / 2 + 4, escape(shorten(part.name, letters)));
  }
  for (auto [index, segment] : llvm::enumerate(use.segments)) {
    double x = getX(int64_t(index)) + column / 2, y = kTop + kHeight + 12;
    text += formatv("<text x=\"{0:f1}\" y=\"{1:f1}\" transform=\"rotate(-40 {0:f1} {1:f1})\" text-anchor=\"end\" "
                    "font-size=\"10\">{2}</text>\n",
                    x, y, escape(shorten(segment, 28)));
  }
  double x = kLeft;
  for (ArenaPart::Kind kind :
       {ArenaPart::Input, ArenaPart::Output, ArenaPart::Tensor, ArenaPart::Ring, ArenaPart::Scratch}) {
    Style style = getStyle(kind);
    double y = kTop + kHeight + kBottom - 22;
    text += formatv(
        "<rect x=\"{0:f1}\" y=\"{1:f1}\" width=\"14\" height=\"10\" rx=\"2\" fill=\"{2}\" stroke=\"{3}\"/><text "
        "x=\"{4:f1}\" y=\"{5:f1}\">{6}</text>\n",
        x, y, style.fill, style.stroke, x + 19, y + 9, toString(kind));
    x += 78;
  }
  return text + "</svg>\n";
}
