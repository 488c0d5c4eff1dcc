"""A supervisor's whole window on a server, and a colleague's desk that writes: all of it shows at
once, and what is chosen and typed stays.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests import secured
from tests.journeys.served import ServedDay, served_day
from tests.postgres import Server
from tests.secured import OwnLogin
from tests.ui.callbacks.callback_day import TOLD, Day
from tests.ui.calls.kit import guard
from tests.usecases.cases import record as complaint
from thirdring.app.working_day import WorkingDay
from thirdring.domain.enums import Language, PhraseGroup, Stage
from thirdring.domain.policy import Key
from thirdring.domain.ticket_views import View
from thirdring.i18n import use_language
from thirdring.usecases.center import Center
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.edit_phrase import add_phrase
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.file_complaint import Filed, file_complaint
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked

pytestmark = pytest.mark.postgres
Shows = Callable[[str, Callable[[], object], Callable[[], bool]], None]


def record_of(told: dict[str, Any], ended: datetime) -> dict[str, Any]:
    """A complete call that ended just now."""
    start = (ended - timedelta(minutes=3)).isoformat()
    times = {"started_at": start, "answered_at": start, "ended_at": ended.isoformat()}
    return told | times


@pytest.fixture
def day(
    tmp_path: Path, qapp: QApplication, home: Path, postgres_server: Server
) -> Iterator[ServedDay]:
    use_language(Language.EN)
    preedit = guard(qapp)
    with served_day(postgres_server, tmp_path) as made:
        yield made
    qapp.removeEventFilter(preedit)
    preedit.deleteLater()


@pytest.fixture
def colleague(day: ServedDay, postgres_server: Server) -> Iterator[Callable[[str], Center]]:
    """Deeds of somebody at another desk: another store, another sender."""
    with secured.logins(postgres_server, day.store.address.database) as logins:
        yield lambda login: OwnLogin(logins, day.as_(login).staff_id, now=day.wall)


@pytest.fixture
def opened(day: Day, qtbot: Any) -> WorkingDay:
    """zhao, who may do everything, at work."""
    made = day.open("zhao")
    assert day.window is not None
    day.window.show()
    qtbot.waitUntil(lambda: made.settled, timeout=20_000)
    return made


@pytest.fixture
def shows(opened: WorkingDay, qtbot: Any) -> Shows:
    """On that screen, what a colleague did is there after a moment, without a key pressed."""

    def check(screen: str, deed: Callable[[], object], seen: Callable[[], bool]) -> None:
        opened.work.show_screen(screen)
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
        assert not seen()
        deed()
        qtbot.waitUntil(seen, timeout=20_000)

    return check


def test_what_another_desk_does_shows_on_every_screen(
    day: Day, opened: WorkingDay, colleague: Callable[[str], Center], shows: Shows, qtbot: Any
) -> None:
    lin, zhao = colleague("lin"), colleague("zhao")
    record = record_of(TOLD, day.wall()) | {"callback": {"minutes": 25, "about": "门板"}}
    callbacks = opened.callbacks
    assert callbacks is not None
    callbacks.pane.head.tabs.set_value("team")
    shows("callbacks", lambda: lin.run(log_call, checked(CallInput, record)),
          lambda: callbacks.pane.model.rowCount() > 0)  # fmt: skip
    filed: list[Filed] = []
    assert opened.tickets is not None
    table = opened.tickets.pane.model
    shows(
        "tickets",
        lambda: filed.append(lin.run(file_complaint, complaint())),
        lambda: table.rowCount() == 2,
    )
    number = filed[0].number
    review = opened.review
    assert review is not None
    shows("review", lambda: lin.run(escalate_ticket, number, 1, "难办"),
          lambda: review.pane.model.rowCount() == 1)  # fmt: skip
    shows_phrases(opened, shows, zhao, qtbot)
    shows_figures(opened, shows, zhao, qtbot)


def shows_phrases(opened: WorkingDay, shows: Shows, zhao: Center, qtbot: Any) -> None:
    """A line that is being typed stays as it is."""
    opened.work.show_screen("phrases")
    qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
    screen: Any = opened.work.place.body.currentWidget()
    screen.editor.words.setPlainText("A line half ty")
    added = (Language.ZH_CN, PhraseGroup.GREETING, Stage.OPENING, "您好，这里是另一张桌子。")

    def seen() -> bool:
        return added[3] in [row.cells[2].text for row in screen.table.rows.rows]

    shows("phrases", lambda: zhao.run(add_phrase, *added), seen)
    assert screen.editor.words.toPlainText() == "A line half ty"


def shows_figures(opened: WorkingDay, shows: Shows, zhao: Center, qtbot: Any) -> None:
    """A reason that is being typed stays as it is."""
    opened.work.show_screen("settings")
    qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
    screen: Any = opened.work.place.body.currentWidget()
    screen.show_section("rules")
    rules = screen.sections["rules"]

    def change() -> None:
        rules.reason.setText("Two lines ar")
        zhao.run(set_policy, Key.RINGS_LIMIT, "7", "试行")

    shows("settings", change, lambda: "Now 7" in rules._standing.text())
    assert rules.reason.text() == "Two lines ar"


def test_a_call_of_somebody_else_is_no_reason_to_read_the_customer_on_the_line_again(
    day: Day, opened: WorkingDay, colleague: Callable[[str], Center], qtbot: Any
) -> None:
    """What is about them shows at once; the counts under the form, whosever call it was."""
    lin = colleague("lin")
    mine = record_of(TOLD, day.wall())
    lin.run(log_call, checked(CallInput, mine))
    desk = opened._desk
    assert desk is not None
    opened.work.show_screen("desk")
    opened.ring({"number": TOLD["number"]})
    panel, strip = desk.page.customer, desk.strip
    shown: list[Any] = []
    panel.card_shown.connect(shown.append)

    def settled(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(lambda: condition() and opened.settled, timeout=20_000)

    settled(lambda: bool(shown and panel.about()))
    count, before = strip._counts.get(View.ALL, 0), len(shown)
    stranger = mine | {"number": "136 0000 1234", "name": "何静", "source_id": "other"}
    lin.run(log_call, checked(CallInput, stranger))
    settled(lambda: strip._counts.get(View.ALL, 0) == count + 1)
    assert len(shown) == before
    lin.run(log_call, checked(CallInput, mine | {"source_id": "again"}))
    settled(lambda: len(shown) > before)


def test_what_others_do_for_a_number_nobody_knows_shows_beside_it(
    day: Day, opened: WorkingDay, colleague: Callable[[str], Center], qtbot: Any
) -> None:
    desk = opened._desk
    assert desk is not None
    opened.work.show_screen("desk")
    number = "136 0000 9876"
    opened.ring({"number": number})
    panel = desk.page.customer

    def calls() -> int | None:
        card = panel.card.card
        return card.calls if card is not None and card.customer_id is None else None

    qtbot.waitUntil(lambda: calls() == 0 and opened.settled, timeout=20_000)
    nameless = record_of(TOLD, day.wall()) | {
        "number": number, "name": None, "title": None, "withheld": ["name"],
    }  # fmt: skip
    colleague("lin").run(log_call, checked(CallInput, nameless))
    qtbot.waitUntil(lambda: calls() == 1, timeout=20_000)
