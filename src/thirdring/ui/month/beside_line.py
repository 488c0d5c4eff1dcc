"""What stands beside one's own counts and is never added to them (G6, G8)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.month_sheet import EmployeeLine
from thirdring.i18n import _
from thirdring.ui.month.grids import adjusted_tip
from thirdring.ui.month.month_words import change_text, flag_text
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, Pill, Shape, Styled, set_tip


class BesideLine(Styled, QWidget):
    """`praise_asked`: the praise of the month is wanted; `quality_asked`: its quality checks."""

    praise_asked = Signal()
    quality_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: EmployeeLine | None = None
        self.counts = Label(step=Type.SAY, bold=True)
        self.praise = Button(kind=ButtonKind.LINK, icon="heart", small=True)
        self.promises = Label(tone=Token.TEXT_2)
        self.quality = Button(kind=ButtonKind.LINK, icon="clipboard-check", small=True)
        self.adjusted = Button(kind=ButtonKind.LINK, small=True)
        self.flag = Pill()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        for part in (
            self.counts,
            self.flag,
            self.adjusted,
            self.praise,
            self.promises,
            self.quality,
        ):
            row.addWidget(part)
        row.addStretch(1)
        self.praise.clicked.connect(self.praise_asked)
        self.quality.clicked.connect(self.quality_asked)
        self.wire()

    def retranslate(self) -> None:
        self.show_line(self._line)

    def show_line(self, line: EmployeeLine | None) -> None:
        """One's own month; None: one takes no calls and nothing stands in it."""
        self._line = line
        counted = line.sums.counted if line else 0
        self.counts.setText(_("{n} count against you").format(n=counted))
        self.praise.setText(_("Praise {n}").format(n=line.praise if line else 0))
        kept, due = (line.promises_kept, line.promises_due) if line else (0, 0)
        self.promises.setText(_("Promises kept {kept} of {due}").format(kept=kept, due=due))
        self.quality.setText(
            _("Quality: no data")
            if line is None or line.quality is None
            else _("Quality {n}").format(n=line.quality)
        )
        change = change_text(line.adjustments) if line else ""
        self.adjusted.setVisible(bool(change))
        self.adjusted.setText(_("Adjusted {change}").format(change=change))
        set_tip(self.adjusted, adjusted_tip(line) if line else "")
        self.flag.setVisible(line is not None and bool(line.flags))
        if line is not None and line.flags:
            told = _(", ").join(flag_text(one) for one in line.flags)
            self.flag.set(told, tone=Token.SOON, shape=Shape.DIAMOND)
            set_tip(self.flag, _("Pointed out by the policy's threshold; people decide (G6)."))
