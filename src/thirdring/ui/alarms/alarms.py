"""The alarms of one signed-in person: bell, list, card, tray and sound, fed by one watch."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication

from thirdring.domain.case_values import AlarmStage
from thirdring.domain.centertime import CenterTime
from thirdring.i18n import ngettext
from thirdring.ui.alarms.alarm_card import AlarmCard
from thirdring.ui.alarms.alarm_panel import AlarmPanel
from thirdring.ui.alarms.alarm_watch import AlarmWatch
from thirdring.ui.alarms.alarm_words import outside_text
from thirdring.ui.alarms.tray import Tray
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import ALARM_SOUND, SOUND_OFF, Memory
from thirdring.ui.shell.work import Work
from thirdring.ui.ticker import Ticker
from thirdring.usecases.alarm_rows import AlarmRow


class Alarms(QObject):
    """`opened` carries the alarm to go to. Built once per sign-in; `start` begins to look."""

    opened = Signal(object)  # AlarmRow
    failed = Signal(object)
    ticked = Signal()  # every half minute
    listed = Signal(object)  # tuple[AlarmRow, ...]

    def __init__(
        self,
        runner: Runner,
        work: Work,
        ticker: Ticker,
        memory: Memory,
        time: CenterTime,
        lookout: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(work)
        self._work, self._ticker, self._memory, self._time = work, ticker, memory, time
        self.watch = AlarmWatch(runner, self, lookout)
        self.panel = AlarmPanel(time, ticker.now(), work, self._anchor)
        self.card = AlarmCard(time, work)
        work.top_bar.told.add(self.card)
        self.tray = Tray(work.window())
        self.watch.listed.connect(self._on_listed)
        self.watch.rang.connect(self._on_rang)
        self.watch.failed.connect(self.failed)
        self.watch.ticked.connect(self.ticked)
        for place in (self.panel, self.card):
            place.opened.connect(self._on_opened)
            place.seen.connect(self.watch.see)
        work.top_bar.alarms_pressed.connect(self.toggle)
        work.shortcuts.on("alarms", self.toggle)
        ticker.tick.connect(self.panel.tick)
        ticker.tick.connect(self.card.tick)

    def start(self) -> None:
        """Look now, and every half minute."""
        self._work.top_bar.set_alarms(0)
        self.watch.start()

    def toggle(self) -> None:
        """Open the list under the bell, or close it."""
        self.card.hide()
        self.panel.toggle()

    def close_down(self) -> None:
        self.tray.close_down()

    def _anchor(self) -> QPoint:
        """Under the bell."""
        return self._work.top_bar.below_bell(self._work)

    def _on_listed(self, rows: tuple[AlarmRow, ...]) -> None:
        urgent = any(row.stage is not AlarmStage.WARNED for row in rows)
        self._work.top_bar.set_alarms(len(rows), urgent=urgent)
        self.panel.show_rows(rows, self._ticker.now())
        self.tray.show_count(len(rows))
        self.listed.emit(rows)

    def _on_rang(self, rows: tuple[AlarmRow, ...]) -> None:
        """New ones: shown, told outside, rung once; the cursor stays where it is."""
        now: datetime = self._ticker.now()
        if not self.panel.isVisible():
            self.card.ring(rows, now)
        sentence = outside_text(rows[0], now, self._time)
        if len(rows) > 1:
            more = len(rows) - 1
            sentence += "\n" + ngettext("and {n} more", "and {n} more", more).format(n=more)
        self.tray.notify(sentence)
        if self._memory.read(ALARM_SOUND) != SOUND_OFF:
            QApplication.beep()

    def _on_opened(self, row: AlarmRow) -> None:
        self.opened.emit(row)
