"""arrays.py: writes the .npy and .npz files of the tests with nothing but Python's own library.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

As a module: npy() gives a file's bytes, npz() an archive's. As a program: `arrays.py CASE FILE` writes one of CASES.
"""
import io
import itertools
import struct
import sys
import zipfile

FORMATS = {"b1": "?", "i1": "b", "i2": "h", "i4": "i", "i8": "q", "u1": "B", "u2": "H", "u4": "I", "u8": "Q",
           "f2": "e", "f4": "f", "f8": "d"}


def header(text, version=1):
    """The head of a .npy file around the text of its dictionary."""
    text += "\n"
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H" if version == 1 else "<I", len(text)) + text.encode("latin1")


def npy(descr, shape, values, fortran=False, version=1):
    """A .npy file of the values, which are given in C order."""
    values = list(values)
    if fortran:
        strides = [1]
        for extent in reversed(shape):
            strides.insert(0, strides[0] * extent)
        indices = itertools.product(*(range(extent) for extent in reversed(shape)))
        values = [values[sum(i * s for i, s in zip(reversed(index), strides[1:]))] for index in indices]
    order = ">" if descr[0] == ">" else "<"
    data = struct.pack(order + str(len(values)) + FORMATS[descr[1:]], *values)
    return header(f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {tuple(shape)}, }}", version) + data


def npz(arrays, compression=zipfile.ZIP_DEFLATED, zip64=True):
    """An archive as numpy.savez writes it: with ZIP64 fields in every local header."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, contents in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = compression
            with archive.open(entry, "w", force_zip64=zip64) as member:
                member.write(contents)
    return file.getvalue()


def typed(descr):
    values = [0, 1, 1, 0, 1, 0] if descr.endswith("b1") else [0, 1, 2, 3, 4, 100]
    if descr[1] in "if":
        values[4] = -4
    return npy(descr, (2, 3), values)


X = npy("<f4", (2, 3), [0.5, -1.5, 2, 3, 4, 5])
LABELS = npy("<i8", (2,), [1, 0])
CLASSES = header("{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }") + "yes".encode("utf-32-le")
TWO = npz({"x": X, "labels": LABELS}, zipfile.ZIP_STORED)
ALL = {o + d: typed(o + d) for d in FORMATS for o in ("|" if d[1] == "1" else "<>")}
NAN = float("nan")

CASES = {
    "all-types": lambda: npz({name[1:] + {"<": "_little", ">": "_big", "|": ""}[name[0]]: ALL[name] for name in ALL}),
    "stored": lambda: TWO,
    "deflated": lambda: npz({"x": X, "labels": LABELS, "classes": CLASSES}),
    "no-zip64": lambda: npz({"x": X}, zip64=False),
    "comment": lambda: TWO[:-2] + struct.pack("<H", 30) + b"PK\x05\x06" + bytes(26),
    "npy": lambda: X,
    "fortran": lambda: npy("<i4", (2, 3, 2), range(12), fortran=True),
    "fortran-big": lambda: npy(">i2", (4, 1, 3), range(12), fortran=True),
    "scalar": lambda: npy("<f8", (), [2.5]),
    "empty": lambda: npy("<f4", (0, 4), []),
    "version2": lambda: npy("<f4", (1,), [7], version=2),
    "version3": lambda: npy("<f4", (1,), [8], version=3),
    "version9": lambda: npy("<f4", (1,), [8], version=9),
    "extremes": lambda: npz({"f": npy("<f4", (4,), [NAN, float("inf"), 1e30, -1e30]), "u": npy("<u8", (1,), [2**64 - 1]),
                             "h": npy("<f2", (3,), [65504, 6e-8, -0.0])}),
    "keys": lambda: header('{"shape":(2,),"fortran_order":False,"descr":"<i2"}') + b"\1\0\2\0",
    "python2": lambda: header("{'descr': '<i2', 'fortran_order': False, 'shape': (2L,), }") + b"\1\0\2\0",
    # Below: what must be refused.
    "text": lambda: b"hello",
    "nothing": lambda: b"",
    "complex": lambda: header("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }") + bytes(8),
    "object": lambda: header("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }") + bytes(8),
    "structured": lambda: header("{'descr': [('a', '<f4'), ('b', [('c', '<i4')])], 'fortran_order': False, 'shape': (), }") + bytes(8),
    "no-shape": lambda: header("{'descr': '<f4', 'fortran_order': False, }"),
    "twice": lambda: header("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (), }") + bytes(4),
    "other-key": lambda: header("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'colour': 'red', }") + bytes(4),
    "negative": lambda: header("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }") + bytes(4),
    "huge": lambda: header("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }"),
    "short": lambda: X[:-1],
    "long": lambda: X + b"!",
    "after": lambda: header("{'descr': '<f4', 'fortran_order': False, 'shape': ()} 1") + bytes(4),
    "no-arrays": lambda: npz({}),
    "bzip2": lambda: npz({"x": X}, zipfile.ZIP_BZIP2),
    "checksum": lambda: TWO.replace(struct.pack("<f", -1.5), struct.pack("<f", -1.25)),
    "cut": lambda: TWO[:-30],
    "encrypted": lambda: with_directory_field(npz({"x": X}), 8, "<H", 1),
    # A directory that promises 4 GB from a few bytes.
    "bomb": lambda: with_directory_field(npz({"x": X}, zip64=False), 24, "<I", 0xFFFFFFF0),
    "many": lambda: TWO[:-12] + struct.pack("<H", 255) + TWO[-10:],
}


def with_directory_field(archive, offset, form, value):
    """The archive with another value in its first directory entry."""
    at = archive.index(b"PK\x01\x02") + offset
    return archive[:at] + struct.pack(form, value) + archive[at + struct.calcsize(form):]


if __name__ == "__main__":
    with open(sys.argv[2], "wb") as output:
        output.write(CASES[sys.argv[1]]())
