"""The side of the month while something is written in it: a head with a cross, and it scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.widgets import DrawerPanel, Field, Note


class SideForm(DrawerPanel):
    """Fields go into `column` and `fields`, what must not scroll away into `foot`; Esc closes it.

    A subclass ends its constructor with `begin_wearing`, and sets its texts in `tell`.
    """

    _complete = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.fields: dict[str, Field] = {}
        self.note = Note(lines=3)
        inside = QWidget()
        inside.setObjectName("plain")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(16, 12, 16, 16)
        self.column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.body.setContentsMargins(1, 0, 0, 0)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 0, 16, 0)
        self.foot.setSpacing(8)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(self.foot)

    def begin_wearing(self) -> None:
        """Every field is there."""
        self._complete = True
        self.retranslate()

    def tell(self) -> None:
        """Set every text that comes from the catalogue."""

    def retranslate(self) -> None:
        super().retranslate()
        if self._complete:
            self.tell()

    def show_error(self, error: ThirdRingError) -> None:
        """What was refused, beside its field."""
        show_error(error, self.fields, self.note)

    def clear_problems(self) -> None:
        """Forget what was wrong."""
        clear_problems(self.fields, self.note)

    def enter(self) -> None:
        """Where the keys go on: at the reason, or at the cross where nothing is asked."""
        field = self.fields.get("reason")
        if field is not None and field.isVisibleTo(self):
            field.control.setFocus()
        else:
            self._cross.setFocus()

    def submit(self) -> None:
        """Do as the filled button says."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
