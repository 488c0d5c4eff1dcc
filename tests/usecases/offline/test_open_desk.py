"""The files of a desk are let go of at the end of a day, whichever thread opened them."""

from pathlib import Path
from threading import Thread

from thirdring.domain.ids import new_id
from thirdring.usecases.offline.outbox import open_outbox


def test_opened_on_one_thread_and_closed_on_another_it_can_be_opened_again(tmp_path: Path) -> None:
    person, key, opened = new_id(), bytes(32), []
    thread = Thread(target=lambda: opened.append(open_outbox(person, key, tmp_path)))
    thread.start()
    thread.join()
    opened[0].file.close()
    open_outbox(person, key, tmp_path).file.close()
