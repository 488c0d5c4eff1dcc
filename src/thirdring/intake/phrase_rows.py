"""The door for one row of a phrase file: from untyped fields to a phrase or a wording."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from thirdring.domain.conditions import conditions
from thirdring.domain.enums import Language, PhraseGroup, Stage, WordingKind
from thirdring.domain.errors import Message, Refusal, Refusals, say
from thirdring.domain.filling import check_phrase
from thirdring.domain.phrase_sheet import check_wording
from thirdring.domain.phrase_types import KEY, LONGEST_KEY, RULE, Phrase
from thirdring.domain.wording import Match, Wording, WordingLint

_QUOTED = re.compile(r"'([^']+)'")  # pydantic lists values as 'a', 'b' or 'c'
_Rule = Annotated[str, Field(pattern=f"^(?:{RULE.pattern})$")]
_Key = Annotated[str, Field(pattern=f"^(?:{KEY.pattern})$", max_length=LONGEST_KEY)]
_When = Annotated[dict[str, str | list[str]], BeforeValidator(lambda given: given or {})]
_Rules = Annotated[tuple[_Rule, ...], BeforeValidator(lambda given: given or ())]
_Texts = Annotated[tuple[str, ...], BeforeValidator(lambda given: given or ())]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    language: Language
    position: Annotated[int, Field(ge=0, le=1_000_000)]
    text: str


class _PhraseRow(_Row):
    key: _Key
    group: PhraseGroup
    stage: Stage
    rules: _Rules = ()
    when: _When = Field(default_factory=dict)


class _WordingRow(_Row):
    kind: WordingKind
    rule: _Rule
    instead: str
    match: Match = Match.LITERAL
    exceptions: _Texts = Field(default=(), alias="except")


def phrase_from(values: Mapping[str, Any], lint: WordingLint | None = None) -> Phrase:
    """The phrase in these fields. Raises Refusals, one for each thing that is wrong."""
    try:
        row = _PhraseRow.model_validate(values)
    except ValidationError as error:
        raise Refusals(_reasons(error)) from error
    if refusals := check_phrase(row.text, lint):
        raise Refusals(refusals)
    return Phrase(
        key=row.key,
        language=row.language,
        group=row.group,
        stage=row.stage,
        text=row.text,
        rules=row.rules,
        when=conditions(row.when),
        position=row.position,
    )


def wording_from(values: Mapping[str, Any]) -> Wording:
    """The wording in these fields. Raises Refusals, one for each thing that is wrong."""
    try:
        row = _WordingRow.model_validate(values)
    except ValidationError as error:
        raise Refusals(_reasons(error)) from error
    wording = Wording(
        text=row.text,
        kind=row.kind,
        rule=row.rule,
        instead=row.instead,
        language=row.language,
        match=row.match,
        exceptions=row.exceptions,
        position=row.position,
    )
    if refusals := check_wording(wording):
        raise Refusals(refusals)
    return wording


def _reasons(error: ValidationError) -> list[Refusal]:
    return [
        Refusal(_reason(one["type"], one.get("ctx", {}), one["input"]), field=str(one["loc"][0]))
        for one in error.errors(include_url=False)
    ]


def _reason(kind: str, context: Mapping[str, Any], given: object) -> Message:
    shown = str(given)[:40]
    if kind == "missing":
        return say("This is missing.")
    if kind == "extra_forbidden":
        return say("There is no such field.")
    if kind == "enum":
        known = ", ".join(_QUOTED.findall(context["expected"]))
        return say("“{value}” is not one of {known}.", value=shown, known=known)
    if kind == "string_pattern_mismatch":
        return say("“{value}” has not the right form.", value=shown)
    if kind in {"int_parsing", "greater_than_equal", "less_than_equal"}:
        return say("“{value}” is not a number from 0 to 1,000,000.", value=shown)
    return say("“{value}” can't be read here.", value=shown)
