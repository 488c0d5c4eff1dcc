"""A picture of evidence made small: decoded from bytes, off the window's thread, bounded."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from thirdring.usecases.context import Context

# Only these decoders are ever given a stranger's bytes; the name and its ending count for nothing.
FORMATS = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/gif": b"gif",
    "image/bmp": b"bmp",
    "image/webp": b"webp",
}
MOST_BYTES = 12 * 1024 * 1024
_MOST_PIXELS = 60_000_000
SIDE = QSize(416, 288)


def thumbnail(_ctx: Context, content: bytes, media_type: str) -> QImage | None:
    """At most `SIDE`; None for what is no such picture, damaged, or too large to be made small.

    It takes a context because it runs where deeds run, on a reading thread.
    """
    kind = FORMATS.get(media_type)
    if kind is None or len(content) > MOST_BYTES:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)  # else a stranger chooses the decoder
    reader.setAutoTransform(True)
    size = reader.size() if reader.canRead() else QSize()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if size.width() > SIDE.width() or size.height() > SIDE.height():
        reader.setScaledSize(size.scaled(SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
