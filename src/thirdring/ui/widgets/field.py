"""A control with its label, which stays, and below it a hint or what is wrong, in words."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.label import Label


class FieldLabel(Label):
    """The label of a control; `required` adds the star. Clicking or its buddy leads to the control."""

    def __init__(
        self, text: str = "", *, required: bool = False, parent: QWidget | None = None
    ) -> None:
        self._required = required
        super().__init__(text, tone=Token.TEXT_2, parent=parent)

    @property
    def required(self) -> bool:
        return self._required

    def set_required(self, *, on: bool) -> None:
        self._required = on
        self.updateGeometry()
        self.update()

    def set_for(self, control: QWidget) -> None:
        """Name `control` for screen readers and make it this label's buddy."""
        self.setBuddy(control)
        name = self.text()
        control.setAccessibleName(
            _("{field}, required").format(field=name) if self._required else name
        )

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + (self.theme.px(9) if self._required else 0), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._required:
            painter = QPainter(self)
            painter.setFont(self.theme.font(Type.CAPTION))
            painter.setPen(self.theme.color(Token.OVER))
            left = self.fontMetrics().horizontalAdvance(self.text()) + 2
            top = (self.height() - self.fontMetrics().height()) // 2
            painter.drawText(left, top + painter.fontMetrics().ascent() - 1, "*")


class Note(Styled, QWidget):
    """The caption under a field: a hint, or a problem with its shape; then the rule's id.

    Its height is reserved, so nothing below moves when words come or go.
    """

    def __init__(self, *, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._hint = ""
        self._problem = ""
        self._words = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=lines > 1, elide=lines == 1)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._rule.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(8)
        # One line ends where its words end, with the rule's id behind; several take the width.
        row.addWidget(self._words, 0 if lines == 1 else 1)
        row.addWidget(self._rule)
        if lines == 1:
            row.addStretch(1)
        self.wire()

    def restyle(self) -> None:
        # A Chinese face is a little higher than the line it is set in.
        face = QFontMetrics(self.theme.font(Type.CAPTION)).lineSpacing()
        self.setFixedHeight(max(self.theme.line(Type.CAPTION) + 1, face) * self._lines + 2)

    def set_hint(self, text: str, rule: str = "") -> None:
        self._hint = text
        if not self._problem:
            self._show(text, rule, Token.TEXT_3)

    def set_problem(self, text: str, rule: str = "") -> None:
        """Say what is wrong; an empty text brings the hint back."""
        self._problem = text
        if text:
            self._show(text, rule, Token.OVER)
        else:
            self._show(self._hint, "", Token.TEXT_3)

    @property
    def problem(self) -> str:
        return self._problem

    def text(self) -> str:
        return self._words.text()

    def _show(self, text: str, rule: str, tone: Token) -> None:
        self._words.setText(text)
        self._words.set_tone(tone)
        self._rule.setText(rule)
        left = self.theme.px(18) if self._problem else 0
        self.setContentsMargins(left, 0, 0, 0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._problem:
            painter = QPainter(self)
            side = self.theme.px(icons.INLINE)
            room = QRect(0, 2, side, self.theme.line(Type.CAPTION))
            icons.paint_icon(painter, room, "alert-circle", self.theme.color(Token.OVER), side)


class Field(Styled, QWidget):
    """Label, control and note as one block. `above` puts the label over the control.

    Retranslate with `set_label`, `set_hint`; show refusals with `set_problem`.
    """

    def __init__(
        self,
        control: QWidget,
        *,
        required: bool = False,
        above: bool = False,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.label = FieldLabel(required=required)
        self.note = Note(lines=lines)
        self._above = above
        self._hint = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        if above:
            grid.addWidget(self.label, 0, 0)
            grid.addWidget(control, 1, 0)
            grid.addWidget(self.note, 2, 0)
        else:
            grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(control, 0, 1)
            grid.addWidget(self.note, 1, 1)
            grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        noticed = getattr(control, "noticed", None)
        if noticed is not None:
            noticed.connect(self._on_noticed)
        self.wire()

    def restyle(self) -> None:
        if not self._above:
            self.label.setFixedWidth(self.theme.size(Size.FORM_LABEL))
            self.label.setMinimumHeight(self.theme.size(Size.CONTROL))

    def set_label(self, text: str) -> None:
        self.label.setText(text)
        self.label.set_for(self.control)

    def set_hint(self, text: str, rule: str = "") -> None:
        self._hint = text
        self.note.set_hint(text, rule)
        self.control.setAccessibleDescription(text)

    def set_problem(self, text: str, rule: str = "") -> None:
        """Show what is wrong beside the field; an empty text clears it."""
        self.note.set_problem(text, rule)
        self.control.setAccessibleDescription(text or self._hint)
        mark = getattr(self.control, "set_problem", None)
        if mark is not None:
            mark(on=bool(text))

    def _on_noticed(self, sentence: str) -> None:
        self.note.set_hint(sentence)


def align_labels(fields: Iterable[Field]) -> None:
    """Give the labels of a form one width: the widest one's, and room before the control."""
    labels = [field.label for field in fields]
    for label in labels:
        label.setMinimumWidth(0)
    widest = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setFixedWidth(widest + label.theme.px(12))


def label_for(control: QWidget, label: QLabel) -> None:
    """Make a label of a hand-made layout the buddy and name of `control`."""
    label.setBuddy(control)
    control.setAccessibleName(label.text())
