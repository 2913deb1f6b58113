"""Finding, putting together, sharing and stopping the tests' Elasticsearch, without starting one."""

import os
import socket
import zipfile
from pathlib import Path

import pytest

from tests.elasticsearch import container, distribution, fixtures, launch, process
from tests.elasticsearch.distribution import Unavailable
from tests.search.fake_elasticsearch import fake_elasticsearch


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch) -> Path:
    """An empty cache folder instead of the machine's, and no server given from outside."""
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    monkeypatch.setenv("BUENDNISPORTAL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def jdk(folder: Path, version: str) -> Path:
    """Make a folder that looks like a Java of this version."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch()
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n', encoding="utf-8")
    return folder


def archive(path: Path, **files: str) -> Path:
    """Write a zip; double underscores in names stand for slashes."""
    with zipfile.ZipFile(path, "w") as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/"), content)
    return path


class TestJava:
    def test_the_oldest_that_is_new_enough_is_taken(self, tmp_path, monkeypatch):
        homes = [jdk(tmp_path / version, version) for version in ("25.0.1", "17.0.15", "21.0.2")]
        monkeypatch.setattr(process, "java_homes", lambda: [*homes, tmp_path / "missing"])
        assert process.find_jdk() == homes[2]

    def test_without_one_the_reason_says_what_to_do(self, tmp_path, monkeypatch):
        monkeypatch.setattr(process, "java_homes", lambda: [jdk(tmp_path / "old", "17.0.1")])
        with pytest.raises(Unavailable, match="ES_JAVA_HOME"):
            process.find_jdk()

    def test_a_chosen_one_is_the_only_candidate(self, tmp_path, monkeypatch):
        monkeypatch.setenv("ES_JAVA_HOME", str(tmp_path))
        assert process.java_homes() == [tmp_path]


class TestDistribution:
    def zips(self, monkeypatch, tmp_path) -> None:
        """Serve two little archives in place of Maven's."""
        server = archive(
            tmp_path / "server.zip",
            **{
                "es-9__bin__elasticsearch": "run",
                "es-9__modules__netty__a.jar": "first",
                "es-9__lib__x": "x",
            },
        )
        modules = archive(
            tmp_path / "modules.zip",
            **{
                "sonar__elasticsearch__modules__netty__a.jar": "second",
                "sonar__elasticsearch__modules__painless__b.jar": "b",
                "sonar__lib__huge": "no",
            },
        )
        found = {distribution.SERVER: server, distribution.MODULES: modules}
        monkeypatch.setattr(distribution, "fetch", lambda artifact, _: found[artifact])
        monkeypatch.setattr(distribution.shutil, "which", lambda _: "mvn")

    def test_only_missing_modules_are_added(self, monkeypatch, tmp_path):
        self.zips(monkeypatch, tmp_path)
        home = distribution.server_home()
        files = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
        assert files == {"bin/elasticsearch", "lib/x", "modules/netty/a.jar", "modules/painless/b.jar"}
        assert (home / "modules/netty/a.jar").read_text(encoding="utf-8") == "first"
        assert os.access(home / "bin/elasticsearch", os.X_OK)

    def test_an_assembled_server_is_used_again(self, monkeypatch, tmp_path):
        self.zips(monkeypatch, tmp_path)
        home = distribution.server_home()
        monkeypatch.setattr(distribution.shutil, "which", lambda _: None)
        assert distribution.server_home() == home

    def test_a_failed_download_leaves_nothing(self, monkeypatch, tmp_path, cache):
        self.zips(monkeypatch, tmp_path)

        def fail(*_) -> None:
            raise Unavailable("offline")

        monkeypatch.setattr(distribution, "fetch", fail)
        with pytest.raises(Unavailable, match="offline"):
            distribution.server_home()
        assert list(cache.iterdir()) == []

    def test_members_that_point_outside_are_not_written(self, tmp_path):
        with zipfile.ZipFile(archive(tmp_path / "a.zip", a="x")) as source:
            distribution.unpack_member(source, "a", tmp_path / "target", "../outside")
        assert not (tmp_path / "outside").exists()

    def test_without_maven_the_reason_names_both_ways(self, monkeypatch):
        monkeypatch.setattr(distribution.shutil, "which", lambda _: None)
        with pytest.raises(Unavailable, match=r"Docker.*Maven"):
            distribution.server_home()


class TestSharing:
    @pytest.fixture
    def stopped(self, monkeypatch) -> list:
        """A fake server in place of started ones; the list holds those that were stopped."""
        stopped: list[launch.Server] = []

        def end(server: launch.Server) -> None:
            stopped.append(server)
            launch.state_file().unlink()

        def begin(keep: bool) -> launch.Server:
            server = launch.Server(fake.url, pid=os.getpid(), keep=keep)
            launch.remember(server)
            return server

        monkeypatch.setattr(launch, "end", end)
        monkeypatch.setattr(launch, "begin", begin)
        monkeypatch.setattr(process, "is_running", lambda *_: True)
        with fake_elasticsearch(body={"status": "green"}) as fake:
            yield stopped

    def test_the_last_user_stops_the_server(self, stopped):
        with launch.elasticsearch_url() as first:
            with launch.elasticsearch_url() as second:
                assert first == second
            assert stopped == []
        assert len(stopped) == 1

    def test_a_server_started_to_stay_stays(self, stopped):
        launch.begin(keep=True)
        with launch.elasticsearch_url():
            pass
        assert stopped == []

    def test_a_server_that_died_is_replaced(self, stopped, monkeypatch):
        launch.begin(keep=True)
        alive = iter([False, True, True])
        monkeypatch.setattr(process, "is_running", lambda *_: next(alive))
        with launch.elasticsearch_url():
            assert len(stopped) == 1

    def test_a_given_url_must_answer(self, monkeypatch):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(Unavailable, match="does not answer"):
            launch.wait_for(url, seconds=0)

    def test_a_given_url_is_used_as_it_is(self, monkeypatch, stopped):
        with fake_elasticsearch(body={"status": "green"}) as other:
            monkeypatch.setenv("ELASTICSEARCH_URL", other.url)
            with launch.elasticsearch_url() as url:
                assert url == other.url
        assert stopped == []

    def test_a_process_that_is_not_ours_is_left_alone(self, tmp_path):
        process.stop(os.getpid(), tmp_path / "nobody-runs-here")


class TestGivingUp:
    def test_it_skips_with_the_reason(self, monkeypatch):
        monkeypatch.delenv("CI", raising=False)
        with pytest.warns(UserWarning, match="no way"), pytest.raises(pytest.skip.Exception, match="no way"):
            fixtures.give_up("no way")

    def test_it_fails_in_continuous_integration(self, monkeypatch):
        monkeypatch.setenv("CI", "true")
        with pytest.raises(pytest.fail.Exception, match="no way"):
            fixtures.give_up("no way")

    def test_docker_without_an_engine_counts_as_none(self, monkeypatch):
        def refuse(*_, **__) -> None:
            raise Unavailable("no engine")

        monkeypatch.setattr(container.shutil, "which", lambda _: "docker")
        monkeypatch.setattr(container, "docker", refuse)
        assert not container.is_available()
