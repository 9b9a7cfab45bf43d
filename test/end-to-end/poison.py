"""poison.py: the generated C reads nothing that the plan says is dead, and nothing outside its arena.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    poison.py DIR [--cc=COMPILER]

Compiles DIR with the address sanitizer and runs it on random bytes twice: as it is, and with every byte that no part of
the plan needs overwritten before each segment. Both runs must give the same outputs. Exit status 1 where they do not.
What takes its input by rows gets it in pieces of random sizes, others in each run, and must refuse more than all.
"""
import argparse
import json
import math
import pathlib
import subprocess
import tempfile

MAIN = """#include "{name}.h"
#include "dendrt/dendrt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static uint8_t *regions[{region_count}];
{arena}
static int poisoned, next_segment;
static const int segment_of[] = {{{segments}}};
static const struct {{ long offset, size; int first, last; }} parts[] = {{{parts}}}, spans[] = {{{spans}}};
void poison(unsigned layer) {{
  const int segment = segment_of[layer];
  if (!poisoned || segment < next_segment)
    return;
  next_segment = segment + 1;
  for (size_t region = 0; region < {region_count}; ++region)
    for (long place = 0; place < spans[region].size; ++place) {{
      int alive = 0;
      const long byte = spans[region].offset + place;
      for (size_t i = 0; i < sizeof parts / sizeof *parts; ++i)
        alive |= parts[i].first < segment && segment <= parts[i].last && byte >= parts[i].offset &&
                 byte < parts[i].offset + parts[i].size;
      if (!alive)
        regions[region][place] = (uint8_t)(byte * 37 + segment * 11 + 91);
    }}
}}
{buffers}
int main(void) {{
  static uint8_t found[2][{output_size}];
  for (size_t region = 0; region < {region_count}; ++region)
    if (posix_memalign((void **)&regions[region], {upper}_ARENA_ALIGNMENT, spans[region].size) != 0)
      return 2;
  for (int round = 0; round < 6; ++round) {{
    for (poisoned = 0; poisoned < 2; ++poisoned) {{
      srand(round + 1);
      next_segment = 0;
      for (size_t region = 0; region < {region_count}; ++region)
        memset(regions[region], 0x55, spans[region].size);
      {set_arena}
      {run}
      uint8_t *out = found[poisoned];
      {take}
    }}
    if (memcmp(found[0], found[1], sizeof found[0]) != 0) {{
      printf("round %d: other outputs with dead bytes overwritten\\n", round);
      return 1;
    }}
  }}
  puts("same outputs with dead bytes overwritten");
}}
"""


# Pieces of up to an eighth of the rows, none among them.
FEED = """
      if ({name}_reset(arena) != 0)
        return 2;
      srand(2 * round + poisoned);
      for (size_t row = 0, count; row < {macro}_ROWS; row += count) {{
        count = (size_t)rand() % ({macro}_ROWS / 8 + 2);
        if (count > {macro}_ROWS - row &&
            {name}_push(arena, {input}_memory + row * {macro}_ROW_COUNT, count) != DENDRT_ESEQUENCE)
          return 2;
        count = count < {macro}_ROWS - row ? count : {macro}_ROWS - row;
        if ({name}_push(arena, {input}_memory + row * {macro}_ROW_COUNT, count) != 0)
          return 2;
      }}
      if ({name}_push(arena, {input}_memory, 1) != DENDRT_ESEQUENCE || {name}_push(arena, {input}_memory, 0) != 0)
        return 2;"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--cc", default="cc")
    options = parser.parse_args()
    report = json.loads(next(options.folder.glob("*.report.json")).read_text())
    name = report["name"]

    def bytes_of(tensor):
        return math.prod(tensor["shape"]) * {"int8": 1, "int16": 2, "float32": 4}[tensor["type"]]

    is_fed = report["input"] == "rows"

    def fill(tensor):
        memory = f"{tensor['c_name']}_memory" if is_fed else f"{tensor['c_name']}(arena)"
        if tensor["type"] == "float32":
            return f"for (int i = 0; i < {math.prod(tensor['shape'])}; ++i) " \
                   f"{memory}[i] = (float)(rand() % 2001 - 1000) / 500.0f;"
        return f"for (int i = 0; i < {bytes_of(tensor)}; ++i) ((uint8_t *){memory})[i] = (uint8_t)(rand() >> 4);"

    buffers = ""
    run = "\n      ".join(map(fill, report["inputs"])) + f"\n      if ({name}_run(arena) != 0)\n        return 2;"
    if is_fed:
        tensor = report["inputs"][0]
        macro = tensor["c_name"].upper()
        buffers = f"static {tensor['c_name']}_t {tensor['c_name']}_memory[{macro}_COUNT];\n"
        run = fill(tensor) + FEED.format(name=name, macro=macro, input=tensor["c_name"])

    def take(tensor):
        size = bytes_of(tensor)
        return f"memcpy(out, {tensor['c_name']}(arena), {size}); out += {size};"

    regions = report["arena"].get("regions", [])
    spans = regions or [{"offset": 0, "size": report["arena"]["size"]}]
    arena = "static uint8_t *arena;"
    set_arena = "arena = regions[0];"
    if regions:
        arena = f"static {name}_arena_t places, *arena = &places;"
        set_arena = " ".join(f"places.{r['c_name']} = regions[{i}];" for i, r in enumerate(regions))
    parts = [f"{{{p['offset']}, {p['size']}, {p['first']}, {p['last']}}}" for p in report["arena"]["parts"]]
    source = MAIN.format(name=name, upper=name.upper(), segments=", ".join(str(l["segment"]) for l in report["layers"]),
                         parts=", ".join(parts), spans=", ".join(f"{{{s['offset']}, {s['size']}, 0, 0}}" for s in spans),
                         region_count=len(spans), arena=arena, set_arena=set_arena, output_size=sum(map(bytes_of, report["outputs"])),
                         buffers=buffers, run=run,
                         take="\n      ".join(map(take, report["outputs"])))
    with tempfile.TemporaryDirectory() as scratch:
        driver, program = pathlib.Path(scratch, "driver.c"), pathlib.Path(scratch, "driver")
        hook = pathlib.Path(scratch, "hook.h")
        driver.write_text(source)
        hook.write_text("void poison(unsigned layer);\n")
        # Kernels are called, not copied into each layer: compilers are soon done with them.
        subprocess.run([options.cc, "-std=gnu11", "-O1", "-DDENDRT_INLINE=static inline __attribute__((unused))", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
                        f"-I{options.folder}", "-DDENDRT_LAYER_BEGIN(index)=poison(index)", f"-include{hook}", driver,
                        options.folder / f"{name}.c", "-lm", "-o", program], check=True)
        raise SystemExit(subprocess.run([program]).returncode)


main()
