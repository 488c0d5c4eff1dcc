"""What was erased is nowhere in the file: neither its free pages, nor the index, nor the log."""

from pathlib import Path

from sqlalchemy import text

from thirdring.store.address import parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.integrity import check
from thirdring.store.log_guard import look
from thirdring.store.scrub import scrub

SECRET, TOKEN = "琉璃瓦片里的秘密", "zqdistinct"


def held(store: Store, word: str) -> bool:
    path = store.address.file
    files = (path, Path(f"{path}-wal"))
    return any(word.encode() in file.read_bytes() for file in files if file.exists())


def test_j6_nothing_of_what_was_erased_is_left(migrated_sqlite_url: str) -> None:
    with open_store(parse_address(migrated_sqlite_url), busy_seconds=0.1) as store:
        for seq in range(20):  # each a part of the index by itself
            with store.begin_write() as session:
                session.execute(
                    text("INSERT INTO ticket_search(rowid, tokens) VALUES (:seq, :tokens)"),
                    {"seq": seq + 1, "tokens": TOKEN if seq == 6 else f"x{seq}"},
                )
                session.execute(
                    text("INSERT INTO settings (key, value, updated_at) VALUES (:key, :value, 0)"),
                    {"key": f"k{seq}", "value": f'"{SECRET * 40}"'},
                )
        with store.begin_write() as session:
            session.execute(text("DELETE FROM ticket_search WHERE rowid = 7"))
            session.execute(text("DELETE FROM settings"))
        assert held(store, SECRET)
        assert held(store, TOKEN)
        with store.begin_read() as reading:
            reading.execute(text("SELECT count(*) FROM settings"))
            assert not scrub(store)  # somebody still reads in the old log
        assert scrub(store)
        assert not held(store, SECRET)
        assert not held(store, TOKEN)
        with store.begin_read() as session:
            left = session.execute(
                text("SELECT rowid FROM ticket_search WHERE ticket_search MATCH 'x6'")
            )
            assert left.all() == []
        assert check(store, store.now()).problems == ()
    assert not look(store.address.file, None).lost_wal
