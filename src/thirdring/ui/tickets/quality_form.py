"""Checking the quality of the ticket that is open (G8), by a supervisor."""

from PySide6.QtWidgets import QWidget

from thirdring.i18n import _
from thirdring.ui.quality.grades_edit import GradesEdit
from thirdring.ui.tickets.case_forms import CaseForm, Order
from thirdring.ui.widgets import TextArea
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.show_case import CaseView
from thirdring.usecases.show_ticket import TicketDetail


class QualityForm(CaseForm):
    """The grades of the owner's work, and a remark the owner reads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grades, self.remark = GradesEdit(), TextArea(lines=2)
        self.add_row("grades", self.grades)
        self.add_row("remark", self.remark)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Check quality"))
        self.go.setText(_("Record the check"))
        self.rows["remark"].set_label(_("Remark"))
        self.rows["remark"].set_hint(_("The employee reads it. Name no customer."))

    def start(self, ticket: TicketDetail, case: CaseView) -> None:
        """Of this ticket's owner."""
        self.rows["grades"].set_label(_("Work of {name}").format(name=ticket.owner or ""))
        self.grades.set_weights(case.criteria)
        self.grades.clear()
        self.remark.setPlainText("")
        next(iter(self.grades.boxes.values())).setFocus()

    def order(self, ticket: TicketDetail) -> Order:
        """The check, of the ticket as it was opened."""
        args = (ticket.fields.id, self.grades.grades(), self.remark.value())
        return Order(_("Quality checked"), check_quality, args)
