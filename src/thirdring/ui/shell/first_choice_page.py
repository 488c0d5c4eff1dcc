"""The very first question: is the center kept on this computer, or on a server?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from thirdring.domain.enums import Language
from thirdring.i18n import _
from thirdring.ui.shell.language_choice import LanguageChoice
from thirdring.ui.shell.page import Page
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, ButtonKind, Label


class FirstChoicePage(Page):
    """`here_chosen`: a file on this computer; `server_chosen`: a center of many desks."""

    here_chosen = Signal()
    server_chosen = Signal()
    language_chosen = Signal(Language)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=460, parent=parent)
        self._here = Button(kind=ButtonKind.PRIMARY, icon="device-desktop")
        self._server = Button(icon="database")
        self._here_text = Label(tone=Token.TEXT_2, wrap=True)
        self._server_text = Label(tone=Token.TEXT_2, wrap=True)
        self._language = LanguageChoice()
        for button, text in ((self._here, self._here_text), (self._server, self._server_text)):
            self.form.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.form.addWidget(text)
            self.form.addSpacing(16)
        self.foot.addWidget(self._language)
        self.foot.addStretch(1)
        self._here.clicked.connect(self.here_chosen)
        self._server.clicked.connect(self.server_chosen)
        self._language.language_chosen.connect(self.language_chosen)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("Where is your center kept?"))
        self.text.setText(_("It is asked once; this desk remembers the answer."))
        self._here.setText(_("On this one computer"))
        self._here_text.setText(
            _("One desk. Everything is in a file here; nothing else is needed.")
        )
        self._server.setText(_("On a server"))
        self._server_text.setText(
            _(
                "Many desks, one center. Your administrator gave you its name, a login and a password."
            )
        )
        self._here.setAccessibleDescription(self._here_text.text())
        self._server.setAccessibleDescription(self._server_text.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._here.setFocus()
