"""Every figure of the rulebook with its rules; supervisors change them, with a reason."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.errors import Conflict, ThirdRingError
from thirdring.domain.policy import KEYS, Key, PolicyKind, Value, format_value
from thirdring.domain.policy_keys import Unit
from thirdring.i18n import _, ngettext, render
from thirdring.labels import label, post
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Field,
    Label,
    LineEdit,
    Note,
    SectionHead,
    Segments,
)
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
from thirdring.ui.widgets.version_choice import VersionChoice
from thirdring.usecases.change_policy import (
    PolicyChangeRow,
    PolicyRow,
    policy_history,
    set_policy,
    show_policy,
)
from thirdring.usecases.policy_effect import PolicyEffect, effect_lines, effect_of

_LATEST = 6
_EFFECT_MS = 250
NEW_ONLY, RUNNING = "new", "running"


class RulesSection(Section):
    """`may_change`: without it everything is there to read."""

    def __init__(self, runner: Runner, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._may_change = runner, may_change
        self._rows: dict[str, PolicyRow] = {}
        self._zone = ZoneInfo("UTC")
        self._offered = ""  # the value as it was put into the field
        self.table = QuietTable()
        self.panel = EditPanel()
        self.panel.wire()
        self.value, self.reason = LineEdit(), LineEdit()
        self.fields = {
            "value": Field(self.value, above=True),
            "reason": Field(self.reason, above=True, required=True),
        }
        self.both = VersionChoice(self.value.text, self.value.setText)
        self._seen: Value | None = None
        self.scope = Segments()
        self.effect = Label(tone=Token.TEXT_2, wrap=True)
        self._found: PolicyEffect | None = None
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_EFFECT_MS)
        self._ask.timeout.connect(self._read_effect)
        self.note = Note(lines=2)
        self.button = Button(kind=ButtonKind.PRIMARY)
        self._standing = Label(tone=Token.TEXT_2, wrap=True)
        self._history = SectionHead()
        self._changes = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self._changes.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = self.panel.column
        column.addWidget(self._standing)
        parts = (
            self.fields["value"], self.both, self.effect, self.scope, self.fields["reason"], self.button,
            self.note,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
            part.setVisible(
                may_change and part not in {self.scope, self.effect, self.both}
            )  # once it has a parent: else it is a window of its own
        column.addWidget(self._history)
        column.addWidget(self._changes)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.panel)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.value.textChanged.connect(self._on_typed)
        self.scope.chosen.connect(self._on_scope)
        self.value.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self._on_change)
        self.button.clicked.connect(self._on_change)
        self.wire()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Figures of the rules"))
        self.table.set_headings(
            [
                Heading(_("What it means"), kept=True),
                Heading(_("Value"), 150, right=True, kept=True),
                Heading(_("Unit"), 76),
                Heading(_("Rules"), 80),
            ]
        )
        self.fields["value"].set_label(_("New value"))
        self.fields["reason"].set_label(_("Reason"))
        self.fields["reason"].set_hint(_("It is kept with the change."))
        self.scope.setAccessibleName(_("What the change is for"))
        self.scope.set_options(
            [(NEW_ONLY, _("New clocks only")), (RUNNING, _("Also running ones"))]
        )
        if self.scope.value() is None:
            self.scope.set_value(NEW_ONLY)
        self._show_effect()
        self.button.setText(_("Change the figure"))
        self._history.set_text(_("Changes"))
        self._show()
        if self.table.key() is not None:
            self._read_history(str(self.table.key()))

    def entered(self) -> None:
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the figures again."""
        self._runner.read(_figures, owner=self, then=self._on_rows, key="figures")

    def refresh(self) -> None:
        self.reload()

    def _on_rows(self, found: tuple[list[PolicyRow], ZoneInfo]) -> None:
        rows, self._zone = found
        before = self._rows.get(str(self.table.key()))
        self._rows = {row.key: row for row in rows}
        now = self._rows.get(str(self.table.key()))
        if before and now and before != now:
            typed_over = self.value.text() != self._offered or self.reason.text()
            self._show()
            self._show_one(new=not typed_over)
            return
        if self.table.key() is None and rows:
            self.table.choose(rows[0].key)
            self._show()
            self.table.choose(rows[0].key)
            self._show_one(new=True)
            return
        self._show()

    def _show(self) -> None:
        self.table.set_rows(
            [
                TableRow(
                    row.key,
                    (
                        Cell(render(row.text), Token.TEXT),
                        Cell(figure(row.key, row.value), Token.TEXT, bold=row.changed),
                        Cell(_unit(row.unit)),
                        Cell(" ".join(row.rules), Token.TEXT_3),
                    ),
                )
                for row in self._rows.values()
            ]
        )
        self._show_one(new=False)

    def _show_one(self, *, new: bool) -> None:
        row = self._rows.get(str(self.table.key()))
        if row is None:
            return
        self.panel.title.setText(render(row.text))
        self.panel.text.setText(" ".join(row.rules))
        now = f"{figure(row.key, row.value)} {_unit(row.unit)}".strip()
        shipped = f"{figure(row.key, row.default)} {_unit(row.unit)}".strip()
        self._standing.setText(
            _("Now {now}; shipped as {shipped}.").format(now=now, shipped=shipped)
        )
        entry = KEYS[Key(row.key)]
        hint = _("From {least} to {most}.").format(
            least=words.number_text(entry.least), most=words.number_text(entry.most)
        )
        if entry.kind is PolicyKind.NAMES:
            hint = _("Posts, with commas between; {least} to {most} of them.").format(
                least=entry.least, most=entry.most
            )
        self.fields["value"].set_hint(hint, row.rules[0])
        if entry.kind is PolicyKind.TIME:
            hint = _("From {least} to {most}.").format(
                least=format_value(entry.key, int(entry.least)),
                most=format_value(entry.key, int(entry.most)),
            )
            self.fields["value"].set_hint(hint, row.rules[0])
        if new:
            self._found = None
            self._show_effect()
            self.scope.set_value(NEW_ONLY)
            clear_problems(self.fields, self.note)
            self.value.setText(format_value(Key(row.key), row.value))
            self._offered = self.value.text()
            self._seen = row.value
            self.both.withdraw()
            self.reason.clear()
            self._changes.setText("")
            self._read_history(row.key)

    def _on_typed(self) -> None:
        """What the new value would do is looked up when typing pauses, before anybody saves."""
        if self._may_change and self.value.text() != self._offered:
            self._ask.start()
        else:
            self._found = None
            self._show_effect()

    def _read_effect(self) -> None:
        key = self.table.key()
        if key is not None:
            self._runner.read(
                effect_of, str(key), self.value.value(), owner=self, key="effect",
                then=self._on_effect, failed=self._on_no_effect,
            )  # fmt: skip

    def _on_effect(self, effect: PolicyEffect) -> None:
        self._found = effect if effect.key == self.table.key() else None
        self._show_effect()

    def _on_no_effect(self, _error: ThirdRingError) -> None:
        """What can't be read as a value is told when it is to be saved."""
        self._found = None
        self._show_effect()

    def _on_scope(self, _value: object) -> None:
        self._show_effect()

    def _show_effect(self) -> None:
        found = self._found
        changes = found is not None and found.old != found.new
        self.scope.setVisible(bool(changes and found is not None and found.serves_clocks))
        self.effect.setVisible(bool(changes))
        if found is None or not changes:
            return
        lines = effect_lines(found)
        if found.serves_clocks and self.scope.value() != RUNNING:
            lines = [_("Running clocks stay as they are. If they were to follow:"), *lines]
        bad = bool(found.become_overdue) and self.scope.value() == RUNNING
        self.effect.set_tone(Token.OVER if bad else Token.TEXT_2)
        self.effect.setText("\n".join(lines))

    def _read_history(self, key: str) -> None:
        self._runner.read(policy_history, key, owner=self, then=self._on_history, key="history")

    def _on_history(self, found: list[PolicyChangeRow]) -> None:
        lines = [
            _("{when}  {old} → {new}  {who}: {reason}").format(
                when=words.exact_text(one.at, self._zone)[:16],
                old=_plain(one.key, one.old), new=_plain(one.key, one.new), who=one.by, reason=one.reason,
            )
            for one in found[:_LATEST]
        ]  # fmt: skip
        self._changes.setText("\n".join(lines) or _("Never changed here."))

    def _on_chosen(self, _key: object) -> None:
        self._show_one(new=True)

    def _on_entered_row(self, _key: object) -> None:
        if self._may_change:
            self.value.setFocus()
            self.value.selectAll()

    def _on_change(self) -> None:
        key = self.table.key()
        if key is None or not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        self._runner.run(
            set_policy, str(key), self.value.value(), self.reason.value(),
            running=self.scope.value() == RUNNING and self.scope.isVisibleTo(self.panel),
            seen=self._seen, owner=self, then=self._on_changed, failed=self._on_refused,
        )  # fmt: skip

    def _on_changed(self, row: PolicyRow) -> None:
        self.button.setEnabled(True)
        self._rows[row.key] = row
        self._show()
        self._show_one(new=True)
        sentence = _("Changed; in force from now on.")
        if row.moved:
            moved = ngettext("{n} running clock moved.", "{n} running clocks moved.", row.moved)
            sentence = f"{sentence} {moved.format(n=row.moved)}"
        self.say(sentence)
        self.table.setFocus()

    def _on_refused(self, error: ThirdRingError) -> None:
        self.button.setEnabled(True)
        if isinstance(error, Conflict) and isinstance(error.theirs, PolicyRow):
            self._show_both(error.theirs)
        fields = {**self.fields, str(self.table.key()): self.fields["value"]}
        show_error(error, fields, self.note)

    def _show_both(self, theirs: PolicyRow) -> None:
        """Theirs stands; mine is still typed, and saving again sets it on top of theirs."""
        self._seen = theirs.value
        self._rows[theirs.key] = theirs
        self._show()
        text = format_value(Key(theirs.key), theirs.value)
        if text != self.value.text():
            read = f"{figure(theirs.key, theirs.value)} {_unit(theirs.unit)}".strip()
            self.both.offer(text, field=_("New value"), shown=read)


def shown(value: Any) -> str:
    """A figure as people read it: posts by their names, thousands apart."""
    if isinstance(value, tuple):
        return _(", ").join(_(post(name)) for name in value)
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


def figure(key: str, value: Any) -> str:
    """A figure of the table; a time of day as 09:00."""
    if KEYS[Key(key)].kind is PolicyKind.TIME and isinstance(value, int):
        return format_value(Key(key), value)
    return shown(value)


def _plain(key: str, stored: object) -> str:
    if isinstance(stored, int):
        return figure(key, stored)
    if isinstance(stored, list):
        return _(", ").join(_(post(str(name))) for name in stored)
    return str(stored)


def _unit(unit: str) -> str:
    if unit == Unit.TIME_OF_DAY:
        return ""
    return _(label(Unit(unit))) if unit else ""


def _figures(ctx: Any) -> tuple[list[PolicyRow], ZoneInfo]:
    """On a reading thread: the figures, and the zone their changes are told in."""
    return show_policy(ctx), ctx.center.time.zone
