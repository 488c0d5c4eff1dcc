"""Appealing against a complaint that is counted against oneself (G3): reasons, and files if any."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from thirdring.domain.month_sheet import EvidenceLine
from thirdring.i18n import _
from thirdring.ui.month.side_form import SideForm
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Field, Label, TextArea


def ask_files(over: QWidget) -> list[Path]:
    """The files a person chooses as evidence."""
    paths, _kind = QFileDialog.getOpenFileNames(over, _("Add evidence"))
    return [Path(one) for one in paths]


class FilingForm(SideForm):
    """`filed(number, reason, paths)`."""

    filed = Signal(str, str, object)

    def __init__(
        self, *, ask: Callable[[QWidget], list[Path]] = ask_files, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._number = ""
        self._paths: list[Path] = []
        self.about = Label(wrap=True)
        self.way = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=True)
        self.reason = TextArea(lines=6)
        self.fields = {"reason": Field(self.reason, above=True, required=True)}
        self.names = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self.attach = Button(icon="paperclip", small=True)
        self.send = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        row = QHBoxLayout()
        row.addWidget(self.attach)
        row.addStretch(1)
        row.addWidget(self.send)
        for part in (self.about, self.fields["reason"], self.names):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self.column.addWidget(self.way)
        self.column.addWidget(self.note)
        self.column.addStretch(1)
        self.attach.clicked.connect(self._on_attach)
        self.send.clicked.connect(self.submit)
        self.begin_wearing()

    def tell(self) -> None:
        self.set_title(_("Appeal"), "G3")
        self.fields["reason"].set_label(_("Why it should not count against you"))
        self.fields["reason"].set_hint(_("Say what happened, and who or what can confirm it."))
        self.attach.setText(_("Attach files…"))
        self.send.setText(_("Send the appeal"))
        self.way.setText(
            _(
                "Your supervisor mediates within the days of the policy. If you still disagree, HR"
                " investigates and decides. Every step is told to you here."
            )
        )

    def begin(self, line: EvidenceLine) -> None:
        """Against this complaint; what was typed about another is gone."""
        if line.number != self._number:
            self._number, self._paths = line.number, []
            self.reason.setPlainText("")
            self._show_names()
        self.clear_problems()
        self.about.setText(f"{line.number}  {line.subject}")
        self.reason.setFocus()

    def submit(self) -> None:
        self.filed.emit(self._number, self.reason.value(), tuple(self._paths))

    def done(self) -> None:
        """It was taken in: the next one begins empty."""
        self._number = ""

    def _on_attach(self) -> None:
        self._paths += [one for one in self._ask(self) if one not in self._paths]
        self._show_names()

    def _show_names(self) -> None:
        self.names.setText(_(", ").join(one.name for one in self._paths))
        self.names.setVisible(bool(self._paths))
