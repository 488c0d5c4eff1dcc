"""Text to read: always plain, in one of five sizes and a tone of the table."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from thirdring.ui.rules import is_rule, rule_sentence
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled, set_tip


class Label(Styled, QLabel):
    """A plain-text label. `elide` cuts with … on the right and shows the whole as a tooltip.

    A label that shows a rule's id alone (A2) explains it on hover; F1 lists what is on screen.
    """

    def __init__(
        self,
        text: str = "",
        *,
        step: Type = Type.BODY,
        tone: Token = Token.TEXT,
        bold: bool = False,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._step, self._tone, self._bold, self._elide = step, tone, bold, elide
        self._explains = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)
        self._ready = True
        self.wire()

    def set_tone(self, tone: Token, *, bold: bool | None = None) -> None:
        self._tone = tone
        self._bold = self._bold if bold is None else bold
        self.restyle()

    @property
    def tone(self) -> Token:
        return self._tone

    @property
    def elides(self) -> bool:
        """Whether it may be narrower than its text."""
        return self._elide

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        super().setText(text)
        explains = is_rule(text)
        if explains:
            set_tip(self, f"{text}: {rule_sentence(text)}")
        elif self._elide:
            set_tip(self, text)
        elif self._explains:
            set_tip(self, "")
        self._explains = explains

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Given to another parent, a style sheet puts back the palette it found at first.
        if event.type() is QEvent.Type.PaletteChange and getattr(self, "_ready", False):
            role = QPalette.ColorRole.WindowText
            if self.palette().color(QPalette.ColorGroup.Active, role) != self.theme.color(
                self._tone
            ):
                self._colour()

    def restyle(self) -> None:
        self.setFont(self.theme.font(self._step, bold=self._bold))
        self._colour()

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        color = self.theme.color(self._tone)
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.WindowText, color)
        self.setPalette(palette)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), self.theme.px(24)))
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(
            self.text().replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, text)
