# Turns cases in text into folders like those of the public backend tests: backend_cases.py FILE FOLDER
#
# A case begins with a line `#--- name`; after lines `#model`, `#input` and `#output` follow its model and tensors in
# Protobuf's text form.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import pathlib
import re
import subprocess
import sys

PROTO = pathlib.Path(__file__).parents[4] / "frontends" / "onnx"


def encode(message, text, path):
    command = ["protoc", f"--proto_path={PROTO}", f"--encode=onnx.{message}", "onnx.proto"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout)


source, folder = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
for case in re.split(r"^#--- *", source, flags=re.M)[1:]:
    name, _, text = case.partition("\n")
    counts = {"input": 0, "output": 0}
    for part in re.split(r"^#(?=model$|input$|output$)", text, flags=re.M)[1:]:
        kind, _, body = part.partition("\n")
        if kind == "model":
            encode("ModelProto", body, folder / name / "model.onnx")
        else:
            encode("TensorProto", body, folder / name / "test_data_set_0" / f"{kind}_{counts[kind]}.pb")
            counts[kind] += 1
