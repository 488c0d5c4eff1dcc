"""Chinese or English, each in its own words, so that it can be found in either."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thirdring import i18n
from thirdring.domain.enums import Language
from thirdring.i18n import _
from thirdring.ui.widgets import Segments


class LanguageChoice(Segments):
    """`language_chosen` when the person chooses; the window then switches (ui/speech.py)."""

    language_chosen = Signal(Language)

    def __init__(self, parent: QWidget | None = None) -> None:
        # Never translated: each language is written in itself.
        super().__init__([(Language.ZH_CN, "中文"), (Language.EN, "English")], parent=parent)
        self.set_value(i18n.language())
        self.chosen.connect(self._on_chosen)

    def retranslate(self) -> None:
        super().retranslate()
        self.setAccessibleName(_("Language"))
        self.set_value(i18n.language())

    def _on_chosen(self, language: object) -> None:
        self.language_chosen.emit(Language(str(language)))
