# Compares what random networks compute before and after simplify and fuse: usage: check_equivalence.py FIRST LAST
# Also that no transpose is left and that every layer with dendrites was found, with its function.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import array
import re
import subprocess
import sys

from random_networks import Network, count, dense

TOLERANCE = 1e-4


def run(command, text):
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}: {result.stderr[:4000]}")
    return result.stdout


def parse_dense(text):
    """Values and shape of a printed `dense<...> : tensor<...xf32>`."""
    body, type_ = re.fullmatch(r"dense<(.*)> : tensor<(.*)f32>", text).groups()
    shape = [int(size) for size in type_.split("x")[:-1]]
    if body.startswith('"0x'):
        values = list(array.array("f", bytes.fromhex(body[3:-1])))
    else:
        values = [float(v) for v in re.findall(r"[-+.\w]+", body)]
    return values * count(shape) if len(values) == 1 else values, shape


def transpose(values, shape, permutation):
    strides = [count(shape[axis + 1:]) for axis in range(len(shape))]
    offsets = [0]
    for axis in permutation:
        offsets = [offset + i * strides[axis] for offset in offsets for i in range(shape[axis])]
    return [values[offset] for offset in offsets], [shape[axis] for axis in permutation]


def get_permutation(attributes, rank):
    found = re.search(r"dend.file_permutation = array<i64: ([\d, ]+)>", attributes or "")
    return [int(axis) for axis in found[1].split(", ")] if found else list(range(rank))


def evaluate(text):
    results = {}
    for line in run(["dend-eval"], text).splitlines():
        name, value = line.split(": ", 1)
        results[name] = parse_dense(value)
    return results


def main(first, last):
    networks = {f"net{seed}": Network(f"net{seed}", seed) for seed in range(first, last)}
    source = "\n".join(network.build() for network in networks.values())
    expected = evaluate(source)
    fused = run(["dend-opt", "--phase-simplify", "--phase-fuse"], source)

    functions, results_moved, failures = [], {}, 0
    for function in re.split(r"(?=\n  func\.func)", fused)[1:]:
        name, argument, result = re.search(
            r"@(\w+)\(%\w+: tensor<[^>]*>( \{.*?\})?\) -> \(?tensor<[^>]*>( \{.*?\}\))? attributes", function).groups()
        old = re.search(rf"@{name}\(.*?eval.inputs = \[(dense<.*?> : tensor<.*?>)\]", source)[1]
        values, shape = parse_dense(old)
        moved = dense(*transpose(values, shape, get_permutation(argument, len(shape))))
        functions.append(re.sub(r"eval.inputs = \[.*?\]\}", lambda _: f"eval.inputs = [{moved}]}}", function, count=1))
        results_moved[name] = get_permutation(result, len(expected[name][1]))
        found = re.findall(r"dendrite_count = (\d+) : i64, dendrite_function = #dend.function<(\w+)>", function)
        wanted = [(str(n), f) for n, f in networks[name].layers]
        if sorted(found) != sorted(wanted):
            print(f"{name}: expected layers with dendrites {wanted}, found {found}")
            failures += 1
        if "dend.transpose" in function:
            print(f"{name}: expected no transpose, found {function.count('dend.transpose')}")
            failures += 1

    for name, (values, shape) in evaluate("module {" + "".join(functions)).items():
        wanted, wanted_shape = transpose(*expected[name], results_moved[name])
        scale = 1 + max(abs(v) for v in wanted)
        error = max(abs(a - b) for a, b in zip(values, wanted))
        if shape != wanted_shape or len(values) != len(wanted) or not error <= TOLERANCE * scale:
            print(f"{name}: expected results within {TOLERANCE} of before, found {error / scale}")
            failures += 1
    print(f"{len(networks)} networks, {sum(len(n.layers) for n in networks.values())} layers with dendrites")
    return failures


sys.exit(1 if main(int(sys.argv[1]), int(sys.argv[2])) else 0)
