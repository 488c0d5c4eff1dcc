"""Walks the tour of a center on a server: three windows, one server, one plug."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from thirdring.app.center_tour.account import account, write_account
from thirdring.app.center_tour.away import Away
from thirdring.app.center_tour.before import promise_before
from thirdring.app.center_tour.center import TourCenter, tour_center
from thirdring.app.center_tour.desks import Desk
from thirdring.app.center_tour.moments import Moment, Scene
from thirdring.app.center_tour.plug import Plug
from thirdring.app.center_tour.sheet import Shot, sheet
from thirdring.app.center_tour.together import Together
from thirdring.app.start import make_application, make_memory
from thirdring.app.tour_place import (
    TourClock,
    half_past_two,
    make_folder,
    own_home,
    take_apart,
    theme_named,
)
from thirdring.app.tour_step import Step, Walk
from thirdring.domain.enums import CLOSED_STATES, Language
from thirdring.domain.errors import N_
from thirdring.i18n import _, use_language
from thirdring.store.engine import Store
from thirdring.store.tables import Ticket
from thirdring.ui.theme import ThemeChoice, theme_of

_LOGINS = ("ma", "luo", "gu")
_QUICK = 75  # compressed less, in a third of the time
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_WHO = {"a": N_("Agent"), "b": N_("Agent at the plug"), "s": N_("Supervisor")}


def center_tour(
    out: Path, given: str | None, *, language: Language | None = None, theme: str | None = None
) -> int:
    """Walk it in `language` (both by default); returns the exit code. `given`: a server's
    administrator's address; without one a server is started for it.

    Raises:
        Refusal, Unavailable: as `tour`, and `tour_center`.
    """
    look = theme_named(theme)
    make_folder(out)
    app = make_application()
    with ended_by_signals() as ending:
        for spoken in (language,) if language else tuple(Language):
            code = _walk(app, out, given, spoken, look, ending)
            if code:
                return code
    return 0


def _walk(
    app: QApplication, out: Path, given: str | None, language: Language, theme: ThemeChoice,
    ending: "Ending",
) -> int:  # fmt: skip
    start = half_past_two()
    ending.heed()
    use_language(language)  # some rows keep a sentence as it was said
    with own_home(), tour_center(given, _LOGINS, language, start, ending.heed) as center:
        make_memory().write("theme", theme.value)
        promise_before(center.store, center.logins[1], language, start)
        with Plug(*center.server) as plug:
            scene = _scene(app, center, plug, language)
            guide = Guide(app, scene, out, lambda: ending.code)
            guide.begin([*Together(scene).parts(), *Away(scene).parts()])
            app.exec()
            for desk in scene.desks:
                desk.close()
            take_apart(app, guide)
            if guide.code == 0:
                told = account(center.store, scene.b.login, scene.unsent)
                write_account(told, out, f"{language.value}-center")
                return 0 if told["once"] else 1
    return guide.code


def _scene(app: QApplication, center: TourCenter, plug: Plug, language: Language) -> Scene:
    clock = TourClock(half_past_two())
    here, cut = center.address(), center.address(plug.port)
    first, second, lead = center.logins
    a, b, s = (
        Desk(app, letter, login, address, clock, language)
        for letter, login, address in (("a", first, here), ("b", second, cut), ("s", lead, here))
    )
    return Scene(a, b, s, plug, clock, language, _open_ticket(center.store))


def _open_ticket(store: Store) -> str:
    """The newest one that is still worked on."""
    with store.begin_read() as session:
        still = select(Ticket.number).where(Ticket.state.not_in(CLOSED_STATES))
        return str(session.scalars(still.order_by(Ticket.received_at.desc()).limit(1)).one())


class Guide(Walk):
    """Photographs each moment at every desk, and all of them on one sheet."""

    def __init__(
        self, app: QApplication, scene: Scene, out: Path, asked: Callable[[], int]
    ) -> None:
        super().__init__(app, calm_beats=3, asked=asked)
        self._scene, self._out, self._taken = scene, out, 0

    def settled(self) -> bool:
        return all(desk.settled for desk in self._scene.desks)

    def crashed(self) -> bool:
        return any(desk.door.window.crash.isVisible() for desk in self._scene.desks)

    def photograph(self, step: Step) -> bool:
        self._taken += 1
        name = f"{self._scene.language.value}-{self._taken:02d}-{step.name}"
        shots, good = [], True
        for desk in self._scene.desks:
            picture = desk.door.window.grab()
            good = (
                picture.save(str(self._out / f"{name}-{desk.letter}.png"), quality=_QUICK) and good
            )
            seen = step.seen.get(desk.letter, "") if isinstance(step, Moment) else ""
            who = f"{_(_WHO[desk.letter])} · {desk.day.person.name}"
            shots.append(Shot(picture, who, _(seen) if seen else "", cut=desk.away))
        title = _(step.title) if isinstance(step, Moment) else ""
        whole = sheet(title, shots, theme_of())
        return whole.save(str(self._out / f"{name}.png"), quality=_QUICK) and good


@dataclass(slots=True)
class Ending:
    """`code`: what a signal wants the program to end with, 0 before there is one.

    The first is heeded where nothing is half done: an exception in the middle of a statement leaves
    the server at work on it, and the database can't be removed. Who sends a second one won't wait.
    """

    code: int = 0

    def on_signal(self, number: int, _frame: Any) -> None:
        again, self.code = self.code, 128 + number
        if again:
            raise SystemExit(self.code)

    def heed(self) -> None:
        """Raise SystemExit when a signal has come."""
        if self.code:
            raise SystemExit(self.code)


@contextmanager
def ended_by_signals() -> Iterator[Ending]:
    """An interruption ends the walk in order: what was made on a server is removed."""
    ending = Ending()
    before: Sequence[Any] = [signal.signal(number, ending.on_signal) for number in _SIGNALS]
    try:
        yield ending
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
