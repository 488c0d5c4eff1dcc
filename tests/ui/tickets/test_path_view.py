"""The line of dots, for every kind of ticket wherever it stands (D6, G6)."""

from itertools import product
from typing import Any

import pytest

from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.ticket_path import PATHS
from thirdring.ui.tickets.path_view import PathView


@pytest.mark.parametrize(("kind", "state"), list(product(TicketKind, TicketState)))
def test_d6_g6_the_dots_are_those_of_the_tickets_own_path(
    qtbot: Any, kind: TicketKind, state: TicketState
) -> None:
    view = PathView()
    qtbot.addWidget(view)
    view.show_state(kind, state)
    view.grab()
    assert set(view._points) <= set(PATHS[kind])
    assert view.isHidden() == (view._reached < 0)
    if state in PATHS[kind]:
        behind = PATHS[kind][: PATHS[kind].index(state) + 1]
        assert view._points[view._reached] == [p for p in behind if p in view._points][-1]


def test_g6_praise_goes_from_intake_to_archive(qtbot: Any) -> None:
    view = PathView()
    qtbot.addWidget(view)
    reached = []
    for state in PATHS[TicketKind.PRAISE]:
        view.show_state(TicketKind.PRAISE, state)
        reached.append(view._points[view._reached])
    assert reached == [TicketState.INTAKE, TicketState.INTAKE, TicketState.ARCHIVED]
