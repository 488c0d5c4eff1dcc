"""Two people at two desks on one server: who has a ticket open, and what one does the other sees."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from tests.ticket_world import NOW, World, add_tickets, make_world, ticket_row
from tests.ui.tickets.seen import NUMBER, Seen
from thirdring.domain.changes import Change
from thirdring.domain.enums import Language, Severity, TicketKind, TicketState
from thirdring.i18n import use_language
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import open_store
from thirdring.ui.pace import Pace
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import FileMemory
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.theme import theme_of
from thirdring.ui.ticker import Ticker
from thirdring.ui.tickets.deed_forms import NoteForm
from thirdring.ui.tickets.presence_line import PresenceLine
from thirdring.ui.tickets.topics import TOPICS
from thirdring.usecases.add_note import add_note
from thirdring.usecases.follow_changes import follow_changes
from thirdring.usecases.show_ticket import Deed
from thirdring.usecases.ticket_presence import Present

pytestmark = pytest.mark.postgres
Wait = Callable[[Callable[[], bool]], None]


class Desk(QObject):
    """A window with the tickets of one person, listening to the server."""

    heard = Signal(object)

    def __init__(self, world: World, login: str, memory: FileMemory, ticker: Ticker) -> None:
        super().__init__()
        self.window = MainWindow(theme_of(), ticker, memory)
        self.runner = Runner(world.center(login))
        self.seen = Seen(self.window, self.runner, ticker, login)
        self.screen = self.seen.screen
        self.pace = Pace(self.runner)
        self.pace.due.connect(self._on_due)
        self.heard.connect(self._on_heard)
        self.feed: ChangeFeed = follow_changes(world.store, self.heard.emit, world.staff[login])
        self.screen.held.connect(self._on_held)

    def _on_held(self, ticket_id: Any, editing: bool) -> None:
        self.feed.hold(ticket_id, editing=editing)

    def _on_heard(self, change: Change) -> None:
        if change.only_presence:
            self.screen.on_presence(change)
        else:
            self.pace.add(change)

    def _on_due(self, change: Change) -> None:
        if change.concerns(TOPICS):
            self.screen.refresh()

    @property
    def line(self) -> PresenceLine:
        return self.screen.panel.presence

    def close(self) -> None:
        self.feed.stop()
        assert self.runner.shut_down()
        self.window.close()
        self.window.deleteLater()


@contextmanager
def desk_of(world: World, login: str, tmp_path: Any) -> Iterator[Desk]:
    made = Desk(world, login, FileMemory(tmp_path / f"{login}.json"), Ticker(lambda: NOW))
    yield made
    made.close()


@pytest.fixture
def world(migrated_postgres_url: str) -> Iterator[World]:
    with open_store(migrated_postgres_url) as store:
        made = make_world(store)
        with store.begin_write() as session:
            add_tickets(session, [ticket_row(made, n) for n in range(1, 120)])
            row = ticket_row(
                made, 901, number=NUMBER, kind=TicketKind.COMPLAINT, severity=Severity.MAJOR,
                state=TicketState.INTAKE, owner_id=made.staff["zhao"], due_at=NOW,
            )  # fmt: skip
            add_tickets(session, [row])
        yield made


@pytest.fixture
def wait(qtbot: Any) -> Wait:
    return lambda until: qtbot.waitUntil(until, timeout=20_000)


def test_who_has_a_ticket_open_is_seen_until_they_leave_it(
    world: World, tmp_path: Any, wait: Wait
) -> None:
    with desk_of(world, "zhao", tmp_path) as mine:
        mine.screen.open_ticket(NUMBER)
        wait(lambda: mine.screen.panel.detail is not None and mine.runner.idle)
        assert not mine.line.isVisible()
        with desk_of(world, "lin", tmp_path) as theirs:
            theirs.screen.open_ticket(NUMBER)
            wait(lambda: mine.line.present == (Present("林晓梅", editing=False),))
            assert "林晓梅 has this open" in mine.seen.words()
            wait(lambda: theirs.line.present == (Present("赵立群", editing=False),))
            theirs.screen.deeds.open(Deed.NOTE)
            wait(lambda: mine.line.present == (Present("林晓梅", editing=True),))
            assert "林晓梅 is editing this" in mine.seen.words()
            theirs.screen.deeds.close_form()
            wait(lambda: mine.line.present == (Present("林晓梅", editing=False),))
            theirs.screen.left()
            wait(lambda: mine.line.present == ())
            theirs.screen.open_ticket(NUMBER)
            wait(lambda: bool(mine.line.present))

        def gone() -> bool:
            """Beats of the clock: who was closed says nothing, and is gone when one looks."""
            if mine.runner.idle:
                mine.screen._on_tick(NOW)
            return not mine.line.isVisible()

        wait(gone)


def test_a_colleagues_note_shows_at_once_and_what_is_typed_stays(
    world: World, tmp_path: Any, wait: Wait
) -> None:
    with desk_of(world, "zhao", tmp_path) as mine, open_store(world.store.address) as elsewhere:
        table = mine.seen.table
        wait(lambda: mine.runner.idle and mine.screen.pane.model.rowCount() > 0)
        table.setCurrentIndex(table.tickets.index(40, 0))
        table.verticalScrollBar().setValue(25)
        mine.screen.open_ticket(NUMBER)
        wait(lambda: mine.screen.panel.detail is not None and mine.runner.idle)
        mine.screen.deeds.open(Deed.NOTE)
        form = mine.screen.deeds.forms[Deed.NOTE]
        assert isinstance(form, NoteForm)
        form.text.setPlainText("刚打到一半")
        before = (table.current_line().number, table.verticalScrollBar().value())
        other = World(elsewhere, world.staff)
        other.center("lin").run(add_note, NUMBER, "仓库说明天到")
        wait(lambda: "仓库说明天到" in mine.seen.words())
        wait(lambda: mine.runner.idle and not mine.pace.waiting)
        assert form.text.value() == "刚打到一半"
        assert form.isVisible()
        assert (table.current_line().number, table.verticalScrollBar().value()) == before


@pytest.mark.parametrize(
    ("present", "words"),
    [
        ([("甲", False), ("乙", True)], "乙正在编辑；甲也打开了此工单"),
        ([("甲", False), ("乙", False), ("丙", False)], "甲、乙等另 1 人也打开了此工单"),
    ],
)
def test_several_are_named_in_one_line(
    qtbot: Any, present: list[tuple[str, bool]], words: str
) -> None:
    use_language(Language.ZH_CN)
    line = PresenceLine()
    qtbot.addWidget(line)
    line.show_present(tuple(Present(*one) for one in present))
    assert line.accessibleName() == words
