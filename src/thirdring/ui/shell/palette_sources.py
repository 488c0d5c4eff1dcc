"""Tickets, customers and phrases in the command palette; each search is a deed on a reading thread."""

from collections.abc import Callable, Sequence
from typing import Any

from thirdring.domain import search_text
from thirdring.domain.enums import Language
from thirdring.domain.errors import N_
from thirdring.domain.ticket_views import View
from thirdring.ui import words
from thirdring.ui.shell.palette_items import PaletteItem
from thirdring.usecases.find_customers import CustomerHit, find_customers
from thirdring.usecases.find_tickets import TicketQuery, page
from thirdring.usecases.phrases import find_phrases

Found = Callable[..., Sequence[PaletteItem]]


class TicketSource:
    """Opens the ticket beside its list."""

    group, prefix = N_("Tickets"), "#"

    def __init__(self, open_ticket: Callable[[Any], None]) -> None:
        self._open = open_ticket

    def search(self, text: str, limit: int) -> Found:
        def deed(ctx: Any) -> list[PaletteItem]:
            wanted = search_text.query(text)
            found = page(ctx, TicketQuery(View.ALL, search=text), limit=limit)
            return [
                PaletteItem(
                    key=line.number,
                    text=_one_line(line.raised),
                    detail=f"{line.number} {words.named(line.name or '', line.title)}".strip(),
                    icon="ticket",
                    hits=_hits(_one_line(line.raised), wanted),
                )
                for line in found.lines
            ]

        return deed

    def open(self, item: PaletteItem, *, aside: bool) -> None:  # noqa: ARG002 - one place to open
        self._open(item.key)


class CustomerSource:
    """Begins a call to the customer; the number stays masked in the list (H5)."""

    group, prefix = N_("Customers"), "@"

    def __init__(self, call: Callable[[CustomerHit], None]) -> None:
        self._call = call

    def search(self, text: str, limit: int) -> Found:
        def deed(ctx: Any) -> list[PaletteItem]:
            return [
                PaletteItem(
                    key=hit,
                    text=words.named(hit.name or "", hit.title),
                    detail=hit.shown,
                    icon="user-circle",
                    hits=((0, len(text)),) if (hit.name or "").startswith(text) else (),
                )
                for hit in find_customers(ctx, text, limit)
            ]

        return deed

    def open(self, item: PaletteItem, *, aside: bool) -> None:  # noqa: ARG002 - one place to open
        self._call(item.key)


class PhraseSource:
    """Puts the line into the answer, or copies it."""

    group, prefix = N_("Phrases"), "/"

    def __init__(self, use: Callable[[str], None], filled: Callable[[str], str]) -> None:
        self._use, self._filled = use, filled

    def search(self, text: str, limit: int) -> Found:
        def deed(ctx: Any) -> list[PaletteItem]:
            rows = find_phrases(ctx, language=Language(ctx.center.language), search=text)
            return [
                PaletteItem(key=row.line.text, text=row.line.text, icon="quote")
                for row in rows[:limit]
            ]

        return deed

    def open(self, item: PaletteItem, *, aside: bool) -> None:  # noqa: ARG002 - one place to open
        self._use(self._filled(item.key))


def _hits(text: str, wanted: search_text.SearchQuery) -> tuple[tuple[int, int], ...]:
    return tuple((start, end - start) for start, end in search_text.highlights(text, wanted))


def _one_line(text: str) -> str:
    return " ".join(text.split())
