"""The rules a screen cites, each in its sentence, below the shortcuts (F1)."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui.rules import rule_ids, rule_sentence
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Label, Styled


class RuleList(Styled, QWidget):
    """Empty and invisible until `set_rules`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: list[str] = []
        self._head = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._lines: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._head, 0, 0, 1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()
        self.wire()

    @property
    def filled(self) -> bool:
        return bool(self._rules)

    def restyle(self) -> None:
        side = self.theme.px(20)
        self._grid.setContentsMargins(side, 0, side, self.theme.px(16))

    def retranslate(self) -> None:
        self._head.setText(_("Rules on this screen"))
        self.set_rules(self._rules)

    def set_rules(self, rules: Iterable[str]) -> None:
        """Show each rule once, in the rulebook's order."""
        cited = set(rules)
        self._rules = [rule for rule in rule_ids() if rule in cited]
        for label in self._lines:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._lines = []
        for row, rule in enumerate(self._rules, start=1):
            name = Label(rule, tone=Token.TEXT_2, bold=True)
            sentence = Label(rule_sentence(rule), wrap=True)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(sentence, row, 1)
            self._lines += [name, sentence]
        self.setVisible(self.filled)
