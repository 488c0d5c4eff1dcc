"""The caller's number: typed as people type it, masked when nobody types in it (H5)."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from thirdring.domain import masking
from thirdring.domain.enums import Direction
from thirdring.domain.text_safety import TextKind
from thirdring.ui import icons
from thirdring.ui.calls.withheld_edit import WithheldEdit
from thirdring.ui.theme import Token


class NumberEdit(WithheldEdit):
    """The keys that walk the list of callers are passed on; the list never takes the focus.

    `stepped` carries -1 or 1, `taken` is Enter, `dismissed` is Esc; each only while `listing`.
    """

    stepped = Signal(int)
    taken = Signal()
    dismissed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._direction = Direction.INBOUND
        self._known = False
        self.listing = False
        super().__init__(kind=TextKind.NUMBER, parent=parent)
        # Digits and letters only: no input method gets in the way of a number.
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def set_direction(self, direction: Direction) -> None:
        self._direction = direction
        self.update()

    def set_known(self, *, on: bool) -> None:
        """The number belongs to a customer: a tick at its end, and masked from afar."""
        self._known = on
        self.update()

    def restyle(self) -> None:
        super().restyle()
        self.setTextMargins(self.theme.px(24), 0, self.theme.px(20), 0)

    def shown_text(self) -> str | None:
        if self._known and not self.hasFocus() and not self.withheld:
            return masking.mask_phone(self.text())
        return super().shown_text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.listing and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
                return
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.taken.emit()
                return
            if key == Qt.Key.Key_Escape:
                self.dismissed.emit()
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self), self.theme
        side = theme.px(icons.BUTTON)
        name = "phone-outgoing" if self._direction is Direction.OUTBOUND else "phone-incoming"
        room = QRect(theme.px(9), 0, side, self.height())
        icons.paint_icon(painter, room, name, theme.color(Token.ACCENT_TEXT), side)
        if self._known and not self.withheld:
            room = QRect(self.width() - side - theme.px(9), 0, side, self.height())
            icons.paint_icon(painter, room, "check", theme.color(Token.FINE), side)
