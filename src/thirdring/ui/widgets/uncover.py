"""The eye that uncovers a number: what it is needed for is chosen, or said in a few words (H5)."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from thirdring.domain.errors import N_
from thirdring.i18n import _
from thirdring.ui.widgets.button import Button, ButtonKind

REASONS = (
    N_("To call the customer"),
    N_("To check it with the customer"),
    N_("For whoever delivers or repairs"),
)


class Uncover(Button):
    """`asked`: with the reason, in the words of who asks."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(kind=ButtonKind.BARE, icon="eye", small=True, parent=parent)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self.set_menu(self.menu)

    def _fill(self) -> None:
        self.menu.clear()
        for number, reason in enumerate(map(_, REASONS), 1):
            self.menu.addAction(f"&{number}  {reason}", partial(self.asked.emit, reason))
        self.menu.addSeparator()
        self.menu.addAction(
            _("&{n}  Something else…").format(n=len(REASONS) + 1), self._ask_in_words
        )

    def _ask_in_words(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Show the number"))
        dialog.setLabelText(_("What is it needed for? It is written down with your name (H5)."))
        dialog.setOkButtonText(_("Show"))
        dialog.setCancelButtonText(_("Cancel"))
        dialog.textValueSelected.connect(self.asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
