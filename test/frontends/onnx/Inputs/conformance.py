# Compiles the models that onnx-conformance wrote to C, all into one program, and runs it: conformance.py FOLDER CC
#
# Printed are `pass NAME` or `WRONG NAME in C: reason` for each model, and at the end their numbers.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

folder, compiler = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
here = pathlib.Path(__file__).parent
TYPES = {"float32": "FLOAT", "int8": "INT8", "int16": "INT16"}
CHUNK = 24  # files per call of the compiler


def describe(tensors, kind):
    """The accessors of a network's inputs or outputs, and a list of them."""
    text, entries = "", ""
    for index, tensor in enumerate(tensors):
        count = 1
        for size in tensor["shape"]:
            count *= size
        text += f"static void *get_{kind}_{index}(void *arena) {{ return (void *){tensor['c_name']}(arena); }}\n"
        entries += f"{{get_{kind}_{index}, {count}, {TYPES[tensor['type']]}}}, "
    return text + f"static const struct tensor {kind}s[] = {{{entries}{{0, 0, FLOAT}}}};\n"


def generate(model, name):
    """The C of one model, called `name` there, with what describes it; the reason where there is none."""
    command = ["dendc", model, "-o", folder / name, f"--name={name}", "--target=cortex-m4",
               *model.with_suffix(".options").read_text().split()]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        return (run.stderr or f"exit status {run.returncode}").strip().splitlines()[-1]
    report = json.loads((folder / name / f"{name}.report.json").read_text())
    (folder / f"{name}.c").write_text(
        f'#include "{name}/{name}.c"\n\n#include "conformance.h"\n\nstatic {name.upper()}_ARENA(arena);\n'
        + describe(report["inputs"], "input") + describe(report["outputs"], "output")
        + f'const struct network network_{name} = {{"{model.stem}", {name}_run, arena, inputs, outputs}};\n')
    return None


def compile_objects(sources):
    subprocess.run([compiler, "-std=c99", "-O0", "-w", f"-I{here}", "-c", *sources], cwd=folder, check=True)


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    models = sorted(folder.glob("*.onnx"))
    candidates = [f"net{index}" for index in range(len(models))]
    names, failed = [], 0
    for model, name, reason in zip(models, candidates, pool.map(generate, models, candidates)):
        if reason:
            print(f"WRONG {model.stem} in C: {reason}")
            failed += 1
        else:
            names.append(name)
    declarations = "".join(f"extern const struct network network_{name};\n" for name in names)
    pointers = "".join(f"&network_{name}, " for name in names)
    (folder / "networks.c").write_text(
        f'#include "conformance.h"\n\n{declarations}const struct network *const networks[] = {{{pointers}0}};\n')
    sources = [here / "conformance.c", "networks.c", *(f"{name}.c" for name in names)]
    list(pool.map(compile_objects, [sources[i : i + CHUNK] for i in range(0, len(sources), CHUNK)]))
objects = ["conformance.o", "networks.o", *(f"{name}.o" for name in names)]
(folder / "objects").write_text("\n".join(objects))
subprocess.run([compiler, "@objects", "-o", "conformance", "-lm"], cwd=folder, check=True)
run = subprocess.run([folder / "conformance", folder], capture_output=True, text=True)
print(run.stdout, end="")
if run.returncode:
    print(f"WRONG program in C: exit status {run.returncode}")
if failed:
    print(f"{failed} without C")
