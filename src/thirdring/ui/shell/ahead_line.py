"""The line that stays while the center's server is of a newer version than this desk's program."""

from PySide6.QtWidgets import QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Banner


class AheadLine(Banner):
    """`parent` is what it stands in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(icon="alert-triangle", tone=Token.SOON, parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.say(
            _("The center has a newer version"),
            _("This desk can go on working; start the newer program when it suits."),
        )

    def restyle(self) -> None:
        super().restyle()
        # Seen all day: it takes a line from the screen, no more.
        self.setFixedHeight(self.theme.px(28))
