"""Whether a server is set up as it should be, for its administrators and the center's."""

from collections.abc import Callable
from datetime import UTC, datetime

from thirdring.store.engine import Store
from thirdring.store.server.finding import Finding, State
from thirdring.store.server.report import report
from thirdring.store.server.role_names import RoleNames

__all__ = ["Finding", "State", "check_server"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def check_server(store: Store, now: Callable[[], datetime] = _utc_now) -> list[Finding]:
    """Everything that was looked at, in one state of the database; nothing is changed.

    `now` is this machine's clock (aware UTC), held against the server's.
    """
    with store.begin_read() as session:
        return report(session.connection(), RoleNames.of(store.address.database), now)
