"""What every screen of a signed-in person is built with, and the ways from one screen to another."""

import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thirdring.domain.changes import Change
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.rhythm import SELDOM_SECONDS, Rhythm
from thirdring.domain.roles import Permission, permissions_of
from thirdring.ui.pace import Pace

if TYPE_CHECKING:
    from thirdring.ui.runner import Runner
    from thirdring.ui.shell.memory import Memory
    from thirdring.ui.shell.window import MainWindow
    from thirdring.ui.shell.work import Work
    from thirdring.ui.ticker import Ticker
    from thirdring.usecases.desk_facts import DeskFacts
    from thirdring.usecases.opening import Opened
    from thirdring.usecases.sign_in import SignedIn


Ids = Iterable[uuid.UUID] | None


@dataclass(frozen=True, slots=True)
class _Follower:
    read: Callable[[], object]
    topics: frozenset[str] | None
    about: Callable[[], Ids]
    at_once: Callable[[], bool] = lambda: True

    def asks_for(self, change: Change) -> bool:
        return change.concerns(self.topics, self.about())


class Station(QObject):
    """One per sign-in. A way nobody answers, because the person may not see that screen, is silent.

    Ways: `ticket_asked` (a number or an id), `callback_asked` (an id; `True` begins the call),
    `part_asked` (a `Part` of the day), `visits_asked`, `imports_asked`, `inbox_asked`,
    `complaint_asked` and `call_asked` (a new one), `settings_asked` (a section's name),
    `appeal_asked` (its id). `inbox_counted`: how many mails wait, and whether one is over its 24
    hours. `ticket_held`: the ticket open here (an id or None), and whether a form of it is;
    `presence_changed`: others opened some or put them away (`Change`).
    """

    ticket_asked = Signal(object)
    callback_asked = Signal(object, bool)
    part_asked = Signal(object)
    visits_asked = Signal()
    imports_asked = Signal()
    complaint_asked = Signal()
    inbox_asked = Signal()
    inbox_counted = Signal(int, bool)
    call_asked = Signal()
    settings_asked = Signal(str)
    appeal_asked = Signal(object)
    ticket_held = Signal(object, bool)
    presence_changed = Signal(object)

    def __init__(
        self,
        window: "MainWindow",
        opened: "Opened",
        person: "SignedIn",
        facts: "DeskFacts",
        runner: "Runner",
        work: "Work",
        ticker: "Ticker",
        memory: "Memory",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.window, self.opened, self.person, self.facts = window, opened, person, facts
        self.runner, self.work, self.ticker, self.memory = runner, work, ticker, memory
        self.granted: frozenset[Permission] = permissions_of(person.roles)
        self._followers: list[_Follower] = []
        moment = random.random() if opened.store.address.on_server else None  # noqa: S311
        rhythm = Rhythm(least=SELDOM_SECONDS, most=3 * SELDOM_SECONDS, moment=moment)
        self._pace = Pace(runner, self, rhythm)
        self._pace.due.connect(self._on_seldom)

    def may(self, permission: Permission) -> bool:
        return permission in self.granted

    @Slot(str)
    def say(self, sentence: str) -> None:
        """A sentence at the foot of the window."""
        self.work.undo.offer(sentence)

    @Slot(object)
    def fail(self, error: ThirdRingError) -> None:
        """A refusal or an outage no form has a place for."""
        self.work.tell(error)

    @Slot(object)
    def to_ticket(self, which: object) -> None:
        """To a ticket, by its number or its id; screens name it either way."""
        self.ticket_asked.emit(which)

    def follow(
        self,
        follower: Callable[[], object],
        topics: frozenset[str] | None = None,
        about: Callable[[], Ids] = lambda: None,
    ) -> None:
        """Call it after commits, also another desk's, that touch `topics` (None: a bit of all).
        `about`: only rows about these ids are shown (None: all of them).
        """
        self._followers.append(_Follower(follower, topics, about))

    def follow_seldom(
        self,
        follower: Callable[[], object],
        topics: frozenset[str],
        seen: Callable[[], bool] = lambda: False,
        about: Callable[[], Ids] = lambda: None,
    ) -> None:
        """The same for what nobody looks at, such as a count on the rail: every few seconds at
        most, one's own commits at once; and like `follow` while it is `seen`. In a center of
        hundreds of desks somebody commits all the time.
        """
        self._followers.append(_Follower(follower, topics, about, seen))

    def tell_followers(self, change: Change) -> None:
        """Somebody committed this: who shows what it touches reads again."""
        self.presence_changed.emit(change)
        asked = [one for one in self._followers if one.asks_for(change)]
        for one in asked:
            if one.at_once():
                one.read()
        if not all(one.at_once() for one in asked):
            self._pace.add(change)

    @Slot(object)
    def _on_seldom(self, change: Change) -> None:
        for one in self._followers:
            if not one.at_once() and one.asks_for(change):
                one.read()

    @property
    def waiting(self) -> bool:
        """Whether something nobody looks at is still to be read again."""
        return self._pace.waiting
