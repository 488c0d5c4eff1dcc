"""Who holds a post: somebody of the staff, or somebody outside with a number or an address."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.errors import Conflict, ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    ComboBox,
    Field,
    LineEdit,
    Note,
    VersionChoice,
    VersionChoices,
)
from thirdring.usecases.manage_contacts import ContactInput, ContactRow

_OUTSIDE = ""


class ContactForm(EditPanel):
    """`contact` None: somebody new."""

    saved = Signal()
    retired = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contact: ContactRow | None = None
        self._posts: tuple[str, ...] = ()
        self._people: tuple[tuple[str, str], ...] = ()
        self._blank = ContactInput("")
        self.post, self.person = ComboBox(), ComboBox()
        self.name, self.phone = LineEdit(kind=TextKind.NAME), LineEdit(kind=TextKind.NAME)
        self.email = LineEdit(kind=TextKind.NAME)
        self.fields = {
            "post": Field(self.post, above=True, required=True),
            "login": Field(self.person, above=True),
            "name": Field(self.name, above=True, required=True),
            "phone": Field(self.phone, above=True),
            "email": Field(self.email, above=True),
        }
        lines = {"name": self.name, "phone": self.phone, "email": self.email}
        self.both = VersionChoices(
            {name: VersionChoice(line.text, line.setText) for name, line in lines.items()}
        )
        self.save = Button(kind=ButtonKind.PRIMARY)
        self.retire = Button(kind=ButtonKind.DESTRUCTIVE, icon="archive")
        self.note = Note(lines=2)
        for name, field in self.fields.items():
            self.column.addWidget(field)
            if name in self.both.choices:
                self.column.addWidget(self.both.choices[name])
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.retire)
        self.column.addLayout(buttons)
        self.column.addWidget(self.note)
        self.column.addStretch(1)
        self.save.clicked.connect(self.saved)
        self.retire.clicked.connect(self.retired)
        self.person.chosen.connect(self._on_person)
        self.email.returnPressed.connect(self.saved)
        for line in (self.name, self.phone):
            line.returnPressed.connect(self._on_line_entered)
        self.wire()

    def retranslate(self) -> None:
        self.fields["post"].set_label(_("Post"))
        self.fields["login"].set_label(_("Who holds it"))
        self.fields["name"].set_label(_("Name"))
        self.fields["phone"].set_label(_("Phone"))
        self.fields["email"].set_label(_("E-mail"))
        self.retire.setText(_("Take off the list"))
        self._fill()

    def set_choices(self, posts: Sequence[str], people: Sequence[tuple[str, str]]) -> None:
        """The posts there are, and login and name of whoever may hold one."""
        self._posts, self._people = tuple(posts), tuple(people)
        self._fill()

    def show_contact(self, contact: ContactRow | None, post: str = "") -> None:
        """Put `contact` into the fields, or only `post` for somebody new."""
        self.contact = contact
        clear_problems(self.fields, self.note)
        self.both.withdraw()
        self._blank = _input(contact) if contact else ContactInput(post)
        self._fill()
        self.post.set_value(self._blank.post or None)
        self.person.set_value(self._blank.login)
        self.name.setText(contact.name if contact else "")
        self.phone.setText(self._blank.phone)
        self.email.setText(self._blank.email)
        self._show()

    def follow(self, contact: ContactRow | None) -> None:
        """The contact was read again: show it, unless somebody is typing over what was there."""
        if contact is not None and contact != self.contact and not self._typed_over():
            self.show_contact(contact)

    def typed(self) -> ContactInput:
        """What was typed. The staff's own name is taken from their account."""
        login = str(self.person.value() or _OUTSIDE)
        name = "" if login else self.name.value()
        post = str(self.post.value() or "")
        return ContactInput(post, name, self.phone.value(), self.email.value(), login)

    def show_error(self, error: ThirdRingError) -> None:
        """Beside its field. After a conflict both versions are there to choose from."""
        if isinstance(error, Conflict) and isinstance(error.theirs, ContactRow):
            if self._typed_over():
                self._show_both(error.theirs)
            else:
                self.show_contact(error.theirs)
        show_error(error, self.fields, self.note)

    def _show_both(self, theirs: ContactRow) -> None:
        names = {"name": _("Name"), "phone": _("Phone"), "email": _("E-mail")}
        seen, now = self._blank, _input(theirs)
        self.both.ask(_texts(seen), _texts(now), names=names)
        self.contact, self._blank = theirs, now

    def _typed_over(self) -> bool:
        return self.typed() != self._blank

    def _fill(self) -> None:
        posts, people = list(self._posts), dict(self._people)
        if self._blank.post and self._blank.post not in posts:
            posts.append(self._blank.post)
        if self.contact and self.contact.login:
            people.setdefault(self.contact.login, self.contact.name)
        self.post.set_options([(post, _(labels.post(post))) for post in posts])
        self.person.set_options([(_OUTSIDE, _("Somebody outside")), *people.items()])
        if self.person.value() is None:
            self.person.set_value(_OUTSIDE)
        self._show()

    def _show(self) -> None:
        contact, inside = self.contact, bool(self.person.value())
        self.title.setText(contact.name if contact else _("Somebody to be told"))
        self.text.setText(_("Whoever holds the post is told at once when a rule asks for it."))
        self.fields["name"].setVisible(not inside)
        self.fields["phone"].set_hint(
            _("Empty: their work number") if inside else _("A number or a mail address")
        )
        self.save.setText(_("Save changes") if contact else _("Put on the list"))
        self.retire.setVisible(contact is not None)

    def _on_person(self, _login: object) -> None:
        self._show()

    def _on_line_entered(self) -> None:
        self.focusNextChild()


def _texts(contact: ContactInput) -> dict[str, str]:
    return {"name": contact.name, "phone": contact.phone, "email": contact.email}


def _input(contact: ContactRow) -> ContactInput:
    name = "" if contact.login else contact.name
    return ContactInput(contact.post, name, contact.phone, contact.email, contact.login)
