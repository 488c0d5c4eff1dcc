"""The shipped notices (assets/notices), read once for each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from thirdring.domain.enums import Language
from thirdring.domain.notices import Template, check_template
from thirdring.resources import assets


@dataclass(frozen=True, slots=True)
class NoticeBook:
    """Templates by key, and how the values of closed lists are called in them."""

    templates: Mapping[str, Template]
    words: Mapping[str, Mapping[str, str]]

    def word(self, of: str, value: str | None) -> str:
        """The name of `value`; what the book doesn't know (a center's own post) names itself."""
        return self.words[of].get(value, value) if value else ""


@lru_cache(maxsize=len(Language))
def notice_book(language: Language) -> NoticeBook:
    """The book of `language`.

    Raises:
        Refusal: a template holds a placeholder that nothing fills.
    """
    import yaml  # late: with the first notice

    path = assets() / "notices" / f"{language.value}.yaml"
    with path.open(encoding="utf-8") as file:
        data = yaml.safe_load(file)
    templates = {
        row["key"]: Template(row["key"], language, tuple(row["rules"]), row["subject"], row["body"])
        for row in data["notices"]
    }
    for template in templates.values():
        check_template(template)
    return NoticeBook(MappingProxyType(templates), MappingProxyType(data["words"]))
