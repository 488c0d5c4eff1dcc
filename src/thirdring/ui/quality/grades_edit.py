"""The criteria of a quality check with a grade for each, and the score they come to (G8)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.quality import RULES, Criterion, Grade, Graded, score
from thirdring.i18n import _
from thirdring.labels import choices, label
from thirdring.ui.widgets import FieldLabel, Label, Segments, Styled

# What did not come up: no grade, no weight.
_NONE = ""


class GradesEdit(Styled, QWidget):
    """`changed` when the person chose another grade."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: dict[Criterion, int] = {}
        self.boxes = {one: Segments() for one in Criterion}
        self.names = {one: FieldLabel() for one in Criterion}
        self.score = Label(bold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for one, box in self.boxes.items():
            column.addWidget(self.names[one])
            column.addWidget(box)
        column.addSpacing(4)
        column.addWidget(self.score)
        for box in self.boxes.values():
            box.chosen.connect(self._on_chosen)
        self.wire()

    def retranslate(self) -> None:
        for one, box in self.boxes.items():
            box.set_options(
                [*((Grade(v), _(text)) for v, text in choices(Grade)), (_NONE, _("Did not occur"))]
            )
            if box.value() is None:
                box.set_value(_NONE)
            weight = self._weights.get(one, 0)
            name = _("{criterion}, weight {n}").format(criterion=_(label(one)), n=weight)
            self.names[one].setText(f"{name}  {RULES[one]}")
            self.names[one].set_for(box)
        self._show_score()

    def set_weights(self, weights: Sequence[tuple[Criterion, int]]) -> None:
        """What the policy looks at, and what each weighs."""
        self._weights = dict(weights)
        for one, box in self.boxes.items():
            self.names[one].setVisible(one in self._weights)
            box.setVisible(one in self._weights)
        self.retranslate()

    def clear(self) -> None:
        """Nothing graded yet."""
        for box in self.boxes.values():
            box.set_value(_NONE)
        self._show_score()

    def grades(self) -> dict[Criterion, Grade]:
        """What was graded."""
        chosen = {one: self.boxes[one].value() for one in self._weights}
        return {one: Grade(str(value)) for one, value in chosen.items() if value}

    def _on_chosen(self, _value: object) -> None:
        self._show_score()
        self.changed.emit()

    def _show_score(self) -> None:
        parts = (Graded(one, grade, self._weights[one]) for one, grade in self.grades().items())
        found = score(parts)
        self.score.setText(
            _("Nothing graded yet") if found is None else _("Score {n} of 100").format(n=found)
        )
