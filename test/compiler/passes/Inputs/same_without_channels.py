"""same_without_channels.py GENERATOR COUNT: random networks give the same results without the channels that cannot matter.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Exit status 1 where one does not, or where in none of them a channel was eliminated, or biases for borders took the place of one.
"""
import subprocess
import sys


def run(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main():
    generator, count = sys.argv[1], int(sys.argv[2])
    smaller, bordered = 0, 0
    for seed in range(count):
        network = run(sys.executable, generator, str(seed))
        # Whatever biases for borders cost, and now and then none that cost anything.
        price = 1 << 30 if seed % 4 == 3 else 0
        without = run("dend-opt", f"--kern-eliminate-channels=instructions-per-byte={price}", text=network)
        smaller += "kern.eliminated" in without
        bordered += "borders = " in without
        before, after = run("dend-eval", text=network), run("dend-eval", text=without)
        if before != after:
            sys.exit(f"{generator} {seed}: expected {before}found {after}")
    if smaller < count // 2:
        sys.exit(f"expected channels to be eliminated in most of {count} networks, found them in {smaller}")
    if bordered < count // 10:
        sys.exit(f"expected biases for borders in some of {count} networks, found them in {bordered}")
    print(f"{count} networks, {smaller} of them with fewer channels, {bordered} with biases for borders")


main()
