"""The real call form over a real file: for tests of the form, for pictures, and for being killed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.enums import Language
from thirdring.domain.roles import permissions_of
from thirdring.ui.actions import Actions
from thirdring.ui.calls.call_desk import CallDesk
from thirdring.ui.calls.call_page import CallPage
from thirdring.ui.calls.steady_clock import SteadyClock
from thirdring.ui.preedit_guard import PreeditGuard
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import DeskFacts, desk_facts
from thirdring.usecases.drafts import DraftBox, open_drafts
from thirdring.usecases.opening import enter, found_center, open_center
from thirdring.usecases.set_up import FirstStart
from thirdring.usecases.sign_in import SignedIn

NOON = datetime(2026, 11, 22, 6, 28, 48, tzinfo=UTC)  # 14:28:48 in Shanghai


@dataclass
class WallClock:
    """A clock the test moves; without `at` it is the machine's."""

    at: datetime | None = NOON
    passed: float = 0.0

    def __call__(self) -> datetime:
        return self.at or datetime.now(UTC)

    def steady(self) -> SteadyClock:
        """The form's clock; its seconds pass when the test says so."""
        if self.at is None:
            return SteadyClock(self)
        return SteadyClock(self, monotonic=lambda: self.passed)

    def later(self, **span: float) -> datetime:
        assert self.at is not None
        self.passed += timedelta(**span).total_seconds()
        self.at += timedelta(**span)
        return self.at

    def set_back(self, **span: float) -> None:
        """Somebody sets the machine's clock; no time passes."""
        assert self.at is not None
        self.at -= timedelta(**span)


@dataclass
class Bench:
    """One signed-in person at a center in `folder`."""

    center: Center
    person: SignedIn
    facts: DeskFacts
    folder: Path
    wall: WallClock
    runner: Runner = field(init=False)

    def box(self) -> DraftBox:
        return open_drafts(self.person.id, self.person.draft_key, self.folder / "drafts")


def make_bench(folder: Path, wall: WallClock, language: Language = Language.ZH_CN) -> Bench:
    """Open (or found) the center in `folder` and sign its only account in."""
    opened = open_center(str(folder / "center.db"))
    if not opened.set_up:
        first = FirstStart("三声家居", "lin", "林晓梅", None, language)
        if language is Language.EN:
            first = FirstStart("Third Ring Living", "lin", "Lin Xiaomei", None, language)
        found_center(opened.store, first)
    person, center = enter(opened.store, "lin", None, wall)
    return Bench(center, person, center.read(desk_facts), folder, wall)


class Window(QWidget):
    """What the shell is to the form: actions, a ticker, room."""

    def __init__(self, bench: Bench, made: Callable[[CallDesk, Actions, Ticker], CallPage]) -> None:
        super().__init__()
        self.ended = False
        bench.runner = self.runner = Runner(bench.center)
        self.actions_ = Actions(self)
        self.actions_.set_granted(permissions_of(bench.person.roles))
        self.actions_.set_screen("desk")
        self.ticker = Ticker(bench.wall)
        self.desk = CallDesk(bench.facts, self.runner, bench.box, bench.wall.steady(), self)
        self.page: CallPage = made(self.desk, self.actions_, self.ticker)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.desk.start()

    def end(self, timeout: float = 5.0) -> None:
        """As the program closes: drafts saved, database threads ended. Twice is harmless."""
        if not self.ended:
            self.ended = True
            self.ticker.stop()
            assert self.desk.close(timeout)
            assert self.runner.shut_down()


def as_page(desk: CallDesk, actions: Actions, ticker: Ticker) -> CallPage:
    return CallPage(desk, actions, ticker)


def form_window(bench: Bench, width: int = 650, height: int = 440) -> Window:
    """The form alone, at the size it has on a screen of 1366 × 768."""
    window = Window(bench, as_page)
    window.resize(width, height)
    return window


def guard(app: Any) -> PreeditGuard:
    """What keeps shortcuts away from an input method, as the program installs it."""
    return PreeditGuard(app)
