"""At the foot of the list: promises whose owner isn't there (C6), and the way to hand them over."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _, ngettext
from thirdring.ui import icons
from thirdring.ui.shell.overlay_parts import IconBox
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label
from thirdring.usecases.callback_board import CallbackBoard
from thirdring.usecases.callback_rows import CallbackLine


class AbsentLine(Ground):
    """Shown while somebody's promises wait for another owner. `hand_over_asked` by a supervisor;
    for agents it says that the supervisors have them in their queue already. `next_asked`: one takes
    the next of them oneself.
    """

    hand_over_asked = Signal()
    next_asked = Signal()

    def __init__(self, *, supervises: bool, parent: QWidget | None = None) -> None:
        self._supervises = supervises
        self._board: CallbackBoard | None = None
        self._icon = IconBox("user-share", Token.SOON, icons.BUTTON)
        self._words = Label(elide=True)
        self._rule = Label("C6", step=Type.CAPTION, tone=Token.TEXT_3)
        self._told = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self.next = Button(kind=ButtonKind.LINK)
        self.button = Button(kind=ButtonKind.LINK)
        super().__init__(Token.BG_WINDOW, edges=Qt.Edge.TopEdge, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        for widget in (self._icon, self._words, self._rule):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._told)
        row.addWidget(self.next)
        row.addWidget(self.button)
        self.next.clicked.connect(self.next_asked)
        self.button.clicked.connect(self.hand_over_asked)
        self.hide()
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.FOOTER))

    def retranslate(self) -> None:
        self.next.setText(_("Take the next one"))
        self.button.setText(_("Hand over…"))
        self.button.setVisible(self._supervises)
        self._told.setText(_("The supervisors have them in their queue"))
        self._told.setVisible(not self._supervises)
        if self._board is not None:
            self.show_board(self._board)

    def show_board(self, board: CallbackBoard) -> None:
        """Who isn't there, and how many of their promises wait."""
        self._board = board
        count = board.counts.unowned
        self.setVisible(count > 0)
        names = absent_owners(board.unowned)
        words = ngettext(
            "{n} callback waits for another owner", "{n} callbacks wait for another owner", count
        )
        if names:
            words = _("{who}: away, {what}").format(who=_(", ").join(names), what=words)
        self._words.setText(words)


def absent_owners(lines: tuple[CallbackLine, ...]) -> dict[str, int]:
    """How many callbacks wait, by the name of who isn't there."""
    return dict(Counter(line.owner_name for line in lines))
