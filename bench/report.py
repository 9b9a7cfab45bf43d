# report.py - the tables people read.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import sys

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def get_tables(rows, peer_name):
    """One Markdown table per core."""
    text = []
    for core in dict.fromkeys(row["core"] for row in rows):
        text += [f"**{core}**", "",
                 "| network | MACs | instructions | per MAC | million cycles, estimated | flash | arena | stack | " + peer_name +
                 " | times ours | its million cycles, estimated | times ours | its flash | its arena |",
                 "|---" + "|--:" * 13 + "|"]
        text += [get_row(row) for row in rows if row["core"] == core]
        text.append("")
    if any(row["peer"] and not row["peer"]["measured"] for row in rows):
        text += [r"\* recorded earlier, not measured in this run.", ""]
    return "\n".join(text)


def get_row(row):
    ours, peer = row["dendc"], row["peer"]
    if "error" in ours:
        return f"| {row['network']} | {ours['error'].replace('|', '/')} |" + " |" * 12
    per_mac = f"{ours['instructions'] / ours['macs']:.2f}" if ours["macs"] else "-"
    cells = [row["network"], f"{ours['macs']:,}", f"{ours['instructions']:,.0f}", per_mac, format_band(ours["cycles"]),
             f"{ours['flash']:,}", f"{ours['arena']:,}", f"{ours['stack']:,}"]
    if peer:
        mark = "" if peer["measured"] else r" \*"
        cells += [f"{peer['instructions']:,}{mark}", f"{peer['instructions'] / ours['instructions']:.1f}",
                  *get_cycles(peer, ours, mark), f"{peer['flash']:,}", f"{peer['arena']:,}"]
    else:
        cells += ["-"] * 6
    return "| " + " | ".join(cells) + " |"


def format_band(cycles):
    """Millions, three digits."""
    return " to ".join(dict.fromkeys(f"{bound / 1e6:#.3g}".rstrip(".") for bound in cycles))


def get_cycles(peer, ours, mark):
    """The peer's band, and how many times ours: low over low and high over high, which rest on the same assumptions."""
    if not peer.get("cycles"):
        return ["-", "-"]
    ratios = sorted(f"{its / of_ours:.1f}" for its, of_ours in zip(peer["cycles"], ours["cycles"]))
    return [format_band(peer["cycles"]) + mark, " to ".join(dict.fromkeys(ratios))]


def get_layer_tables(rows):
    text = []
    for row in rows:
        if "error" in row["dendc"]:
            continue
        text += [f"**{row['network']}, {row['core']}**", "",
                 "| layer | kernel | MACs | instructions | per MAC | million cycles, estimated |",
                 "|---|---|--:|--:|--:|--:|"]
        for layer in row["dendc"]["layers"]:
            per_mac = f"{layer['instructions'] / layer['macs']:.2f}" if layer["macs"] else "-"
            text.append(f"| {layer['name']} | {layer['kernel']} | {layer['macs']:,} | {layer['instructions']:,.0f} | {per_mac} | "
                        f"{format_band(layer['cycles'])} |")
        text.append("")
    return "\n".join(text)


def replace_tables(path, tables):
    """Puts the tables between the marks in a Markdown file."""
    old = path.read_text()
    if BEGIN not in old or END not in old:
        sys.exit(f"bench: expected the marks '{BEGIN}' and '{END}' in {path}, found none")
    head, rest = old.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    path.write_text(f"{head}{BEGIN}\n{tables}{END}{tail}")
