"""By what a desk knows its own notices again, though everybody who listens can read them."""

import secrets
import threading

# Of notices that never came back: rolled back, or sent while nobody listened.
_MOST = 1_000


class OwnMarks:
    """Marks that were sent and not heard yet. Each counts once, so that a mark which somebody copied
    off the line is nobody's any more.
    """

    def __init__(self) -> None:
        self._sent: dict[str, None] = {}
        self._lock = threading.Lock()

    def new(self) -> str:
        """A mark for one notice: 16 hex digits."""
        mark = secrets.token_hex(8)
        with self._lock:
            self._sent[mark] = None
            if len(self._sent) > _MOST:
                del self._sent[next(iter(self._sent))]
        return mark

    def heard(self, mark: str) -> bool:
        """Whether it is one of ours that comes back, for the first time."""
        with self._lock:
            if mark not in self._sent:
                return False
            del self._sent[mark]
            return True
