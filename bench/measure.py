# measure.py - one network compiled and run for one core.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import array
import json
import pathlib
import shlex
import struct
import subprocess
import tempfile
import time


def measure(network, core, arguments, folder):
    """The figures of one inference, or {"error": what went wrong}."""
    start = time.monotonic()
    error = compile_network(network, core, arguments, folder)
    seconds = time.monotonic() - start
    if error:
        return {"error": error}
    result = run_network(network, arguments, folder, "--cycles")
    if "error" in result:
        return result
    return {
        "instructions": result["instructions"]["mean"],
        "cycles": [result["cycles"]["low"], result["cycles"]["high"]],
        "macs": sum(layer["macs"] for layer in result["layers"]),
        "flash": result["flash"]["total"],
        "arena": result["ram"]["arena"],
        "ram": result["ram"]["total"],
        "stack": result["ram"]["stack"],
        "compile_seconds": round(seconds, 2),
        "layers": result["layers"],
    }


def compile_network(network, core, arguments, folder):
    """Writes the C of a network to a folder; returns an error or nothing."""
    compile_line = [arguments.tools / "dendc", network["file"], "-o", folder, f"--target={core}", *shlex.split(arguments.options)]
    if network.get("calibrate"):
        compile_line.append(f"--calibration={network['inputs']}")
    return run(compile_line)


def run_network(network, arguments, folder, *options):
    """What dend-run says of the first input, or {"error": what went wrong}."""
    run_line = [arguments.tools / "dend-run", folder, "--on=qemu", f"--inputs={network['inputs']}", "--count=1", *options]
    if network.get("expected"):
        run_line.append(f"--compare={network['inputs']}")
    if arguments.cflags:
        run_line.append(f"--cflags={arguments.cflags}")
    return run_json(run_line)


def write_inputs(path, shape, values):
    """Float inputs as a .npy file."""
    header = str({"descr": "<f4", "fortran_order": False, "shape": shape}).ljust(117) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + array.array("f", values).tobytes())


def run_json(line):
    """What dend-run writes as JSON, or {"error": what went wrong}."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "result.json"
        error = run([*line, f"--json={path}"])
        return {"error": error} if error else json.loads(path.read_text())


def run(line):
    """The first error a tool printed, or nothing."""
    done = subprocess.run([str(word) for word in line], capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else get_error(done.stderr, done.returncode)


def get_error(text, status):
    """The first error in what a tool printed."""
    errors = [line for line in text.splitlines() if "error" in line]
    return (errors or text.splitlines() or [f"exit status {status}"])[0]
