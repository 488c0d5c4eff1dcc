"""The icon in the system's tray, where there is one: a click brings the window back.

What it says anybody may see, so nobody's name is in it.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from thirdring.i18n import _, ngettext
from thirdring.ui import icons
from thirdring.ui.theme import Token, theme_of


class Tray(QObject):
    """`raised` when the person asked for the window; nothing happens where there is no tray."""

    raised = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(self._picture(), self)
            self._icon.activated.connect(self.bring_back)
            self._icon.messageClicked.connect(self.bring_back)
            self.show_count(0)
            self._icon.show()

    def show_count(self, count: int) -> None:
        """What the tooltip says."""
        if self._icon is not None:
            text = ngettext("{n} alarm", "{n} alarms", count)
            self._icon.setToolTip(f"Third Ring 三声\n{text if count else _('No alarms')}")

    def notify(self, sentence: str) -> None:
        """Say it outside, while the window is not in front."""
        if self._icon is not None and not self._window.isActiveWindow():
            self._icon.showMessage("Third Ring 三声", sentence, self._picture())

    def bring_back(self, *_reason: object) -> None:
        """The window in front, as it was."""
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self.raised.emit()

    def close_down(self) -> None:
        """Take the icon away: the person signed out."""
        if self._icon is not None:
            self._icon.hide()

    def _picture(self) -> QIcon:
        app = QApplication.instance()
        if isinstance(app, QApplication) and not app.windowIcon().isNull():
            return app.windowIcon()
        return icons.icon("thirdring", theme_of(self._window).color(Token.ACCENT), 32)
