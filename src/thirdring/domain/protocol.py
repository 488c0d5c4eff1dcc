"""Callers who are not customers (E1 to E3, E6): what must be taken down, and what must not be said.

The agent asks, writes down and hands over; statements are the superior's (E4).
"""

from dataclasses import dataclass

from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, PROTOCOL_CALLERS, CallerType, Outcome
from thirdring.domain.errors import N_, Refusal, say
from thirdring.domain.policy import Key, Policy


@dataclass(frozen=True, slots=True)
class ProtocolAnswers:
    """What the caller asked and hopes for, in the caller's words."""

    outlet: str | None = None
    questions: str | None = None
    answer_hoped_for: str | None = None
    demands: str | None = None
    help_expected: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: `field` of the record, how to label it (a msgid), and whether it must be
    answered.
    """

    field: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class Protocol:
    """The form of one kind of caller: its rule, its questions in the order to ask them."""

    rule: str
    questions: tuple[Question, ...]


_OUTLET = N_("Paper, station or site")
_BODY = N_("On whose behalf")
_QUESTIONS = N_("Questions")
_HOPED = N_("Answer they hope for")
_DEMANDS = N_("Demands")
_HELP = N_("Help expected")

_PRESS = Protocol(
    "E1",
    (
        Question("outlet", _OUTLET, required=True),
        Question("questions", _QUESTIONS, required=True),
        Question("answer_hoped_for", _HOPED, required=True),
    ),
)
_OTHERS = (
    Question("outlet", _BODY, required=False),
    Question("questions", _QUESTIONS, required=True),
    Question("demands", _DEMANDS, required=True),
    Question("help_expected", _HELP, required=True),
)
_PROTOCOLS = {
    CallerType.PRESS: _PRESS,
    CallerType.ASSOCIATION: Protocol("E2", _OTHERS),
    CallerType.LAWYER: Protocol("E2", _OTHERS),
    CallerType.AUTHORITY: Protocol("E3", _OTHERS),
}


def protocol_for(caller: CallerType) -> Protocol | None:
    """The form of `caller`; None for those whom the ordinary form serves."""
    return _PROTOCOLS.get(caller)


def allowed_outcomes(caller: CallerType) -> frozenset[Outcome]:
    """How a call with `caller` may end: a special caller goes to the supervisor, unless nobody was
    there to talk to.
    """
    if caller not in PROTOCOL_CALLERS:
        return frozenset(Outcome)
    return OUTCOMES_WITHOUT_A_TALK | {Outcome.ESCALATED}


def recipients(caller: CallerType, policy: Policy, *, emergency: bool = False) -> tuple[str, ...]:
    """Who is told at once, each once: posts named in the policy."""
    told = policy.recipients(caller)
    if emergency:
        told = (*policy.names(Key.RECIPIENTS_EMERGENCY), *told)
    return tuple(dict.fromkeys(told))


def refuse_protocol(
    caller: CallerType,
    outcome: Outcome | None,
    answers: ProtocolAnswers | None,
    answer: str | None,
    *,
    talked: bool,
) -> tuple[Refusal, ...]:
    """What stops the call of a special caller from being finished; nothing for others.

    `answer` is the text of what the agent answered, `talked` whether anybody was there to ask.
    """
    protocol = protocol_for(caller)
    if protocol is None:
        if answers is not None and answers != ProtocolAnswers():
            return (
                Refusal(
                    say("Only press, associations, lawyers and authorities have a protocol."),
                    rule="E1",
                    field="protocol",
                ),
            )
        return ()
    refusals: list[Refusal] = []
    if outcome is not None and outcome not in allowed_outcomes(caller):
        refusals.append(
            Refusal(
                say("This caller goes to the supervisor: the outcome is “escalated”."),
                rule=protocol.rule,
                field="outcome",
            )
        )
    if (answer or "").strip():
        refusals.append(
            Refusal(
                say("The agent makes no statement to this caller; a superior will call."),
                rule=protocol.rule,
                field="answer",
            )
        )
    if talked:
        refusals += _unanswered(protocol, answers or ProtocolAnswers())
    return tuple(refusals)


def _unanswered(protocol: Protocol, answers: ProtocolAnswers) -> list[Refusal]:
    return [
        Refusal(
            say("Ask for it and write it down: {label}.", label=say(question.label)),
            rule=protocol.rule,
            field=f"protocol.{question.field}",
        )
        for question in protocol.questions
        if question.required and not (getattr(answers, question.field) or "").strip()
    ]
