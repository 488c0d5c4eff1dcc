"""A few rows of the form that belong together: labels in one column, fields bound to the record."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.withheld_edit import WithheldEdit
from thirdring.ui.theme import Size
from thirdring.ui.widgets import FieldLabel, LineEdit, Styled

TextField = LineEdit | GrowingArea


class Section(Styled, QWidget):
    """Subclasses build rows in their constructor and end it with `self.wire()`.

    `fields` leads from the name of a field in the record to the widget that holds it.
    """

    def __init__(self, call: CallPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.call = call
        self.fields: dict[str, QWidget] = {}
        self._texts: dict[str, TextField] = {}
        self._labels: list[tuple[FieldLabel, str, QWidget, bool]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    # --- building ----------------------------------------------------------------------------

    def label(
        self, msgid: str, control: QWidget, *, required: bool = False, column: bool = True
    ) -> FieldLabel:
        """A label for `control`; `column`: it stands in the label column."""
        made = FieldLabel(required=required)
        self._labels.append((made, msgid, control, column))
        return made

    def row(self, *items: QWidget | int, top: bool = False, wide: QWidget | None = None) -> QWidget:
        """One row of the form: first what stands in the label column. An integer is a stretch,
        `wide` takes what is left, `top` aligns all with the first line.
        """
        holder = QWidget()
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head, *items = items  # type: ignore[assignment]
        if isinstance(head, QWidget):  # the label column; its gap is part of its width
            outer.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        outer.addLayout(line, 1)
        for item in items:
            if isinstance(item, int):
                line.addStretch(item)
            elif top:
                line.addWidget(item, int(item is wide), Qt.AlignmentFlag.AlignTop)
            else:
                line.addWidget(item, int(item is wide))
        self._column.addWidget(holder)
        return holder

    def bind(self, name: str, field: TextField) -> None:
        """What is typed into `field` goes into the record under `name`."""
        self.fields[name] = field
        self._texts[name] = field
        field.textChanged.connect(partial(self._on_typed, name))
        if isinstance(field, WithheldEdit):
            field.withheld_changed.connect(partial(self._on_withheld, name))

    # --- showing -----------------------------------------------------------------------------

    def adopt(self, call: CallPresenter) -> None:
        """Serve another record from now on; what could be undone is gone."""
        self.call = call
        self.load()

    def load(self) -> None:
        """Show the record's texts as they are; nothing counts as typed."""
        for name, field in self._texts.items():
            blocker = QSignalBlocker(field)
            text = self.call.record.texts.get(name, "")
            if isinstance(field, GrowingArea):
                field.setPlainText(text)
            else:
                field.setText(text)
            blocker.unblock()
        self.refresh()

    def refresh(self) -> None:
        """Follow the record; a field being typed in is left alone."""
        record = self.call.record
        for name, field in self._texts.items():
            text = record.texts.get(name, "")
            if isinstance(field, WithheldEdit):
                field.set_withheld(on=name in record.withheld)
            shown = _shown(field)
            # An empty field takes what the telephone or the customer's record brings, cursor or not.
            if shown == text or (shown and field.hasFocus()):
                continue
            if isinstance(field, GrowingArea):
                field.replace_all(text)
            elif isinstance(field, WithheldEdit):
                field.fill(text)
            else:
                field.selectAll()
                field.insert(text)

    def restyle(self) -> None:
        self._column.setSpacing(self.theme.size(Size.FORM_GAP))
        for label, _msgid, _control, column in self._labels:
            if column:
                label.setFixedWidth(self.theme.size(Size.FORM_LABEL))
            label.setMinimumHeight(self.theme.size(Size.CONTROL))

    def retranslate(self) -> None:
        for label, msgid, control, _column in self._labels:
            label.setText(_(msgid))
            label.set_for(control)

    # --- what happened -----------------------------------------------------------------------

    def _on_typed(self, name: str, _text: str = "") -> None:
        self.call.set_text(name, _shown(self._texts[name]))

    def _on_withheld(self, name: str, on: bool) -> None:
        self.call.set_withheld(name, on=on)


def _shown(field: TextField) -> str:
    return field.toPlainText() if isinstance(field, GrowingArea) else field.text()


def stacked(*parts: QWidget) -> QVBoxLayout:
    """Widgets one under the other without gaps."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return column


def holder_of(layout: QLayout) -> QWidget:
    """A widget that carries `layout`."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder
