"""The part of the top bar where things are told: what was just done, and alarms. Nothing of a screen
is ever there, so that nothing somebody reads or presses is covered.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from thirdring.ui.widgets.telling import Telling


class Told(QWidget):
    """What was added last stands nearest the bell. `changed` when another width is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._parts: list[Telling] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 4, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def add(self, part: Telling) -> None:
        """`part` shows and hides itself."""
        self._parts.append(part)
        self._row.addWidget(part)
        part.changed.connect(self.changed)

    def set_short(self, *, on: bool) -> None:
        """Only what can't be left out, where the top bar has little room."""
        for part in self._parts:
            part.set_short(on=on)
        self._row.invalidate()

    @property
    def several(self) -> bool:
        """Whether more than one thing is told now."""
        return len(self._shown()) > 1

    def wanted(self) -> int:
        """The width at which everything told now is shown whole; 0 when nothing is."""
        shown = [part.sizeHint().width() for part in self._shown()]
        return sum(shown) + 8 * (len(shown) + 1) if shown else 0

    def _shown(self) -> list[Telling]:
        return [part for part in self._parts if not part.isHidden()]
