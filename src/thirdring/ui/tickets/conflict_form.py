"""Somebody changed the ticket meanwhile: both versions side by side, chosen field by field."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.enums import Severity
from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.tickets.deed_forms import DeedForm, field_text
from thirdring.ui.widgets import Ground, Label, Segments
from thirdring.usecases.edit_ticket import TicketFields

MINE, THEIRS = "mine", "theirs"


class _Choice(QWidget):
    """One field: mine, theirs, and which of them stands."""

    def __init__(self, name: str, mine: str, theirs: str) -> None:
        super().__init__()
        self._pick = Segments([(MINE, _("Mine")), (THEIRS, _("Theirs"))])
        self._pick.set_value(MINE)
        self._pick.setAccessibleName(_("Which stands for: {field}").format(field=field_text(name)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(Label(field_text(name), tone=Token.TEXT_2))
        for title, text in ((_("Mine"), mine), (_("Theirs"), theirs)):
            ground = Ground(Token.BG_SIDE)
            inner = QVBoxLayout(ground)
            inner.setContentsMargins(8, 6, 8, 6)
            inner.setSpacing(0)
            inner.addWidget(Label(title, step=Type.CAPTION, tone=Token.TEXT_3))
            inner.addWidget(Label(text or "–", wrap=True))
            column.addWidget(ground)
        column.addWidget(self._pick)

    @property
    def mine(self) -> bool:
        return self._pick.value() == MINE


class ConflictForm(DeedForm):
    """Fields only one of the two changed are kept as they were changed; the rest is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = 0
        self._changes: dict[str, str | None] = {}
        self._choices: dict[str, _Choice] = {}
        self._who = Label(tone=Token.TEXT_2, wrap=True)
        self.fields.addWidget(self._who)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Changed by somebody else meanwhile"))
        self.go.setText(_("Save this"))

    def start(
        self, seen: TicketFields, changes: dict[str, str | None], theirs: TicketFields
    ) -> None:
        """`seen` is what the person began with, `changes` what they made of it."""
        before = {name: getattr(seen, name) for name in changes}
        now = {name: getattr(theirs, name) for name in changes}
        self.compare(before, changes, now, theirs.version)
        who = _("{name} saved this ticket while you were writing. Nothing of yours is lost.")
        if not self._choices:
            who = _("{name} changed something else in this ticket. Both changes fit together.")
        self._who.setText(who.format(name=theirs.changed_by or _("Somebody")))

    def compare(
        self,
        seen: Mapping[str, Any],
        changes: dict[str, str | None],
        theirs: Mapping[str, Any],
        version: int,
    ) -> None:
        """The same of any record's fields; `version` is the one `theirs` stands at."""
        for choice in self._choices.values():
            self.fields.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self._version, self._changes = version, changes
        both = [name for name in changes if _both_changed(name, seen, changes, theirs)]
        self._choices = {
            name: _Choice(name, _text(name, changes[name]), _text(name, theirs.get(name)))
            for name in both
        }
        for choice in self._choices.values():
            self.fields.addWidget(choice)
        both_kept = _("Both versions are kept; nothing of yours is lost.")
        fit = _("Somebody else changed other fields. Both changes fit together.")
        self._who.setText(both_kept if self._choices else fit)
        self.go.setFocus()

    @property
    def version(self) -> int:
        """The version that was shown beside one's own."""
        return self._version

    def changes(self) -> dict[str, str | None]:
        """One's own changes, without the fields in which the other's stands."""
        return {
            name: value
            for name, value in self._changes.items()
            if name not in self._choices or self._choices[name].mine
        }


def _both_changed(
    name: str,
    seen: Mapping[str, Any],
    changes: dict[str, str | None],
    theirs: Mapping[str, Any],
) -> bool:
    now = theirs.get(name) or None
    return now != (seen.get(name) or None) and now != changes[name]


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "severity":
        return _(labels.label(Severity(value)))
    return _(labels.category(value)) if name == "category" else str(value)
