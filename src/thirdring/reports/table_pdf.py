"""Tables as a PDF: A4 lying, page numbers, the warning and the digest on every page, lines to sign."""

import html
from collections.abc import Iterator

from thirdring.reports.pdf import Paper, pdf_bytes
from thirdring.reports.tables import Document, Kind, Table, rows_of

_SHORT = 20
_STYLE = (
    "body { color: #000000; } p.title { font-size: 15pt; font-weight: bold; margin: 0 0 4px 0; }"
    "p.note { font-size: 8pt; color: #444444; margin: 4px 0 0 0; }"
    "th { font-size: 8pt; font-weight: bold; background-color: #EEEEEE; }"
    "th.head { font-size: 11pt; background-color: #FFFFFF; }"
    "td { font-size: 8pt; border-bottom: 1px solid #CCCCCC; }"
    "td.fact { font-size: 9pt; color: #444444; border: none; }"
    "td.value { font-size: 9pt; border: none; }"
    "td.whole { white-space: nowrap; }"
    "td.sums { font-weight: bold; border-top: 1px solid #000000; }"
    "td.sign { font-size: 9pt; border: none; }"
)


def pdf_of(document: Document) -> bytes:
    """The whole document as PDF."""
    return pdf_bytes(table_paper(document))


def table_paper(document: Document) -> Paper:
    """The document for a printer or a PDF."""
    return Paper(
        title=document.title,
        html="".join(_html(document)),
        head=document.warning,
        foot=document.stamp,
        landscape=True,
    )


def _html(document: Document) -> Iterator[str]:
    yield f"<html><head><style>{_STYLE}</style></head><body>"
    yield f'<p class="title">{_text(document.title)}</p>'
    yield '<table cellpadding="2">'
    for name, value in document.facts:
        yield f'<tr><td class="fact">{_text(name)}</td><td class="value">{_text(value)}</td></tr>'
    yield "</table>"
    for table in document.tables:
        yield from _table(table, document)
    if document.signatures:
        signed = "".join(
            f'<td class="sign">{_text(name)}: __________________</td>'
            for name in document.signatures
        )
        yield f'<br><br><table width="100%" cellpadding="8"><tr>{signed}</tr></table>'
    yield "</body></html>"


def _table(table: Table, document: Document) -> Iterator[str]:
    # The title is part of the head, so that it stands on every page and never alone at a foot.
    yield '<br><table width="100%" border="0" cellspacing="0" cellpadding="3"><thead><tr>'
    yield f'<th class="head" align="left" colspan="{len(table.columns)}">{_text(table.title)}</th>'
    yield "</tr><tr>"
    figures = {Kind.COUNT, Kind.PERCENT, Kind.SCORE}
    sides = ["right" if column.kind in figures else "left" for column in table.columns]
    for column, side in zip(table.columns, sides, strict=True):
        yield f'<th align="{side}">{_text(column.title)}</th>'
    yield "</tr></thead>"
    rows = rows_of(table, document.zone)
    for n, row in enumerate(rows):
        is_sums = table.sums is not None and n == len(rows) - 1
        kind = "sums" if is_sums else "row"
        cells = "".join(
            f'<td align="{side}" class="{kind}{_whole(cell)}">{_text(cell)}</td>'
            for cell, side in zip(row, sides, strict=True)
        )
        yield f"<tr>{cells}</tr>"
    yield "</table>"
    if table.note:
        yield f'<p class="note">{_text(table.note)}</p>'


def _whole(cell: str) -> str:
    """A number, a moment or a telephone number stays on one line."""
    is_number = len(cell) <= _SHORT and any(char.isdigit() for char in cell)
    return " whole" if is_number else ""


def _text(value: str) -> str:
    return html.escape(value).replace("\n", "<br>")
