"""Composed messages (J1, D3 to D5, D9, D18, E1 to E6, J3): templates, what fills them, what is owed.

Templates are text with the placeholders of `Slot`, in the manner of phrases (domain/filling.py): a
part in [square brackets] is left out when a value in it is unknown, a line that is left empty by
that too. A value that is unknown outside of brackets is shown as a gap and named in `missing`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.case_values import EscalationKind, NoticeKind, RecipientKind
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say
from thirdring.domain.filling import fill, placeholders_of
from thirdring.domain.wording import Finding, WordingLint


class Slot(StrEnum):
    """What a template may hold."""

    COMPANY = "company"
    AGENT = "agent"
    POST = "post"
    WORK_NUMBER = "work_number"  # D18: the agent's own; a superior's never (C7)
    CUSTOMER = "customer"  # with title
    TICKET = "ticket"
    RECEIVED = "received"
    RAISED = "raised"
    WANTS = "wants"
    DUE = "due"
    PROGRESS = "progress"
    PLAN = "plan"
    NEXT_CONTACT = "next_contact"
    RESULT = "result"
    REMEDY = "remedy"
    ALTERNATIVES = "alternatives"
    DEPARTMENT = "department"
    NATURE = "nature"
    SEVERITY = "severity"
    PRODUCT = "product"
    MERCHANT = "merchant"
    ORDER_NO = "order_no"
    RECIPIENT = "recipient"
    CALLER = "caller"
    CALLER_NAME = "caller_name"
    NUMBER = "number"
    OUTLET = "outlet"
    QUESTIONS = "questions"
    ANSWER_HOPED_FOR = "answer_hoped_for"
    DEMANDS = "demands"
    HELP_EXPECTED = "help_expected"
    REASON = "reason"
    SENDER = "sender"
    ANSWER_DUE = "answer_due"


# Written by people as sentences; the template has a full stop of its own.
_WRITTEN = frozenset(
    {
        Slot.RAISED, Slot.WANTS, Slot.PROGRESS, Slot.PLAN, Slot.RESULT, Slot.ALTERNATIVES,
        Slot.QUESTIONS, Slot.ANSWER_HOPED_FOR, Slot.DEMANDS, Slot.HELP_EXPECTED, Slot.REASON,
    }
)  # fmt: skip
_ENDS = " 。．.；;，,、"
_SLOTS = frozenset(slot.value for slot in Slot)

# Who must be called by a superior has name and number in the report; of a customer who complained
# a report needs neither (J6, least necessary).
NEEDS_CALLER = frozenset(
    {
        EscalationKind.PRESS, EscalationKind.ASSOCIATION, EscalationKind.LAWYER,
        EscalationKind.AUTHORITY, EscalationKind.PRESS_NOT_CONTENT, EscalationKind.EMERGENCY,
    }
)  # fmt: skip
RULE_OF = MappingProxyType(
    {
        NoticeKind.ACKNOWLEDGEMENT: "J1",
        NoticeKind.PROGRESS: "D5",
        NoticeKind.PLAN: "D4",
        NoticeKind.RESULT: "J3",
        NoticeKind.DEPARTMENT: "D3",
    }
)
# The clocks of the ticket that telling the customer meets; a mail is answered by the plan as well.
MEETS = MappingProxyType(
    {
        NoticeKind.PROGRESS: frozenset({"D18"}),
        NoticeKind.PLAN: frozenset({"D4", "D16"}),
        NoticeKind.RESULT: frozenset({"D4", "D16", "D18"}),
    }
)


@dataclass(frozen=True, slots=True)
class Template:
    """One shipped message."""

    key: str
    language: Language
    rules: tuple[str, ...]
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A template filled. `missing`: slots the text needs and nobody has told yet."""

    subject: str
    body: str
    missing: tuple[str, ...]


def template_key(kind: NoticeKind, *, accepted: bool | None = None) -> str:
    """Which template a message to a customer or department uses; a result depends on whether the
    customer accepted (J3).
    """
    if kind is NoticeKind.RESULT:
        return "result_accepted" if accepted else "result_not_accepted"
    return kind.value


def compose(template: Template, values: Mapping[Slot, str]) -> Composed:
    """`template` with `values`; empty ones count as unknown."""
    known = {slot.value: _ready(slot, text) for slot, text in values.items()}
    lines = []
    for line in template.body.rstrip().split("\n"):
        filled = fill(line, known, template.language, known=_SLOTS)
        if filled or not line.strip():
            lines.append(filled)
    subject = fill(template.subject, known, template.language, known=_SLOTS)
    needed = _needed(template.subject) | _needed(template.body)
    missing = tuple(slot for slot in Slot if slot in needed and not known.get(slot))
    return Composed(subject, "\n".join(lines) + "\n", missing)


def check_template(template: Template) -> None:
    """Raise `Refusal` when it holds a placeholder that nothing fills."""
    unknown = placeholders_of(template.subject + template.body) - _SLOTS
    if unknown:
        raise Refusal(
            say("“{name}” is not a placeholder of a notice.", name=min(unknown)), field="body"
        )


def refuse_internal_numbers(subject: str, body: str, lint: WordingLint) -> tuple[Finding, ...]:
    """What the lint finds in the body, for the person to look at again (B10, C5, D12, A6).

    Raises:
        Refusal: a superior's own number would be given away in subject or body (C7).
    """
    found = lint.find(body)
    for finding in (*lint.find(subject), *found):
        if finding.rule == "C7":
            raise Refusal(
                say("“{wording}” is an internal number.", wording=finding.text),
                rule="C7",
                field="body",
            )
    return found


def reaches_customer(kind: RecipientKind) -> bool:
    """Whether wording for customers holds for whom it goes to."""
    return kind is RecipientKind.CUSTOMER


def _needed(text: str) -> set[str]:
    return set(placeholders_of(re.sub(r"\[[^\[\]]*\]", "", text)))


def _ready(slot: Slot, text: str) -> str:
    text = " ".join(text.split())
    return text.rstrip(_ENDS) if slot in _WRITTEN else text
