"""The right of the review: special callers' answers, who is told at once, statements, the rules."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.case_values import Decision, EscalationKind, Way
from thirdring.domain.enums import CallerType
from thirdring.domain.errors import N_
from thirdring.domain.protocol import protocol_for
from thirdring.i18n import _
from thirdring.ui import icons, words
from thirdring.ui.review.case_sheet import CaseSheet
from thirdring.ui.review.look import icon_of, kind_text
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Ground,
    Hairline,
    Label,
    SectionHead,
    Shape,
    StateMark,
)
from thirdring.usecases.review_detail import Recipient
from thirdring.usecases.statements import StatementRow

CALLERS = {
    EscalationKind.PRESS: CallerType.PRESS,
    EscalationKind.PRESS_NOT_CONTENT: CallerType.PRESS,
    EscalationKind.ASSOCIATION: CallerType.ASSOCIATION,
    EscalationKind.LAWYER: CallerType.LAWYER,
    EscalationKind.AUTHORITY: CallerType.AUTHORITY,
}
_RULES = (
    (N_("Say only what a published statement says"), "E4"),
    (N_("Predict no outcome, comment on no single case"), "C5"),
    (N_("Give no superior's own number"), "C7"),
    (N_("Write down the next time agreed"), "C1"),
)


class SidePanel(Ground):
    """`told` carries a notice's id and the Way; `statement` an id that is to be used."""

    told = Signal(object, object)
    statement_asked = Signal(object)

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.LeftEdge, parent=parent)
        self._keys = keys
        self._sheet: CaseSheet | None = None
        self.chosen: uuid.UUID | None = None
        self._parts: list[QWidget] = []
        self.body = QWidget()
        self.body.setObjectName("plain")
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area)
        self.wire()

    def restyle(self) -> None:
        self.setFixedWidth(self.theme.size(Size.SIDE))

    def retranslate(self) -> None:
        self._show()

    def show_sheet(self, sheet: CaseSheet | None) -> None:
        same = sheet == self._sheet
        self._sheet = sheet
        if not same:
            self._show()

    def statements(self) -> tuple[StatementRow, ...]:
        """What may be said of this case now (E4)."""
        sheet = self._sheet
        if sheet is None or Decision.STATEMENT not in sheet.detail.line.may:
            return ()
        return sheet.detail.statements

    def focus_statement(self) -> None:
        """The keys go to the first statement that can be used."""
        rows = [part for part in self._parts if isinstance(part, _StatementPart)]
        if rows:
            rows[0].button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self._parts)

    def _show(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        if self._sheet is None:
            return
        self._show_protocol(self._sheet)
        self._show_recipients(self._sheet)
        self._show_statements()
        if self._sheet.detail.line.kind in CALLERS:
            self._head(_("When calling back"))
            for number, (text, rule) in enumerate(_RULES, 1):
                self._add(_Line(f"{number}  {_(text)}", rule))

    def _show_protocol(self, sheet: CaseSheet) -> None:
        line, answers = sheet.detail.line, sheet.detail.protocol
        caller = CALLERS.get(line.kind)
        protocol = protocol_for(caller) if caller is not None else None
        if protocol is None or not sheet.reviews:
            return
        self._add(_CallerHead(icon_of(line.kind), kind_text(line)))
        self._add(_Line(_("The agent made no statement; a superior calls"), protocol.rule,
                        icon="microphone-off", tone=Token.FINE))  # fmt: skip
        for question in protocol.questions:
            given = getattr(answers, question.field) if answers is not None else None
            self._add(_Answer(_(question.label), given))

    def _show_recipients(self, sheet: CaseSheet) -> None:
        found = sheet.detail.recipients
        if not found:
            return
        left = sum(one.told_at is None for one in found)
        rules = dict.fromkeys(one.rule for one in found)
        self._head(_("To be told at once"), str(left) if left else "", *rules)
        for one in found:
            row = _RecipientRow(one, sheet)
            row.told.connect(self.told)
            self._add(row)

    def _show_statements(self) -> None:
        found = self.statements()
        if self._sheet is None or Decision.STATEMENT not in self._sheet.detail.line.may:
            return
        self._head(_("Valid statements"), _("for superiors only"), "E4")
        if not found:
            self._add(Label(_("None is in force today."), tone=Token.TEXT_2, wrap=True))
        for one in found:
            row = _StatementPart(one, self._keys if len(found) == 1 else "")
            row.used.connect(self.statement_asked)
            self._add(row)

    def _head(self, text: str, aside: str = "", *rules: str) -> None:
        if self._parts:
            self._add(Hairline())
        head = SectionHead()
        head.set_text(text, aside)
        for rule in rules:
            head.add(Label(rule, step=Type.CAPTION, tone=Token.TEXT_3))
        self._add(head)

    def _add(self, widget: QWidget) -> None:
        self._parts.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)


