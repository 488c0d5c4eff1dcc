"""A small picture as a telephone takes one: something with a crack in it. PNG, drawn by hand."""

import struct
import zlib
from random import Random

_WIDE, _HIGH = 240, 160
_TONES = ((196, 170, 132), (178, 182, 176), (214, 205, 190), (150, 128, 104))


def photograph(random: Random) -> bytes:
    """A surface in daylight with a dark crack across; the same for the same chance."""
    tone = random.choice(_TONES)
    crack = _crack(random)
    lines = bytearray()
    for y in range(_HIGH):
        lines.append(0)  # no filter
        for x in range(_WIDE):
            light = 0.72 + 0.28 * x / _WIDE - 0.12 * y / _HIGH + random.uniform(-0.02, 0.02)
            shade = 0.25 if abs(x - crack[y]) <= 1 + y % 3 // 2 else light
            lines += bytes(min(255, int(part * shade)) for part in tone)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(bytes(lines), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _crack(random: Random) -> list[int]:
    """Where it runs in each row, in pixels from the left."""
    found = [random.randint(_WIDE // 3, 2 * _WIDE // 3)]
    while len(found) < _HIGH:
        found.append(min(_WIDE - 4, max(3, found[-1] + random.choice((-1, 0, 0, 1, 2)))))
    return found


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)
