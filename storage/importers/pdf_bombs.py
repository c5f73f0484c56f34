"""PDF files that are small and unpack to more than any page needs, found before they are opened.

PDFium unpacks what a page names whole and keeps every stroke of a drawing: 40 KB of packed strokes
take 9 s and 600 MB (measured with `tests/pdf_files.bomb`). Pictures are not looked at; they are
only unpacked where their size in pixels is known.
"""

from __future__ import annotations

import re
import zlib

from storage.errors import ImportFailed

MOST_UNPACKED = 20_000_000  # bytes of a stream that is packed as tightly as no writer's text is
TIGHT = 300  # times smaller than unpacked; a real file of LuaTeX reaches 212, drawn bombs 500
MOST_ANYWAY = 100_000_000  # bytes of any stream
SUSPICIOUS = 10_000  # bytes packed; less cannot become much, unless it is packed again
STEP = 1 << 20

_STREAM = re.compile(rb"stream\r?\n")
_BEFORE = 400  # bytes in which a stream says what it is
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/(?:Image|FontFile\d?|Length1)\b")


def refuse_bombs(data: bytes, name: str) -> None:
    """Look at the streams of a file. Raises: ImportFailed."""
    for found in _STREAM.finditer(data):
        start = found.end()
        end = data.find(b"endstream", start)
        if end < 0:
            end = len(data)
        about = data[max(0, found.start() - _BEFORE) : found.start()]
        about = about[about.rfind(b" obj") + 1 :]
        layers = len(_PACKED.findall(about))
        if not layers or (end - start < SUSPICIOUS and layers == 1) or _PICTURE.search(about):
            continue
        if layers > 2 or _is_bomb(memoryview(data)[start:end], layers):
            raise ImportFailed(
                f"{name} is made so that it unpacks to far more than a document needs, so it was "
                "not opened. Ask for another copy, or print it to a new PDF and open that."
            )


def _is_bomb(packed: memoryview, layers: int) -> bool:
    """Say whether packed bytes become too many."""
    packers = [zlib.decompressobj() for _ in range(layers)]
    length = 0
    try:
        for at in range(0, len(packed), STEP):
            waiting = bytes(packed[at : at + STEP])
            while waiting:
                unpacked = packers[0].decompress(waiting, STEP)
                waiting = packers[0].unconsumed_tail
                if layers == 2:
                    inner = unpacked
                    while inner:
                        length += len(packers[1].decompress(inner, STEP))
                        inner = packers[1].unconsumed_tail
                        if length > MOST_UNPACKED:
                            return True
                length += len(unpacked)
                is_tight = length > TIGHT * len(packed)
                if length > (MOST_UNPACKED if is_tight else MOST_ANYWAY):
                    return True
                if packers[0].eof:
                    return False
    except zlib.error:
        pass  # damaged: PDFium stops there as well
    return False
