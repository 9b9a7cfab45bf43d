# Imports every case of a test file and prints what came of it: cases.py FILE.textproto FOLDER
#
# A file holds a model in Protobuf's text form, then cases, each after a line `#--- name`. The model of a case is the
# concatenation of both, which in Protobuf's binary form merges them: nodes, inputs, ... are added to those in front.
# It is left as FOLDER/name.onnx. Options for dend-translate may follow a case's name. Printed are the case's name, the module or the errors (with
# MODEL for the file's path), and the exit status where it is not 0.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import pathlib
import re
import subprocess
import sys

PROTO = pathlib.Path(__file__).parents[4] / "frontends" / "onnx"


def encode(text):
    command = ["protoc", f"--proto_path={PROTO}", "--encode=onnx.ModelProto", "onnx.proto"]
    return subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout


source, folder = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
common, *cases = re.split(r"^#--- *", source, flags=re.M)
prefix = encode(common)
for case in cases:
    title, _, text = case.partition("\n")
    name, *options = title.split()
    model = folder / f"{name}.onnx"
    model.write_bytes(prefix + encode(text))
    run = subprocess.run(["dend-translate", "--import-onnx", model, *options], capture_output=True, text=True)
    print(f"case: {name}")
    print((run.stdout + run.stderr).replace(str(model), "MODEL").strip())
    if run.returncode:
        print(f"exit status {run.returncode}")
