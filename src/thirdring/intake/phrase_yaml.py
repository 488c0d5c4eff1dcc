"""Phrase files in YAML, entry by entry with the line where each begins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from thirdring.domain.errors import Refusal, say
from thirdring.reports.phrase_files import PHRASE, WORDING

POSITION_GAP = 10  # so that a line can be put between two


@dataclass(frozen=True, slots=True)
class RawRow:
    """One entry of a file before it is checked; `broken` says that it isn't even that."""

    row: int
    what: str
    values: Mapping[str, Any]
    broken: Refusal | None = None


class _Loader(yaml.BaseLoader):
    """Every scalar is text: no stays no, 12:30 is no number. Nothing is repeated by alias."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(
                problem="aliases",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        return super().compose_node(parent, index)


def yaml_rows(text: str) -> Iterator[RawRow]:
    """The entries under `phrases` and `wordings`. Raises Refusal when the file can't be read.

    A `language` at the top holds for every entry without one; an entry without a position takes
    its place in the list.
    """
    entries = _top(text)
    if unknown := sorted(entries.keys() - {"language", "phrases", "wordings"}):
        message = say("“{name}” is not known at the top of a phrase file.", name=unknown[0][:40])
        raise Refusal(message)
    common = {"language": entries["language"]} if "language" in entries else {}
    for name, what in (("phrases", PHRASE), ("wordings", WORDING)):
        for at, row in enumerate(_listed(entries, name), 1):
            values = {**common, "position": at * POSITION_GAP, **row.values}
            yield RawRow(row.row, what, values, row.broken)


def _top(text: str) -> dict[str, Any]:
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return {}
            if isinstance(root, yaml.MappingNode):
                return {str(name.value): _part(loader, node) for name, node in root.value}
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            raise Refusal(say("The YAML can't be read.")) from error
        message = say("The YAML can't be read from line {line} on.", line=mark.line + 1)
        raise Refusal(message) from error
    raise Refusal(say("The YAML needs “phrases” or “wordings” at its top."))


def _part(loader: _Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_row(loader, item) for item in node.value]
    return loader.construct_object(node, deep=True)


def _row(loader: _Loader, item: yaml.Node) -> RawRow:
    line = item.start_mark.line + 1
    if not isinstance(item, yaml.MappingNode):
        return RawRow(line, "", {}, Refusal(say("This entry has no fields.")))
    names = [str(name.value) for name, _value in item.value]
    for name in names:
        if names.count(name) > 1:
            return RawRow(line, "", {}, Refusal(say("This field is there twice."), field=name))
    values = loader.construct_object(item, deep=True)
    return RawRow(line, "", values)


def _listed(entries: Mapping[str, Any], name: str) -> list[RawRow]:
    listed = entries.get(name) or []
    if not isinstance(listed, list):
        raise Refusal(say("“{name}” has to be a list.", name=name))
    return listed
