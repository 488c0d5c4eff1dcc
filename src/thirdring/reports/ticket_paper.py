"""A list of tickets on paper: A4, black on white, whatever the screen looks like."""

import html
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QPagedPaintDevice, QTextDocument

_STYLE = (
    "h1 { font-size: 13pt; margin: 0; } p { font-size: 8pt; color: #444444; margin: 2px 0 8px 0; }"
    "th { font-size: 8pt; text-align: left; border-bottom: 1px solid #000000; }"
    "td { font-size: 8pt; border-bottom: 1px solid #bbbbbb; }"
)


def ticket_document(
    title: str, note: str, heads: Sequence[str], rows: Iterable[Sequence[str]], font: QFont
) -> QTextDocument:
    """The document; every text is escaped, so that nothing in it is taken for markup."""
    head = "".join(f"<th>{html.escape(text)}</th>" for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(
        f"<h1>{html.escape(title)}</h1><p>{html.escape(note)}</p>"
        f'<table width="100%" cellspacing="0" cellpadding="3">'
        f"<thead><tr>{head}</tr></thead>{body}</table>"
    )
    return document


def print_document(document: QTextDocument, device: QPagedPaintDevice) -> None:
    """Lay out for `device` (a printer, a PDF writer) and print; the table's head on every page."""
    layout = device.pageLayout()
    document.setPageSize(QSizeF(layout.paintRectPoints().size()))
    document.print_(device)
