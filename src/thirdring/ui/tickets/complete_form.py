"""Settling what an incomplete complaint lacks (D13, D15), so that it counts."""

from PySide6.QtWidgets import QWidget

from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity
from thirdring.domain.months import Lack
from thirdring.i18n import _
from thirdring.labels import choices
from thirdring.ui.tickets.case_forms import CaseForm, Order
from thirdring.ui.widgets import ComboBox, LineEdit, TextArea
from thirdring.usecases.settle_undecided import settle_undecided
from thirdring.usecases.show_ticket import TicketDetail

_VALUES = {Lack.CHANNEL: Channel, Lack.NATURE: Nature, Lack.SEVERITY: Severity}


class CompleteForm(CaseForm):
    """A field for each thing that is lacking, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.against = ComboBox(), LineEdit()
        self.boxes = {lack: ComboBox() for lack in _VALUES}
        self.reason = TextArea(lines=2)
        self.add_row("against_kind", self.kind)
        self.add_row("against", self.against)
        for lack, box in self.boxes.items():
            self.add_row(lack.value, box)
        self.add_row("reason", self.reason, required=True)
        self.kind.chosen.connect(self._on_kind)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Settle what is lacking"))
        self.go.setText(_("Settle it"))
        names = {
            "against_kind": _("Against"), "against": _("Name or login"), "channel": _("Channel"),
            "nature": _("Nature"), "severity": _("Severity"), "reason": _("Why"),
        }  # fmt: skip
        for name, row in self.rows.items():
            row.set_label(names[name])
        self.rows["against"].set_hint(_("An employee by the login, so that it is certain"), "D15")
        self.kind.set_options([(v, _(text)) for v, text in choices(AgainstKind)])
        for lack, box in self.boxes.items():
            box.set_options([(v, _(text)) for v, text in choices(_VALUES[lack])])

    def start(self, ticket: TicketDetail) -> None:
        """Ask for what this ticket lacks; nothing is chosen before."""
        lacks = ticket.complaint.lacks if ticket.complaint is not None else ()
        self.rows["against_kind"].setVisible(Lack.AGAINST in lacks)
        self.kind.set_value(None)
        self.against.setText("")
        for lack, box in self.boxes.items():
            self.rows[lack.value].setVisible(lack in lacks)
            box.set_value(None)
        self.reason.setPlainText("")
        self._on_kind(None)
        first = next((self.boxes[one] for one in lacks if one in self.boxes), self.reason)
        (self.kind if Lack.AGAINST in lacks else first).setFocus()

    def order(self, ticket: TicketDetail) -> Order:
        """What was chosen; the rest stays lacking."""
        kind = self.kind.value()
        given: dict[str, object] = {"reason": self.reason.value()}
        if kind:
            given["against_kind"] = AgainstKind(str(kind))
            given["against"] = self.against.value() or None
        for lack, box in self.boxes.items():
            if box.value():
                given[lack.value] = _VALUES[lack](str(box.value()))
        return Order(_("Settled"), settle_undecided, (ticket.fields.id,), given)

    def _on_kind(self, kind: object) -> None:
        self.rows["against"].setVisible(bool(kind) and kind != AgainstKind.NONE.value)
