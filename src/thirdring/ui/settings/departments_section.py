"""Which department answers for what (D3): the routing table by nature and severity."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import Nature, Severity
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, ngettext
from thirdring.labels import choices, label
from thirdring.ui.runner import Runner
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    ComboBox,
    EmptyState,
    Field,
    Heading,
    LineEdit,
    Note,
    QuietTable,
    TableRow,
)
from thirdring.usecases.route_ticket import RouteRow, list_routes, remove_route, set_route

_ANY = ""


class DepartmentsSection(Section):
    """There is one line for each nature and severity: setting it anew replaces it."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: tuple[RouteRow, ...] = ()
        self._empty = EmptyState("building-store")
        self.table = QuietTable(empty=self._empty)
        self.panel = EditPanel()
        self.panel.wire()
        self.nature, self.severity = ComboBox(), ComboBox()
        self.department = LineEdit(kind=TextKind.NAME)
        self.hours, self.reason = LineEdit(kind=TextKind.NAME), LineEdit()
        self.fields = {
            "nature": Field(self.nature, above=True),
            "severity": Field(self.severity, above=True),
            "department": Field(self.department, above=True, required=True),
            "hours": Field(self.hours, above=True),
            "reason": Field(self.reason, above=True, required=True),
        }
        self.note = Note(lines=2)
        self.save = Button(kind=ButtonKind.PRIMARY)
        self.remove = Button(kind=ButtonKind.DESTRUCTIVE, icon="trash")
        for part in (*self.fields.values(), self.save, self.note, self.remove):
            self.panel.column.addWidget(part)
        self.panel.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.panel)
        self._connect()
        self.wire()

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.save.clicked.connect(self._on_save)
        self.remove.clicked.connect(self._on_remove)
        self.reason.returnPressed.connect(self._on_save)
        for line in (self.department, self.hours):
            line.returnPressed.connect(self._on_line_entered)

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Departments"))
        self._empty.set_text(
            _("No department yet"),
            _("Until a line says who answers, complaints go to no department by themselves (D3)."),
        )
        self.table.set_headings(
            [
                Heading(_("Nature"), 130, kept=True),
                Heading(_("Severity"), 110),
                Heading(_("Department"), kept=True),
                Heading(_("Answers within"), 190),
            ]
        )
        self.panel.title.setText(_("Who answers for what"))
        self.panel.text.setText(
            _("The line that fits closest holds. What was passed on already stays where it is.")
        )
        self.nature.set_options([(_ANY, _("Any nature")), *_choices(Nature)])
        self.severity.set_options([(_ANY, _("Any severity")), *_choices(Severity)])
        for box in (self.nature, self.severity):
            if box.value() is None:
                box.set_value(_ANY)
        self.fields["nature"].set_label(_("Nature"))
        self.fields["severity"].set_label(_("Severity"))
        self.fields["department"].set_label(_("Department"))
        self.fields["hours"].set_label(_("Hours to answer"))
        self.fields["hours"].set_hint(_("Empty: as the rules say"))
        self.fields["reason"].set_label(_("Reason"))
        self.fields["reason"].set_hint(_("Asked for when a line is set and when it is removed"))
        self.save.setText(_("Set the line"))
        self.remove.setText(_("Remove the chosen one"))
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(list_routes, owner=self, key="routes", then=self._on_rows)

    def _on_rows(self, rows: tuple[RouteRow, ...]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        self.table.set_rows([_row(one) for one in self._rows])
        self.remove.setEnabled(self._chosen() is not None)

    def _chosen(self) -> RouteRow | None:
        return next((one for one in self._rows if one.id == self.table.key()), None)

    def _on_chosen(self, _key: object) -> None:
        one = self._chosen()
        self.remove.setEnabled(one is not None)
        if one is not None:
            clear_problems(self.fields, self.note)
            self.nature.set_value(one.nature or _ANY)
            self.severity.set_value(one.severity or _ANY)
            self.department.setText(one.department)
            self.hours.setText(str(one.hours) if one.hours else "")
            self.reason.clear()

    def _on_entered_row(self, key: object) -> None:
        self._on_chosen(key)
        self.department.setFocus()

    def _on_line_entered(self) -> None:
        self.focusNextChild()

    def _on_save(self) -> None:
        clear_problems(self.fields, self.note)
        typed = self.hours.value()
        nature, severity = str(self.nature.value() or _ANY), str(self.severity.value() or _ANY)
        if typed and not typed.isdecimal():
            self.fields["hours"].set_problem(_("Write a whole number of hours."), "D3")
            self.hours.setFocus()
            return
        self._runner.run(
            set_route, Nature(nature) if nature else None, Severity(severity) if severity else None,
            self.department.value(), hours=int(typed) if typed else None,
            reason=self.reason.value(), owner=self, then=self._on_saved, failed=self._on_refused,
        )  # fmt: skip

    def _on_saved(self, row: RouteRow) -> None:
        self.reason.clear()
        self._rows = (*(one for one in self._rows if one.id != row.id), row)
        self._show()
        self.table.choose(row.id)
        self.remove.setEnabled(True)
        self.say(_("{name} answers from now on.").format(name=row.department))
        self.refresh()

    def _on_remove(self) -> None:
        one = self._chosen()
        clear_problems(self.fields, self.note)
        if one is not None:
            self._runner.run(
                remove_route, one.id, reason=self.reason.value(), owner=self,
                then=self._on_removed, failed=self._on_refused,
            )  # fmt: skip

    def _on_removed(self, _none: None) -> None:
        self.reason.clear()
        self.table.choose(None)
        self.table.setFocus()
        self.say(_("The line is removed; what was passed on stays where it is."))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        show_error(error, self.fields, self.note)
        self.refresh()


def _choices(kind: type[Nature] | type[Severity]) -> list[tuple[str, str]]:
    return [(value, _(text)) for value, text in choices(kind)]


def _row(one: RouteRow) -> TableRow:
    hours = _("As the rules say")
    if one.hours:
        hours = ngettext("{n} hour", "{n} hours", one.hours)
    nature = Cell(_(label(one.nature)) if one.nature else _("Any"), Token.TEXT)
    severity = Cell(_(label(one.severity)) if one.severity else _("Any"))
    return TableRow(one.id, (nature, severity, Cell(one.department, Token.TEXT), Cell(hours)))
