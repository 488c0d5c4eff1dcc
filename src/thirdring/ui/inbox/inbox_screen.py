"""The inbox: mail by the time left to answer it, read beside the list, sorted with one key."""

import uuid
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.mail import MailKind, MailState
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui import words
from thirdring.ui.actions import Actions
from thirdring.ui.inbox.inbox_bar import InboxBar
from thirdring.ui.inbox.reading_pane import ReadingPane
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import (
    Cell,
    EmptyState,
    Ground,
    Heading,
    QuietTable,
    Styled,
    Tab,
    TableRow,
    Tabs,
)
from thirdring.usecases.context import Context
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.find_inbox import (
    InboxCounts,
    InboxDetail,
    InboxFile,
    InboxLine,
    find_inbox,
    inbox_counts,
    save_mail_file,
    show_inbox_item,
)
from thirdring.usecases.search_inbox import MOST_FOUND, MOST_LOOKED, FoundMails, search_inbox
from thirdring.usecases.sort_mail import SortedMail, restore_mail, sort_mail

_LIST = 620
_ACTIONS = {
    "inbox.complaint": MailKind.COMPLAINT,
    "inbox.enquiry": MailKind.ENQUIRY,
    "inbox.praise": MailKind.PRAISE,
    "inbox.not_for_us": MailKind.NOT_FOR_US,
    "inbox.reply": MailKind.REPLY,
}


