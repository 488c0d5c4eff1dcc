"""A PDF read back: its pages' texts, and whether something is drawn on them."""

from pathlib import Path

import pypdfium2


def page_texts(file: Path) -> list[str]:
    """The text of each page, as somebody who searches finds it; what is off the paper is not."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def ink_of(file: Path, page: int = 0) -> set[tuple[int, int]]:
    """Where on a page something is drawn: (column, row) of a raster of 20 by 28."""
    with pypdfium2.PdfDocument(file) as pdf:
        bitmap = pdf[page].render(scale=0.5, grayscale=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        grey = bytes(bitmap.buffer)
    return {
        (x * 20 // width, y * 28 // height)
        for y in range(height)
        for x in range(width)
        if grey[y * stride + x] < 200
    }
