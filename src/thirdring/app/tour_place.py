"""Where a tour takes place: a folder for its files, a home of its own, a clock that can be moved."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.ui.theme import ThemeChoice

SIZE = (1366, 768)
_THEMES = tuple(choice.value for choice in ThemeChoice if choice is not ThemeChoice.SYSTEM)
# A tour reads and keeps no password in the keyring of who takes it.
_OWN = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


class TourClock:
    """The wall's time, moved forward by `skip`."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def skip(self, **span: float) -> None:
        """Move on, as `skip(seconds=22)`."""
        self._ahead += timedelta(**span)


def half_past_two() -> datetime:
    """Of today, on the clock of the sample center (UTC+8): the house is open, nothing is due
    tonight.
    """
    return datetime.now(UTC).replace(hour=6, minute=30, second=0, microsecond=0)


def theme_named(theme: str | None) -> ThemeChoice:
    """The look of the pictures.

    Raises:
        Refusal: there is none of that name.
    """
    if theme is not None and theme not in _THEMES:
        raise Refusal(say("A theme is one of {themes}.", themes=", ".join(_THEMES)), field="theme")
    return ThemeChoice(theme or ThemeChoice.LIGHT.value)


def make_folder(out: Path) -> None:
    """For the pictures.

    Raises:
        Unavailable: `out` can't be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            say("The folder {folder} can't be made: {reason}.", folder=str(out),
                reason=error.strerror or str(error))
        ) from None  # fmt: skip


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder for all that desks keep on their computer, for as long as the tour takes."""
    with tempfile.TemporaryDirectory(prefix="thirdring-tour-") as folder:
        own = {"THIRDRING_HOME": folder, **_OWN}
        before = {name: os.environ.get(name) for name in own}
        os.environ.update(own)
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def take_apart(app: QApplication, *parts: QObject) -> None:
    """Windows and what belongs to them go while there is an event loop."""
    for part in (*parts, *app.topLevelWidgets()):
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
