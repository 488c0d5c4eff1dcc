"""The bar above every screen: where I am, the call's clocks, what is told, search, alarms, who I am."""

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from thirdring.ui.actions import Actions
from thirdring.ui.shell.bar_parts import Bell, PaletteButton, PersonButton
from thirdring.ui.shell.call_clocks import CallClock, HoldClock
from thirdring.ui.shell.told import Told
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Ground, Label


class TopBar(Ground):
    """Title and clocks at the left, search, alarms and the person at the right."""

    palette_asked = Signal(str)  # what was typed into the box already
    resume_pressed = Signal()
    alarms_pressed = Signal()

    def __init__(self, actions: Actions, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_WINDOW, edges=Qt.Edge.BottomEdge, parent=parent)
        self._ticker = ticker
        self._title = Label(step=Type.SAY, bold=True)
        self.told = Told(self)
        self.call = CallClock()
        self.hold = HoldClock()
        self._context: QWidget | None = None
        self._search = PaletteButton(actions.keys("palette"), self)
        self._bell = Bell(self)
        self._person = PersonButton(self)
        self._menu = QMenu(self)
        self.hold.set_keys(actions.keys("call.hold"))
        self._fill_menu(actions)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addSpacing(20)
        self._row.addWidget(self.call)
        self._row.addWidget(self.hold)
        self._row.addWidget(self.told, 1)
        self._row.addWidget(self._search)
        self._row.addSpacing(4)
        self._row.addWidget(self._bell)
        self._row.addSpacing(2)
        self._row.addWidget(self._person)
        self._bell.hide()  # until somebody counts alarms
        self._connect()
        self.wire()

    def _connect(self) -> None:
        self._search.clicked.connect(self._on_search)
        self._search.typed.connect(self.palette_asked)
        self._bell.clicked.connect(self.alarms_pressed)
        self._person.clicked.connect(self._on_person)
        self.hold.resume_pressed.connect(self.resume_pressed)
        self.told.changed.connect(self._fit)

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.TOP_BAR))
        self._row.setContentsMargins(16, 0, 12, 1)
        self._fit()

    def set_title(self, text: str) -> None:
        self._title.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fold what matters least until all of it has room: search, name, the hold clock's bar.

        What is told for some seconds is worth the search's words and the person's name, not more;
        beside an alarm also whom that is about, which the bell's list says too.
        """
        folds = (
            self._search.set_short, self._person.set_short, self.told.set_short,
            self._search.set_bare, self.hold.set_short, self._drop_title,
        )  # fmt: skip
        for fold in folds:
            fold(on=False)
        more = max(0, self.told.wanted() - self.told.minimumSizeHint().width())
        worth = 3 if self.told.several else 2
        for place, fold in enumerate(folds):
            self._row.invalidate()
            room = self.width() - (more if place < worth else 0)
            if self._row.minimumSize().width() <= room:
                return
            fold(on=True)
        self._row.invalidate()

    def _drop_title(self, *, on: bool) -> None:
        """The rail marks the screen too."""
        self._title.setVisible(not on)

    def retranslate(self) -> None:
        # The parts learn the language after this; they are measured when all have.
        QTimer.singleShot(0, self, self._fit)

    def set_context(self, widget: QWidget | None) -> None:
        """A screen's own controls beside the title (the month's arrows, say); None clears."""
        if self._context is not None:
            self._row.removeWidget(self._context)
            self._context.hide()
        self._context = widget
        if widget is not None:
            self._row.insertWidget(2, widget)
            widget.show()
        self._fit()

    def set_call(self, since: datetime | None) -> None:
        """Since when the call lasts (aware); None takes the clock away."""
        self.call.set_since(since, self._ticker.now())
        self._fit()

    def set_hold(self, since: datetime | None, limit: timedelta = timedelta(minutes=1)) -> None:
        """Since when the customer waits (aware), and how long that may last (B3)."""
        self.hold.set_since(since, limit, self._ticker.now())
        self._fit()

    def tick(self, now: datetime) -> None:
        self.call.tick(now)
        self.hold.tick(now)

    def set_person(self, name: str, post: str) -> None:
        self._person.set_person(name, post)
        self._fit()

    def set_alarms(self, count: int, *, urgent: bool = True) -> None:
        self._bell.set_count(count, urgent=urgent)
        self._bell.show()

    def below_bell(self, over: QWidget) -> QPoint:
        """Where something hangs under the bell: its upper right corner, as `over` counts."""
        return self._bell.mapTo(over, QPoint(self._bell.width(), self._bell.height() + 4))

    def _fill_menu(self, actions: Actions) -> None:
        for action_id in ("switch_user", "lock", "settings", "shortcuts", "quit"):
            if action_id in {"settings", "quit"}:
                self._menu.addSeparator()
            self._menu.addAction(actions.action(action_id))

    def _on_search(self) -> None:
        self.palette_asked.emit("")

    def _on_person(self) -> None:
        size = self._menu.sizeHint()
        corner = self._person.mapToGlobal(QPoint(self._person.width(), self._person.height() + 2))
        self._menu.popup(QPoint(corner.x() - size.width(), corner.y()))
