"""The morning brief for print and as a file: HTML, plain text, or PDF by the file's ending."""

import html
from pathlib import Path, PurePath

from PySide6.QtGui import QTextDocument

from thirdring.domain.errors import Refusal, say
from thirdring.i18n import language
from thirdring.reports.brief_text import plain_text, sections, title
from thirdring.reports.pdf import Paper, pdf_bytes
from thirdring.reports.whole_file import write_whole
from thirdring.usecases.morning_brief import Brief

_STYLE = (
    "body { font-family: sans-serif; font-size: 11pt; } h1 { font-size: 16pt; }"
    "h2 { font-size: 12pt; margin-bottom: 2px; } ul { margin-top: 2px; }"
)
ENDINGS = (".pdf", ".html", ".txt")


def as_html(brief: Brief) -> str:
    """A whole page; every text is escaped, so that nothing in it is taken for markup."""
    head = html.escape(title(brief))
    parts = []
    for section in sections(brief):
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in section.lines)
        parts.append(f"<h2>{html.escape(section.title)}</h2><ul>{lines}</ul>")
    return (
        f'<!DOCTYPE html><html lang="{language().value.replace("_", "-")}"><head>'
        f'<meta charset="utf-8"><title>{head}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{head}</h1>{''.join(parts)}</body></html>\n"
    )


def document(brief: Brief) -> QTextDocument:
    """For the screen and the printer."""
    made = QTextDocument()
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title(brief))
    made.setHtml(as_html(brief))
    return made


def as_pdf(brief: Brief) -> bytes:
    """A4, with its text to be searched and copied."""
    return pdf_bytes(Paper(title=title(brief), html=as_html(brief)))


def write_brief(brief: Brief, file: Path) -> int:
    """Write the brief to `file` (.pdf, .html, .txt); its size in bytes.

    Raises:
        Refusal: another ending. Unavailable: the file can't be written.
    """
    match PurePath(file.name).suffix.lower():
        case ".pdf":
            content = as_pdf(brief)
        case ".html" | ".htm":
            content = as_html(brief).encode()
        case ".txt":
            content = plain_text(brief).encode("utf-8-sig")
        case _:
            raise Refusal(
                say("The brief is written as .pdf, .html or .txt, not as {name}.", name=file.name)
            )
    return write_whole(file, content)
