"""A desk of a server's to be killed: it logs calls without end, through a line that may be broken.

Run as `python -m tests.journeys.killed_outbox FOLDER URL STAFF`: for each line on stdin it forks a
desk. Each tells on stdout the id of a call before it hands it in, and again when it is safe.
"""

import os
import sys
import threading
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any


def tell(kind: str, value: object) -> None:
    """One line in one write, so that a kill never tears a line already begun."""
    os.write(1, f"{kind}\t{value}\n".encode())


def run_desk(folder: Path, url: str, staff_id: uuid.UUID) -> None:
    """Log calls until killed."""
    from tests.usecases.conftest import COMPLETE
    from tests.usecases.offline.conftest import desk_at
    from thirdring.domain.errors import KeptHere
    from thirdring.domain.ids import new_id
    from thirdring.usecases.log_call import log_call
    from thirdring.usecases.records import CallInput, checked

    class Clock:
        now = datetime(2026, 11, 22, 4, tzinfo=UTC)

    house: Any = Clock()
    desk = desk_at(url, staff_id, folder, house)
    desk.post.start()
    tell("READY", os.getpid())
    breath = threading.Event()
    while not breath.wait(0.01):
        one = new_id()
        house.now += timedelta(microseconds=7)
        tell("DOING", one)
        try:
            desk.run(log_call, checked(CallInput, COMPLETE), one)
        except KeptHere:
            tell("KEPT", one)
        else:
            tell("LOGGED", one)


def main() -> None:
    """Fork a desk per line of stdin, and say when it has ended."""
    folder, url, staff_id = Path(sys.argv[1]), sys.argv[2], uuid.UUID(sys.argv[3])
    os.environ["THIRDRING_HOME"] = str(folder / "home")
    # Imported before the fork, so that each desk starts at once; no thread is begun here.
    import thirdring.store.postgres_connection
    import thirdring.usecases.log_call
    import thirdring.usecases.offline.desk_center  # noqa: F401

    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            run_desk(folder / "desk", url, staff_id)
            os._exit(0)
        os.waitpid(child, 0)
        tell("GONE", child)


if __name__ == "__main__":
    main()
