"""The paper forms of the house (H1): a record as HTML text, black on white, every value escaped."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

_STYLE = (
    "body { color: #000000; } h1 { font-size: 15pt; text-align: center; margin: 0 0 2px 0; }"
    "p.no { font-size: 9pt; text-align: center; color: #333333; margin: 0 0 8px 0; }"
    "p.head { font-size: 10pt; font-weight: bold; margin: 10px 0 3px 0; }"
    "table.part { border-collapse: collapse; border-color: #888888; }"
    "td { font-size: 9pt; vertical-align: top; } td.name { color: #333333; }"
)
# A value longer than this takes a row of its own.
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A group of a form: its heading and its named values, in order. `blanks`: kept when empty;
    `wide`: each value in a row of its own.
    """

    heading: str
    values: Sequence[tuple[str, str]]
    blanks: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A record as it is printed; `signatures` are lines to sign on, `foot` is told on every page."""

    company: str
    title: str
    number: str
    parts: Sequence[Part]
    signatures: Sequence[str] = ()
    foot: str = ""


def form_html(form: PaperForm) -> str:
    """The form for a text document; nothing typed in it is taken for markup."""
    parts = "".join(map(_part, form.parts))
    signed = "".join(f"<td>{_text(name)}: ______________</td>" for name in form.signatures)
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f"<h1>{_text(form.company)} {_text(form.title)}</h1>"
        f'<p class="no">{_text(form.number)}</p>{parts}'
        + (f'<br><table width="100%" cellpadding="6"><tr>{signed}</tr></table>' if signed else "")
        + "</body></html>"
    )


def _part(part: Part) -> str:
    values = [(name, value) for name, value in part.values if value or part.blanks]
    if not values:
        return ""
    rows: list[str] = []
    waiting: list[tuple[str, str]] = []
    for name, value in values:
        if part.wide or len(value) > _SHORT or "\n" in value:
            rows += _pairs(waiting)
            waiting = []
            rows.append(_cells(name, value, span=3))
        else:
            waiting.append((name, value))
    rows += _pairs(waiting)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<p class="head">{_text(part.heading)}</p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="4" class="part">{body}</table>'
    )


def _pairs(values: list[tuple[str, str]]) -> list[str]:
    """Two short values in a row."""
    found = []
    for at in range(0, len(values), 2):
        pair = values[at : at + 2]
        if len(pair) == 1:
            found.append(_cells(*pair[0], span=3))
        else:
            found.append("".join(_cells(*one) for one in pair))
    return found


def _cells(name: str, value: str, *, span: int = 1) -> str:
    width = "" if span > 1 else ' width="34%"'
    return (
        f'<td class="name" width="16%">{_text(name)}</td>'
        f'<td colspan="{span}"{width}>{_text(value)}</td>'
    )


def _text(value: str) -> str:
    return html.escape(value).replace("\n", "<br>")
