# Test models as text: every case of a file becomes a TFLite file.
#
# A file holds lines for all cases, then cases, each after a line `#--- name`, with lines of
#
#     x: INT8 [1, 4, 4, 2] 0.5:-3                  a tensor: type, shape, scale and zero point
#     w: INT8 [2, 2, 2, 2] 0.5 0.25 @0 = 1 2 3     scales along axis 0; a constant, its values repeated as needed
#     b: INT32 [2] 0.01 = random 7 -100 100        a constant of random numbers: seed, smallest, largest
#     h: FLOAT32 [1, 2] variable                   a variable, which is no input of the network
#     CONV_2D v3 (x, w, -) -> y Conv2DOptions {stride_w: 1, stride_h: 1}
#     start ASSIGN_VARIABLE (h, c)                 a line of the subgraph that CALL_ONCE may run
#     model version = 4                            any field of the model's JSON, by its path
#
# `-` is an operand that is not given; `v3` the operator's version, 1 if left out. What no operator gives and is no
# constant is an input of the network, what none reads an output; tensors that no operator names are left out. Lines are written as the JSON form of the format and
# turned into a file by flatc.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import json
import pathlib
import random
import re
import struct
import subprocess

SCHEMA = pathlib.Path(__file__).parents[4] / "frontends" / "tflite" / "tflite.fbs"
FORMATS = {"INT8": "b", "UINT8": "B", "INT16": "h", "INT32": "i", "INT64": "q", "FLOAT16": "e", "FLOAT32": "f", "BOOL": "B"}
TENSOR = re.compile(r"(\S+): *(\w+) *\[([^\]]*)\]([^=]*?)(?:= *(.*))?$")
OPERATOR = re.compile(r"(\w+)(?: v(\d+))? *\(([^)]*)\)(?: *-> *([^{ ]+(?:, *[^{ ]+)*))? *(?:(\w+) *(\{.*\}))?$")


def split(text):
    return [part.strip() for part in text.split(",") if part.strip()]


def relaxed(text):
    """JSON whose keys and words may stand without quotes."""
    return json.loads(re.sub(r"(?<![\w.\"-])([A-Za-z_]\w*)", lambda m: m[0] if m[0] in ("true", "false") else f'"{m[0]}"', text))


def get_numbers(type, words, count):
    number = float if type.startswith("FLOAT") else int
    if words[0] != "random":
        return [number(word) for word in words]
    source, low, high = random.Random(int(words[1])), number(words[2]), number(words[3])
    return [low + number(source.random() * (high - low + (number is int))) for _ in range(count)]


class Model:
    def __init__(self, lines):
        self.codes, self.buffers = [], [{}]
        parts = {"main": [], "start": [], "model": []}
        for line in lines:
            kind, _, rest = line.strip().partition(" ")
            parts[kind if kind in parts else "main"].append(rest if kind in parts else line.strip())
        graphs = [self.get_graph(parts[part]) for part in ("main", "start") if parts[part]]
        self.json = {"version": 3, "operator_codes": self.codes, "subgraphs": graphs, "buffers": self.buffers}
        for change in parts["model"]:
            self.change(change)

    def get_graph(self, lines):
        self.tensors, self.operators, self.read, self.given = {}, [], [], []
        for line in lines:
            if match := OPERATOR.match(line):
                self.add_operator(*match.groups())
            elif match := TENSOR.match(line):
                self.add_tensor(*match.groups())
            elif line and not line.startswith("#"):
                raise SystemExit(f"not understood: {line}")
        names = [name for name in self.tensors if name in self.read + self.given]
        for operator in self.operators:
            operator["inputs"] = [-1 if name == "-" else names.index(name) for name in operator["inputs"]]
            operator["outputs"] = [names.index(name) for name in operator["outputs"]]
        inputs = [i for i, name in enumerate(names) if name not in self.given and not self.tensors[name]["buffer"]
                  and not self.tensors[name].get("is_variable")]
        outputs = [i for i, name in enumerate(names) if name in self.given and name not in self.read]
        return {"tensors": [self.tensors[name] for name in names], "inputs": inputs, "outputs": outputs, "operators": self.operators}

    def add_tensor(self, name, type, shape, quantization, values):
        tensor = {"name": name, "type": type, "shape": [int(size) for size in split(shape)], "buffer": 0}
        words = quantization.split()
        if "variable" in words:
            words.remove("variable")
            tensor["is_variable"] = True
        axis = [int(word[1:]) for word in words if word.startswith("@")]
        pairs = [word.partition(":") for word in words if not word.startswith("@")]
        if pairs:
            tensor["quantization"] = {
                "scale": [float(scale) if scale not in ("nan", "inf") else scale for scale, _, _ in pairs],
                "zero_point": [int(zero or 0) for _, _, zero in pairs], "quantized_dimension": axis[0] if axis else 0}
        if values is not None:
            count = 1
            for size in tensor["shape"]:
                count *= size
            numbers = get_numbers(type, values.split(), count)
            data = struct.pack(f"<{count}{FORMATS[type]}", *(numbers[i % len(numbers)] for i in range(count)))
            tensor["buffer"] = len(self.buffers)
            self.buffers.append({"data": list(data)})
        self.tensors[name] = tensor

    def add_operator(self, name, version, inputs, outputs, options, fields):
        code = {"version": int(version or 1), "deprecated_builtin_code": 0}
        code.update({"builtin_code": name} if name.isupper() else {"builtin_code": "CUSTOM", "custom_code": name})
        operator = {"opcode_index": len(self.codes), "inputs": split(inputs), "outputs": split(outputs or "")}
        if options:
            operator.update({"builtin_options_type": options, "builtin_options": relaxed(fields)})
        self.read += operator["inputs"]
        self.given += operator["outputs"]
        self.codes.append(code)
        self.operators.append(operator)

    def change(self, line):
        path, _, value = line.partition("=")
        place, keys = self.json, path.strip().split(".")
        for key in keys[:-1]:
            place = place[int(key) if key.isdigit() else key]
        last = keys[-1]
        if value.strip() == "none":
            del place[int(last) if last.isdigit() else last]
        else:
            place[int(last) if last.isdigit() else last] = relaxed(value)


def write(model, path):
    """Writes the JSON of a model to `path`, which ends in .tflite, as a file of the format."""
    source = path.with_suffix(".json")
    source.write_text(json.dumps(model))
    subprocess.run(["flatc", "-b", "-o", source.parent, SCHEMA, source], check=True)
    source.unlink()


def read_cases(path, folder):
    """Makes a file of every case: yields the words after `#---`, the model's JSON, and the file's path."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    common, *cases = re.split(r"^#--- *", pathlib.Path(path).read_text(), flags=re.M)
    for case in cases:
        title, _, text = case.partition("\n")
        words = title.split()
        model, file = Model((common + text).splitlines()).json, folder / f"{words[0]}.tflite"
        write(model, file)
        yield words, model, file
