"""What can go wrong that is not a bug, as sentences that can be shown in either language."""

from dataclasses import dataclass, field


def N_(msgid: str) -> str:
    """Mark `msgid` for the catalogue and hand it back untranslated."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence before translation: a catalogue key with named values for its `{placeholders}`."""

    msgid: str
    params: dict[str, object] = field(default_factory=dict)

    def english(self) -> str:
        """The sentence in the source language; used where no catalogue is loaded."""
        return self.msgid.format(**self.params)

    def __str__(self) -> str:
        return self.english()


def say(msgid: str, /, **params: object) -> Message:
    """Shorthand for `Message`; extracted like `N_` (see scripts/translate.py)."""
    return Message(msgid, params)


class ThirdRingError(Exception):
    """Base of what is told to a person as one clear sentence, never as a traceback."""

    def __init__(self, message: Message | str) -> None:
        self.message = Message(message) if isinstance(message, str) else message
        super().__init__(self.message.english())


class Refusal(ThirdRingError):
    """A rule says no. `rule` is the rulebook's id, `field` the field it is about (both optional)."""

    def __init__(self, message: Message | str, *, rule: str = "", field: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.field = field


class NotPermitted(Refusal):
    """The person's roles do not allow the deed."""


class NotFound(Refusal):
    """No record with that number or id (or none that this person may see)."""


class Conflict(Refusal):
    """Somebody changed the record meanwhile. `theirs` is the record as it stands now."""

    def __init__(self, message: Message | str, *, theirs: object, field: str = "") -> None:
        super().__init__(message, field=field)
        self.theirs = theirs


class Refusals(Refusal):
    """Several refusals at once, each with its field; `all` keeps their order."""

    def __init__(self, refusals: list[Refusal]) -> None:
        first = refusals[0]
        super().__init__(first.message, rule=first.rule, field=first.field)
        self.all = tuple(refusals)


class Unavailable(ThirdRingError):
    """The disk is full, the file is locked, the server is gone: kept, shown and tried again."""


class NotLetIn(Unavailable):
    """The server answers and does not let this login in: wrong password, taken out of use, no
    right. What was typed is kept all the same; signing in without the server is not offered.
    `lacks_password`: none was sent, and one was asked for.
    """

    def __init__(self, message: Message | str, *, lacks_password: bool = False) -> None:
        super().__init__(message)
        self.lacks_password = lacks_password
