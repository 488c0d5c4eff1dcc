"""One heap for all threads of the desk.

The C library of Linux gives each thread a heap of its own, so that none waits for another's. What a
thread took for one long list is then kept for its next one, and of no use to any other: 5 MB after
a million tickets were counted. The desk's threads take turns anyway, for Python lets one run at a
time.
"""

import sys

_M_ARENA_MAX = -8  # malloc.h


def share_one_heap() -> None:
    """From now on; heaps that are there stay. Without effect where the C library is another."""
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
