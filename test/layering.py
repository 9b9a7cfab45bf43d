# Who may include whom: the folders of the project form a ladder, and this test keeps it one. And every source has the
# line of its license.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import pathlib
import re
import sys

FOLDERS = ["frontends", "dialects", "compiler", "targets", "runtime"]
ALLOWED = {"compiler/tools": FOLDERS, "compiler": ["compiler", "dialects"], "dialects": ["dialects"],
           "frontends": ["frontends", "dialects"], "targets": ["targets", "dialects"], "runtime": ["runtime"]}
LICENSE = re.compile(r"^\W*SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception\W*$", re.M)
INCLUDE = re.compile(r'^\s*#?\s*include\s+["<]([^">]+)[">]', re.M)

root, wrong = pathlib.Path(sys.argv[1]), 0
for path in sorted(p for f in FOLDERS + ["test"] for p in (root / f).rglob("*") if p.suffix in (".h", ".cpp", ".c", ".td")):
    name = path.relative_to(root).as_posix()
    if not LICENSE.search(path.read_text()):
        print(f"{name}: expected the line 'SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception'")
        wrong += 1
    if name.startswith("test/"):
        continue
    allowed = next(to for folder, to in ALLOWED.items() if name.startswith(folder + "/"))
    for included in INCLUDE.findall(path.read_text()):
        top = included.split("/")[0]
        internal = included.startswith("compiler/tools/") and not name.startswith("compiler/tools/")
        compiler_in_c = name.startswith("runtime/") and top in ("mlir", "llvm")
        if (top in FOLDERS and top not in allowed) or internal or compiler_in_c:
            print(f"{name}: includes '{included}', but may include only {', '.join(allowed)}")
            wrong += 1
sys.exit(1 if wrong else 0)
