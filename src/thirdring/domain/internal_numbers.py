"""C7: superiors' own numbers, found in whatever way they are written.

Compared by their digits. Separators don't matter, full-width and Chinese digits count as digits,
and a country code or area code may be there or not. A number counts only where it begins and ends
with a group of digits, so that an extension 8801 is not found inside 13888018801; one of fewer
than seven digits only after a word such as 转, 分机, ext or dial.
"""

import re
from collections.abc import Iterator, Sequence

from thirdring.domain.folding import folded

_CHINESE_DIGITS = str.maketrans(
    dict(zip("〇零一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖", "0011122233445566778899", strict=True))
)
_RUN = re.compile(r"[0-9](?:(?:[ \-‐‑–—_.·()/#*,，、:]|转|分机|ext|x){0,4}[0-9])*")
_GROUP = re.compile(r"[0-9]+")
_EXTENSION = re.compile(r"(?:转|分机|ext\w*|x|#)[ .:]*([0-9]{3,6})\Z")
_CUE = re.compile(
    r"(?:转|分机|短号|内线|拨|打|电话|号码|手机|ext|extension|dial|call|phone|number|tel)[ .:#是为-]*\Z"
)
_MOBILE = re.compile("1[3-9]")
_LONG = 7
_SHORT = 3
_LONGEST_AREA = 4


def _shapes(number: str) -> Iterator[str]:
    """The digit strings by which `number` may be given away."""
    plain = folded(number).translate(_CHINESE_DIGITS)
    digits = "".join(_GROUP.findall(plain))
    for code in ("0086", "86"):
        if digits.startswith(code) and len(digits) >= len(code) + _LONG:
            digits = digits.removeprefix(code)
            if not _MOBILE.match(digits) and digits[0] != "0":
                digits = "0" + digits  # of a landline, which the country code has replaced
            break
    yield digits
    if extension := _EXTENSION.search(plain):
        yield extension.group(1)
    if len(digits) < _LONG:
        return
    yield from ("86" + digits, "0086" + digits)
    if digits.startswith("0"):  # a landline: without its area code it still rings
        area = 3 if digits[1] in "12" else _LONGEST_AREA
        national = digits[1:]
        yield from (national, "86" + national, "0086" + national)
        if len(digits) - area >= _LONG:
            yield digits[area:]


class InternalNumbers:
    """A prepared set of internal numbers to look for."""

    def __init__(self, numbers: Sequence[str]) -> None:
        shapes = {shape for number in numbers for shape in _shapes(number)}
        self._shapes = frozenset(shape for shape in shapes if len(shape) >= _SHORT)
        self._lengths = tuple(sorted({len(shape) for shape in self._shapes}, reverse=True))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans in `text`, which is folded already; overlapping ones may come. Linear."""
        if not self._shapes:
            return
        plain = text.translate(_CHINESE_DIGITS)
        for run in _RUN.finditer(plain):
            groups = [match.span() for match in _GROUP.finditer(plain, *run.span())]
            yield from self._in_run(plain, groups)

    def _in_run(self, plain: str, groups: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        digits = "".join(plain[start:end] for start, end in groups)
        ends: dict[int, int] = {}
        count = 0
        for start, end in groups:
            count += end - start
            ends[count] = end
        count = 0
        for start, end in groups:
            for length in self._lengths:
                stop = ends.get(count + length)
                if stop is None or digits[count : count + length] not in self._shapes:
                    continue
                if length >= _LONG or _CUE.search(plain[max(0, start - 12) : start]):
                    yield start, stop
            count += end - start
