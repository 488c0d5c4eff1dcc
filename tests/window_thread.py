"""Holds the window's thread to its rule: it never asks a database anything.

What asks is looked at where it asks, so a statement of a microsecond is found as well as a long
one; a test may read on the same thread itself, as nothing of the window stands between.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_stack
from typing import Any

from sqlalchemy import Engine, event

from thirdring.ui.stall_meter import Place, Stack, StallMeter, reads_data


def own_stack() -> Stack:
    """Where this thread is at, the outermost call first."""
    frames = reversed(list(walk_stack(sys._getframe())))
    return tuple(Place(f.f_code.co_filename, str(line), f.f_code.co_name) for f, line in frames)


@contextmanager
def asks_no_database() -> Iterator[None]:
    """Fails at the end if the window's code made a statement on this thread meanwhile, or kept it
    from answering with anything else of the store's.
    """
    own = threading.get_ident()
    found: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if threading.get_ident() == own:
            stack = own_stack()
            if reads_data(stack):
                ours = [str(place) for place in stack if "/src/" in place.file]
                found.append("\n".join([statement[:200], *ours]))

    event.listen(Engine, "before_cursor_execute", look)
    meter = StallMeter()
    try:
        yield
    finally:
        meter.close()
        event.remove(Engine, "before_cursor_execute", look)
    found += [str(stall) for stall in meter.stalls if stall.reads_data]
    meter.deleteLater()
    assert not found, "the window's thread asked a database:\n" + "\n\n".join(found)
