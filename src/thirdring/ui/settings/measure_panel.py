"""The column beside the measures (H7): a new one, or how the chosen one is coming along."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.case_values import MeasureState
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.indicators import DEFINITIONS, Indicator
from thirdring.i18n import _, render
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    ComboBox,
    Field,
    Label,
    LineEdit,
    Note,
    TextArea,
)
from thirdring.usecases.measures import MeasureRow, NewMeasure


class MeasurePanel(EditPanel):
    """`measure` None: a new one, where `may_add`. `closed` carries whether it was dropped."""

    added = Signal(object)
    noted = Signal(str)
    closed = Signal(str, bool)

    def __init__(self, *, may_add: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure: MeasureRow | None = None
        self._may_add, self._may_follow = may_add, False
        self._zone = ZoneInfo("UTC")
        self.what, self.cause = TextArea(lines=3), TextArea(lines=2)
        self.owner, self.due, self.indicator = ComboBox(), LineEdit(), ComboBox()
        self.progress = TextArea(lines=4)
        self.fields = {
            "what": Field(self.what, above=True, required=True),
            "owner": Field(self.owner, above=True, required=True),
            "due_on": Field(self.due, above=True, required=True),
            "indicator": Field(self.indicator, above=True),
            "cause": Field(self.cause, above=True),
        }
        text = Field(self.progress, above=True, required=True)
        self._follow_fields = {"text": text, "result": text}
        self.add = Button(kind=ButtonKind.PRIMARY, icon="plus")
        self.write = Button(kind=ButtonKind.PRIMARY, icon="note")
        self.done = Button(icon="check")
        self.drop = Button(kind=ButtonKind.DESTRUCTIVE)
        self.story = Label(wrap=True)
        self.note = Note(lines=2)
        self._lay()
        self.add.clicked.connect(self._on_add)
        self.write.clicked.connect(self._on_write)
        self.done.clicked.connect(self._on_done)
        self.drop.clicked.connect(self._on_drop)
        self.wire()

    def _lay(self) -> None:
        self._adding, self._following = QWidget(self), QWidget(self)
        for box, parts in (
            (self._adding, (*self.fields.values(), self.add)),
            (self._following, (self._follow_fields["text"], self.write)),
        ):
            box.setObjectName("plain")
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            for part in parts:
                column.addWidget(part)
            if box is self._following:
                row = QHBoxLayout()
                row.addWidget(self.done)
                row.addStretch(1)
                row.addWidget(self.drop)
                column.addSpacing(8)
                column.addLayout(row)
        self.column.addWidget(self.story)
        self.column.addSpacing(8)
        self.column.addWidget(self._adding)
        self.column.addWidget(self._following)
        self.column.addWidget(self.note)
        self.column.addStretch(1)

    def restyle(self) -> None:
        super().restyle()
        self.what.setFixedHeight(self.theme.px(72))
        self.cause.setFixedHeight(self.theme.px(52))
        self.progress.setFixedHeight(self.theme.px(92))

    def retranslate(self) -> None:
        texts = {
            "what": _("What is done"),
            "owner": _("Who does it"),
            "due_on": _("To be done by"),
            "indicator": _("For which indicator"),
            "cause": _("Why it came to it"),
        }
        for name, text in texts.items():
            self.fields[name].set_label(text)
        self.fields["due_on"].set_hint(_("A day such as 2026-12-31"))
        self._follow_fields["text"].set_label(_("How it is coming along"))
        self._follow_fields["text"].set_hint(_("When it is closed: what came of it."))
        self.add.setText(_("Add the measure"))
        self.write.setText(_("Write it down"))
        self.done.setText(_("Close: done"))
        self.drop.setText(_("Close: dropped"))
        for box in (self.owner, self.indicator):
            box.setPlaceholderText(_("Choose"))
        names = [(one, render(DEFINITIONS[one].name)) for one in Indicator]
        self.indicator.set_options([("", _("None")), *names])
        self._show()

    def set_people(self, people: Sequence[tuple[str, str]], zone: ZoneInfo) -> None:
        """Logins and names of who can be given a measure, and the zone of the times shown."""
        self.owner.set_options(people)
        self._zone = zone

    def show_measure(self, measure: MeasureRow | None, *, may_follow: bool) -> None:
        """Another one empties what was typed to it; the same one read again does not."""
        before = self.measure.id if self.measure else None
        if before != (measure.id if measure else None):
            self.progress.setPlainText("")
            clear_problems(self.fields | self._follow_fields, self.note)
        self.measure, self._may_follow = measure, may_follow
        self._show()

    def show_error(self, error: ThirdRingError) -> None:
        """Beside the field it is about."""
        show_error(error, self.fields | self._follow_fields, self.note)

    def empty(self) -> None:
        """What was typed is saved."""
        clear_problems(self.fields | self._follow_fields, self.note)
        for area in (self.what, self.cause, self.progress):
            area.setPlainText("")
        self.due.clear()
        self.owner.set_value(None)
        self.indicator.set_value(None)

    def _show(self) -> None:
        one = self.measure
        self._adding.setVisible(one is None and self._may_add)
        self._following.setVisible(
            one is not None and self._may_follow and one.state is MeasureState.OPEN
        )
        self.story.setVisible(one is not None)
        if one is None:
            self.title.setText(_("A new measure") if self._may_add else _("Measures"))
            self.text.setText(
                _("So that it doesn't happen again: one who does it, and by when.")
                if self._may_add
                else _("Choose one to read how it is coming along.")
            )
            return
        self.title.setText(one.what)
        self.text.setText(_("{name}, by {day}").format(name=one.owner, day=one.due_on.isoformat()))
        self.story.setText("\n\n".join(self._story(one)) or _("Nothing was written yet."))

    def _story(self, one: MeasureRow) -> list[str]:
        lines = [_("Why: {text}").format(text=one.cause)] if one.cause else []
        lines += [f"{self._day(note.at)} {note.by}\n{note.text}" for note in one.notes]
        if one.result and one.closed_at:
            came = _("What came of it: {text}").format(text=one.result)
            lines.append(f"{self._day(one.closed_at)}\n{came}")
        return lines

    def _day(self, at: dt.datetime) -> str:
        return at.astimezone(self._zone).date().isoformat()

    def _on_add(self) -> None:
        clear_problems(self.fields, self.note)
        if not self.owner.value():
            self.fields["owner"].set_problem(_("Choose who does it."))
            self.owner.setFocus()
            return
        try:
            day = dt.date.fromisoformat(self.due.value())
        except ValueError:
            self.fields["due_on"].set_problem(_("Write a day such as 2026-12-31."))
            self.due.setFocus()
            return
        chosen = self.indicator.value()
        self.added.emit(
            NewMeasure(
                self.what.value(), str(self.owner.value()), day, self.cause.value(),
                Indicator(str(chosen)) if chosen else None,
            )
        )  # fmt: skip

    def _on_write(self) -> None:
        self.noted.emit(self.progress.value())

    def _on_done(self) -> None:
        self.closed.emit(self.progress.value(), False)

    def _on_drop(self) -> None:
        self.closed.emit(self.progress.value(), True)
