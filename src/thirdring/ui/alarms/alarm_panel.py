"""What drops down under the bell."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui.alarms.alarm_list import AlarmList, AlarmModel
from thirdring.ui.theme import Token
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets import Button, ButtonKind, Hairline, Label, Styled
from thirdring.usecases.alarm_rows import AlarmRow

_WIDTH = 400


class _Floating(Styled, QWidget):
    """A panel of its own ground over the work, hung up at a point of it."""

    def __init__(self, over: QWidget, anchor: Callable[[], QPoint]) -> None:
        super().__init__(over)
        self._over, self._anchor = over, anchor
        over.installEventFilter(self)
        self.hide()

    def restyle(self) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self, self.place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self.place)
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Its upper right corner hangs at the anchor; it never leaves the window."""
        at, room = self._anchor(), self._over.rect()
        width, height = self._wanted(room.width() - 16, room.height() - at.y() - 16)
        right = min(at.x(), room.right() - 8)
        self.setGeometry(max(8, right - width), at.y(), width, height)

    def _wanted(self, most_width: int, most_height: int) -> tuple[int, int]:
        width = min(self.theme.px(_WIDTH), most_width)
        return width, min(self.wanted_height(width), most_height)

    def wanted_height(self, _width: int) -> int:
        return self.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.color(Token.LINE_STRONG))
        painter.setBrush(self.theme.color(Token.BG_SURFACE))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)


class AlarmPanel(_Floating):
    """`opened` carries the alarm to go to, `seen` those to put away."""

    opened = Signal(object)
    seen = Signal(object)

    def __init__(
        self, time: CenterTime, now: datetime, over: QWidget, anchor: Callable[[], QPoint]
    ) -> None:
        super().__init__(over, anchor)
        self._before: QWidget | None = None
        self.model = AlarmModel(time, now, self)
        self.list = AlarmList(self.model)
        self._title = Label(bold=True)
        self._none = Label(tone=Token.TEXT_2, wrap=True)
        self._all = Button(kind=ButtonKind.LINK, small=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        self._lay_out()
        self.list.opened.connect(self._on_opened)
        self.list.seen.connect(self._on_seen)
        self._all.clicked.connect(self._on_all)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.wire()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._all)
        self._head = head
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        self._none.setContentsMargins(16, 14, 16, 16)

    def retranslate(self) -> None:
        self._title.setText(_("Alarms"))
        self._none.setText(_("Nothing is due. What is promised rings here before its time is up."))
        self._all.setText(_("All seen"))

    def show_rows(self, rows: tuple[AlarmRow, ...], now: datetime) -> None:
        """What is to be told now."""
        self.list.show_rows(rows, now)
        self._stack.setCurrentWidget(self.list if rows else self._none)
        self._all.setVisible(bool(rows))
        if self.isVisible():
            self.place()

    def tick(self, now: datetime) -> None:
        if self.isVisible():
            self.model.tick(now)

    def toggle(self) -> None:
        """The bell was pressed, or its key: open, with the keys in the list; or close."""
        if self.isVisible():
            self.close_down()
            return
        self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()
        if self.model.rows:
            self.list.begin()
        else:
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_down(self) -> None:
        """Close, and give the focus back to what had it."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def wanted_height(self, width: int) -> int:
        head = self._head.sizeHint().height() + 3
        if self.model.rows:
            return head + min(self.list.wanted_height(), self.theme.px(420))
        return head + self._none.heightForWidth(width - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_down()
            return
        super().keyPressEvent(event)

    def _on_opened(self, row: AlarmRow) -> None:
        self._before = None
        self.hide()
        self.opened.emit(row)

    def _on_seen(self, row: AlarmRow) -> None:
        self.seen.emit((row,))

    def _on_all(self) -> None:
        self.seen.emit(self.model.rows)
        self.close_down()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Going on elsewhere closes it."""
        if new is not None and self.isVisible() and new is not self and not self.isAncestorOf(new):
            self._before = None
            self.hide()
