#!/usr/bin/env python3
# bench.py - dendc beside its peers: instructions, flash and RAM of one inference on emulated cores.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles and runs every network of networks.json for every core, and the peers' programs where they are present."""

import argparse
import concurrent.futures
import json
import pathlib
import sys
import tempfile

import measure
import peers
import report

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", help="names separated by commas; all by default")
    parser.add_argument("--cores", default="cortex-m4,cortex-m55,cortex-m3,cortex-m0", help="default: %(default)s")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared",
                        help="the folder of networks and of the peers' programs; default: %(default)s")
    parser.add_argument("--tools", type=pathlib.Path, default=ROOT / "build/release/bin",
                        help="where dendc and dend-run are; default: %(default)s")
    parser.add_argument("--options", default="", help="further options of dendc, as one string")
    parser.add_argument("--cflags", help="instead of dend-run's own, such as -Os")
    parser.add_argument("--jobs", type=int, default=2, help="measured at the same time; the figures do not depend on it")
    parser.add_argument("--layers", action="store_true", help="also a table of the layers of every network")
    parser.add_argument("--json", type=pathlib.Path, help="write everything measured")
    parser.add_argument("--readme", type=pathlib.Path, help="replace the tables between the marks in this file")
    return parser.parse_args()


def select_networks(names, shared):
    """The networks asked for whose files are there; tells which are not."""
    networks = json.loads((HERE / "networks.json").read_text())["networks"]
    if names:
        known = {network["name"]: network for network in networks}
        unknown = [name for name in names.split(",") if name not in known]
        if unknown:
            sys.exit(f"bench: expected one of {', '.join(known)}, found '{unknown[0]}'")
        networks = [known[name] for name in names.split(",")]
    present = []
    for network in networks:
        if "example" in network:
            folder = ROOT / network["example"]
        else:
            folder = shared
        paths = {key: folder / network[key] for key in ("file", "inputs")}
        if all(path.exists() for path in paths.values()):
            present.append({**network, **paths})
        else:
            print(f"bench: {network['name']} left out: {folder / network['file']} is not there", file=sys.stderr)
    return present


def main():
    arguments = parse_arguments()
    networks = select_networks(arguments.networks, arguments.shared)
    recorded = peers.Peers(HERE / "peers.json", arguments.shared / "peers" / "elf", arguments.tools)
    pairs = [(network, core) for core in arguments.cores.split(",") for network in networks]

    rows = []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        def run(network, core):
            ours = measure.measure(network, core, arguments, pathlib.Path(folder) / f"{network['name']}-{core}")
            return {"network": network["name"], "core": core, "dendc": ours, "peer": recorded.measure(network.get("peer"), core)}

        futures = [pool.submit(run, network, core) for network, core in pairs]
        for done, future in enumerate(concurrent.futures.as_completed(futures), 1):
            rows.append(future.result())
            show_progress(done, len(pairs), rows[-1])
    order = {(network["name"], core): index for index, (network, core) in enumerate(pairs)}
    rows.sort(key=lambda row: order[row["network"], row["core"]])

    tables = report.get_tables(rows, recorded.name)
    print(tables)
    if arguments.layers:
        print(report.get_layer_tables(rows))
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n")
    if arguments.readme:
        report.replace_tables(arguments.readme, tables)
    return 1 if any("error" in row["dendc"] for row in rows) else 0


def show_progress(done, total, row):
    """A bar on a terminal, a line in a log."""
    if sys.stderr.isatty():
        filled = 24 * done // total
        end = "\n" if done == total else ""
        print(f"\r\033[K  {'█' * filled}{'░' * (24 - filled)} {done} of {total}", end=end, file=sys.stderr, flush=True)
    else:
        print(f"bench: {done} of {total}: {row['network']} on {row['core']}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
