"""H5: of an error its kind, place and codes are written down, never its words."""

import logging
import sqlite3
import uuid

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tests.usecases.conftest import NOON, open_store_at
from thirdring.bug_report import Templates, details_of, report_of
from thirdring.store.tables import Department

SECRET = "王雅琴 13812345678"


def fail(cause: Exception | None) -> None:
    raise ValueError(SECRET) from cause


def _caught(cause: Exception | None = None) -> Exception:
    try:
        fail(cause)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_kind_and_the_place_of_an_error_and_of_what_led_to_it() -> None:
    told = report_of(_caught(_caught(KeyError(SECRET))))
    assert told.splitlines()[0] == "KeyError"
    assert told.count("ValueError\n") == 2
    assert "in fail" in told
    assert SECRET not in told


def test_an_error_that_leads_to_itself_ends() -> None:
    error = _caught()
    error.__cause__ = error
    assert report_of(error).count("ValueError\n") == 1


def test_the_codes_of_a_database_are_told_its_words_are_not(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE one (name text CONSTRAINT once UNIQUE)")
        connection.execute("INSERT INTO one VALUES (%s)", [SECRET])
        with pytest.raises(psycopg.Error, match=SECRET) as twice:
            connection.execute("INSERT INTO one VALUES (%s)", [SECRET])
    assert report_of(twice.value).endswith("UniqueViolation (23505, once, one)\n")
    with pytest.raises(sqlite3.OperationalError, match="no such") as missing:
        sqlite3.connect(":memory:").execute(f'DROP TABLE "{SECRET}"')
    assert report_of(missing.value).endswith("OperationalError (SQLITE_ERROR)\n")


def test_the_values_of_a_statement_are_in_no_message(migrated_url: str) -> None:
    row = {"id": uuid.uuid4(), "name": SECRET, "created_at": NOON}
    with open_store_at(migrated_url) as store, store.engine.connect() as connection:
        connection.execute(insert(Department), row)
        with pytest.raises(IntegrityError) as twice:
            connection.execute(insert(Department), row)
    told = "\n".join(str(twice.value).splitlines()[1:])
    assert "parameters hidden" in told
    assert SECRET not in told
    assert SECRET not in details_of(twice.value)


@pytest.mark.parametrize(
    ("name", "words", "args", "told"),
    [
        ("thirdring.store.change_feed", "The feed.", (), "The feed."),
        ("sqlalchemy.pool", "lost %s", (SECRET,), "lost %s"),
        ("sqlalchemy.pool", "%d %d", (SECRET,), "%d %d"),
        ("imap_tools", f"odd {SECRET}", (), "mail.py:7"),
    ],
)
def test_a_log_record_is_its_template(
    name: str, words: str, args: tuple[object, ...], told: str
) -> None:
    error = _caught()
    record = logging.LogRecord(
        name, logging.WARNING, "/x/mail.py", 7, words, args, (ValueError, error, None)
    )
    line, *report = Templates().format(record).splitlines()
    assert line == f"WARNING {name}: {told}"
    assert report[-1] == "ValueError"
    assert SECRET not in Templates().format(record)
