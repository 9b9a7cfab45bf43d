# peers.py - the peers' figures: measured where their programs are present, recorded otherwise.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import json
import re
import subprocess
import sys

import measure

MACHINES = {"cortex-m3": "mps2-an385", "cortex-m4": "mps2-an386", "cortex-m55": "mps3-an547"}


class Peers:
    def __init__(self, recorded, programs, tools):
        data = json.loads(recorded.read_text())
        self.name = data["name"]
        self.networks = data["networks"]
        self.programs = programs
        self.tools = tools

    def measure(self, network, core):
        """The peer's figures, with "measured" telling whether its program ran just now; None where there are none.

        A program that is slower than the recorded build of the same peer (off by the counter's 2 instructions) is not its best
        line; its cycles then serve in proportion."""
        figures = self.networks.get(network, {}).get(core)
        if not figures:
            return None
        program = self.programs / f"{network}.{core.replace('cortex-', '')}.elf"
        instructions = self.run_program(program, core)
        if instructions is None:
            return {**figures, "measured": False}
        cycles = self.estimate_cycles(program, core, figures.get("invoke"), instructions)
        if instructions > figures["instructions"] + 2:
            scale = figures["instructions"] / instructions
            return {**figures, "measured": False, "cycles": cycles and [bound * scale for bound in cycles]}
        return {**figures, "instructions": instructions, "measured": True, "cycles": cycles}

    def estimate_cycles(self, program, core, invoke, instructions):
        """The band of Invoke()'s first call; None if what is at its address is something else: another count (the program's
        own has what surrounds the call, too)."""
        if not invoke:
            return None
        result = measure.run_json([self.tools / "dend-run", program, "--on=qemu", "--cycles", f"--core={core}", f"--function={invoke}"])
        problem = result.get("error")
        if not problem and abs(result["instructions"] - instructions) > 20:
            problem = f"expected about {instructions} instructions at {invoke}, found {result['instructions']}"
        if problem:
            print(f"bench: no cycles of {program.name}: {problem}", file=sys.stderr)
            return None
        return [result["cycles"]["low"], result["cycles"]["high"]]

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
