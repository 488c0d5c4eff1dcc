"""Parts of a screen that are built when somebody looks at them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Name = TypeVar("Name")
Part = TypeVar("Part")


class Late(Mapping[Name, Part]):
    """Parts by name; to ask for one builds it, to list the names builds none."""

    def __init__(
        self, make: Mapping[Name, Callable[[], Part]], built: Callable[[Name, Part], None]
    ) -> None:
        """`built` is called once for each part, when it is there."""
        self._make, self._built = make, built
        self._parts: dict[Name, Part] = {}

    def __getitem__(self, name: Name) -> Part:
        if name not in self._parts:
            self._parts[name] = self._make[name]()
            self._built(name, self._parts[name])
        return self._parts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._make

    def __iter__(self) -> Iterator[Name]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)
