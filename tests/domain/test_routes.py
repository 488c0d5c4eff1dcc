"""D3: which line of the table a complaint goes by."""

import uuid
from itertools import permutations

import pytest

from thirdring.domain.enums import Nature, Severity
from thirdring.domain.routes import Route, closest

QUALITY, DELIVERY, SERVICE = list(Nature)[:3]
MINOR, MAJOR = Severity.MINOR, Severity.MAJOR
HOUSE = uuid.UUID(int=1)
BOTH = Route(QUALITY, MAJOR, HOUSE, hours=4)
NATURE, SEVERITY, ANY = (
    Route(QUALITY, None, HOUSE),
    Route(None, MAJOR, HOUSE),
    Route(None, None, HOUSE),
)
OTHER = Route(DELIVERY, MINOR, HOUSE)


@pytest.mark.parametrize(
    ("table", "nature", "severity", "expected"),
    [
        ((BOTH, NATURE, SEVERITY, ANY), QUALITY, MAJOR, BOTH),
        ((NATURE, SEVERITY, ANY, OTHER), QUALITY, MAJOR, NATURE),
        ((SEVERITY, ANY, OTHER), QUALITY, MAJOR, SEVERITY),
        ((ANY, OTHER), QUALITY, MAJOR, ANY),
        ((BOTH, NATURE, SEVERITY, ANY), QUALITY, MINOR, NATURE),
        ((BOTH, NATURE, SEVERITY, ANY), SERVICE, MAJOR, SEVERITY),
        ((BOTH, NATURE, SEVERITY, ANY), SERVICE, MINOR, ANY),
        ((BOTH, NATURE, SEVERITY, ANY), None, MAJOR, SEVERITY),
        ((BOTH, NATURE, SEVERITY, ANY), QUALITY, None, NATURE),
        ((BOTH, NATURE, SEVERITY, ANY), None, None, ANY),
        ((BOTH, OTHER), SERVICE, MINOR, None),
        ((), QUALITY, MAJOR, None),
    ],
)
def test_d3_the_line_that_names_most_of_what_is_known(
    table: tuple[Route, ...], nature: Nature | None, severity: Severity | None,
    expected: Route | None,
) -> None:  # fmt: skip
    for lines in permutations(table):
        assert closest(lines, nature, severity) is expected
