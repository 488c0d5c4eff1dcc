"""Under a field that two people changed: what the other wrote, and which of the two stands."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.both_versions import adopted, contested
from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.label import Label
from thirdring.ui.widgets.segments import Segments

MINE, THEIRS = "mine", "theirs"


class VersionChoice(Styled, QWidget):
    """Hidden until `offer`. Choosing puts the text into the field; one's own comes back with Mine."""

    def __init__(
        self, get: Callable[[], str], put: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._get, self._put = get, put
        self._mine = self._theirs = self._shown = self._field = ""
        self._told = Label(step=Type.CAPTION, tone=Token.SOON, wrap=True)
        self.pick = Segments([(MINE, ""), (THEIRS, "")])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(4)
        column.addWidget(self._told)
        column.addWidget(self.pick)
        self.pick.chosen.connect(self._on_chosen)
        self.hide()
        self.wire()

    def retranslate(self) -> None:
        self.pick.set_options([(MINE, _("Mine")), (THEIRS, _("Theirs"))])
        self.pick.setAccessibleName(_("Which stands for: {field}").format(field=self._field))
        self._told.setText(
            _("Changed meanwhile to: {text}").format(text=self._shown or _("(empty)"))
        )

    def offer(self, theirs: str, *, field: str, shown: str | None = None) -> None:
        """Somebody else wrote `theirs` (read as `shown`) into the field called `field`."""
        self._mine, self._theirs = self._get(), theirs
        self._shown, self._field = theirs if shown is None else shown, field
        self.retranslate()
        self.pick.set_value(MINE)
        self.show()

    def read(self) -> str:
        """What stands in the field."""
        return self._get()

    def write(self, text: str) -> None:
        """Put it into the field."""
        self._put(text)

    def withdraw(self) -> None:
        """There is nothing to choose any more."""
        self.hide()

    def _on_chosen(self, which: object) -> None:
        if which == THEIRS:
            self._mine = self._get()
            self._put(self._theirs)
        else:
            self._put(self._mine)


def both_sentence(*, asked: bool) -> str:
    """What a form says of it."""
    if asked:
        return _("Somebody else saved this meanwhile. Choose what stands, then save again.")
    return _("Somebody else saved this meanwhile. Both changes fit together: save again.")


class VersionChoices:
    """The choices of one form, by field."""

    def __init__(self, choices: Mapping[str, VersionChoice]) -> None:
        self.choices = dict(choices)

    def withdraw(self) -> None:
        """Forget what was asked."""
        for choice in self.choices.values():
            choice.withdraw()

    def ask(
        self,
        seen: Mapping[str, str],
        theirs: Mapping[str, str],
        *,
        names: Mapping[str, str],
        shown: Callable[[str, str], str] = lambda _name, text: text,
    ) -> bool:
        """Take over what only the other changed; ask where both did. `names`: the fields' labels;
        `shown(field, text)`: a value as it is read. Whether there is something to choose.
        """
        self.withdraw()
        mine = {name: choice.read() for name, choice in self.choices.items()}
        for name, text in adopted(seen, mine, theirs).items():
            self.choices[name].write(text)
        asked = contested(seen, mine, theirs)
        for name, text in asked.items():
            self.choices[name].offer(text, field=names[name], shown=shown(name, text))
        return bool(asked)
