"""What waits, what is sent when, and what is noted about it."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.db.models import F

from search import sync
from search.engine_room import room
from search.engines.base import DocumentsRejected, EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.management.commands import search_sync
from search.models import SearchDocument
from search.store import refused, waiting
from tests import builders
from tests.search.conftest import go_to
from tests.search.fake_elasticsearch import fake_elasticsearch

pytestmark = pytest.mark.django_db
KEYS = ("laterne-pirna", "laterne-zwickau", "leuchtturm-pirna")


class Server:
    """Stands for Elasticsearch: remembers what it was sent, refuses or fails as told."""

    def __init__(self) -> None:
        self.asked = 0
        self.sent = []
        self.refuses = ()
        self.is_down = False

    def take(self, documents):
        """Take documents as the engine does."""
        self.asked += 1
        documents = list(documents)
        if self.is_down:
            room.breaker.failed()
            raise EngineUnavailable("down")
        self.sent.append([document.register_id for document in documents])
        bad = {document.key: "bad" for document in documents if document.register_id in self.refuses}
        if bad:
            raise DocumentsRejected(bad)


@pytest.fixture
def server(settings, scene, monkeypatch):
    """Return a server that lacks the organisations but has the text page."""
    SearchDocument.objects.filter(type="page").update(es_seq=F("seq"))
    server = Server()
    monkeypatch.setattr(ElasticEngine, "apply", lambda engine, documents, index=None: server.take(documents))
    go_to(settings, "http://127.0.0.1:9")
    return server


def names(rows):
    """Return the register ids of rows in order."""
    return sorted(rows.values_list("register_id", flat=True))


class TestDraining:
    def test_what_waits_is_sent_once_the_oldest_first(self, server):
        assert sync.drain() == sync.Synced(written=3)
        oldest_first = (
            SearchDocument.objects.exclude(type="page").order_by("seq").values_list("register_id", flat=True)
        )
        assert server.sent == [list(oldest_first)]
        assert not waiting().exists()
        assert sync.drain() == sync.Synced()

    def test_a_failing_server_leaves_everything_waiting(self, server):
        server.is_down = True
        with pytest.raises(EngineUnavailable):
            sync.drain()
        assert names(waiting()) == list(KEYS)

    def test_what_was_taken_before_a_failure_is_noted(self, server, monkeypatch):
        monkeypatch.setattr(sync, "CHUNK", 2)
        send = sync.send

        def failing_later(rows):
            bad = send(rows)
            server.is_down = True
            return bad

        monkeypatch.setattr(sync, "send", failing_later)
        with pytest.raises(EngineUnavailable):
            sync.drain()
        assert waiting().count() == 1

    def test_a_refused_document_is_noted_and_keeps_nobody_else_waiting(self, server):
        server.refuses = {"laterne-pirna"}
        assert sync.drain() == sync.Synced(written=2, refused=1)
        assert names(refused()) == ["laterne-pirna"]
        assert sync.drain() == sync.Synced()
        assert len(server.sent) == 1

    def test_a_refused_document_is_tried_again_when_it_changed(self, server, scene):
        server.refuses = {"laterne-pirna"}
        sync.drain()
        scene.pirna_page.title = "Fackel Pirna"
        scene.pirna_page.save()
        builders.drain()
        server.refuses = ()
        assert sync.drain() == sync.Synced(written=1)
        assert not refused().exists()

    def test_deletions_are_sent_as_such(self, server, scene):
        sync.drain()
        scene.pirna_page.unpublish()
        builders.drain()
        rows = list(waiting())
        assert [row.deleted for row in rows] == [True]
        assert sync.drain() == sync.Synced(written=1)

    def test_a_limit_ends_it_early(self, server, monkeypatch):
        monkeypatch.setattr(sync, "CHUNK", 1)
        assert sync.drain(limit=2).written == 2
        assert waiting().count() == 1


class TestNoting:
    def test_a_state_that_is_the_newest_no_more_is_sent_again(self, server):
        row = SearchDocument.objects.get(register_id="laterne-pirna")
        SearchDocument.objects.filter(pk=row.pk).update(seq=row.seq + 5, es_seq=row.seq + 5)
        sync.note({row.key: row.seq})
        assert SearchDocument.objects.get(pk=row.pk).es_seq == 0

    def test_a_row_that_is_gone_is_no_problem(self, server):
        sync.note({"page:0": 3})

    def test_the_moment_of_being_taken_is_kept(self, server):
        before = SearchDocument.objects.get(register_id="laterne-pirna").updated_at
        sync.drain()
        assert SearchDocument.objects.get(register_id="laterne-pirna").updated_at > before


class TestAfterCommit:
    def change(self, scene):
        """Change an organisation and work it in, as a request does."""
        scene.pirna_page.title = "Fackel Pirna"
        scene.pirna_page.save()
        builders.drain()

    def test_a_change_is_sent_after_its_commit(self, server, scene, django_capture_on_commit_callbacks):
        sync.drain()
        with django_capture_on_commit_callbacks(execute=True):
            self.change(scene)
            assert len(server.sent) == 1
        assert server.sent[1] == ["laterne-pirna"]

    def test_a_rolled_back_change_is_not_sent(self, server, scene, django_capture_on_commit_callbacks):
        with (
            django_capture_on_commit_callbacks(execute=True),
            pytest.raises(RuntimeError),
            transaction.atomic(),
        ):
            self.change(scene)
            raise RuntimeError
        assert server.sent == []

    def test_a_failing_server_does_not_fail_the_save_and_is_asked_once(
        self, server, scene, django_capture_on_commit_callbacks
    ):
        server.is_down = True
        with django_capture_on_commit_callbacks(execute=True):
            self.change(scene)
        assert room.breaker.state == "open"
        server.is_down = False
        with django_capture_on_commit_callbacks(execute=True):
            scene.tower_page.unpublish()
            builders.drain()
        assert server.asked == 1

    def test_a_failing_database_does_not_fail_the_save(self, server, monkeypatch):
        def failing(*_args, **_kwargs):
            raise DatabaseError("locked")

        monkeypatch.setattr(sync, "note", failing)
        sync.after_commit()
        assert len(server.sent) == 1

    def test_without_a_server_nothing_is_sent(self, settings, server):
        go_to(settings, "")
        sync.after_commit()
        assert server.sent == []


class TestAside:
    @pytest.fixture
    def slow(self, monkeypatch):
        """Let catching up take until it is told to end; gives that and how often it was done."""
        done, may_end, began = [], threading.Event(), threading.Event()

        def catch_up():
            began.set()
            may_end.wait(60)
            done.append(True)

        monkeypatch.setattr(sync, "catch_up", catch_up)
        yield done, may_end, began
        may_end.set()
        with sync._working:  # the thread has ended its work
            sync._wanted.clear()

    @pytest.mark.django_db(transaction=True)
    def test_nobody_waits_for_it(self, slow):
        done, may_end, began = slow
        sync.in_background()
        assert began.wait(60)
        assert done == []

    @pytest.mark.django_db(transaction=True)
    def test_one_thread_does_what_others_want_meanwhile(self, slow):
        done, may_end, began = slow
        worker = threading.Thread(target=sync._work)
        sync._wanted.set()
        worker.start()
        assert began.wait(60)
        for _other in range(3):
            sync._wanted.set()
            sync._work()
        assert done == []
        may_end.set()
        worker.join(60)
        assert done == [True, True]
        assert not sync._wanted.is_set()

    def test_a_server_that_is_back_gets_what_waits(self, server, half_a_minute_later):
        room.breaker.failed()
        half_a_minute_later()
        sync.catch_up()
        assert len(server.sent) == 1

    def test_with_nothing_to_send_the_server_is_asked_whether_it_is_there(self, settings, scene):
        SearchDocument.objects.update(es_seq=F("seq"))
        with fake_elasticsearch() as there:
            go_to(settings, there.url)
            sync.catch_up()
            assert there.paths == ["/"]


class TestCommand:
    def test_it_says_what_it_sent(self, server, capsys):
        call_command("search_sync")
        assert capsys.readouterr().out == "3 documents sent, 0 refused.\n"

    def test_a_failing_server_is_an_error_with_what_waits(self, server):
        server.is_down = True
        with pytest.raises(CommandError, match="down; 3 documents wait"):
            call_command("search_sync")

    def test_without_a_server_there_is_nothing_to_do(self, settings, scene):
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
            call_command("search_sync")

    def test_a_loop_outlives_an_outage_and_ends_at_a_signal(self, server, monkeypatch, capsys):
        handlers = {}
        monkeypatch.setattr(search_sync, "close_old_connections", lambda: None)  # the test needs its own
        monkeypatch.setattr("signal.signal", lambda number, handler: handlers.update({number: handler}))
        server.is_down = True
        rounds = []

        def wait(event, seconds):
            rounds.append(seconds)
            server.is_down = False
            if len(rounds) == 2:
                next(iter(handlers.values()))()

        monkeypatch.setattr(threading.Event, "wait", wait)
        call_command("search_sync", loop=7)
        assert rounds == [7, 7]
        printed = capsys.readouterr()
        assert printed.out == "3 documents sent, 0 refused.\n"
        assert "down" in printed.err
