# Imports every case of a test file and prints what came of it: cases.py FILE.models FOLDER
#
# Models are left as FOLDER/name.tflite. Options for dend-translate may follow a case's name. Printed are the case's
# name, the module or the errors (with MODEL for the file's path), and the exit status where it is not 0.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import subprocess
import sys

import models

for (name, *options), _, model in models.read_cases(sys.argv[1], sys.argv[2]):
    run = subprocess.run(["dend-translate", "--import-tflite", model, *options], capture_output=True, text=True)
    print(f"case: {name}")
    print((run.stdout + run.stderr).replace(str(model), "MODEL").strip())
    if run.returncode:
        print(f"exit status {run.returncode}")
