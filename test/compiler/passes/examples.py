"""examples.py: runs the example in every pass's description as it is written there.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    examples.py dend-opt DendPasses.td ...

An example is two blocks of MLIR with "becomes" between them. The first, run through the pass, must be the second: op by op,
with all attributes and types, whatever the values are called. Where blocks are less than a function, `%x` is its argument;
other values that nothing defines are constants, whose values do not count. Exit status 1 at a difference, and
for a pass without an example.
"""
import difflib
import re
import subprocess
import sys

PASS = re.compile(r'^def \w+ : Pass<"([\w-]+)".*?\n}\n', re.S | re.M)
BLOCK = re.compile(r"```mlir\n(.*?)```", re.S)
OP = re.compile(r"(?:(?P<results>%[\w, %]+?) = )?(?:\w+\.)?\w+ (?P<operands>[^{}:]*)(?:\{.*?\})? : \((?P<types>.*)\) -> (?P<result>.*)", re.S)


def split_types(text):
    """Types between commas that are not inside of brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += character in "<({["
        depth -= character in ">)}]"
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def statements(text):
    """The ops of a block, each on one line."""
    joined = re.sub(r"\n\s+(?![%\s}]|return\b|func\.|module\b)", " ", "\n" + text)
    return [line.strip() for line in joined.splitlines() if line.strip()]


def constant(name, type_text, dialect, number):
    """A constant of that type; another number for every name, so that none are merged."""
    quantized = re.search(r"!quant\.uniform<(i\d+):", type_text)
    raw = re.sub(r"!quant\.uniform<(i\d+):[^>]*>", r"\1", type_text)
    value = number if quantized or not raw.endswith("f32>") else number + 0.5
    dense = f"dense<{value}> : {raw}"
    return f"{name} = kern.constant {dense}" if dialect == "kern" else f"{name} = dend.constant {dense} -> {type_text}"


def complete(text, dialect):
    """A block as a function with everything defined."""
    lines = statements(text)
    types, defined, last = {}, set(), None
    for line in lines:
        if line.startswith("func.func"):
            defined.update(re.findall(r"(%\w+):", line))
        if match := OP.fullmatch(line):
            for operand, kind in zip(re.findall(r"%\w+", match["operands"]), split_types(match["types"])):
                types.setdefault(operand, kind)
            if match["results"]:
                last = (match["results"], match["result"])
    defined.update(result for line in lines if " = " in line for result in re.findall(r"%\w+", line.split(" = ")[0]))
    missing = [name for name in types if name not in defined]
    whole = any(line.startswith("func.func") for line in lines)
    arguments = [] if whole else [name for name in missing if name == "%x"]
    constants = [constant(name, types[name], dialect, number + 2) for number, name in enumerate(missing) if name not in arguments]
    if whole:
        at = next(i for i, line in enumerate(lines) if line.startswith("func.func") and line.endswith("{"))
        return "\n".join(lines[:at + 1] + constants + lines[at + 1:])
    head = ", ".join(f"{name}: {types[name]}" for name in arguments)
    return "\n".join([f"func.func @example({head}) -> {last[1]} {{", *constants, *lines, f"return {last[0]} : {last[1]}", "}"])


def run(tool, text, *options):
    # What nothing uses any more is left to the cleaning up behind every pass.
    ended = subprocess.run([tool, "-", *options, "--cse"], input=text, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(f"{' '.join(options)}:\n{text}\n{ended.stderr}")
    names = {}
    lines = [line for line in ended.stdout.splitlines() if not re.search(r"= (dend|kern)\.constant ", line)]
    return [re.sub(r"%\w+", lambda match: names.setdefault(match[0], f"%{len(names)}"), line) for line in lines]


def main():
    tool, *descriptions = sys.argv[1:]
    failed, passes = False, []
    for description in descriptions:
        with open(description) as file:
            found = list(PASS.finditer(file.read()))
        failed |= not found
        passes += found
    for found in passes:
        name, blocks = found[1], BLOCK.findall(found[0])
        if len(blocks) != 2 or "becomes" not in found[0]:
            print(f"--{name}: expected an example of two blocks, found {len(blocks)}")
            failed = True
            continue
        before, after = (complete(block, name.split("-")[0]) for block in blocks)
        becomes, expected = run(tool, before, f"--{name}"), run(tool, after)
        if becomes != expected:
            failed = True
            print(f"--{name}: its example becomes something else than written")
            print("\n".join(difflib.unified_diff(expected, becomes, "written", "found", lineterm="", n=99)))
        else:
            print(f"--{name}: as written")
    sys.exit(failed)


main()
