"""Published statements (E4): what superiors may say outside; added and retired, never changed."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui.runner import Runner
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    EmptyState,
    Field,
    Heading,
    LineEdit,
    Note,
    QuietTable,
    TableRow,
    TextArea,
)
from thirdring.usecases.statements import (
    StatementRow,
    add_statement,
    list_statements,
    retire_statement,
)


class StatementsSection(Section):
    """A corrected statement is another one: the old is retired."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: tuple[StatementRow, ...] = ()
        self._empty = EmptyState("news")
        self.table = QuietTable(empty=self._empty)
        self.panel = EditPanel()
        self.panel.wire()
        self.title, self.text, self.until = LineEdit(), TextArea(lines=6), LineEdit()
        self.fields = {
            "title": Field(self.title, above=True, required=True),
            "text": Field(self.text, above=True, required=True),
            "valid_until": Field(self.until, above=True),
        }
        self.note = Note(lines=2)
        self.add = Button(kind=ButtonKind.PRIMARY, icon="plus")
        self.retire = Button(kind=ButtonKind.DESTRUCTIVE, icon="archive")
        for part in (*self.fields.values(), self.add, self.note, self.retire):
            self.panel.column.addWidget(part)
        self.panel.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.panel)
        self.add.clicked.connect(self._on_add)
        self.retire.clicked.connect(self._on_retire)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_chosen)
        self.wire()

    def restyle(self) -> None:
        self.text.setFixedHeight(self.theme.px(140))

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Statements"))
        self._empty.set_text(
            _("No statement yet"),
            _("What was published can be said outside, by superiors only (E4)."),
        )
        self.table.set_headings(
            [
                Heading(_("Title"), kept=True),
                Heading(_("Valid"), 190, kept=True),
                Heading(_("State"), 100),
                Heading(_("By"), 100),
            ]
        )
        self.panel.title.setText(_("A new statement"))
        self.panel.text.setText(_("It can't be changed afterwards; retire it and add another."))
        self.fields["title"].set_label(_("Title"))
        self.fields["text"].set_label(_("What was published"))
        self.fields["valid_until"].set_label(_("Valid until"))
        self.fields["valid_until"].set_hint(_("2026-12-31; empty: until further notice"))
        self.add.setText(_("Add the statement"))
        self.retire.setText(_("Retire the chosen one"))
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(_every, owner=self, key="statements", then=self._on_rows)

    def _on_rows(self, rows: tuple[StatementRow, ...]) -> None:
        self._rows = rows
        self._show()

    def _on_chosen(self, _key: object) -> None:
        self._show_retire()

    def _chosen(self) -> StatementRow | None:
        return next((one for one in self._rows if one.id == self.table.key()), None)

    def _show_retire(self) -> None:
        one = self._chosen()
        self.retire.setEnabled(one is not None and one.retired_at is None)

    def _show(self) -> None:
        self.table.set_rows([_row(one) for one in self._rows])
        self._show_retire()

    def _on_add(self) -> None:
        clear_problems(self.fields, self.note)
        typed, until = self.until.value(), None
        if typed:
            try:
                until = date.fromisoformat(typed)
            except ValueError:
                self.fields["valid_until"].set_problem(_("Write a day such as 2026-12-31."))
                self.until.setFocus()
                return
        self._runner.run(
            add_statement, self.title.value(), self.text.value(), valid_until=until, owner=self,
            then=self._on_added, failed=self._on_refused,
        )  # fmt: skip

    def _on_added(self, row: StatementRow) -> None:
        for field in (self.title, self.until):
            field.clear()
        self.text.setPlainText("")
        self.say(_("Added: {name}").format(name=row.title))
        self.refresh()

    def _on_retire(self) -> None:
        one = self._chosen()
        if one is not None:
            self._runner.run(
                retire_statement, one.id, version=one.version, owner=self,
                then=self._on_retired, failed=self._on_refused,
            )  # fmt: skip

    def _on_retired(self, _none: Any) -> None:
        self.say(_("Retired; where it was used stays on record."))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        show_error(error, self.fields, self.note)


def _row(one: StatementRow) -> TableRow:
    days = _("from {day}").format(day=f"{one.valid_from:%Y-%m-%d}")
    if one.valid_until:
        days = f"{one.valid_from:%Y-%m-%d} – {one.valid_until:%Y-%m-%d}"
    return TableRow(
        one.id,
        (
            Cell(one.title, Token.TEXT, tip=one.text),
            Cell(days),
            Cell(_state(one), Token.FINE if one.valid else Token.TEXT_3),
            Cell(one.made_by),
        ),
    )


def _state(one: StatementRow) -> str:
    if one.retired_at is not None:
        return _("Retired")
    if one.valid:
        return _("In force")
    return _("Expired") if one.expired else _("Not yet in force")


def _every(ctx: Any) -> tuple[StatementRow, ...]:
    return list_statements(ctx, valid_only=False)
