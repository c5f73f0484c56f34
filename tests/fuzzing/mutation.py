"""Damaged copies of files: bytes turned, cut, doubled, and the same inside of ZIP archives."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from random import Random

_TAG = re.compile(rb"<[^<>]{1,100}>|\\[a-z]{1,20}-?\d{0,5} ?|[{}]|\[[^\[\]]{0,40}\]|/[A-Z]\w{1,20}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
TEXTS = (".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rels", "mimetype", ".css")
TOKENS = (
    *(b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x80", b"<", b">", b"&", b"]]>", b"<!--", b"-->"),
    *(
        b"</p>",
        b"<p>",
        b"<table>",
        b"<td colspan=999999>",
        b"<ol start=-1>",
        b"&#0;",
        b"&#x110000;",
    ),
    *(b"{", b"}", b"\\bin999999999 ", b"\\u-10179?", b"\\'ff", b"\\row", b"\\cell", b"--", b"\r\n"),
    *(b"9999999999", b"-1", b"0", b"1e999", b"endobj", b"stream", b"/Kids [1 0 R]", b"xref"),
    *(b"\xed\xa0\x80", b"\xef\xbf\xbc", b"\xe2\x80\xae", b'id="a"', b'href="#a"', b'href="../"'),
    *(b"<sup><a href=#x>1</a></sup>", b"<img src=x>", b"<pre>", b"<li>", b"<dl><dd>", b"<br><br>"),
)


def damaged_case(
    seeds: Sequence[tuple[str, bytes]], format_: str, seed: int, number: int
) -> tuple[str, bytes]:
    """Give the name and the bytes of a case; the same each time."""
    random = Random(f"{seed} {format_} {number}")
    name, data = random.choice(seeds)
    return name, damaged(data, random)


def damaged(data: bytes, random: Random) -> bytes:
    """Give a copy with some damage; of what is packed, mostly with damage inside."""
    if data.startswith(b"PK\x03\x04") and random.random() < 0.85:
        return _damaged_archive(data, random)
    if b"%PDF-" in data[:1024] and random.random() < 0.5:
        return _damaged_pdf(data, random)
    return _damaged_bytes(data, random)


def _damaged_bytes(data: bytes, random: Random) -> bytes:
    result = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randrange(len(result) + 1)
        length = random.choice((1, 1, 4, 30, 400))
        way = random.randrange(8)
        if way == 0 and at < len(result):
            result[at] ^= 1 << random.randrange(8)
        elif way == 1:
            del result[at : at + length]
        elif way == 2:
            result[at:at] = result[at : at + length] * random.choice((1, 2, 200))
        elif way == 3:
            result[at:at] = random.choice(TOKENS) * random.choice((1, 1, 1, 3, 2000))
        elif way == 4 and random.random() < 0.3:
            del result[at:]
        elif way == 7 and (tag := _TAG.search(result, at)):
            result[at:at] = tag[0] * random.choice((1, 1, 3, 300, 3000, 20_000))
        elif way == 5:
            other = random.randrange(len(result) + 1)
            result[at : at + length] = result[other : other + length]
        else:
            result[at : at + length] = random.randbytes(length)
    return bytes(result[:5_000_000])


def _damaged_pdf(data: bytes, random: Random) -> bytes:
    """Damage what a stream holds; the lengths and places that the file says are wrong then."""
    streams = list(_STREAM.finditer(data))
    random.shuffle(streams)
    for stream in streams[:20]:
        try:
            body = zlib.decompress(stream[1])
        except zlib.error:
            continue
        packed = zlib.compress(_damaged_bytes(body[:1_000_000], random), 1)
        return data[: stream.start(1)] + packed + data[stream.end(1) :]
    return _damaged_bytes(data, random)


def _damaged_archive(data: bytes, random: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError):
        return _damaged_bytes(data, random)
    texts = [n for n, (name, _) in enumerate(entries) if name.endswith(TEXTS)] or [0]
    for _ in range(random.choice((1, 1, 2, 3))):
        number = random.choice(texts)
        name, body = entries[number]
        way = random.random()
        if way < 0.9:
            entries[number] = (name, _damaged_bytes(body, random))
        elif way < 0.95:
            entries[number] = (random.choice(entries)[0], body)
        else:
            entries[number] = ("../" + name, body)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in dict(entries).items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return buffer.getvalue()
