"""What is told to a person as one sentence: it keeps its rule, its field, and what it is about."""

import pytest

from thirdring.domain.errors import (
    Conflict,
    KeptHere,
    Message,
    NotFound,
    NotLetIn,
    NotPermitted,
    Refusal,
    Refusals,
    Unavailable,
    say,
)


@pytest.mark.parametrize("kind", [Refusal, NotPermitted, NotFound, Unavailable])
def test_a_sentence_may_come_as_text_or_as_a_message(kind: type[Refusal]) -> None:
    for given in ("The file is gone.", Message("The {what} is gone.", {"what": "file"})):
        said = kind(given)
        assert str(said) == "The file is gone."
        assert said.message.english() == "The file is gone."
    assert kind("The file is gone.").message == say("The file is gone.")


def test_a_refusal_names_rule_and_field_where_it_has_them() -> None:
    assert (Refusal("No.").rule, Refusal("No.").field) == ("", "")
    said = Refusal("No.", rule="B2", field="read_back")
    assert (said.rule, said.field) == ("B2", "read_back")


def test_a_conflict_brings_the_record_as_it_stands_now() -> None:
    theirs = object()
    said = Conflict("Somebody else changed this.", theirs=theirs, field="severity")
    assert str(said) == "Somebody else changed this."
    assert said.theirs is theirs
    assert (said.rule, said.field) == ("", "severity")
    assert Conflict("Changed.", theirs=None).field == ""


def test_several_refusals_speak_with_the_voice_of_the_first() -> None:
    first, second = Refusal("No.", rule="B1", field="name"), Refusal("Nor.", rule="B9")
    said = Refusals([first, second])
    assert (str(said), said.rule, said.field) == ("No.", "B1", "name")
    assert said.all == (first, second)


def test_values_are_put_into_a_message_only_when_it_is_read() -> None:
    inner = say("the pick-up")
    said = say("{later} comes before {earlier}.", later=inner, earlier=3)
    assert str(said) == "the pick-up comes before 3."
    assert said.params == {"later": inner, "earlier": 3}


def test_h6_what_is_kept_here_waits_for_a_server_that_is_gone() -> None:
    said = KeptHere("It goes up by itself.", answer="C261122-K7042")
    assert (str(said), said.answer) == ("It goes up by itself.", "C261122-K7042")
    assert (said.gone, said.refused) == (True, False)
    assert KeptHere("It goes up by itself.").answer is None


def test_h5_who_is_not_let_in_was_refused_by_a_server_that_answers_nothing_else() -> None:
    said = NotLetIn("This login is locked.", lacks_password=True)
    assert (str(said), said.lacks_password) == ("This login is locked.", True)
    assert (said.gone, said.refused) == (True, True)
    assert NotLetIn("This login is locked.").lacks_password is False


def test_h6_one_answer_missing_does_not_mean_a_server_is_gone() -> None:
    said = Unavailable("The file is locked.")
    assert (said.gone, said.refused) == (False, False)
    assert Unavailable("The server is gone.", gone=True).gone
    assert Unavailable("Wrong password.", refused=True).refused
