"""A choice from a list that may be long: type to find it."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Size, Token
from thirdring.ui.widgets.base import Styled

Option = tuple[Hashable, str]


class ComboBox(Styled, QComboBox):
    """`chosen` carries the value when the person chooses.

    Type-ahead takes plain letters on the closed box and never a text an input method is still
    composing: there is no completer that could end a preedit.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        prompt: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`prompt` is shown while nothing is chosen."""
        super().__init__(parent)
        self._values: list[Hashable] = []
        self._typed = ""
        self.setView(QListView(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setPlaceholderText(prompt)
        self.set_options(options)
        self.activated.connect(self._on_activated)
        self.wire()

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace the choices; the value stays if it is still among them."""
        kept = self.value()
        self.clear()
        self._values = [value for value, _text in options]
        self.addItems([text for _value, text in options])
        self.setCurrentIndex(-1)
        if kept in self._values:
            self.set_value(kept)

    def value(self) -> Hashable | None:
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Hashable | None) -> None:
        """Choose by code; None chooses nothing. Raises ValueError for an unknown value."""
        self.setCurrentIndex(-1 if value is None else self._values.index(value))

    def retranslate(self) -> None:
        if not self.placeholderText():
            self.setPlaceholderText(_("Choose"))

    def restyle(self) -> None:
        self.setFont(self.theme.font())
        self.view().setFont(self.theme.font())
        self.setFixedHeight(self.theme.size(Size.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(64), self.theme.size(Size.CONTROL))

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._values[index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.showPopup()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composed word (Chinese) finds the choice that holds it, once it is committed."""
        word = event.commitString().strip()
        for index in range(self.count()):
            if word and word in self.itemText(index):
                self.setCurrentIndex(index)
                self._on_activated(index)
                break
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form must not change a choice under the pointer.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self.theme.px(icons.INLINE)
        room = QRect(self.width() - side - self.theme.px(10), 0, side, self.height())
        tone = Token.TEXT_2 if self.isEnabled() else Token.TEXT_3
        icons.paint_icon(painter, room, "chevron-down", self.theme.color(tone), side)
