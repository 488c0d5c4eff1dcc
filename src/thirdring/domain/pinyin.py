"""Finding Chinese by pinyin and initials: bao qian, baoqian, bq and baoq all find 抱歉.

The table of readings knows characters and words, not surnames. It is loaded by the first call of
`units`, `name_units` or `syllable`; callers make those on a worker and keep the result.
`matched` is plain string work for the UI thread.
"""

import functools
import re
from array import array
from dataclasses import dataclass

from thirdring.domain.folding import folded
from thirdring.domain.names import family_name

# Surnames read otherwise than the same character elsewhere.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren",
    "华": "hua", "朴": "piao", "盖": "ge", "覃": "qin", "乐": "yue", "翟": "zhai", "缪": "miao",
    "宓": "mi", "冼": "xian", "洗": "xian", "员": "yun", "种": "chong", "黑": "he", "折": "she",
    "秘": "bi", "繁": "po", "召": "shao", "隗": "wei", "逯": "lu", "阚": "kan", "佴": "nai",
    "句": "gou", "祭": "zhai", "牟": "mu", "占": "zhan", "应": "ying", "宁": "ning", "车": "che",
    "贲": "ben", "谌": "chen", "都": "du", "过": "guo", "相": "xiang", "燕": "yan", "要": "yao",
    "藏": "zang", "柏": "bai", "薄": "bo", "卜": "bu", "晁": "chao", "石": "shi", "沈": "shen",
    "贾": "jia", "尉": "wei", "长": "zhang", "重": "chong", "乜": "nie", "哈": "ha", "葛": "ge",
    "曲": "qu", "俞": "yu", "吕": "lv", "叶": "ye", "陆": "lu", "万": "wan", "褚": "chu",
    "谷": "gu", "费": "fei", "尹": "yin", "炅": "gui", "郇": "xun", "钭": "tou", "嘼": "shou",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai", "令狐": "ling hu",
    "鲜于": "xian yu", "乐正": "yue zheng", "亓官": "qi guan", "夏侯": "xia hou",
}  # fmt: skip
# Characters of everyday talk that no dictionary reads right everywhere: each reading finds them.
_ALSO_READ = {
    "长": ("chang", "zhang"), "还": ("hai", "huan"), "重": ("zhong", "chong"), "行": ("xing", "hang"),
    "得": ("de", "dei"), "都": ("dou", "du"), "调": ("diao", "tiao"), "数": ("shu",),
    "着": ("zhe", "zhao"), "为": ("wei",), "空": ("kong",), "单": ("dan",), "转": ("zhuan",),
    "曾": ("ceng", "zeng"), "朝": ("chao", "zhao"), "弹": ("tan", "dan"), "大": ("da", "dai"),
}  # fmt: skip
_FIRST, _LAST = "\u3400", "\u9fff"
_TOKEN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+|[^\s\u3400-\u9fffa-z0-9]+")
_TWO_LETTERS = ("zh", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Unit:
    """One Chinese character or one Latin word; `readings` in order of likelihood."""

    readings: tuple[str, ...]
    chinese: bool
    begins: bool  # first after a punctuation mark, or of the text


def _readings(*syllables: str) -> tuple[str, ...]:
    """Each once; ü is typed v, and u by those who don't know."""
    more = (one for s in syllables for one in ((s, s.replace("v", "u")) if "v" in s else (s,)))
    return tuple(dict.fromkeys(more))


class _Table:
    """What `readings` says, by character and by word."""

    def __init__(self) -> None:
        from thirdring.domain.readings import CHARACTERS, WORDS  # late: 20 ms

        self._syllables = [""]
        self._of = array("H", bytes(2 * (ord(_LAST) - ord(_FIRST) + 1)))
        for line in CHARACTERS.splitlines():
            one, characters = line.split(" ")
            for character in characters:
                self._of[ord(character) - ord(_FIRST)] = len(self._syllables)
            self._syllables.append(one)
        self._words = dict(line.split(" ", 1) for line in WORDS.splitlines())
        self._longest = max(map(len, self._words))

    def alone(self, han: str) -> str:
        """One Chinese character by itself; itself where nobody knows."""
        return self._syllables[self._of[ord(han) - ord(_FIRST)]] or han

    def read(self, han: str) -> list[str]:
        """A syllable for each character; of two words that begin at one, the longer counts."""
        found: list[str] = []
        while len(found) < len(han):
            at = len(found)
            pieces = (han[at : at + size] for size in range(self._longest, 1, -1))
            word = next((piece for piece in pieces if piece in self._words), None)
            found += self._words[word].split(" ") if word else [self.alone(han[at])]
        return found


_table = functools.cache(_Table)


def syllable(character: str) -> str:
    """How one character is read by itself; itself, folded, where it is no Chinese one."""
    return _table().alone(character) if _FIRST <= character <= _LAST else folded(character)


def units(text: str) -> tuple[Unit, ...]:
    """The characters and words of `text`, as they are typed on a Latin keyboard."""
    found: list[Unit] = []
    begins = True
    for token in _TOKEN.findall(folded(text)):
        if _FIRST <= token[0] <= _LAST:
            for char, sound in zip(token, _table().read(token), strict=True):
                readings = _readings(sound, *_ALSO_READ.get(char, ()))
                found.append(Unit(readings, chinese=True, begins=begins))
                begins = False
        elif token[0].isascii() and token[0].isalnum():
            found.append(Unit((token,), chinese=False, begins=begins))
            begins = False
        else:
            begins = True
    return tuple(found)


def name_units(name: str) -> tuple[Unit, ...]:
    """As `units`, with the surname read as a surname; the everyday reading finds it too."""
    plain = list(units(name))
    family = folded(family_name(name)) if name.strip() else ""
    for unit, sound, at in zip(
        plain, _SURNAMES.get(family, "").split(), range(len(plain)), strict=False
    ):
        plain[at] = Unit(_readings(sound, *unit.readings), unit.chinese, unit.begins)
    return tuple(plain)


def full_pinyin(found: tuple[Unit, ...]) -> str:
    """First readings run together: baoqian."""
    return "".join(unit.readings[0] for unit in found)


def initials(found: tuple[Unit, ...]) -> str:
    """First letters of the first readings: bq."""
    return "".join(unit.readings[0][0] for unit in found)


def _bites(unit: Unit, query: str, *, whole: bool) -> set[int]:
    """How many letters of `query` the unit may take; -1 when it takes all that is left."""
    bites = set()
    for reading in unit.readings:
        if reading.startswith(query):
            bites.add(-1)
        if query.startswith(reading):
            bites.add(len(reading))
        if whole or not unit.chinese:
            continue
        if query[0] == reading[0]:
            bites.add(1)
        if reading.startswith(_TWO_LETTERS) and query.startswith(reading[:2]):
            bites.add(2)
    return bites


def _matches_at(found: tuple[Unit, ...], start: int, query: str, *, whole: bool) -> bool:
    waiting, seen = [(start, query)], set()
    while waiting:
        at, rest = waiting.pop()
        if at == len(found) or (at, rest) in seen:
            continue
        seen.add((at, rest))
        for bite in _bites(found[at], rest, whole=whole):
            if bite in {-1, len(rest)}:
                return True
            waiting.append((at + 1, rest[bite:]))
    return False


def matched(found: tuple[Unit, ...], query: str) -> int | None:
    """How well `query` (folded letters and digits, no spaces) fits: 0 is best, None is not at all.

    0 whole syllables or words from the beginning of the text, 1 initials or a mixture from there;
    2 and 3 the same from the beginning of a later clause; 4 and 5 from elsewhere.
    """
    if not query:
        return None
    best: int | None = None
    for at, unit in enumerate(found):
        if all(reading[0] != query[0] for reading in unit.readings):
            continue
        for whole, base in ((True, 0), (False, 1)):
            rank = base + (0 if at == 0 else 2 if unit.begins else 4)
            if (best is None or rank < best) and _matches_at(found, at, query, whole=whole):
                best = rank
        if best == 0:
            break
    return best
