"""One ticket opened beside the list: facts, story, and what may be done with it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.i18n import _, ngettext
from thirdring.ui import words
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.tickets.case_sections import CaseSections
from thirdring.ui.tickets.detail_deeds import DetailDeeds
from thirdring.ui.tickets.look import severity_shape, soon_of, state_word
from thirdring.ui.tickets.path_view import PathView
from thirdring.ui.tickets.presence_line import PresenceLine
from thirdring.ui.tickets.story import Facts, Story
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Ground,
    Hairline,
    Label,
    Pill,
    SectionHead,
    Shape,
    Styled,
)
from thirdring.ui.widgets.uncover import Uncover
from thirdring.usecases.show_case import CaseView
from thirdring.usecases.show_ticket import ComplaintFacts, Deed, TicketDetail
from thirdring.usecases.ticket_desk import ListFacts

_ANY_WIDTH = 16_777_215  # Qt's QWIDGETSIZE_MAX, which PySide6 does not name


class DetailPanel(Styled, QWidget):
    """`closed` when the person closes it; `unmask_asked` when they uncover the number. Deeds
    themselves are in `deeds`, at its foot.
    """

    closed = Signal()
    unmask_asked = Signal(str)

    def __init__(self, deeds: DetailDeeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deeds = deeds
        self.detail: TicketDetail | None = None
        self._facts_of_list: ListFacts | None = None
        self._now: datetime | None = None
        self._whole = False
        self._alone = False
        self._fill_outlets: Callable[[QMenu], None] = lambda _menu: None
        self._number = Label(tone=Token.TEXT_2)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = Button(kind=ButtonKind.BARE, icon="dots", small=True)
        self._edit = Button(kind=ButtonKind.BARE, icon="edit", small=True)
        self._close = Button(kind=ButtonKind.BARE, icon="x", small=True)
        self._title = Label(step=Type.SAY, bold=True, wrap=True)
        self._pills: list[Pill] = []
        self._pill_row = QHBoxLayout()
        self._pill_row.setSpacing(8)
        self._pill_row.addStretch(1)
        self._path = PathView()
        self.presence = PresenceLine()
        self._own = Label(tone=Token.TEXT_2, wrap=True)
        self._own.hide()
        self._waiting = Label(tone=Token.SOON, wrap=True)
        self._waiting.hide()
        self._facts = Facts()
        self._raised = Label(wrap=True)
        self.case = CaseSections()
        self._story_head = SectionHead()
        self._all = Button(kind=ButtonKind.LINK, small=True)
        self._story = Story()
        self._eye = Uncover(self)
        self._eye.hide()
        self._lay_out()
        self._more.clicked.connect(self._on_more)
        self._close.clicked.connect(self.closed)
        self._edit.clicked.connect(self._on_edit)
        self._all.clicked.connect(self._on_all)
        self._eye.asked.connect(self.unmask_asked)
        self.case.asked.connect(self.deeds.open_case)
        self.wire()

    def _lay_out(self) -> None:
        self._story_head.add(self._all)
        top = self._lay_out_head()
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 12)
        inner.setSpacing(10)
        inner.addWidget(self._facts)
        inner.addWidget(self._raised)
        inner.addWidget(Hairline())
        inner.addWidget(self.case)
        inner.addWidget(Hairline())
        inner.addWidget(self._story_head)
        inner.addWidget(self._story)
        inner.addStretch(1)
        body = QWidget()
        body.setObjectName("plain")
        body.setLayout(inner)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(scroll, 1)
        column.addWidget(self.deeds)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        ground = Ground(Token.BG_SURFACE)
        ground.setLayout(column)
        row.addWidget(ground, 1)

    def _lay_out_head(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self._edit)
        head.addWidget(self._more)
        head.addWidget(self._close)
        top = QVBoxLayout()
        top.setContentsMargins(16, 8, 10, 8)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self._title)
        top.addLayout(self._pill_row)
        top.addSpacing(4)
        top.addWidget(self._path)
        top.addWidget(self.presence)
        top.addWidget(self._own)
        top.addWidget(self._waiting)
        return top

    def restyle(self) -> None:
        self.set_alone(on=self._alone)

    def set_alone(self, *, on: bool) -> None:
        """Take all the room there is, where there is none for a list beside it."""
        self._alone = on
        width = self.theme.size(Size.TICKET_DETAIL)
        self.setMinimumWidth(0 if on else width)
        self.setMaximumWidth(_ANY_WIDTH if on else width)

    def retranslate(self) -> None:
        self.setAccessibleName(_("Ticket"))
        self._own.setText(
            _("This is about you: you see the facts, and somebody else decides (G9).")
        )
        self._more.set_hint(_("More"))
        self._edit.set_hint(_("Edit"))
        self._close.set_hint(_("Close the ticket's panel"))
        self._eye.set_hint(_("Show the whole number (is written down, H5)"))
        if self.detail is not None and self._facts_of_list is not None and self._now is not None:
            self.show_ticket(self.detail, self._facts_of_list, self._now)

    def show_ticket(self, detail: TicketDetail, facts: ListFacts, now: datetime) -> None:
        """Show it; a form that is being filled in is left alone."""
        if self.detail is None or self.detail.fields.id != detail.fields.id:
            self._whole = False
            self.presence.show_present(())
        self.detail, self._facts_of_list, self._now = detail, facts, now
        fields = detail.fields
        self._number.setText(fields.number)
        subject = fields.raised.split("\n", 1)[0]
        if detail.erased:
            subject = _("Personal data and words of this ticket were erased (J6).")
        self._title.setText(subject if len(subject) <= 60 else subject[:59] + "…")
        self._show_pills(detail, facts, now)
        self._path.show_state(detail.kind, fields.state)
        self._show_facts(detail, facts, now)
        self._raised.setText(fields.raised if len(fields.raised) > 60 else "")
        self._raised.setVisible(len(fields.raised) > 60)
        self._show_story()
        self._edit.setVisible(Deed.EDIT in detail.may)
        text = ngettext(
            "{n} record of yours about this is kept on this computer and not on the server yet.",
            "{n} records of yours about this are kept on this computer and not on the server yet.",
            detail.waiting,
        )
        self._waiting.setText(text.format(n=detail.waiting))
        self._waiting.setVisible(detail.waiting > 0)
        self.deeds.show_ticket(detail)

    def show_case(self, view: CaseView) -> None:
        """What stands beside the facts; of another ticket it comes too late."""
        if self.detail is None or self._facts_of_list is None or self._now is None:
            return
        if view.ticket_id == self.detail.fields.id:
            self.case.show_case(view, self._facts_of_list, self._now)
            self.deeds.set_case(view)
            self._own.setVisible(view.own)
            self._edit.setVisible(self._edit.isVisibleTo(self) and not view.own)

    def show_number(self, number: str) -> None:
        """The number that was uncovered; masked again with the next look at the ticket."""
        if self.detail is not None and self._facts_of_list and self._now:
            self._show_facts(self.detail, self._facts_of_list, self._now, number=number)

    def _show_pills(self, detail: TicketDetail, facts: ListFacts, now: datetime) -> None:
        told: list[tuple[str, Token, Shape | None]] = []
        if detail.open and detail.due_at is not None:
            urgent = words.urgency(detail.due_at, now, soon=soon_of(detail.due_rule, facts))
            tone, shape = {
                words.Urgency.OVER: (Token.OVER, Shape.TRIANGLE),
                words.Urgency.SOON: (Token.SOON, Shape.PIE),
                words.Urgency.FINE: (Token.FINE, Shape.RING),
            }[urgent]
            text = words.due_text(detail.due_at, now, facts.zone)
            told.append((f"{state_word(detail.fields.state)} {text}", tone, shape))
        else:
            told.append((state_word(detail.fields.state), Token.TEXT_2, Shape.TICK))
        severity = detail.fields.severity
        if severity is not None:
            grave = severity_shape(severity)
            tone = Token.MAJOR if grave else Token.TEXT_2
            told.append((_(labels.label(severity)), tone, grave))
        if detail.complaint is not None and detail.complaint.lacks:
            told.append((_("Incomplete"), Token.SOON, Shape.DASHED_RING))
        if detail.complaint is None and detail.fields.category:
            told.append((_(labels.category(detail.fields.category)), Token.TEXT_2, None))
        for pill in self._pills:
            self._pill_row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._pills = [Pill(text, tone=tone, shape=shape) for text, tone, shape in told]
        for place, pill in enumerate(self._pills):
            self._pill_row.insertWidget(place, pill)

    def _show_facts(
        self, detail: TicketDetail, facts: ListFacts, now: datetime, *, number: str = ""
    ) -> None:
        show = self._facts
        self._eye.setParent(self)
        self._eye.hide()
        show.clear()
        name = words.named(detail.name, detail.title) if detail.name else _("Not given")
        show.add(_("Customer"), name)
        eye = self._eye if Deed.UNMASK in detail.may and not number else None
        show.add(_("Phone"), number or detail.phone or "", beside=eye)
        self._eye.setVisible(eye is not None and bool(detail.phone))
        show.add(_("Address"), detail.address or "")
        if detail.complaint is not None:
            self._show_complaint(detail)
        show.add(_("Wants"), detail.fields.wants or "")
        show.add(_("Answer"), detail.fields.answer or "")
        if detail.open and detail.due_at is not None:
            over = detail.due_at < now
            until = words.day_and_time(detail.due_at, now, facts.zone)
            rule = Label(detail.due_rule or "", step=Type.CAPTION, tone=Token.TEXT_3)
            tone = Token.OVER if over else Token.TEXT
            show.add(_("Due"), until, tone=tone, bold=over, beside=rule)
        owner = detail.owner or _("Unassigned")
        show.add(_("Owner"), _("Me") if detail.owner_login == facts.login else owner)
        show.add(_("Kind"), _(labels.label(detail.kind)))
        show.add(_("Received at"), words.day_and_time(detail.received_at, now, facts.zone))
        for callback in detail.callbacks:
            state = _(labels.label(callback.state))
            due = words.day_and_time(callback.due_at, now, facts.zone)
            show.add(_("Callback"), f"{due}  {state}")
        for call in detail.calls[:3]:
            at = words.day_and_time(call.at, now, facts.zone)
            told = (_(labels.label(call.direction)), _(labels.label(call.outcome)))
            show.add(_("Call"), f"{at}  {_(', ').join(told)}")

    def _show_complaint(self, detail: TicketDetail) -> None:
        c = detail.complaint
        if c is None:
            return
        if c.lacks:
            missing = _(", ").join(_(labels.label(one)) for one in c.lacks)
            said = _("{missing}; counts for nobody until it is settled").format(missing=missing)
            self._facts.add(_("Lacking"), said, tone=Token.SOON)
        against = _(", ").join(
            part for part in (c.against_kind and _(labels.label(c.against_kind)), c.against) if part
        )
        bought = f"{c.bought_on:%Y-%m-%d}" if c.bought_on else ""
        warranty = f"{c.warranty_until:%Y-%m-%d}" if c.warranty_until else ""
        for name, value in (
            (_("Nature"), _(labels.label(c.nature)) if c.nature else ""),
            (_("Against"), against),
            (_("Channel"), _(labels.label(c.channel)) if c.channel else ""),
            (_("Product"), c.product or ""),
            (_("Merchant"), c.merchant or ""),
            (_("Order No."), c.order_no or ""),
            (_("Bought on"), bought),
            (_("Warranty until"), warranty),
        ):
            self._facts.add(name, value)
        self._show_handling(c)

    def _show_handling(self, c: ComplaintFacts) -> None:
        """What was judged, found, offered and done so far; nothing that isn't known."""
        facts, now = self._facts_of_list, self._now
        if facts is None or now is None:
            return
        judged = [_("Safety at stake")] if c.safety else []
        judged += [_("Act at once")] if c.immediate else []
        if c.complexity:
            judged.append(_("Complexity: {degree}").format(degree=_(labels.label(c.complexity))))
        if c.impact:
            judged.append(_("Impact: {degree}").format(degree=_(labels.label(c.impact))))
        handled = [_(labels.label(c.handling))] if c.handling else []
        handled += [c.guide] if c.guide else []
        answer = {True: _("accepted"), False: _("not accepted"), None: ""}[c.accepted]
        next_at = c.next_contact_at and words.day_and_time(c.next_contact_at, now, facts.zone)
        visit = _(labels.label(c.visit)) if c.visit else ""
        if c.satisfaction is not None:
            visit = _("{state}, satisfaction {n} of 5").format(state=visit, n=c.satisfaction)
        for name, value in (
            (_("Assessed"), _(", ").join(judged)),
            (_("Handled"), _(", ").join(handled)),
            (_("Found"), _(labels.label(c.fault)) if c.fault else ""),
            (_("Plan"), c.plan or ""),
            (_("Customer"), answer),
            (_("Next contact"), next_at or ""),
            (_("Settled by"), _(labels.label(c.remedy)) if c.remedy else ""),
            (_("Alternatives"), c.alternatives or ""),
            (_("Visit"), visit),
            (_("Opinion"), c.opinion or ""),
            (_("Cause"), c.cause or ""),
            (_("Prevention"), c.prevention or ""),
            (_("Lesson"), c.lesson or ""),
            (_("Case library"), _("An example to learn from") if c.example else ""),
        ):
            self._facts.add(name, value)

    def _show_story(self) -> None:
        if self.detail is None or self._facts_of_list is None or self._now is None:
            return
        entries = self.detail.timeline
        self._story_head.set_text(_("Story"))
        self._story.show_entries(entries, self._now, self._facts_of_list, whole=self._whole)
        self._all.setVisible(Story.folds(entries) and not self._whole)
        self._all.setText(ngettext("All {n} entry", "All {n} entries", len(entries)))

    def _on_all(self) -> None:
        self._whole = True
        self._show_story()

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy the number"), self._on_copy)
        self.deeds.fill_menu(menu)
        self._fill_outlets(menu)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def set_outlets(self, fill: Callable[[QMenu], None]) -> None:
        """What else the menu offers."""
        self._fill_outlets = fill

    def _on_edit(self) -> None:
        self.deeds.open(Deed.EDIT)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._number.text())
