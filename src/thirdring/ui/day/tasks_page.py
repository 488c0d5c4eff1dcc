"""Tasks (E6, F5, I2): what is to be done by a time, done with a key; a small form adds one."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.case_values import Repeat, TaskKind
from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, ThirdRingError
from thirdring.i18n import _
from thirdring.ui.calls.typed_time import typed_time
from thirdring.ui.runner import Runner
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    ComboBox,
    EmptyState,
    Field,
    Ground,
    Hairline,
    Heading,
    LineEdit,
    Note,
    QuietTable,
    SectionHead,
    TableRow,
)
from thirdring.ui.words import due_text
from thirdring.usecases.tasks import (
    FinishedTask,
    NewTask,
    TaskRow,
    add_task,
    finish_task,
    list_tasks,
)


class TasksPage(Ground):
    """Enter on a row does the task; `may_give`: also campaigns of the whole center."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, ticker: Ticker, time: CenterTime, *, may_give: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._runner, self._ticker, self._time, self._may_give = runner, ticker, time, may_give
        self._rows: list[TaskRow] = []
        self._empty = EmptyState("clipboard-check")
        self.table = QuietTable(empty=self._empty)
        self.panel = EditPanel()
        self.panel.wire()
        self.title, self.due = LineEdit(), LineEdit()
        self.kind, self.repeat = ComboBox(), ComboBox()
        self.fields = {
            "title": Field(self.title, above=True, required=True),
            "due_at": Field(self.due, above=True, required=True),
            "kind": Field(self.kind, above=True),
            "repeat": Field(self.repeat, above=True),
        }
        self.note = Note(lines=2)
        self.add = Button(icon="plus")
        self.done = Button(kind=ButtonKind.PRIMARY, icon="check")
        self.new = SectionHead()
        parts = (self.done, self.note, Hairline(), self.new, *self.fields.values(), self.add)
        for part in parts:
            self.panel.column.addWidget(part)
        self.panel.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.panel)
        self.add.clicked.connect(self._on_add)
        self.done.clicked.connect(self.finish)
        self.due.returnPressed.connect(self._on_add)
        self.table.entered_row.connect(self._on_entered_row)
        self.table.chosen.connect(self._on_chosen)
        self.wire()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Tasks"))
        self._empty.set_text(
            _("No tasks"), _("Announcements of emergencies (E6) and campaigns (F5) appear here.")
        )
        self.table.set_headings(
            [
                Heading(_("Due"), 150, kept=True),
                Heading(_("Kind"), 132),
                Heading(_("What"), kept=True),
                Heading(_("Repeats"), 110),
                Heading(_("Who"), 150),
                Heading(_("No."), 124),
            ]
        )
        self.new.set_text(_("New task"))
        self.fields["title"].set_label(_("What is to be done"))
        self.fields["due_at"].set_label(_("By when"))
        self.fields["due_at"].set_hint(_("15:30, or 12-03 9:40"))
        self.fields["kind"].set_label(_("Kind"))
        self.fields["repeat"].set_label(_("Repeats"))
        kinds = [one for one in TaskKind if self._may_give or one is not TaskKind.CAMPAIGN]
        self.kind.set_options([(one.value, _(labels.label(one))) for one in kinds])
        self.repeat.set_options([(one.value, _(labels.label(one))) for one in Repeat])
        if self.kind.value() is None:
            self.kind.set_value(TaskKind.OTHER.value)
            self.repeat.set_value(Repeat.NEVER.value)
        self.add.setText(_("Add the task"))
        self.done.setText(_("Done"))
        self._show()

    def enter(self) -> None:
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(
            list_tasks, mine=not self._may_give, owner=self, key="tasks", then=self._on_rows,
            failed=self.failed.emit,
        )  # fmt: skip

    def finish(self) -> None:
        """The task the keys are on is done."""
        task = self._current()
        if task is not None:
            self._runner.run(
                finish_task, task.id, task.version, owner=self, then=self._on_finished,
                failed=self.failed.emit,
            )  # fmt: skip

    def _current(self) -> TaskRow | None:
        key = self.table.key()
        return next((one for one in self._rows if one.id == key), None)

    def _on_rows(self, rows: list[TaskRow]) -> None:
        self._rows = rows
        self._show()
        if self.table.key() is None and rows:
            self.table.choose(rows[0].id)
        self._on_chosen(self.table.key())

    def _on_finished(self, done: FinishedTask) -> None:
        sentence = _("Done: {title}").format(title=done.done.title)
        if done.next is not None:
            again = due_text(done.next.due_at, self._ticker.now(), self._time.zone)
            sentence += _("; again {time}").format(time=again)
        self.said.emit(sentence)
        self.refresh()

    def _on_add(self) -> None:
        clear_problems(self.fields, self.note)
        due = self._due()
        if due is None:
            self.fields["due_at"].set_problem(_("Write a time such as 15:30 or 12-03 9:40."))
            self.due.setFocus()
            return
        new = NewTask(
            self.title.value(), due, TaskKind(str(self.kind.value())),
            repeat=Repeat(str(self.repeat.value())),
        )  # fmt: skip
        self._runner.run(add_task, new, owner=self, then=self._on_added, failed=self._on_refused)

    def _due(self) -> datetime | None:
        try:
            return typed_time(self.due.value(), self._ticker.now(), self._time)
        except Refusal:
            return None

    def _on_added(self, row: TaskRow) -> None:
        self.title.clear()
        self.due.clear()
        self.said.emit(_("Added: {name}").format(name=row.title))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        show_error(error, self.fields, self.note)

    def _on_entered_row(self, _key: object) -> None:
        self.finish()

    def _on_chosen(self, _key: object) -> None:
        task = self._current()
        self.panel.title.setText(task.title if task else _("A new task"))
        self.panel.text.setText((task.text or "") if task else "")
        self.done.setVisible(task is not None)

    def _show(self) -> None:
        now, zone = self._ticker.now(), self._time.zone
        self.table.set_rows(
            [
                TableRow(
                    one.id,
                    (
                        Cell(due_text(one.due_at, now, zone), Token.OVER if one.overdue else Token.TEXT_2, bold=one.overdue),
                        Cell(_(labels.label(one.kind))),
                        Cell(one.title, Token.TEXT, tip=one.text or one.title),
                        Cell("" if one.repeat is Repeat.NEVER else _(labels.label(one.repeat))),
                        Cell(one.owner or _("whoever is free")),
                        Cell(one.number or ""),
                    ),
                )
                for one in self._rows
            ]
        )  # fmt: skip
