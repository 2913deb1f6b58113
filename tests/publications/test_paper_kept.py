"""Finished files: made once, whole or not at all, few enough, and never under a name that somebody made up."""

import threading
import time

import pytest

from publications.paper import kept

ONE, TWO = "1" * 32, "2" * 32


@pytest.fixture(autouse=True)
def own_place(tmp_path, settings):
    settings.PAPER_DIR = tmp_path


def make(subject="entry-a", digest=ONE, content=b"%PDF-"):
    """Keep a file and return what is in it."""
    with kept.make_once(subject, digest, lambda: content) as file:
        return file.read()


def test_two_who_ask_at_once_make_one():
    made, read = [], []

    def slowly():
        made.append(1)
        time.sleep(0.3)
        return b"%PDF-once"

    def ask():
        with kept.make_once("entry-a", ONE, slowly) as file:
            read.append(file.read())

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [b"%PDF-once"] * 2
    assert len(made) == 1


def test_printing_leaves_threads_to_everybody_else():
    def meanwhile():
        with kept.make_once("entry-b", ONE, beyond):
            return b"%PDF-"

    def beyond():
        with pytest.raises(kept.Busy):
            make("entry-c")
        return b"%PDF-"

    # Each waits for the place of the other, in threads of their own: here they are nested.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept.os, "cpu_count", lambda: 8)
        kept.make_once("entry-a", ONE, meanwhile).close()
    assert make("entry-c") == b"%PDF-"


def test_who_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(kept, "PATIENCE", 0.0)

    def meanwhile():
        with pytest.raises(kept.Busy):
            make(digest=TWO)
        return b"%PDF-"

    kept.make_once("entry-a", ONE, meanwhile).close()
    assert make(digest=TWO) == b"%PDF-"


def test_what_fails_leaves_nothing_and_is_tried_again_after_a_while(monkeypatch):
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.make_once("entry-a", ONE, fail)
    assert list(kept.states()) == []
    with pytest.raises(kept.Failed):
        make()
    assert make(digest=TWO) == b"%PDF-"
    monkeypatch.setattr(kept, "FAILED_FOR", 0)
    assert make() == b"%PDF-"


def test_a_new_state_takes_the_place_of_the_one_before_it_and_of_no_other():
    make("entry-a", ONE)
    make("entry-ab", ONE)
    make("entry-a", TWO)
    assert list(kept.states()) == [("entry-a", TWO), ("entry-ab", ONE)]
    assert kept.find("entry-a", ONE) is None


def test_what_nobody_asked_for_longest_makes_room(monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES", 2)
    make("entry-a")
    time.sleep(0.02)
    make("entry-b")
    time.sleep(0.02)
    kept.find("entry-a", ONE).close()
    make("entry-c")
    assert [subject for subject, _digest in kept.states()] == ["entry-a", "entry-c"]


def test_bytes_are_limited_too(monkeypatch):
    monkeypatch.setattr(kept, "MOST_BYTES", 15)
    make("entry-a", content=b"0123456789")
    time.sleep(0.02)
    make("entry-b", content=b"0123456789")
    assert [subject for subject, _digest in kept.states()] == ["entry-b"]


@pytest.mark.parametrize("subject", ["../x", "entry-a/../../b", "entry-*", "", "entry-a.pdf", "Entry-a"])
def test_no_other_name_leads_to_a_file(subject):
    with pytest.raises(ValueError, match="No name of a file"):
        kept.find(subject, ONE)
    with pytest.raises(ValueError, match="No name of a file"):
        kept.find("entry-a", f"../{ONE}")
