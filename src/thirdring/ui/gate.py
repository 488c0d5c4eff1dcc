"""Where what a thread has to tell passes on its way to the window's objects."""

import threading
from collections.abc import Callable


class Gate:
    """Open until `shut`. A signal that another thread emits while its object goes ends the program,
    and asking whether the object is still there leaves a moment in between: so who lets the object
    go shuts the gate first, and once `shut` has returned nothing is on its way any more.

    For queued signals: what is told must not wait for the thread that shuts.
    """

    def __init__(self) -> None:
        self._passing = threading.Lock()
        self._open = True

    def tell(self, emit: Callable[..., object], *values: object) -> None:
        """Call `emit(*values)`, unless the gate is shut; on any thread."""
        with self._passing:
            if self._open:
                emit(*values)

    def shut(self) -> None:
        """For good; waits for what is passing."""
        with self._passing:
            self._open = False
