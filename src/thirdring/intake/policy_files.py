"""Reads a policy file: a figure by its key, alone or as a table with its own reason.

reason = "New year, new figures"        # for every figure without a reason of its own
answer_hours = 12
work_start = "08:30"
holidays = ["2026-12-31"]
review_minutes = { value = 20, reason = "Two more supervisors" }
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.policy import PolicyKey, Value, find_key, parse_value
from thirdring.intake.text_encoding import decoded
from thirdring.reports.policy_files import TOML, form_of

LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class WantedFigure:
    """One figure of a file, checked; `reason` is empty where the file gives none."""

    entry: PolicyKey
    value: Value
    text: str
    reason: str


def read_policy_file(content: bytes, name: str) -> list[WantedFigure]:
    """Every figure of the file, in its order.

    Raises:
        Refusals: each figure that is unknown or out of bounds.
        Refusal: another ending, too large, or the file can't be read.
    """
    form = form_of(name)
    if len(content) > LARGEST:
        raise Refusal(say("{file} is too large for a policy.", file=name))
    text, _encoding = decoded(content, name)
    found = _toml(text) if form == TOML else _yaml(text)
    common = str(found.pop("reason", "") or "").strip()
    wanted: list[WantedFigure] = []
    refused: list[Refusal] = []
    for key, given in found.items():
        try:
            wanted.append(_figure(str(key), given, common))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise Refusals(refused)
    return wanted


def _figure(key: str, given: Any, common: str) -> WantedFigure:
    entry, reason = find_key(key), common
    if isinstance(given, Mapping):
        if unknown := sorted(str(name) for name in given.keys() - {"value", "reason"}):
            raise Refusal(
                say("“{name}” is not known here; a figure has value and reason.",
                    name=unknown[0][:40]),
                field=entry.key.value,
            )  # fmt: skip
        if "value" not in given:
            raise Refusal(say("This figure has no value."), field=entry.key.value)
        reason = str(given.get("reason") or "").strip() or common
        given = given["value"]
    text = _as_text(given, entry)
    return WantedFigure(entry, parse_value(entry.key, text), text, reason)


def _as_text(given: Any, entry: PolicyKey) -> str:
    if isinstance(given, list):
        if not all(isinstance(item, str) for item in given):
            raise Refusal(say("A list holds names in quotes."), field=entry.key.value)
        return "\n".join(given)
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise Refusal(
            say("“{text}” is neither a number, a text nor a list.", text=str(given)[:40]),
            field=entry.key.value,
        )
    return str(given)


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Refusal(say("The TOML can't be read ({why}).", why=str(error)[:120])) from None


class _Loader(yaml.BaseLoader):
    """Every scalar is text, so that 09:00 is no number; nothing is repeated by alias."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(problem="aliases", problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As in TOML no key stands twice: nobody knows which of the two was meant."""
        keys = [key.value for key, _value in node.value]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                raise yaml.constructor.ConstructorError(
                    problem="twice", problem_mark=node.value[at][0].start_mark
                )
        return super().construct_mapping(node, deep=deep)


def _yaml(text: str) -> dict[str, Any]:
    try:
        found = yaml.load(text, Loader=_Loader)  # noqa: S506 - a loader that makes only text
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise Refusal(say("The YAML can't be read from line {line} on.", line=line)) from None
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        raise Refusal(say("The file holds no figures by their keys."))
    return found
