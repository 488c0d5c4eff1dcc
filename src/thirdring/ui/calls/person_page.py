"""In the customer panel's place (J6): a copy of all that is kept of a person, or erasing it."""

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.errors import N_, Conflict, ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.reports.person_file import save_person
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.theme import Type
from thirdring.ui.widgets import Button, ButtonKind, CheckBox, Field, Label, LineEdit, Note, Styled
from thirdring.usecases.anonymise_person import PersonPreview, leave_no_trace, preview_anonymise
from thirdring.usecases.anonymise_person import anonymise_person as anonymise

_KINDS = {
    "customer": N_("Customers"), "ticket": N_("Tickets"), "call": N_("Calls"),
    "callback": N_("Callbacks"), "visit": N_("Return visits"),
}  # fmt: skip
AskFile = Callable[[QWidget, str], str]


def _ask_file(over: QWidget, proposed: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(over, _("Save the file"), proposed, "ZIP (*.zip)")
    return path


class PersonPage(Styled, QWidget):
    """`done` and `erased` carry a sentence; `left` when the person lets it be. Erasing takes a reason and a tick
    that it can't be undone, and another one where a case isn't over.
    """

    done = Signal(str)
    erased = Signal(str)
    left = Signal()

    def __init__(
        self, runner: Runner, parent: QWidget | None = None, *, ask_file: AskFile = _ask_file
    ) -> None:
        super().__init__(parent)
        self._runner, self._ask_file = runner, ask_file
        self._person: uuid.UUID | None = None
        self._erasing = False
        self._seen: PersonPreview | None = None
        self.title = Label(step=Type.SAY, bold=True, wrap=True)
        self.told = Label(wrap=True)
        self.reason = LineEdit(kind=TextKind.LINE)
        self.fields = {"reason": Field(self.reason, above=True, lines=2)}
        self.despite, self.sure = CheckBox(), CheckBox()
        self.note = Note(lines=4)
        self.save = Button(kind=ButtonKind.PRIMARY, icon="download")
        self.erase = Button(kind=ButtonKind.DESTRUCTIVE, icon="trash")
        self.cancel = Button()
        self._lay()
        self.save.clicked.connect(self._on_save)
        self.erase.clicked.connect(self._on_erase)
        self.cancel.clicked.connect(self.left)
        self.sure.toggled.connect(self._offer)
        self.despite.toggled.connect(self._offer)
        self.wire()

    def _lay(self) -> None:
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(16, 10, 16, 8)
        rows.setSpacing(6)
        for part in (
            self.title, self.told, self.fields["reason"], self.despite, self.sure, self.note
        ):  # fmt: skip
            rows.addWidget(part)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.cancel, self.save, self.erase):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def retranslate(self) -> None:
        self.fields["reason"].set_label(_("Reason"))
        self.fields["reason"].set_hint(_("It is kept: without name and number."))
        self.despite.setText(_("Although a case isn't over"))
        self.sure.setText(_("I know that this can't be undone"))
        self.save.setText(_("Save as…"))
        self.erase.setText(_("Erase for good"))
        self.cancel.setText(_("Cancel"))
        self._show()

    def begin_copy(self, person: uuid.UUID) -> None:
        """For the person who asked what is kept of them."""
        self._begin(person, erasing=False)
        self._show()

    def begin_erasing(self, person: uuid.UUID) -> None:
        """Count first what would go."""
        self._begin(person, erasing=True)
        self._runner.read(
            preview_anonymise, person, owner=self, key="preview", then=self._on_seen,
            failed=self._on_failed,
        )  # fmt: skip
        self._show()

    def _begin(self, person: uuid.UUID, *, erasing: bool) -> None:
        self._person, self._erasing, self._seen = person, erasing, None
        clear_problems(self.fields, self.note)
        self.reason.setText("")
        self.sure.setChecked(False)
        self.despite.setChecked(False)
        self.reason.setFocus()

    def _on_seen(self, seen: PersonPreview) -> None:
        self._seen = seen
        self._show()

    def _on_failed(self, error: ThirdRingError) -> None:
        if isinstance(error, Conflict) and isinstance(error.theirs, PersonPreview):
            self._seen = error.theirs
            self._show()
        show_error(error, self.fields, self.note)
        self._offer()

    def _show(self) -> None:
        if self._erasing:
            self.title.setText(_("Anonymise this person"))
            self.told.setText(self._what_goes())
        else:
            self.title.setText(_("All that is kept of this person"))
            self.told.setText(
                _("One file for that person: what is known of them, calls, tickets, promises, visits, "
                  "mails, evidence, and who looked at it. Other people's numbers in it are masked. "
                  "Hand it over only to whom it is about; that it was made is written down.")
            )  # fmt: skip
        self._offer()

    def _what_goes(self) -> str:
        seen = self._seen
        if seen is None:
            return _("Counting what would go …")
        named = [
            f"{_(text)} {words.number_text(seen.counts[kind])}"
            for kind, text in _KINDS.items()
            if kind in seen.counts
        ]
        lines = [
            _("Erased for good: names, numbers, addresses, what was said, files and mails of: {what}.")
            .format(what=_(", ").join(named)),
            _("That something happened, its clocks and how it counts stay, of nobody."),
            _("Backups made before keep what they hold until they are removed; desks forget what they "
              "remember within 7 days."),
        ]  # fmt: skip
        if seen.shares:
            lines.append(_("A number of theirs is another customer's too: that record stays."))
        if seen.held:
            held = (f"{one.number} ({_(label(one.why))})" for one in seen.held)
            lines.append(_("Not over yet: {cases}.").format(cases=_(", ").join(held)))
        return "\n\n".join(lines)

    def _offer(self) -> None:
        seen = self._seen
        held = self._erasing and seen is not None and bool(seen.held)
        self.save.setVisible(not self._erasing)
        self.erase.setVisible(self._erasing)
        self.sure.setVisible(self._erasing)
        self.despite.setVisible(held)
        allowed = self.sure.isChecked() and (self.despite.isChecked() or not held)
        self.erase.setEnabled(seen is not None and allowed)

    def _on_save(self) -> None:
        clear_problems(self.fields, self.note)
        if not self.reason.value():
            self.fields["reason"].set_problem(
                _("Say why: it is kept with who did it, and when."), "J6"
            )
            self.reason.setFocus()
            return
        path = self._ask_file(self, "person.zip")
        if path and self._person is not None:
            self._runner.work(
                save_person, self._person, self.reason.value(), Path(path), owner=self,
                then=partial(self._on_saved, Path(path).name),
                failed=self._on_failed,
            )  # fmt: skip

    def _on_saved(self, name: str, _file: object) -> None:
        self.done.emit(_("Saved: {name}").format(name=name))

    def _on_erase(self) -> None:
        if self._seen is None or self._person is None or not self.erase.isEnabled():
            return
        clear_problems(self.fields, self.note)
        self.erase.setEnabled(False)
        self._runner.run(
            anonymise, self._person, self._seen.records, self.reason.value(),
            despite=self.despite.isChecked(), owner=self, then=self._on_erased,
            failed=self._on_failed,
        )  # fmt: skip

    def _on_erased(self, _done: object) -> None:
        # The file is cleaned of it on a thread of its own; what was erased is erased.
        self._runner.work(leave_no_trace, owner=self)
        self.erased.emit(_("Anonymised; nothing that names this person is left."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
