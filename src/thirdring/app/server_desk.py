"""Signing in at a desk of a server: with it, or while it is away with what this desk knows."""

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from thirdring.app.entered import Entered
from thirdring.domain.errors import Message, Unavailable, say
from thirdring.domain.roles import Permission, may
from thirdring.domain.ticket_numbers import NoDeskCodeLeft
from thirdring.store.desk_numbers import DeskNumbers
from thirdring.store.vault import vaults_of
from thirdring.ui.phrases.sidebar import read_book
from thirdring.ui.tickets.list_pane import read_start
from thirdring.usecases.callback_board import callback_board, callback_sheet, overdue_callbacks
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.find_calls import show_call
from thirdring.usecases.find_tickets import anchors, page, view_counts
from thirdring.usecases.offline.claim_desk import claim_desk
from thirdring.usecases.offline.open_desk import open_desk
from thirdring.usecases.offline.sign_in_away import (
    AwayDoor,
    KnownHere,
    anybody_known,
    is_away,
    remember_sign_in,
)
from thirdring.usecases.opening import Opened, enter
from thirdring.usecases.phrases import phrase_book
from thirdring.usecases.reception_facts import reception_facts
from thirdring.usecases.saved_views import saved_views
from thirdring.usecases.server_door import unlock
from thirdring.usecases.show_case import show_case
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.sign_in import SignedIn
from thirdring.usecases.tries import Tries

# What can be looked at while the server is away: what was looked at before.
REMEMBERED: frozenset[Callable[..., Any]] = frozenset({
    anchors, callback_board, callback_sheet, caller_history, desk_facts, overdue_callbacks, page, phrase_book,
    read_book, read_start, reception_facts, saved_views, show_call, show_case, show_ticket,
    view_counts,
})  # fmt: skip

Now = Callable[[], datetime] | None  # None: the store's own, a server's


def sign_in_here(opened: Opened, door: AwayDoor, login: str, password: str, now: Now) -> Entered:
    """Sign in to a server; the person is remembered for when it is away. A slow call.

    Raises:
        NotPermitted: see `sign_in`, and `AwayDoor.enter`.
        Unavailable: the server is away, and this desk knows nobody.
    """
    clock = now or opened.store.now
    try:
        person, center = enter(opened.store, login, password, now)
        here = _known(person, center, clock())
    except Unavailable as error:
        if not is_away(error) or not anybody_known(opened.store.address):
            raise
        here = door.enter(login, password)
        center = Center(opened.store, here.person.id, now=now)
        return Entered(here.person, *open_desk(center, here, clock, REMEMBERED, away=error))
    with suppress(Unavailable):  # a full disk: signing in away will not be possible
        remember_sign_in(opened.store.address, opened.store.address.password or "", here)
    lacking = _claim(center, here)
    desk, notice = open_desk(center, here, clock, REMEMBERED)
    return Entered(person, desk, notice or lacking)


def unlock_here(opened: Opened, login: str, password: str, now: Now, tries: Tries) -> None:
    """See that it is the same person, with the server or without; `tries`: wrong passwords here.

    Raises:
        NotPermitted: see `sign_in`, and `server_door.unlock`.
    """
    if opened.store.address.on_server:
        unlock(opened.store, password, tries)
    else:
        enter(opened.store, login, password, now)


def _known(person: SignedIn, center: Center, at: datetime) -> KnownHere:
    return KnownHere(person, center.read(desk_facts), at)


def _claim(center: Center, here: KnownHere) -> Message | None:
    """A code of its own for this computer, at the first sign-in of somebody who takes calls; what
    kept it from having one, unless it is no trouble.

    Raises:
        NotPermitted: the account was taken out of use just now.
    """
    numbers = DeskNumbers(vaults_of(center.store.address).name)
    if numbers.code is not None or not may(here.person.roles, Permission.LOG_CALL):
        return None
    try:
        numbers.set_code(center.run(claim_desk, socket.gethostname()))
    except (NoDeskCodeLeft, TimeoutError):
        pass  # then the center gives the numbers; or another desk on this computer is at it
    except Unavailable as error:
        if not error.gone:
            return say(
                "This computer got no code for ticket numbers of its own: {why}", why=error.message
            )
    return None
