"""What has arrived of an upload stays, whatever ends its sender or us."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.errors import NotFound, UploadBusy, UploadOutOfStep, UploadTooLong
from service.uploading.spool import Spool, Upload
from tests.fakes.halls import in_child

ID = "0123456789abcdef" * 2
WHOLE = bytes(range(256)) * 40


def begun(folder: Path, size: int = len(WHOLE)) -> tuple[Spool, Upload]:
    """A spool with one upload of which nothing has come."""
    spool = Spool(folder / "uploads")
    spool.create(Upload(ID, 7, "klerk", "paper.pdf", size))
    return spool, spool.get(7, ID)


def test_pieces_make_the_file(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    for at in range(0, len(WHOLE), 1000):
        with spool.going_on(upload, at) as arriving:
            arriving.write(WHOLE[at : at + 1000])
    assert spool.get(7, ID).is_whole
    with spool.open(upload) as file:
        assert file.read() == WHOLE


def test_a_line_that_breaks_keeps_what_came(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    with suppress(ConnectionError), spool.going_on(upload, 0) as arriving:
        arriving.write(WHOLE[:700])
        raise ConnectionError
    assert spool.get(7, ID).offset == 700


def test_killed_while_writing_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    with spool.going_on(upload, 0) as arriving:
        arriving.write(WHOLE[:500])

    def die() -> None:
        with spool.going_on(upload, 500) as going:
            going.write(b"never acknowledged")
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(die) == -signal.SIGKILL
    assert spool.get(7, ID).offset == 500
    with spool.going_on(upload, 500) as arriving:
        arriving.write(WHOLE[500:])
    with spool.open(upload) as file:
        assert file.read() == WHOLE


def test_a_piece_must_follow_the_last_and_end_with_the_file(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path, size=10)
    for wrong in (1, 11):
        with pytest.raises(UploadOutOfStep), spool.going_on(upload, wrong):
            pass
    with pytest.raises(UploadTooLong), spool.going_on(upload, 0) as arriving:
        arriving.write(b"12345678901")
    assert spool.get(7, ID).offset == 0
    with spool.going_on(upload, 0) as arriving:
        arriving.write(b"garbled")
        arriving.take_back()
    assert spool.get(7, ID).offset == 0


def test_a_whole_file_is_taken_by_one_and_missed_by_the_next(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    with spool.held(upload) as file:
        assert file.read() == b""
        spool.remove(upload)
    with pytest.raises(NotFound), spool.held(upload):
        pass


def test_an_upload_discarded_while_it_arrives_is_gone(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    with suppress(NotFound), spool.going_on(upload, 0) as arriving:
        spool.remove(upload)
        arriving.write(b"some")
    assert spool.of(7) == ()


def test_two_senders_of_one_file_take_turns(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    with spool.going_on(upload, 0), pytest.raises(UploadBusy), spool.going_on(upload, 0):
        pass
    with spool.going_on(upload, 0):
        pass


@pytest.mark.parametrize("wrong", ["../../etc/passwd", "x", ID.upper(), ID[:-1], f"{ID}/..", ""])
def test_an_id_is_no_path(wrong: str, tmp_path: Path) -> None:
    spool, _ = begun(tmp_path)
    with pytest.raises(NotFound):
        spool.get(7, wrong)


def test_an_upload_is_its_owners_alone_and_goes_when_removed(tmp_path: Path) -> None:
    spool, upload = begun(tmp_path)
    with pytest.raises(NotFound):
        spool.get(8, ID)
    assert (spool.owners(), [one.id for one in spool.of(7)], spool.of(8)) == ((7,), [ID], ())
    ruin = tmp_path / "uploads" / "7" / ("f" * 32)
    ruin.mkdir()
    spool.sweep_ruins(7)
    assert ruin.exists(), "it may be in the making"
    os.utime(ruin, (1, 1))
    spool.sweep_ruins(7)
    spool.remove(upload)
    assert spool.of(7) == ()
    assert list((tmp_path / "uploads" / "7").iterdir()) == []
    with pytest.raises(NotFound), spool.going_on(upload, 0):
        pass


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.tuples(st.integers(1, 400), st.booleans()), max_size=30))
def test_however_a_file_is_cut_it_is_the_same_file(
    cuts: list[tuple[int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = WHOLE[:2000]
    spool, upload = begun(tmp_path_factory.mktemp("spool"), len(whole))
    for length, is_cut in [*cuts, *[(400, False)] * 5]:
        at = spool.get(7, ID).offset
        try:
            with spool.going_on(upload, at) as arriving:
                arriving.write(whole[at : at + length])
                if is_cut:
                    raise ConnectionError
        except ConnectionError:
            continue
    with spool.open(upload) as file:
        assert file.read() == whole
