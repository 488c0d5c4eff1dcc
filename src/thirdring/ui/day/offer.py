"""The quiet line that offers the day sheet five minutes before work and before its end (F1, F2)."""

from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from thirdring.domain.day import DayMoment, SheetOffer
from thirdring.i18n import _
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Banner
from thirdring.usecases.day_sheet import offered_sheet

_EVERY_S = 60


class DayOffer(QObject):
    """Asks once a minute; `line` shows itself once for each sheet and takes no focus. `accepted`
    carries the offer.
    """

    accepted = Signal(object)

    def __init__(self, runner: Runner, ticker: Ticker, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self.line = Banner(icon="calendar", tone=Token.ACCENT_TEXT)
        self._offer: SheetOffer | None = None
        self._shown: tuple[DayMoment, date] | None = None
        self._asked: datetime | None = None
        ticker.tick.connect(self._on_tick)
        self.line.acted.connect(self._on_acted)

    def ask(self) -> None:
        """Look now whether a sheet is due."""
        self._runner.read(
            offered_sheet, owner=self, key="offer", then=self._on_offer, failed=self._on_failed
        )

    def done(self) -> None:
        """The sheet is open: there is nothing to offer."""
        if self._offer is not None:
            self._offer = None
            self.line.hide()

    def _on_tick(self, now: datetime) -> None:
        if self._asked is None or (now - self._asked).total_seconds() >= _EVERY_S:
            self._asked = now
            self.ask()

    def _on_offer(self, offer: SheetOffer | None) -> None:
        if offer is None:
            self.done()
            return
        which = (offer.moment, offer.day)
        if which == self._shown:  # once is enough
            return
        self._shown, self._offer = which, offer
        if offer.moment is DayMoment.START:
            title, text = _("Your day sheet is ready"), _("What matters today?")
        else:
            title, text = _("Before you leave"), _("What is not finished?")
        rule = "F1" if offer.moment is DayMoment.START else "F2"
        self.line.say(title, text, aside=rule, deed=_("Open the day sheet"))

    def _on_acted(self) -> None:
        offer = self._offer
        if offer is not None:
            self.done()
            self.accepted.emit(offer)

    def _on_failed(self, _error: object) -> None:
        """The next minute asks again; a quiet line is no place for trouble."""
