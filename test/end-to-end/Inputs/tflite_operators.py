# The models of tflite_operators.models, and what TFLite computes of them.
#
#     tflite_operators.py record FOLDER         writes tflite_operators.expected; needs PyPI's ai-edge-litert (2.3.0)
#     tflite_operators.py check FOLDER ON ...   compiles every model and compares every byte, on `reference`, `host`
#
# The inputs are random numbers from the model's name. The expectations are those of the reference kernels
# (BUILTIN_REF), or of the only ones there are. A model with variables sees one input after the other. A line of them is
# one output: model, tensor, type, shape with the number of inputs first, bytes in base 64.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import base64
import pathlib
import random
import struct
import subprocess
import sys
import zipfile

here = pathlib.Path(__file__).parent
sys.path.append(str(here.parents[1] / "frontends" / "tflite" / "Inputs"))
import models  # noqa: E402

CASES, EXPECTED, COUNT = here / "tflite_operators.models", here / "tflite_operators.expected", 4
UNKNOWN_TO_REFERENCE = ("elu", "sum", "sum_int16")
# Positions are int16 here, or floats that hold them.
CODES = {"int8": "|i1", "uint8": "|u1", "int16": "<i2", "int32": "<i4", "int64": "<i8", "float32": "<f4"}


def make_inputs(model, name):
    """For every input of a model its name, its type, its shape with COUNT as the batch, and its bytes."""
    source = random.Random(name)
    graph = model["subgraphs"][0]
    for index in graph["inputs"]:
        tensor = graph["tensors"][index]
        kind, shape = tensor["type"].lower(), [COUNT] + tensor["shape"][1:]
        count = 1
        for size in shape:
            count *= size
        if kind == "float32":
            data = struct.pack(f"<{count}f", *(source.gauss(0, 2) for _ in range(count)))
        else:
            data = bytes(source.getrandbits(8) for _ in range(count * int(CODES[kind][2])))
        yield tensor["name"], kind, shape, data


def record(folder):
    import numpy
    from ai_edge_litert import interpreter

    lines, resolvers = [], interpreter.OpResolverType
    for (name,), model, path in models.read_cases(CASES, folder):
        resolver = resolvers.BUILTIN_WITHOUT_DEFAULT_DELEGATES if name in UNKNOWN_TO_REFERENCE else resolvers.BUILTIN_REF
        network = interpreter.Interpreter(str(path), experimental_op_resolver_type=resolver)
        network.allocate_tensors()
        inputs = [numpy.frombuffer(data, kind).reshape(shape) for _, kind, shape, data in make_inputs(model, name)]
        outputs = {}
        for sample in range(COUNT):
            for tensor, array in zip(network.get_input_details(), inputs):
                network.set_tensor(tensor["index"], array[sample : sample + 1])
            network.invoke()
            for tensor in network.get_output_details():
                outputs.setdefault(tensor["name"], []).append(network.get_tensor(tensor["index"]))
        for tensor, values in outputs.items():
            array = numpy.concatenate(values)
            shape = "x".join(str(size) for size in array.shape)
            lines.append(f"{name} {tensor} {array.dtype} {shape} {base64.b64encode(array.tobytes()).decode()}\n")
    EXPECTED.write_text("".join(lines))


def write_arrays(path, arrays):
    with zipfile.ZipFile(path, "w") as archive:
        for name, kind, shape, data in arrays:
            header = f"{{'descr': '{CODES[kind]}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
            header += " " * (-(len(header) + 11) % 64) + "\n"
            archive.writestr(f"{name}.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data)


def check(folder, places):
    expected = {}
    for line in EXPECTED.read_text().splitlines():
        model, tensor, kind, shape, data = line.split()
        shape = [int(size) for size in shape.split("x")]
        expected.setdefault(model, []).append((tensor, kind, shape, base64.b64decode(data)))
    failures = 0
    for (name,), model, path in models.read_cases(CASES, folder):
        arrays, compiled = path.with_suffix(".npz"), path.with_suffix(".out")
        inputs, outputs = list(make_inputs(model, name)), expected.pop(name)
        write_arrays(arrays, [*inputs, *outputs])
        commands = [["dendc", path, "-o", compiled]]
        commands += [["dend-run", compiled, f"--inputs={arrays}", f"--compare={arrays}", f"--on={on}"] for on in places]
        for command in commands:
            run = subprocess.run(command, capture_output=True, text=True)
            if run.returncode:
                print(f"{name}: {' '.join(str(word) for word in command)}\n{run.stdout}{run.stderr}")
                failures += 1
                break
    if expected:
        raise SystemExit(f"expected a model for each expectation, found none for {sorted(expected)}")
    raise SystemExit(f"{failures} models differ" if failures else 0)


if sys.argv[1] == "record":
    record(sys.argv[2])
else:
    check(sys.argv[2], sys.argv[3:])
