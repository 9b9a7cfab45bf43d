"""batches.py: batches for the hand-made networks of these tests, and what those must answer.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

`batches.py NAME` writes, in the current folder: for `blend` x.npz (floats, labels, and an array nobody can use),
y.npy, and the same in integers (q.npy, z.npy); for `pair` in.npz and out.npz; for `wrong` files that do not fit `blend`.
"""
import math
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Inputs"))
from arrays import CLASSES, npy, npz  # noqa: E402

COUNT = 20


def write(name, contents):
    pathlib.Path(name).write_bytes(contents)


def single(value):
    """The nearest float32."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def quantize(value):
    if math.isnan(value):
        return -2
    steps = value / 0.5
    return max(-128, min(127, int(math.copysign(math.floor(abs(steps) + 0.5), steps)) - 2 if math.isfinite(steps)
                         else int(math.copysign(1000, steps))))


def blend():
    """Channels first in the file, channels last in C."""
    # Halves, saturation, infinities and NaN; then small numbers of all signs.
    special = [0.25, -0.25, 0.75, -0.75, 1e9, -math.inf, math.nan, 63.0]
    x = special + [single((n * 37 % 101 - 50) / 7) for n in range(8 * (COUNT - 1))]
    q = [quantize(value) for value in x]
    weights = [[1] * 8, [1, -1, 2, -2, 3, -3, 4, -4], [-1, 0, 0, 1, 0, 0, 0, 0]]
    z, labels = [], []
    for item in range(COUNT):
        channels_first = q[8 * item:8 * item + 8]
        channels_last = [channels_first[4 * channel + pixel] for pixel in range(4) for channel in range(2)]
        scores = [2 * sum(w * (value + 2) for w, value in zip(row, channels_last)) for row in weights]
        z += scores
        labels.append((scores.index(max(scores)) + (item < 5)) % 3)  # five of twenty are wrong
    shape = (COUNT, 2, 2, 2)
    write("x.npz", npz({"x": npy("<f4", shape, x), "labels": npy("<i8", (COUNT,), labels), "classes": CLASSES}))
    write("y.npy", npy("<f4", (COUNT, 3), [value / 4 for value in z]))
    write("q.npy", npy("|i1", shape, q))
    write("z.npy", npy("<i2", (COUNT, 3), z))
    z[4] += 1
    write("z-wrong.npy", npy("<i2", (COUNT, 3), z))


def pair():
    left = [[1, 2, 3], [0.5, -1, 4]]
    right = [[4, 5, 6], [1, 1, 1]]
    total = [a + b for rows in zip(left, right) for a, b in zip(*rows)]
    norm = [math.sqrt(sum(value * value for value in row)) for row in left]
    write("in.npz", npz({"left": npy("<f8", (2, 3), sum(left, [])), "right": npy("<f2", (2, 3), sum(right, []))}))
    write("out.npz", npz({"sum": npy("<f4", (2, 3), total), "norm": npy("<f8", (2, 1), norm)}))


def wrong():
    eight = [0] * 8
    write("flat.npy", npy("<f4", (1, 8), eight))
    write("unbatched.npy", npy("<f4", (2, 2, 2), eight))
    write("int16.npy", npy("<i2", (1, 2, 2, 2), eight))
    x = npy("<f4", (1, 2, 2, 2), eight)
    write("few-labels.npz", npz({"x": npy("<f4", (2, 2, 2, 2), eight * 2), "labels": npy("<i4", (1,), [0])}))
    write("float-labels.npz", npz({"x": x, "labels": npy("<f4", (1,), [0])}))
    write("large-label.npz", npz({"x": x, "labels": npy("<i4", (1,), [3])}))
    write("two.npz", npz({"a": x, "b": x}))
    write("empty.npy", npy("<f4", (0, 2, 2, 2), []))
    write("words.npz", npz({"x": CLASSES}))


{"blend": blend, "pair": pair, "wrong": wrong}[sys.argv[1]]()
