"""Who is told (D9, E1 to E6): the posts the rules ask for, and who holds them."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.contact_form import ContactForm
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, Cell, Heading, QuietTable, SectionHead, TableRow
from thirdring.usecases.manage_contacts import (
    ContactInput,
    ContactRow,
    PostRow,
    list_contacts,
    list_posts,
    retire_contact,
    save_contact,
)
from thirdring.usecases.manage_staff import list_staff


@dataclass(frozen=True, slots=True)
class _Found:
    posts: tuple[PostRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    people: tuple[tuple[str, str], ...] = ()


class ContactsSection(Section):
    """A post nobody holds has a row of its own, which leads to naming somebody for it."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._found = _Found()
        self.table = QuietTable()
        self.form = ContactForm()
        self.add = Button(icon="user-plus")
        self._head = SectionHead()
        self._head.add(self.add)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 12, 8)
        top.addWidget(self._head)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.form)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.add.clicked.connect(self._on_add)
        self.form.saved.connect(self._on_save)
        self.form.retired.connect(self._on_retire)
        self.wire()

    def retranslate(self) -> None:
        self.add.setText(_("Add"))
        self.add.set_hint(_("Name somebody for a post"))
        self.table.setAccessibleName(_("Who is told"))
        self.table.set_headings(
            [
                Heading(_("Post"), 196, kept=True),
                Heading(_("Name"), kept=True),
                Heading(_("Phone"), 116),
                Heading(_("E-mail")),
                Heading(_("Rules"), 132),
            ]
        )
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(_read, owner=self, key="contacts", then=self._on_found)

    def _on_found(self, found: _Found) -> None:
        first = not self._found.posts
        self._found = found
        posts = dict.fromkeys([one.post for one in found.posts])
        posts.update(dict.fromkeys(one.post for one in found.contacts))
        self.form.set_choices(list(posts), found.people)
        self._show()
        rows = self.table.rows.rows
        if first and rows:
            self._choose(rows[0].key)
        elif self.form.contact is not None:
            self.form.follow(self._contact(self.form.contact.id))

    def _show(self) -> None:
        self.table.set_rows(_rows(self._found))
        self._head.set_text(_("Who is told"), words.number_text(len(self._found.contacts)))

    def _contact(self, key: object) -> ContactRow | None:
        return next((one for one in self._found.contacts if one.id == key), None)

    def _choose(self, key: Hashable) -> None:
        self.table.choose(key)
        self._on_chosen(key)

    def _on_chosen(self, key: object) -> None:
        self.form.show_contact(self._contact(key), key if isinstance(key, str) else "")

    def _on_entered_row(self, _key: object) -> None:
        self.form.person.setFocus()

    def _on_add(self) -> None:
        post = self.form.typed().post
        self.table.choose(None)
        self.form.show_contact(None, post)
        self.form.post.setFocus()

    def _on_save(self) -> None:
        one = self.form.contact
        self._save(
            self.form.typed(),
            contact_id=one.id if one else None,
            version=one.version if one else None,
        )

    def _save(self, new: ContactInput, **which: Any) -> None:
        self._runner.run(
            save_contact, new, **which, owner=self,
            then=self._on_saved, failed=self._on_refused,
        )  # fmt: skip

    def _on_saved(self, row: ContactRow) -> None:
        others = [one for one in self._found.contacts if one.id != row.id]
        self._found = _Found(self._found.posts, (*others, row), self._found.people)
        self._show()
        self._choose(row.id)
        sentence = _("{name} is told as {post}.")
        self.say(sentence.format(name=row.name, post=_(labels.post(row.post))))
        self.refresh()

    def _on_retire(self) -> None:
        one = self.form.contact
        if one is not None:
            self._runner.run(
                retire_contact, one.id, version=one.version, owner=self,
                then=partial(self._on_retired, one), failed=self._on_refused,
            )  # fmt: skip

    def _on_retired(self, one: ContactRow, _none: None) -> None:
        self.table.choose(None)
        self.form.show_contact(None, one.post)
        self.table.setFocus()
        back = ContactInput(one.post, one.name, one.phone, one.email, one.login)
        sentence = _("{name} is off the list; what they were told stays on record.")
        self.say(sentence.format(name=one.name), partial(self._save, back))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        self.form.show_error(error)
        self.refresh()


def _rows(found: _Found) -> list[TableRow]:
    """By post in the policy's order: who holds it; then contacts of posts no rule asks for."""
    rows = []
    for post in found.posts:
        rules = Cell(" ".join(post.rules))
        telling = {holder.contact_id for holder in post.holders if holder.contact_id}
        named = [one for one in found.contacts if one.post == post.post]
        if not telling:
            rows.append(_by_role_or_nobody(post, rules))
        rows += [_row(one, rules, told=one.id in telling) for one in named]
    asked = {post.post for post in found.posts}
    rows += [
        _row(one, Cell(_("None"), Token.TEXT_3), told=True)
        for one in found.contacts
        if one.post not in asked
    ]
    return rows


def _row(one: ContactRow, rules: Cell, *, told: bool) -> TableRow:
    """`told` False: their account was taken out of use, so the post passes them by."""
    name = one.name if told else _("{name} (out of use)").format(name=one.name)
    post = Cell(_(labels.post(one.post)), Token.TEXT)
    who = Cell(name, Token.TEXT if told else Token.TEXT_3)
    return TableRow(one.id, (post, who, Cell(one.phone), Cell(one.email), rules))


def _by_role_or_nobody(post: PostRow, rules: Cell) -> TableRow:
    """The supervisors hold theirs by their role; any other post stands empty."""
    held = [holder for holder in post.holders if holder.held]
    who = Cell(_("Nobody holds it"), Token.OVER)
    if held:
        sentence = _("{name}, by their role")
        names = _(", ").join(held[0].name.split("、"))
        who = Cell(sentence.format(name=names), Token.TEXT)
    cells = (Cell(_(labels.post(post.post)), Token.TEXT), who, Cell(""), Cell(""), rules)
    return TableRow(post.post, cells)


def _read(ctx: Any) -> _Found:
    people = tuple((one.login, one.name) for one in list_staff(ctx, inactive=False))
    return _Found(list_posts(ctx), list_contacts(ctx), people)
