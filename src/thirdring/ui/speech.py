"""Changing the language of every window at once."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from thirdring import i18n
from thirdring.domain.enums import Language
from thirdring.ui.theme import theme_of


def switch_language(app: QApplication, language: Language) -> None:
    """Speak `language`; widgets follow through `retranslate`, sizes and faces through the theme."""
    i18n.use_language(language)
    theme_of().refresh()
    for window in app.topLevelWidgets():
        # Qt would post this; sent, the next frame is already in the new language.
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
