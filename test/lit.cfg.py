# The lit suite: where the tools are, what tests may write, what this machine can do.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import os

import lit.formats

config.name = "dendc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test", ".td", ".c", ".textproto"]
config.excludes = ["Inputs", "CMakeLists.txt", "lit.cfg.py", "lit.site.cfg.py"]
config.test_source_root = os.path.dirname(__file__)

# Our tools first, then FileCheck, not, count, split-file.
config.environment["PATH"] = os.pathsep.join(
    [config.tools_dir, config.llvm_tools_dir, config.environment["PATH"]]
)
config.environment["FILECHECK_OPTS"] = "--enable-var-scope --allow-unused-prefixes=false"

config.substitutions += [
    ("%source_root", config.source_root),
    ("%mlir_include", config.mlir_include),
    ("%mlir_libraries", os.path.join(config.llvm_tools_dir, os.pardir, "lib")),
    ("%shared", config.shared_dir),
    ("%runtime", os.path.join(config.source_root, "runtime", "include")),
    ("%host_cc", config.host_cc),
    ("%host_cxx", config.host_cxx),
    ("%arm_gcc", config.arm_gcc),
    ("%clang", config.clang),
    ("%python", config.python),
    ("%tools", config.tools_dir),
    # A C program on an emulated core: see targets/cores/emulator/README.md.
    (
        "%run_on_core",
        config.python + " " + os.path.join(config.source_root, "targets/cores/emulator/run.py"),
    ),
    # For C that must be clean wherever it is compiled.
    ("%strict_c99", "-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror"),
]

# REQUIRES: names of what this machine has.
for feature, present in {
    "shared": os.path.isdir(os.path.join(config.shared_dir, "models")),
    "arm-none-eabi-gcc": os.path.isfile(config.arm_gcc),
    "qemu-system-arm": os.path.isfile(config.qemu_arm),
    "clang": os.path.isfile(config.clang),
    "mlir-runner": os.path.isfile(os.path.join(config.llvm_tools_dir, "mlir-runner")),
    "asan": bool(config.sanitize),
}.items():
    if present:
        config.available_features.add(feature)

# What the preset sets for sanitizers.
for name in "ASAN_OPTIONS", "UBSAN_OPTIONS":
    if name in os.environ:
        config.environment[name] = os.environ[name]
