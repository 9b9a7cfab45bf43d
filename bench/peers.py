# peers.py - the peers' figures: measured where their programs are present, recorded otherwise.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import json
import re
import subprocess

MACHINES = {"cortex-m3": "mps2-an385", "cortex-m4": "mps2-an386", "cortex-m55": "mps3-an547"}


class Peers:
    def __init__(self, recorded, programs):
        data = json.loads(recorded.read_text())
        self.name = data["name"]
        self.networks = data["networks"]
        self.programs = programs

    def measure(self, network, core):
        """The peer's figures, with "measured" telling whether its program ran just now; None where there are none.

        A program that is slower than the recorded build of the same peer (off by the counter's 2 instructions) is not its best line."""
        figures = self.networks.get(network, {}).get(core)
        if not figures:
            return None
        instructions = self.run_program(self.programs / f"{network}.{core.replace('cortex-', '')}.elf", core)
        if instructions is None or instructions > figures["instructions"] + 2:
            return {**figures, "measured": False}
        return {**figures, "instructions": instructions, "measured": True}

    @staticmethod
    def run_program(program, core):
        """Instructions of the first inference. The counter's clock needs one instruction to be 64 ns: shift=6."""
        if not program.exists():
            return None
        line = ["qemu-system-arm", "-machine", MACHINES[core], "-nographic", "-monitor", "none", "-serial", "none",
                "-icount", "shift=6,align=off,sleep=off", "-semihosting-config", "enable=on,target=native", "-kernel", str(program)]
        done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        found = re.search(r"input 0 instructions (\d+)", done.stdout + done.stderr)
        return int(found.group(1)) if found else None
