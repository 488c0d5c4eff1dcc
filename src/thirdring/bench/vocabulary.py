"""Chinese texts with the frequencies of words that texts of people have, and their search tokens.

Sentences are composed once, out of the sample center's own vocabulary; a text is two or three of
them, drawn by Zipf's law: the nth of a pool comes up 1/n as often as its first. Names of product
series make the long tail. What a text is found by is the union of its sentences' tokens, as no run
of characters reaches across a full stop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from thirdring.demo.grammar import fill
from thirdring.demo.words import Line, Matter, Words
from thirdring.demo.zh import WORDS
from thirdring.domain.enums import Title
from thirdring.domain.search_text import index_tokens

_PER_CASE = 500
_OTHERS = 4_000
# Two of these name a series; the pairs are as rare as 5,000 ranks of Zipf's law make them.
_SERIES = (
    "澄岚云栖素朴望舒听澜青垣北屿拾光鹿鸣枕溪知秋半夏晚晴见山临渊疏影抱朴观海逐风栖梧"
    "衔月踏雪听松揽翠醉墨流萤归雁停云落霞拂晓初霁漱玉含章守拙清嘉静深允和安澜"
)
_SERIES_COUNT = 5_000
_EXTRA = (
    "商品是{series}系列，{when}在{merchant}订的",
    "客户说{series}系列当时没有现货",
    "订单备注写的是{series}系列",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or a text, and what it is found by."""

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences to draw from, the common ones first."""

    said: Sequence[Said]

    def draw(self, random: Random) -> Said:
        """One of them, by Zipf's law."""
        return self.said[int(len(self.said) ** random.random()) - 1]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is raised about one kind of matter, what is wanted, and what was answered."""

    matter: Matter
    raised: Pool
    wants: Pool
    answers: Pool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's name as records repeat it."""

    name: str
    title: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything records say. `weights` go with `topics`."""

    topics: tuple[Topic, ...]
    weights: tuple[int, ...]
    details: Pool
    people: tuple[Person, ...]
    addresses: tuple[Said, ...]
    lines: tuple[Line, ...]


def said(text: str) -> Said:
    """`text` with its tokens, which are those the program indexes."""
    return Said(text, tuple(index_tokens(text)))


def vocabulary(seed: int) -> Vocabulary:
    """The same for the same seed; takes a second or two."""
    random = Random(f"{seed}/words")
    topics = tuple(_topic(random, WORDS, matter) for matter in WORDS.matters)
    return Vocabulary(
        topics,
        tuple(topic.matter.weight for topic in topics),
        _details(random, WORDS),
        tuple(_person(random, WORDS) for _ in range(20_000)),
        tuple(_address(random, WORDS) for _ in range(20_000)),
        WORDS.lines,
    )


def _topic(random: Random, words: Words, matter: Matter) -> Topic:
    raised, wants, answers = [], [], []
    for _ in range(_PER_CASE):
        for case in matter.cases:
            slots = _about(random, words)
            raised.append(fill(random.choice(case.raised), random, words.slots, slots))
            answers.append(fill(random.choice(case.answers), random, words.slots, slots))
            if case.wants:
                wants.append(fill(random.choice(case.wants), random, words.slots, slots))
    return Topic(matter, _pool(raised), _pool(wants or ["尽快答复"]), _pool(answers))


def _details(random: Random, words: Words) -> Pool:
    names = ["".join(pair) for pair in product(_SERIES, repeat=2)]
    random.shuffle(names)
    templates = (*words.investigation, *words.progress, *words.causes, *_EXTRA, *_EXTRA)
    made = []
    for n in range(_OTHERS):
        slots = _about(random, words) | {"series": names[n % _SERIES_COUNT]}
        made.append(fill(random.choice(templates), random, words.slots, slots))
    made += [
        fill(random.choice(_EXTRA), random, words.slots, _about(random, words) | {"series": name})
        for name in names[:_SERIES_COUNT]
    ]
    return _pool(made)


def _about(random: Random, words: Words) -> dict[str, str]:
    line = random.choice(words.lines)
    part = random.choice(tuple(line.troubles))
    return {
        "product": random.choice(line.products),
        "merchant": random.choice(line.merchants),
        "part": part,
        "fault": random.choice(line.troubles[part]),
        "amount": random.choice(words.slots["amount"]),
    }


def _pool(texts: Sequence[str]) -> Pool:
    return Pool([said(text) for text in dict.fromkeys(texts)])


def _person(random: Random, words: Words) -> Person:
    title = random.choice((Title.MR, Title.MS))
    family = random.choices(tuple(words.names.family), tuple(words.names.family.values()))[0]
    name = family + random.choice(words.names.given[title])
    return Person(name, title.value, tuple(index_tokens(name)))


def _address(random: Random, words: Words) -> Said:
    slots = {
        "street": random.choice(words.streets),
        "n": str(random.randint(1, 380)),
        "building": str(random.randint(1, 32)),
        "room": str(random.randint(1, 28) * 100 + random.randint(1, 4)),
    }
    return said(fill(words.address, random, words.slots, slots))
