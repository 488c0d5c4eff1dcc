"""The line under a text: the wording to change, what to say instead, and the key that does it."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import WordingKind
from thirdring.domain.wording import Finding
from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, Styled

_REASONS = {
    WordingKind.JARGON: Token.SOON,
}


class LintLine(Styled, QWidget):
    """Its height is reserved. Also says a plain notice (what a paste changed) when nothing is found."""

    replace_asked = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Token | None = None
        self._wrong = Label(tone=Token.OVER, bold=True)
        self._say = Label(tone=Token.TEXT_2)
        self._instead = Label(elide=True)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._button = Button(kind=ButtonKind.LINK, keys=keys, small=True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.replace_asked)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self._wrong)
        row.addWidget(self._say)
        row.addWidget(self._instead, 1)
        row.addWidget(self._rule)
        row.addWidget(self._button)
        self.wire()
        self.show_nothing()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(26))
        self._row.setContentsMargins(self.theme.px(26), 0, 0, 0)

    def retranslate(self) -> None:
        self._button.setText(_("Replace"))

    def show_finding(self, finding: Finding, instead: str) -> None:
        """`instead` is filled in already; empty when there is nothing to put in its place."""
        self._tone = _REASONS.get(finding.kind, Token.OVER)
        self._wrong.set_tone(self._tone)
        self._wrong.setText(_("“{text}”").format(text=finding.text))
        internal = finding.kind is WordingKind.INTERNAL_NUMBER
        self._say.setText(_("is a superior's own number") if internal else _("say instead"))
        self._instead.setText(_("“{text}”").format(text=instead) if instead else "")
        self._rule.setText(finding.rule)
        self._button.setVisible(bool(instead))
        self.setAccessibleName(
            f"{self._wrong.text()} {self._say.text()} {self._instead.text()} {finding.rule}"
        )
        self.update()

    def show_notice(self, sentence: str) -> None:
        """A sentence about what was pasted, until something else is to be said."""
        self.show_nothing()
        self._say.setText(sentence)
        self.setAccessibleName(sentence)

    def show_nothing(self) -> None:
        self._tone = None
        for label in (self._wrong, self._say, self._instead, self._rule):
            label.setText("")
        self._button.hide()
        self.setAccessibleName("")
        self.update()

    @property
    def shown(self) -> tuple[str, str]:
        """The wording and what to say instead, as they stand there."""
        return self._wrong.text(), self._instead.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._tone is not None:
            side = self.theme.px(icons.BUTTON)
            room = QRect(0, 0, side, self.height())
            icons.paint_icon(QPainter(self), room, "ban", self.theme.color(self._tone), side)
