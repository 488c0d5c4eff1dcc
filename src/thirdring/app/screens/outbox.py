"""The server that is away: the calm line, the pile behind it, and what the person decides there."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.changes import EVERYTHING
from thirdring.i18n import _, ngettext, render
from thirdring.ui.outbox.compare_panel import ComparePanel
from thirdring.ui.outbox.outbox_panel import OutboxPanel
from thirdring.ui.outbox.outbox_watch import OutboxWatch
from thirdring.ui.outbox.outbox_words import next_try, said_of
from thirdring.ui.shell.rail import Link
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Banner
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.left_behind import (
    LeftOutbox,
    TakenOver,
    forget_taken,
    left_outboxes,
    take_over_outbox,
)
from thirdring.usecases.offline.pile import Pile, PileLine
from thirdring.usecases.offline.waiting_calls import WaitingCall


class OutboxPlace(QObject):
    """Only at a desk of a server's. Built once per sign-in."""

    def __init__(self, station: Station, desk: DeskCenter, calls: Any) -> None:
        """`calls`: the `CallDesk` into whose form a call can be opened again, or None."""
        super().__init__(station)
        self._station, self._desk, self._calls = station, desk, calls
        work = self._work = station.work
        self.watch = OutboxWatch(desk, station.runner, self)
        self.panel = OutboxPanel(station.facts.time.zone, work, work.place)
        self.compare = ComparePanel(work, work.place)
        self._left = Banner(icon="inbox", tone=Token.ACCENT)
        self._leavers: list[LeftOutbox] = []
        work.add_line(self._left)
        self._connect()
        self.watch.start()
        station.runner.read(left_outboxes, owner=self, then=self._on_left, failed=station.fail)

    def _connect(self) -> None:
        self.watch.changed.connect(self._on_changed)
        self.watch.came_back.connect(self._on_came_back)
        self.watch.sent.connect(self._on_sent)
        self._station.ticker.tick.connect(self._on_tick)
        self._work.banner.acted.connect(self._on_banner)
        self._work.rail.link_pressed.connect(self.panel.toggle)
        self._work.shortcuts.on("outbox", self.panel.toggle)
        self.panel.try_asked.connect(self._desk.post.try_now)
        self.panel.opened.connect(self._on_opened)
        self.panel.sent_again.connect(self._on_sent_again)
        self.panel.dropped.connect(self._on_dropped)
        self.panel.compared.connect(self.compare.begin)
        self.compare.settled.connect(self._on_settled)
        self._left.acted.connect(self._on_take_over)

    @Slot(object)
    def _on_changed(self, pile: Pile) -> None:
        work, now = self._work, self._station.ticker.now()
        said = said_of(pile)
        work.set_away(on=pile.link.away)
        if said is None:
            work.banner.hide()
        else:
            work.banner.say(said.title, said.text, aside=next_try(pile, now), deed=said.deed)
        link = Link.SLOW if pile.link.slow else Link.ONLINE
        if pile.link.away or pile.closed:
            link = Link.OFFLINE
        work.set_link(link, pile.count)
        self.panel.show_pile(pile, now)

    @Slot(object)
    def _on_tick(self, now: datetime) -> None:
        self.watch.tick(now)
        if self.watch.pile.link.away:
            self._work.banner.set_aside(next_try(self.watch.pile, now))

    @Slot()
    def _on_came_back(self) -> None:
        self._station.say(_("The server is back."))
        self._station.tell_followers(EVERYTHING)

    @Slot(int)
    def _on_sent(self, count: int) -> None:
        self._station.tell_followers(EVERYTHING)
        if not self.watch.pile.count:
            text = ngettext("{n} record sent.", "{n} records sent.", count)
            self._station.say(text)

    @Slot()
    def _on_banner(self) -> None:
        if self.watch.pile.count:
            self.panel.toggle()
        else:
            self._desk.post.try_now()

    @Slot(object)
    def _on_left(self, found: tuple[LeftOutbox, ...]) -> None:
        """C6: what somebody who left has left here waits for a supervisor."""
        self._leavers = list(found)
        if not self._leavers:
            self._left.hide()
            return
        one = self._leavers[0]
        records = ngettext("{n} record", "{n} records", one.records)
        text = _("On this computer: {records} of {name}, who has left. C6")
        self._left.say(text.format(records=records, name=one.name), deed=_("Take over"))

    @Slot()
    def _on_take_over(self) -> None:
        if self._leavers:
            self._station.runner.run(
                take_over_outbox, self._leavers[0].login, "", owner=self,
                then=self._on_taken, failed=self._station.fail,
            )  # fmt: skip

    @Slot(object)
    def _on_taken(self, done: TakenOver) -> None:
        self._run(forget_taken, done)
        text = ngettext("{n} record taken over.", "{n} records taken over.", len(done.taken))
        words = [text]
        if done.left:
            words.append(done.left[0][1])
        said = " ".join(words)
        self._station.say(said)
        self._on_left(tuple(self._leavers[1:]))

    @Slot(object)
    def _on_opened(self, line: PileLine) -> None:
        """A call that was not taken, or not sent yet, in the form it was typed in."""
        if self._calls is not None and isinstance(line.deed, WaitingCall):
            self._station.runner.apart(
                self._desk.post.hold_back, line.record, owner=self,
                then=partial(self._on_held_back, line), failed=self._on_failed,
            )  # fmt: skip

    def _on_held_back(self, line: PileLine, held: bool) -> None:
        if not held or not isinstance(line.deed, WaitingCall):
            self._station.say(_("It is on its way to the server just now."))
            return
        self._calls.take_up(line.record.id, line.deed.record, line.record.reason or "")
        self.panel.close_down()
        self._work.show_screen("desk")

    @Slot(object)
    def _on_sent_again(self, line: PileLine) -> None:
        if line.deed is not None:
            self._run(self._desk.post.send_instead, line.record, line.deed)

    @Slot(object)
    def _on_dropped(self, line: PileLine) -> None:
        self._run(self._desk.post.take_back, line.record)

    @Slot(object, object)
    def _on_settled(self, line: PileLine, deed: Any) -> None:
        """Field by field; nothing of one's own left means that theirs stands."""
        if deed is None:
            self._run(self._desk.post.take_back, line.record)
        else:
            self._run(self._desk.post.send_instead, line.record, deed)

    def _run(self, what: Any, *args: Any) -> None:
        """The outbox is on the disk: not on the window's thread."""
        self._station.runner.apart(what, *args, owner=self, failed=self._on_failed)

    @Slot(object)
    def _on_failed(self, error: Any) -> None:
        self._station.say(render(error))
