"""Rows of a form: labels in one column, controls beside them, a line for what is wrong below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Size
from thirdring.ui.widgets import FieldLabel, Styled


class FormRows(Styled, QWidget):
    """Subclasses build rows in their constructor and end it with `self.wire()`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[FieldLabel, str, QWidget, bool]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def label(
        self, msgid: str, control: QWidget, *, required: bool = False, column: bool = True
    ) -> FieldLabel:
        """A label for `control`; `column`: it stands in the label column."""
        made = FieldLabel(required=required)
        self._labels.append((made, msgid, control, column))
        return made

    def relabel(self, label: FieldLabel, msgid: str) -> None:
        """Another word for the same control, from now on."""
        for place, (made, old, control, column) in enumerate(self._labels):
            if made is label and old != msgid:
                self._labels[place] = (made, msgid, control, column)
                made.setText(_(msgid))
                made.set_for(control)

    def row(self, *items: QWidget | int, wide: QWidget | None = None) -> QWidget:
        """One row: first what stands in the label column. An integer is a stretch."""
        holder = QWidget()
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head, *rest = items
        if isinstance(head, QWidget):
            outer.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        outer.addLayout(line, 1)
        for item in rest:
            if isinstance(item, int):
                line.addStretch(item)
            else:
                line.addWidget(item, int(item is wide))
        self.column.addWidget(holder)
        return holder

    def restyle(self) -> None:
        self.column.setSpacing(self.theme.size(Size.FORM_GAP))
        for label, _msgid, _control, column in self._labels:
            if column:
                label.setFixedWidth(self.theme.size(Size.FORM_LABEL))
            label.setMinimumHeight(self.theme.size(Size.CONTROL))

    def retranslate(self) -> None:
        for label, msgid, control, _column in self._labels:
            label.setText(_(msgid))
            label.set_for(control)
