"""The desk: the call and its customer, the list below, the phrases beside."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.calls.customer_panel import TOPICS as CUSTOMER_TOPICS
from thirdring.ui.calls.desk_page import DeskPage, build_desk_page
from thirdring.ui.calls.pile_strip import entry_text
from thirdring.ui.phrases.sidebar import PhraseSidebar
from thirdring.ui.phrases.topics import TOPICS as PHRASE_TOPICS
from thirdring.ui.tickets.ticket_strip import TicketStrip
from thirdring.ui.tickets.topics import LINES
from thirdring.usecases.drafts import open_drafts
from thirdring.usecases.find_customers import CustomerHit


class DeskPlace(QObject):
    """`page` is the screen, `strip` the tickets below it, `phrases` the sidebar: there after
    `build`.
    """

    strip: TicketStrip
    page: DeskPage
    phrases: PhraseSidebar

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work

    def build(self) -> Iterator[None]:
        """Piece by piece: it is the first screen, and the largest."""
        station, actions = self._station, self._station.work.shortcuts
        person = station.person
        self.strip = TicketStrip(station.runner, actions, station.ticker)
        yield
        self.page = yield from build_desk_page(
            station.facts,
            station.runner,
            actions,
            station.ticker,
            partial(open_drafts, person.id, person.draft_key),
            below=self.strip,
        )
        yield
        self.phrases = PhraseSidebar(
            station.runner, actions, today=station.facts.time.day_of(station.ticker.now())
        )
        yield
        yield from self.page.calls.prepare()
        yield
        self._connect()
        self._connect_phrases()
        self.page.desk.start()
        yield
        self._work.add_screen(
            "desk", "headset", N_("Desk"), self.page, needs=Permission.LOG_CALL, phrases=True
        )
        yield
        self.page.ensurePolished()  # before it is shown: both at once would be felt
        yield
        self.strip.start()
        station.follow_seldom(self.strip.read_lines, LINES, self.strip.isVisible, self._whose)
        station.follow_seldom(self.strip.count, LINES)
        customer = self.page.customer
        station.follow(customer.refresh, CUSTOMER_TOPICS, customer.about)
        # Rows about somebody nobody knows are told as about nobody; and they may be a customer now.
        station.follow_seldom(customer.refresh_stranger, CUSTOMER_TOPICS)

    def close_down(self) -> None:
        """Save every draft, whatever is built by now."""
        if "page" in vars(self):
            self.page.close_down()

    def _whose(self) -> tuple[UUID, ...] | None:
        """Whose tickets the list shows."""
        return (self._station.person.id,) if self.strip.only_mine else None

    def _connect(self) -> None:
        station, page = self._station, self.page.calls
        page.clocks_changed.connect(self._on_clocks)
        self.page.desk.logged.connect(self._on_logged)
        self.page.desk.kept.connect(self._on_kept)
        self.page.noticed.connect(station.say)
        self.page.call_back_asked.connect(self._on_call_back_asked)
        self.page.customer.ticket_asked.connect(station.to_ticket)
        self.strip.opened.connect(self._on_line_opened)
        self.strip.said.connect(station.say)
        self.strip.failed.connect(station.fail)
        self.strip.new_call_asked.connect(page.new_call)
        station.call_asked.connect(self._on_call_asked)
        self._work.top_bar.resume_pressed.connect(page.toggle_hold)
        self._work.screen_shown.connect(self._on_screen_shown)
        self._work.narrow_changed.connect(self.page.set_narrow)
        self.page.set_narrow(self._work.narrow)

    def _connect_phrases(self) -> None:
        self.page.calls.moment_changed.connect(self._on_moment)
        self.phrases.insert_asked.connect(self.insert)
        self.phrases.said.connect(self.page.calls.mark_said)
        self.phrases.noticed.connect(self._station.say)
        self._work.set_phrases(self.phrases)
        self._station.follow(self.phrases.reload, PHRASE_TOPICS)

    def call_customer(self, hit: CustomerHit) -> None:
        """A call out to somebody the palette found."""
        self._work.show_screen("desk")
        self.page.calls.new_outbound()
        self.page.desk.current.call.set_text("number", hit.number)
        self.page.desk.look_up(hit.number, self.page.desk.current)

    def ring(self, ring: dict[str, Any]) -> None:
        """A phone rings: a fresh record; the one being typed stays."""
        number, name = ring.get("number"), ring.get("name")
        self.page.desk.ring(
            number if isinstance(number, str) else None,
            anonymous=bool(ring.get("anonymous")),
            name=name if isinstance(name, str) else "",
        )
        self._work.show_screen("desk")

    def unfinished(self) -> list[str]:
        """Records still open on this desk; the database doesn't know them (F2)."""
        return [entry_text(entry) for entry in self.page.desk.pile.unfinished()]

    @Slot(str)
    def insert(self, text: str) -> None:
        """Into the answer where the form has one, else to the clipboard."""
        form = self.page.calls.form
        if self._work.current == "desk" and form.matter.answer.isVisibleTo(form):
            self.page.calls.insert_answer(text)
        else:
            self.phrases.copy(text)

    @Slot(str)
    def _on_screen_shown(self, screen: str) -> None:
        if screen == "desk":
            self.strip.refresh()

    @Slot(object)
    def _on_moment(self, moment: Any) -> None:
        self.phrases.set_moment(moment, self.page.calls.values())

    @Slot(object)
    def _on_call_back_asked(self, callback_id: Any) -> None:
        self._station.callback_asked.emit(callback_id, True)

    @Slot(object)
    def _on_line_opened(self, line: Any) -> None:
        self._station.ticket_asked.emit(line.number)

    @Slot()
    def _on_call_asked(self) -> None:
        self._work.show_screen("desk")
        self.page.calls.new_call()

    @Slot(object, object, object)
    def _on_clocks(self, on_call: Any, on_hold: Any, limit: Any) -> None:
        self._work.top_bar.set_call(on_call)
        self._work.top_bar.set_hold(on_hold, limit)

    @Slot(object)
    def _on_kept(self, kept: Any) -> None:
        text = _("Call kept on this computer; it is sent later.")
        if kept.answer:
            text = _("Call kept on this computer; ticket {number}.").format(number=kept.answer)
        self._station.say(text)

    @Slot(object)
    def _on_logged(self, row: Any) -> None:
        text = _("Call saved.")
        if row.ticket_number:
            text = _("Call saved; ticket {number}.").format(number=row.ticket_number)
        self._station.say(text)