class _CallerHead(QWidget):
    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(8)
        row.addWidget(_Icon(icon, icons.HEAD, Token.SOON))
        row.addWidget(Label(text, bold=True), 1)


class _Icon(Ground):
    def __init__(self, name: str, size: int, tone: Token) -> None:
        super().__init__(Token.BG_SIDE)
        self._name, self._size, self._ink = name, size, tone
        self.wire()

    def restyle(self) -> None:
        side = self.theme.px(self._size)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: object) -> None:
        from PySide6.QtGui import QPainter

        ink = self.theme.color(self._ink)
        icons.paint_icon(QPainter(self), self.rect(), self._name, ink, self.width())


class _Line(QWidget):
    """A sentence with its rule at the right."""

    def __init__(self, text: str, rule: str, *, icon: str = "", tone: Token = Token.TEXT) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        if icon:
            row.addWidget(_Icon(icon, icons.BUTTON, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text, tone=tone, wrap=True), 1)
        row.addWidget(
            Label(rule, step=Type.CAPTION, tone=Token.TEXT_3), 0, Qt.AlignmentFlag.AlignTop
        )


class _Answer(QWidget):
    """One question of the protocol; what wasn't asked is to be asked when calling back."""

    def __init__(self, question: str, answer: str | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        mark = StateMark(Shape.TICK if answer else Shape.DASHED_RING,
                         tone=Token.FINE if answer else Token.SOON)  # fmt: skip
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(question, step=Type.CAPTION, tone=Token.TEXT_2))
        told = answer or _("Not asked yet; ask when calling back")
        column.addWidget(Label(told, tone=Token.TEXT if answer else Token.SOON, wrap=True))
        row.addLayout(column, 1)


class _RecipientRow(QWidget):
    told = Signal(object, object)

    def __init__(self, one: Recipient, sheet: CaseSheet) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        done = one.told_at is not None
        mark = StateMark(Shape.TICK if done else Shape.DASHED_RING,
                         tone=Token.FINE if done else Token.SOON)  # fmt: skip
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        post = _(one.label)
        column = QVBoxLayout()
        column.setSpacing(0)
        holder = one.name if one.name and one.name != post else ""
        column.addWidget(Label(_(", ").join(p for p in (post, holder) if p), wrap=True))
        if done and one.told_at is not None:
            way = _(labels.label(one.told_way)) if one.told_way else ""
            at = words.time_text(one.told_at, sheet.facts.zone)
            said = _(", ").join(part for part in (at, way, one.told_by or "") if part)
            column.addWidget(Label(said, step=Type.CAPTION, tone=Token.TEXT_2, wrap=True))
        row.addLayout(column, 1)
        if not done and one.notice_id is not None:
            button = Button(_("Told"), small=True)
            button.setAccessibleName(_("{post} was told").format(post=post))
            menu = QMenu(button)
            for way_of in Way:
                action = menu.addAction(_(labels.label(way_of)))
                action.triggered.connect(partial(self.told.emit, one.notice_id, way_of))
            button.set_menu(menu)
            row.addWidget(button)
            self.button = button


class _StatementPart(QWidget):
    used = Signal(object)

    def __init__(self, one: StatementRow, keys: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 6)
        row.setSpacing(10)
        row.addWidget(Hairline(Qt.Orientation.Vertical, tone=Token.LINE_STRONG))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(one.title, bold=True, wrap=True))
        since = f"{one.valid_from:%Y-%m-%d}"
        until = f" – {one.valid_until:%Y-%m-%d}" if one.valid_until else ""
        column.addWidget(Label(since + until, step=Type.CAPTION, tone=Token.TEXT_3))
        column.addWidget(Label(one.text, tone=Token.TEXT_2, wrap=True))
        button = self.button = Button(
            _("Use this statement"), kind=ButtonKind.LINK, keys=keys, small=True
        )
        button.clicked.connect(partial(self.used.emit, one.id))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
