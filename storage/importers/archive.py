"""ZIP archives from files that nobody vouches for, read with an end to what they may unpack to."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO

from storage.errors import ImportFailed

MOST_ENTRIES = 50_000
MOST_UNPACKED = 500_000_000  # bytes of one archive altogether
MOST_TEXT = 60_000_000  # bytes of one entry with text
STEP = 1 << 20
TOO_MUCH = "unpacks to more than Postil opens at once"
# Of the others zipfile unpacks all that a few bytes become: 1,265 bytes of bzip2 took 3 GB.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_DAMAGE = (  # what zipfile and its decompressors raise on bytes that are not as they should be
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(OSError, EOFError, ValueError, NotImplementedError),
)


class Archive:
    """A ZIP archive in memory or a file; entries are read by name, never written anywhere."""

    def __init__(
        self, data: bytes | BinaryIO, name: str, *, most_unpacked: int = MOST_UNPACKED
    ) -> None:
        """Open it; `name` is what sentences call it. Raises: ImportFailed."""
        self.name = name
        self._most = self._left = most_unpacked
        try:
            self._zip = zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data)
            entries = self._zip.infolist()
        except _DAMAGE as error:
            raise ImportFailed(
                f"{name} is damaged or was cut short, so it could not be unpacked. "
                "Copy or download it again."
            ) from error
        if len(entries) > MOST_ENTRIES:
            raise ImportFailed(
                f"{name} holds {len(entries):,} files, more than Postil opens in one archive "
                f"({MOST_ENTRIES:,}). Unpack it and open the files."
            )
        self._entries = {
            entry.filename: entry for entry in entries if entry.filename and not entry.is_dir()
        }
        self._folded = {entry.casefold(): entry for entry in self._entries}

    @property
    def names(self) -> list[str]:
        """The names of the entries in the order of the archive, as they are written there."""
        return list(self._entries)

    def __contains__(self, name: object) -> bool:
        """Say whether an entry has this name."""
        return name in self._entries

    def size(self, name: str) -> int:
        """Give how many bytes an entry says it unpacks to; 0 if it is not there."""
        return self._entries[name].file_size if name in self._entries else 0

    def found(self, name: str) -> str:
        """Give the entry of this name, letter case aside; "" if there is none."""
        return name if name in self._entries else self._folded.get(name.casefold(), "")

    def read(self, name: str, *, most: int = MOST_TEXT) -> bytes:
        """Unpack an entry of at most so many bytes.

        Raises: KeyError if it is not there; ImportFailed if it is larger, encrypted, damaged or
        packed in an unusual way.
        """
        entry = self._entries[name]
        if entry.flag_bits & 0x1:
            raise ImportFailed(
                f"{self.name} is protected by a password, which Postil cannot open. "
                "Save a copy without the password and open that."
            )
        if entry.compress_type not in PACKINGS:
            raise ImportFailed(
                f"{self.name} is packed in a way that Postil does not open. "
                "Unpack it and open the files, or pack them as an ordinary ZIP archive."
            )
        of = f" in “{name[-60:]}”" if most <= self._left else ""
        bound = most if of else self._most
        most = min(most, self._left)
        pieces: list[bytes] = []
        length = 0
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(STEP):
                    pieces.append(piece)
                    length += len(piece)
                    if length > most:
                        raise ImportFailed(
                            f"{self.name} {TOO_MUCH} "
                            f"({bound // 1_000_000} MB{of}), so it was not read."
                        )
        except _DAMAGE as error:
            raise ImportFailed(
                f"{self.name} is damaged: “{name[-60:]}” in it could not be unpacked. "
                "Copy or download it again."
            ) from error
        except RuntimeError as error:  # zipfile's word for a password
            raise ImportFailed(f"{self.name} is protected and could not be unpacked.") from error
        self._left -= length
        return b"".join(pieces)
