"""A line the caller may refuse to fill: marked as withheld, it is not blank but says so (B1)."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Token
from thirdring.ui.widgets import LineEdit, plain_tip


class WithheldEdit(LineEdit):
    """`withheld_changed` when the person marks it by the mark inside or by `toggle`."""

    withheld_changed = Signal(bool)

    def __init__(self, *, kind: TextKind, parent: QWidget | None = None) -> None:
        self._withheld = False
        self._mark = QAction()
        super().__init__(kind=kind, parent=parent)
        self._mark.setCheckable(True)
        self._mark.triggered.connect(self._on_marked)
        self.addAction(self._mark, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._show_mark)
        self.restyle()
        self.retranslate()
        self._show_mark()

    @property
    def withheld(self) -> bool:
        return self._withheld

    def set_withheld(self, *, on: bool) -> None:
        """Show the mark; by code, so nothing is emitted."""
        if self._withheld == on:
            return
        self._withheld = on
        self._mark.setChecked(on)
        self.setReadOnly(on)
        self._show_mark()
        self.retranslate()
        self.update()

    def toggle(self) -> None:
        """As the key does."""
        self.set_withheld(on=not self._withheld)
        self.withheld_changed.emit(self._withheld)

    def fill(self, text: str) -> None:
        """Another text, which can be undone; nothing happens when it is the same."""
        if self.text() != text:
            self.selectAll()
            self.insert(text)
            self.setCursorPosition(0)

    def restyle(self) -> None:
        super().restyle()
        tone = Token.ACCENT_TEXT if self._withheld else Token.TEXT_3
        self._mark.setIcon(icons.icon("circle-dashed", self.theme.color(tone), icons.BUTTON))

    def retranslate(self) -> None:
        text = _("Withheld: the caller would not give it (Alt+W)")
        self._mark.setToolTip(plain_tip(text))
        self._mark.setText(text)
        self.setAccessibleDescription(_("Withheld") if self._withheld else "")

    def _on_marked(self) -> None:
        self.toggle()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_mark(self) -> None:
        # Where something is written there is nothing to withhold, and room is dear.
        self._mark.setVisible(self._withheld or not self.text())
        self.restyle()

    def shown_text(self) -> str | None:
        """What is painted instead of the text; None: the text itself."""
        return _("Withheld") if self._withheld else None

    def paintEvent(self, event: QPaintEvent) -> None:
        instead = self.shown_text()
        if instead is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        room = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        margins = self.textMargins()
        room = QRect(room).marginsRemoved(margins).adjusted(2, 0, 0, 0)
        painter.setFont(self.theme.font())
        painter.setPen(self.theme.color(Token.TEXT_2 if self._withheld else Token.TEXT))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, instead)
