"""The container of a workbook: a ZIP of XML parts from anywhere, so nothing in it is trusted.

Parts are unpacked in pieces and parsed as they come; no part is ever whole in memory, a document
type (and with it any entity) is refused, and what unpacks to absurd sizes is refused before.
"""

import errno
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.parsers import expat

from thirdring.domain.errors import Refusal, say

_PIECE = 1 << 16
_MOST_BYTES = 2 << 30
# Repetitive sheets pack 100:1 at most; deflate's limit of 1,000:1 is only reached on purpose.
_SUSPICIOUS_RATIO = 300
_SUSPICIOUS_BYTES = 50 << 20

StartHandler = Callable[[str, dict[str, str]], object]


class Parts:
    """The parts of an open workbook by name. Every method raises Refusal on damage."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._sound():
            self._zip = zipfile.ZipFile(path)
        try:
            self._refuse_bomb()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._zip.close()

    def has(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def names(self) -> list[str]:
        return self._zip.namelist()

    def first_bytes(self, name: str, most: int) -> bytes:
        """The beginning of a part."""
        with self._sound(), self._zip.open(name) as part:
            return part.read(most)

    def parse(self, name: str, parser: expat.XMLParserType) -> Iterator[None]:
        """Feed the part to `parser`, yielding after each piece."""
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.buffer_text = True
        with self._sound(), self._zip.open(name) as part:
            while piece := part.read(_PIECE):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
        yield

    def elements(self, name: str) -> list[tuple[str, dict[str, str]]]:
        """All elements of a small part: local name and attributes, without prefixes."""
        found: list[tuple[str, dict[str, str]]] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda tag, attributes: found.append(
            (local(tag), {local(key): value for key, value in attributes.items()})
        )
        for _ in self.parse(name, parser):
            if len(found) > 1_000_000:
                raise self.damaged()
        return found

    def damaged(self) -> Refusal:
        return Refusal(say("{file} is damaged or is not an XLSX workbook.", file=self.path.name))

    def _refuse_doctype(self, *_: object) -> None:
        raise self.damaged()

    def _refuse_bomb(self) -> None:
        for part in self._zip.infolist():
            if part.flag_bits & 1:
                raise Refusal(
                    say("{file} is protected by a password: save it without one.",
                        file=self.path.name)
                )  # fmt: skip
            packed = max(part.compress_size, 1)
            if part.file_size > _MOST_BYTES or (
                part.file_size > _SUSPICIOUS_BYTES and part.file_size / packed > _SUSPICIOUS_RATIO
            ):
                raise Refusal(
                    say(
                        "{file} would unpack to {size} MB; a table of that size comes as CSV.",
                        file=self.path.name,
                        size=part.file_size >> 20,
                    )
                )

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except (
            zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, expat.ExpatError, EOFError,
            NotImplementedError, RuntimeError, ValueError, KeyError, OverflowError, struct.error,
            IndexError,
        ):  # fmt: skip
            raise self.damaged() from None
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise self.damaged() from None  # a part said to begin before the file does


def local(name: str) -> str:
    """A tag or attribute without its namespace prefix."""
    return name.rpartition(":")[2]
