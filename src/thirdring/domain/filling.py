"""Placeholders in phrases: which there are, what fills them, what stands where nothing is known.

A part in [square brackets] is left out when a placeholder in it has no value. Outside of brackets
an unknown customer is 您 or "you", and any other unknown value an ellipsis the agent can see.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from thirdring.domain.call_moment import CallMoment
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say
from thirdring.domain.wording import WordingLint

LONGEST = 500
MASK = "***"


class Placeholder(StrEnum):
    COMPANY = "company"
    AGENT = "agent"
    POST = "post"
    DEPARTMENT = "department"
    CUSTOMER = "customer"  # with title: names.addressed
    MINUTES = "minutes"
    TIME = "time"
    TICKET = "ticket"
    WORK_NUMBER = "work_number"
    PLAN = "plan"
    SUMMARY = "summary"


# C8: what an outbound call must not show before the person is confirmed. The name stays: it takes
# a name to ask who is speaking.
PERSONAL = frozenset({Placeholder.TICKET, Placeholder.PLAN, Placeholder.SUMMARY})

# Written by the agent as sentences; the phrase has a full stop of its own.
_WRITTEN = frozenset({Placeholder.PLAN, Placeholder.SUMMARY})
_ENDS = " 。．.；;，,、"

_TOKENS = re.compile(r"\{([a-z_]+)\}|(\[)|(\])")
_BRACES = re.compile(r"\{([^{}\[\]]*)\}")
_CUSTOMER = {Language.ZH_CN: "您", Language.EN: "you"}
_UNKNOWN = {Language.ZH_CN: "……", Language.EN: "…"}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _clean(value: str) -> str:
    """A value on one line, without signs that steer the display (bidi, zero-width, control)."""
    kept = (
        " " if c.isspace() else c
        for c in value
        if c.isspace() or unicodedata.category(c) not in _UNSEEN
    )
    return " ".join("".join(kept).split())


def fill(
    text: str,
    values: Mapping[str, str],
    language: Language,
    *,
    known: Collection[str] = frozenset(Placeholder),
) -> str:
    """`text` with its placeholders filled; values are inserted as they are, never read again.

    Placeholders that aren't `known` (none are let in) stay as they stand.
    """
    out: list[str] = []
    part: list[str] | None = None  # of the optional part that is open
    keep, last = True, 0
    for token in _TOKENS.finditer(text):
        target = out if part is None else part
        target.append(text[last : token.start()])
        last = token.end()
        name, opening, closing = token.groups()
        if opening and part is None:
            part, keep = [], True
        elif closing and part is not None:
            out += part if keep else []
            part = None
        elif name in known:
            value = _clean(values.get(name, ""))
            if name in _WRITTEN:
                value = value.rstrip(_ENDS)
            keep = keep and bool(value)
            target.append(value or _instead(name, language))
        else:
            target.append(token.group())
    (out if part is None else part).append(text[last:])
    out += part or []
    return _tidy("".join(out), language)


def _instead(name: str, language: Language) -> str:
    return (_CUSTOMER if name == Placeholder.CUSTOMER else _UNKNOWN)[language]


def _tidy(text: str, language: Language) -> str:
    """What a left-out part leaves behind: an English sentence begins with a capital."""
    text = text.strip()
    return text[:1].upper() + text[1:] if language is Language.EN else text


def masked_values(values: Mapping[str, str], moment: CallMoment) -> dict[str, str]:
    """C8: `values` with personal data masked as long as the moment doesn't allow them."""
    if moment.personal_data_shown:
        return dict(values)
    return {k: MASK if v and k in PERSONAL else v for k, v in values.items()}


def placeholders_of(text: str) -> frozenset[str]:
    """The names between braces, known or not."""
    return frozenset(_BRACES.findall(text))


def without_placeholders(text: str) -> str:
    """The words of a phrase alone, for search and for the lint; same length, spaces instead."""
    blank = _BRACES.sub(lambda match: " " * len(match.group()), text)
    return blank.replace("[", " ").replace("]", " ")


def unseen_characters(text: str) -> list[str]:
    """Code points in `text` that steer the display or can't be seen: controls, bidi, zero-width."""
    return sorted({f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in _UNSEEN})


def _shape(text: str) -> Iterator[Refusal]:
    if not text.strip():
        yield Refusal(say("A phrase needs words."), field="text")
    if len(text) > LONGEST:
        yield Refusal(say("A phrase has at most {n} characters.", n=LONGEST), field="text")
    if text != text.strip():
        yield Refusal(say("A phrase has no blanks at its ends."), field="text")
    if unseen := unseen_characters(text):
        message = say(
            "A phrase has no invisible or control characters: {which}.", which=", ".join(unseen[:5])
        )
        yield Refusal(message, field="text")


def _brackets(text: str) -> Iterator[Refusal]:
    known = ", ".join(f"{{{one}}}" for one in Placeholder)
    for name in sorted(placeholders_of(text) - frozenset(Placeholder)):
        message = say(
            "“{name}” is not a placeholder; known are {known}.", name=name[:40], known=known
        )
        yield Refusal(message, field="text")
    rest = _BRACES.sub("", text)
    if "{" in rest or "}" in rest:
        yield Refusal(say("A brace is open or closed too often."), field="text")
    parts = re.sub(r"\[[^\[\]]*\]", "", text)
    if "[" in parts or "]" in parts:
        message = say("Square brackets come in pairs and not inside each other.")
        yield Refusal(message, field="text")
    for part in re.findall(r"\[[^\[\]]*\]", text):
        if not placeholders_of(part):
            message = say("A part in square brackets needs a placeholder: {part}", part=part[:40])
            yield Refusal(message, field="text")


def check_phrase(text: str, lint: WordingLint | None = None) -> list[Refusal]:
    """Everything that keeps `text` from being a phrase; empty when it is fine.

    With a lint also B10, C5, C7, D12 and A6: what agents are offered to say must hold to them.
    """
    refusals = [*_shape(text), *_brackets(text)]
    for finding in lint.find(without_placeholders(text)) if lint else ():
        message = say(
            "“{wording}” is not to be said; say instead: {instead}",
            wording=finding.text,
            instead=finding.instead,
        )
        if not finding.instead:
            message = say("“{wording}” is an internal number.", wording=finding.text)
        refusals.append(Refusal(message, rule=finding.rule, field="text"))
    return refusals
