"""Two people changed one record: which fields they fit together in, and which ask for a choice."""

from collections.abc import Mapping


def adopted(
    seen: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    """What the other changed and one did not: it stands. All three have the same fields; `seen` is
    what both began with.
    """
    return {
        name: text
        for name, text in theirs.items()
        if mine[name] == seen[name] and text != seen[name]
    }


def contested(
    seen: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    """What both changed, and differently: the other's text, by field. One of the two is chosen."""
    return {
        name: text
        for name, text in theirs.items()
        if text not in {mine[name], seen[name]} and mine[name] != seen[name]
    }
