"""Text documents as PDF or on a printer: A4, a running foot with page numbers, text to be searched.

Qt's text document and PDF writer work without a window or a screen; a program without a Qt
application gets one that draws nothing.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEventLoop,
    QIODevice,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QRawFont,
    QTextDocument,
)

from thirdring.font_families import families
from thirdring.i18n import _, language

_MARGIN_MM = 15
_RESOLUTION = 300
_POINTS = 72
_FOOT_POINTS = 30
# CJK Radicals Supplement, Kangxi Radicals.
_RADICALS = range(0x2E80, 0x2FE0)
_INK, _GREY = QColor("#000000"), QColor("#444444")  # paper has no theme


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed. `head` (a warning, say) and `foot` stand on every page, plain text both."""

    title: str
    html: str
    head: str = ""
    foot: str = ""


def pdf_bytes(paper: Paper) -> bytes:
    """`paper` as a PDF on A4."""
    words = paper.html + paper.head + paper.foot
    return drawn_pdf(paper.title, words, partial(print_paper, paper))


def drawn_pdf(
    title: str, words: str, draw: Callable[[QPdfWriter], None], *, landscape: bool = False
) -> bytes:
    """A PDF on A4 with what `draw` draws; `words` hold each character of it, to be searched for."""
    application = _application()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    set_a4(writer, landscape=landscape)
    writer.setTitle(title)
    writer.setCreator("Third Ring")
    draw(writer)
    del writer  # what is left is written when it goes
    buffer.close()
    found = _searchable(bytes(content.data()), words + _page_number(0, 0))
    del application
    return found


def set_a4(device: QPagedPaintDevice, *, landscape: bool = False) -> None:
    """A4 with even margins."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    device.setPageOrientation(way)
    sides = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(sides, QPageLayout.Unit.Millimeter)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of each page, plain text both: a warning, say, and a digest."""

    head: str = ""
    foot: str = ""

    def room(self, device: QPagedPaintDevice) -> QRectF:
        """Where the content stands."""
        foot = _foot_height(device)
        head = foot / 2 if self.head else 0.0
        return QRectF(0, head, device.width(), device.height() - foot - head)

    def draw(self, painter: QPainter, device: QPagedPaintDevice, page: int, pages: int) -> None:
        """Around page `page` of `pages`."""
        half, width = _foot_height(device) / 2, device.width()
        if self.head:
            _line(painter, QRectF(0, 0, width, half), self.head, _INK, bold=True)
        below = QRectF(0, device.height() - half, width, half)
        _line(painter, below, _page_number(page, pages), _GREY, right=True)
        _line(painter, below, self.foot, _GREY)


def _foot_height(device: QPagedPaintDevice) -> float:
    return _FOOT_POINTS * device.logicalDpiY() / _POINTS


def print_paper(paper: Paper, device: QPagedPaintDevice) -> None:
    """Lay `paper` out for `device`, a printer or a PDF writer, and print all its pages."""
    frame = Frame(paper.head, paper.foot)
    room = frame.room(device)
    document = _document(paper, device, room.size())
    painter = QPainter(device)
    for page in range(document.pageCount()):
        if page:
            device.newPage()
        painter.save()
        painter.translate(room.topLeft())
        _draw_page(document, painter, page)
        painter.restore()
        frame.draw(painter, device, page + 1, document.pageCount())
    painter.end()


def _page_number(page: int, pages: int) -> str:
    return _("Page {n} of {all}").format(n=page, all=pages)


def _document(paper: Paper, device: QPagedPaintDevice, page: QSizeF) -> QTextDocument:
    # Laying out starts timers. A thread on which no loop was made can't, and says so each time.
    QEventLoop()
    document = QTextDocument()
    document.setDefaultFont(font_of(10))
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, paper.title)
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setHtml(paper.html)
    document.setPageSize(page)
    return document


def _draw_page(document: QTextDocument, painter: QPainter, page: int) -> None:
    size = document.pageSize()
    view = QRectF(0, page * size.height(), size.width(), size.height())
    painter.translate(0, -view.top())
    painter.setClipRect(view)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = view
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, _INK)
    context.palette = palette
    document.documentLayout().draw(painter, context)


def _line(
    painter: QPainter, room: QRectF, text: str, ink: QColor, *, bold: bool = False,
    right: bool = False,
) -> None:  # fmt: skip
    font = font_of(8)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(ink)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def font_of(points: int) -> QFont:
    """The face of everything on paper."""
    font = QFont()
    font.setFamilies(families(language()))
    font.setPointSize(points)
    # Localised figures and proportional marks are glyphs of Noto's that no character stands for,
    # or another one: they can't be searched. A window's font may have them on.
    for feature in ("locl", "pwid"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def _searchable(pdf: bytes, text: str) -> bytes:
    """The PDF with each glyph read as the character that was written.

    Where a font draws a character and a radical of Unicode's two radical blocks with one glyph, Qt
    has it read as the radical: 户 as U+2F3E, which nobody finds who searches for 户. The tables of
    readings stand in the file as plain text, and what is put in is as long as what is taken out.
    """
    written = sorted({char for char in text if " " < char < "\uffff"})
    radicals = [chr(code) for code in _RADICALS]
    raw = QRawFont.fromFont(font_of(10), QFontDatabase.WritingSystem.SimplifiedChinese)
    drawn = dict(zip(raw.glyphIndexesForString("".join(written)), written, strict=True))
    reading = {
        f"<{ord(radical):04X}>": f"<{ord(drawn[glyph]):04X}>"
        for radical, glyph in zip(
            radicals, raw.glyphIndexesForString("".join(radicals)), strict=True
        )
        if glyph and drawn.get(glyph, radical) != radical
    }

    def mended(table: re.Match[bytes]) -> bytes:
        text = table[0].decode("latin-1")
        return re.sub(r"<2[EF][0-9A-F]{2}>", lambda one: reading.get(one[0], one[0]), text).encode(
            "latin-1"
        )

    return re.sub(rb"begincmap.*?endcmap", mended, pdf, flags=re.DOTALL)


def _application() -> QGuiApplication | None:
    if QGuiApplication.instance() is not None:
        return None
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["thirdring"])
