"""The warning that stays while a desk's connection to its server can be read on the way (H5)."""

from PySide6.QtWidgets import QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Banner


class PlainLine(Banner):
    """`host` is the server's name; `parent` what it stands in."""

    def __init__(self, host: str, parent: QWidget) -> None:
        self._host = host
        super().__init__(icon="alert-triangle", tone=Token.OVER, parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.say(
            _("Not encrypted"),
            _("What this desk sends to {host} can be read on the way.").format(host=self._host),
        )

    def restyle(self) -> None:
        super().restyle()
        # Seen all day: it takes a line from the screen, no more.
        self.setFixedHeight(self.theme.px(28))
