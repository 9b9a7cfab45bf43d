"""same_without_channels.py GENERATOR COUNT: random networks give the same results without the channels that cannot matter.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Exit status 1 where one does not, or where in none of them a channel was eliminated.
"""
import subprocess
import sys


def run(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main():
    generator, count = sys.argv[1], int(sys.argv[2])
    smaller = 0
    for seed in range(count):
        network = run(sys.executable, generator, str(seed))
        without = run("dend-opt", "--kern-eliminate-channels", text=network)
        smaller += "kern.eliminated" in without
        before, after = run("dend-eval", text=network), run("dend-eval", text=without)
        if before != after:
            sys.exit(f"{generator} {seed}: expected {before}found {after}")
    if smaller < count // 2:
        sys.exit(f"expected channels to be eliminated in most of {count} networks, found them in {smaller}")
    print(f"{count} networks, {smaller} of them with fewer channels")


main()
