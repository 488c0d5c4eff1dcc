"""The quiet line that says this computer's clock is wrong, and that nothing depends on it (C2)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from thirdring.i18n import _
from thirdring.ui import words
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Banner

_EVERY = timedelta(seconds=60)
_WORTH_SAYING = timedelta(seconds=10)


class ClockDrift(QObject):
    """Looks once a minute; `line` shows itself while the clock is off, until it is put away."""

    def __init__(self, drift: Callable[[], timedelta], ticker: Ticker, parent: QObject) -> None:
        """`drift`: how far this computer is ahead of the server; negative: behind."""
        super().__init__(parent)
        self._drift = drift
        self._looked: datetime | None = None
        self._put_away = False
        self.line = Banner(icon="clock", tone=Token.ACCENT_TEXT)
        self.line.acted.connect(self._on_acted)
        ticker.tick.connect(self._on_tick)

    def look(self) -> None:
        """Say it, or take it back once the clock is right again."""
        drift = self._drift()
        if abs(drift) < _WORTH_SAYING:
            self._put_away = False
            self.line.hide()
        elif not self._put_away:
            off = words.off_text(abs(drift))
            title = _("This computer's clock is {span} behind").format(span=off)
            if drift > timedelta(0):
                title = _("This computer's clock is {span} ahead").format(span=off)
            text = _("Times here are the server's: calls and promises go by those.")
            self.line.say(title, text, deed=_("Understood"))

    def _on_tick(self, now: datetime) -> None:
        if self._looked is None or abs(now - self._looked) >= _EVERY:
            self._looked = now
            self.look()

    def _on_acted(self) -> None:
        self._put_away = True
        self.line.hide()
