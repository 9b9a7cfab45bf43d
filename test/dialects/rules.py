# Every rule that the reference of a dialect promises is enforced by a labelled line of code and broken by a case of
# invalid.mlir, and its examples are in a test. Usage, from the root of the project: rules.py DIALECT
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import pathlib
import re
import sys

dialect = sys.argv[1]
folder, tests = pathlib.Path("dialects", dialect), pathlib.Path("test/dialects", dialect)
reference = (folder / "Reference.md").read_text()
code = "\n".join(path.read_text() for path in sorted(folder.glob("*.cpp")))
cases = set(re.findall(r"^// (\w+) ([A-Z]\d+): ", (tests / "invalid.mlir").read_text(), re.M))
wrong = []


def labels(text):  # at the end of lines of code: `// B1` or `// C1, C2`
    return {label for line in re.findall(r"// ([A-Z]\d+(?:, [A-Z]\d+)*)$", text, re.M) for label in line.split(", ")}


def squeeze(text):
    return " ".join(text.split())


def check(rule, enforced, broken):
    wrong.extend([f"{rule}: no line of code says it enforces it"] * (not enforced))
    wrong.extend([f"{rule}: no case of invalid.mlir says it breaks it"] * (not broken))


# C rules belong to one op and to its `verify`; those of other letters are shared, and each op breaks one of a letter.
for section in re.split(rf"^(?:### `{dialect}\.|## )", reference, flags=re.M):
    rules = re.findall(r"^ *- ([A-Z]\d+): ", section, re.M)
    op = re.match(r"(\w+)` \((.*)\)\n", section)
    verify = op and re.search(rf"^LogicalResult {op[2].split('::')[-1]}::verify\(\) \{{(.*\n(?: .*\n|\n)*)", code, re.M)
    for rule in rules:
        if rule[0] == "C":
            check(f"{op[1]} {rule}", verify and rule in labels(verify[1]), (op[1], rule) in cases)
        else:
            check(rule, rule in labels(code), rule in {label for _, label in cases})
    used = set(rules) | set(re.findall(r"\b[A-Z]\d+\b", " ".join(re.findall(r"^Rules, beside.*:$", section, re.M))))
    for letter in sorted({rule[0] for rule in used if op}):
        check(f"{op[1]}, a rule {letter}", True, any(case == op[1] and label[0] == letter for case, label in cases))

tested = squeeze("\n".join(path.read_text() for path in sorted(tests.glob("*.mlir"))))
for example in re.findall(r"^ +%\w+ = (.*\n(?: +[^%\s].*\n)*)", reference, re.M):
    wrong += [f"no test of the example: {squeeze(example)}"] * (squeeze(example) not in tested)

print("\n".join(dict.fromkeys(wrong)))
sys.exit(1 if wrong else 0)
