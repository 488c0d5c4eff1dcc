"""Three million calls: most answered at once, some about a ticket that is there, a few cut off."""

from dataclasses import dataclass, field
from random import Random

from thirdring.bench.cast import Cast, Customer, Party
from thirdring.bench.people import uuid7
from thirdring.bench.vocabulary import Vocabulary

Row = tuple[object, ...]
_SECOND = 1_000_000
_OUTCOMES = ("solved", "transferred", "callback", "no_audio", "cut_off", "misdial", "abandoned")
_OFTEN = (74, 6, 5, 3, 2, 4, 6)
_WITHOUT_A_TALK = frozenset({"no_audio", "cut_off", "misdial", "abandoned"})
_RINGS = (1, 1, 2, 2, 2, 3, 3, 4, 6)


@dataclass(slots=True)
class Talks:
    """Rows of a day's calls."""

    random: Random
    words: Vocabulary
    cast: Cast
    calls: list[Row] = field(default_factory=list)

    def call(
        self, at: int, caller: Customer, agent: Party, ticket_id: bytes | None, *, opens: bool
    ) -> None:
        """A call that began at `at` (microseconds), about `ticket_id` if that is given."""
        random = self.random
        about = ticket_id is not None
        outcome = "ticket" if opens else "solved" if about else random.choices(_OUTCOMES, _OFTEN)[0]
        talk = outcome not in _WITHOUT_A_TALK
        raised = answer = category = None
        if talk:
            topic = random.choices(self.words.topics, self.words.weights)[0]
            raised, answer = topic.raised.draw(random).text, topic.answers.draw(random).text
            category = topic.matter.category
        rings = random.choice(_RINGS)
        answered = at + rings * 5 * _SECOND
        ended = answered + int(random.lognormvariate(4.6, 0.7) * _SECOND)
        outbound = about and not opens and random.random() < 0.5
        self.calls.append((
            uuid7(random, at), "outbound" if outbound else "inbound", agent.id, caller.id,
            ticket_id, caller.number, caller.digits, caller.name, caller.title,
            caller.address.text, category, raised, answer, None if outbound else rings, at,
            answered if talk else None, ended if talk else answered,
            ended + 20 * _SECOND if talk else answered, "customer" if talk else "line", int(talk),
            outcome, ended,
        ))  # fmt: skip