class InboxScreen(Styled, QWidget):
    """`said` carries a sentence, `undoable` one with the way back; `counted` an `InboxCounts`;
    `ticket_asked` a ticket's number; `mailbox_asked`: to where the mailbox is set.
    """

    said = Signal(str)
    undoable = Signal(str, object)
    failed = Signal(object)
    counted = Signal(object)
    ticket_asked = Signal(str)
    mailbox_asked = Signal()

    def __init__(
        self, facts: DeskFacts, runner: Runner, actions: Actions, ticker: Ticker,
        granted: frozenset[Permission] = frozenset(), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._facts, self._runner, self._ticker = facts, runner, ticker
        self._lines: tuple[InboxLine, ...] = ()
        self._counts = InboxCounts(0, 0, 0)
        self._empty = EmptyState("inbox")
        self.tabs = Tabs()
        self.bar = InboxBar(runner, granted, actions.keys("list.find"))
        self.table = QuietTable(empty=self._empty)
        self.pane = ReadingPane(facts)
        self._build()
        self.tabs.chosen.connect(self._on_tab)
        self.table.chosen.connect(self._on_chosen)
        self.pane.sorted_as.connect(self.sort)
        self.pane.restore_asked.connect(self._on_restore_asked)
        self.pane.ticket_asked.connect(self.ticket_asked)
        self.pane.files.save_asked.connect(self._on_save_asked)
        self.bar.search.left.connect(self.table.setFocus)
        self.bar.search.descended.connect(self._on_descended)
        self.bar.searched.connect(self._on_searched)
        self.bar.line.said.connect(self.said)
        self.bar.mailbox_asked.connect(self.mailbox_asked)
        actions.on("list.find", self._on_find)
        if Permission.IMPORT_MAIL in granted:
            actions.on("inbox.fetch", self.bar.line.begin)
        ticker.tick.connect(self._on_tick)
        for action, kind in _ACTIONS.items():
            actions.on(action, partial(self.sort, kind))
        self.wire()

    def _build(self) -> None:
        head = Ground(Token.BG_SURFACE, edges=Qt.Edge.BottomEdge)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        left = self._left = Ground(Token.BG_SURFACE, edges=Qt.Edge.RightEdge)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(self.pane, 1)

    def restyle(self) -> None:
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The list has its width, and never more than half: columns it has no room for leave."""
        self._left.setFixedWidth(min(self.theme.px(_LIST), self.width() // 2))

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Inbox"))
        self._show_headings()
        self._show_tabs()
        self._show_empty()
        self._show_rows()

    @property
    def state(self) -> MailState:
        return MailState(str(self.tabs.value() or MailState.WAITING))

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again what is seen."""
        self._runner.read(
            _read, self.state, self.bar.typed, owner=self, key="inbox", then=self._on_read,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_find(self) -> None:
        if self.isVisible():
            self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.bar.search.selectAll()

    def _on_searched(self) -> None:
        self.pane.show_mail(None)
        self.table.choose(None)
        self._show_empty()
        self.refresh()

    def _on_descended(self) -> None:
        """From the search to the first mail it found."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._lines:
            self.table.choose(self._lines[0].id)
            self._on_chosen(self._lines[0].id)

    def on_touched(self) -> None:
        """After a commit anywhere; what is not seen is read when it is shown."""
        if self.isVisible():
            self.refresh()

    def sort(self, kind: MailKind) -> None:
        """Say what the mail that is read is."""
        detail = self.pane.detail
        if detail is None or detail.line.state is not MailState.WAITING:
            return
        if kind is MailKind.REPLY and detail.line.number is None:
            return
        self._runner.run(
            sort_mail, detail.line.id, kind, version=detail.line.version, owner=self,
            then=partial(self._on_sorted, kind), failed=self._on_failed,
        )  # fmt: skip

    def _on_sorted(self, kind: MailKind, done: SortedMail) -> None:
        following = self._following(done.id)
        if kind is MailKind.NOT_FOR_US:
            back = partial(self._take_back, done.id, done.version)
            self.undoable.emit(_("Set aside."), back)
        elif kind is MailKind.REPLY:
            self.said.emit(_("It joined {number}.").format(number=done.number))
        else:
            said = _("{kind} {number} was made of it.")
            self.said.emit(said.format(kind=_(label(kind)), number=done.number))
        self._go_on(following)

    def _following(self, item_id: uuid.UUID) -> uuid.UUID | None:
        """The one below, or the last one above."""
        ids = [line.id for line in self._lines]
        at = ids.index(item_id) if item_id in ids else -1
        rest = [one for one in ids[at + 1 :] + ids[:at][::-1] if one != item_id]
        return rest[0] if rest else None

    def _go_on(self, item_id: uuid.UUID | None) -> None:
        self.pane.show_mail(None)
        self.table.choose(item_id)
        if item_id is not None:
            self._on_chosen(item_id)
        self.refresh()

    def _take_back(self, item_id: uuid.UUID, version: int) -> None:
        self._runner.run(
            restore_mail, item_id, version, owner=self, then=self._on_restored,
            failed=self._on_failed,
        )  # fmt: skip

    def _on_restore_asked(self) -> None:
        detail = self.pane.detail
        if detail is not None:
            self._take_back(detail.line.id, detail.line.version)

    def _on_restored(self, _done: SortedMail) -> None:
        self.said.emit(_("It is in the inbox again."))
        self._go_on(None)

    def _on_failed(self, error: ThirdRingError) -> None:
        self.failed.emit(error)
        self.refresh()

    def _on_tab(self, _value: object) -> None:
        self.pane.show_mail(None)
        self.table.choose(None)
        self._show_headings()
        self._show_empty()
        self.refresh()

    def _on_chosen(self, key: object) -> None:
        self._runner.run(
            show_inbox_item, key, owner=self, then=self._on_detail, failed=self._on_failed
        )

    def _on_detail(self, detail: InboxDetail) -> None:
        if self.table.key() == detail.line.id:
            self.pane.show_mail(detail, self._ticker.now())

    def _on_read(self, read: tuple[MailState, FoundMails, InboxCounts]) -> None:
        state, found, self._counts = read
        if state is not self.state:
            return
        self._lines = found.lines
        self.bar.tell_bound("" if found.every else _bound(found))
        self._show_tabs()
        self._show_rows()
        self.counted.emit(self._counts)

    def _on_tick(self, _now: datetime) -> None:
        if self.isVisible():
            self._show_rows()

    def _show_headings(self) -> None:
        waits = self.state is MailState.WAITING
        time = _("To be answered") if waits else _("Arrived")
        kind = _("Proposal") if waits else _("What it is")
        self.table.set_headings((
            Heading(time, 130, kept=True), Heading(_("Sender"), 120),
            Heading(_("Subject"), kept=True), Heading(kind, 110),
        ))  # fmt: skip

    def _show_tabs(self) -> None:
        counts = self._counts
        self.tabs.set_tabs([
            Tab(MailState.WAITING.value, _("To be sorted"), counts.waiting, counted=True),
            Tab(MailState.SET_ASIDE.value, _("Set aside"), counts.set_aside, counted=True),
            Tab(MailState.SORTED.value, _("Sorted")),
        ])  # fmt: skip

    def _show_empty(self) -> None:
        if self.bar.typed:
            self._empty.set_text(
                _("No mail holds these words"),
                _("Sender, subject and text are looked through, in this list only."),
            )
            return
        if self.state is MailState.WAITING:
            self._empty.set_text(
                _("No mail waits to be sorted"),
                _("Mail comes in with “thirdring import mail”, or from the center's mailbox."),
                _("It is answered within 24 hours of its arrival (D16)."),
            )
            return
        self._empty.set_text(_("Nothing here"), _("What was sorted or set aside stays findable."))

    def _show_rows(self) -> None:
        now, zone = self._ticker.now(), self._facts.time.zone
        self.table.set_rows([self._row(line, now) for line in self._lines] if zone else [])

    def _row(self, line: InboxLine, now: datetime) -> TableRow:
        zone = self._facts.time.zone
        if line.state is MailState.WAITING:
            over = line.due_at < now
            time = words.due_text(line.due_at, now, zone)
            kind = _(label(line.proposal)) if line.proposal else ""
            first = Cell(time, Token.OVER if over else Token.TEXT_2, bold=over)
        else:
            told = line.automatic or line.sorted_as
            kind = _(label(told)) if told else ""
            first = Cell(words.day_and_time(line.arrived_at, now, zone))
        subject = line.subject or _("(no subject)")
        if line.unreadable:
            kind = _("Unreadable")
        return TableRow(
            line.id,
            (
                first,
                Cell(line.sender or _("Unknown sender"), Token.TEXT),
                Cell(subject, Token.TEXT),
                Cell(kind if line.number is None else f"{kind} {line.number}".strip()),
            ),
        )

    # --- saving --------------------------------------------------------------------------------

    def _on_save_asked(self, file: InboxFile | None) -> None:
        detail = self.pane.detail
        if detail is None:
            return
        dialog = QFileDialog(self, _("Save as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name if file is not None else "message.eml")
        dialog.fileSelected.connect(partial(self.save_to, detail.line.id, file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, item_id: uuid.UUID, file: InboxFile | None, path: str) -> None:
        """Write a file of a mail, or the message itself, to `path`."""
        self._runner.run(
            save_mail_file, item_id, Path(path), file.id if file is not None else None, owner=self,
            then=self._on_saved, failed=self.failed.emit,
        )  # fmt: skip

    def _on_saved(self, path: Path) -> None:
        self.said.emit(_("Saved: {file}").format(file=path.name))


def _read(ctx: Context, state: MailState, typed: str) -> tuple[MailState, FoundMails, InboxCounts]:
    """On a reading thread; who wrote stays masked until one is read (H5)."""
    if typed:
        found = search_inbox(ctx, typed, state, masked=True)
    else:
        found = FoundMails(find_inbox(ctx, state, masked=True), every=True)
    return state, found, inbox_counts(ctx)


def _bound(found: FoundMails) -> str:
    if len(found.lines) >= MOST_FOUND:
        return _("The first {n}; one word more finds fewer.").format(n=MOST_FOUND)
    return _("Only the first {n} mails of this list were looked through.").format(
        n=words.number_text(MOST_LOOKED)
    )
