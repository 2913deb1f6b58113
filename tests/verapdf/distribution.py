"""The parts of veraPDF, by Maven from whatever repository the machine is set up for; kept between runs."""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.elasticsearch.distribution import DOWNLOAD_SECONDS, Unavailable, cache_dir

VERSION = "1.28.2"
# Not every Maven repository serves checksums, so they are pinned here.
SHA256 = {
    "core-1.28.2.jar": "847b0d5ac9effa76d310db92dfb8e11a67c94f70271f54971fcbc75a358abf01",
    "feature-reporting-1.28.2.jar": "b11601c1644fc06ac09190632b7fc172946a707b55e976acbe804a25ab8500be",
    "jackson-annotations-2.15.0.jar": "91adcd3dcf5fd9a16499934e7536a23d456692a0093e3d4fd52f138c3936348c",
    "jackson-core-2.15.0.jar": "5b483f68fa9dd6aa37da37d1f79dd5c4b9464238f4f0660a242cb6b5c724950c",
    "jackson-databind-2.15.0.jar": "00c5a5d5ae71ac8e8d5b8da606841e2251c806355939cb5d51c4cdc6b644a0dc",
    "javax.activation-api-1.2.0.jar": "43fdef0b5b6ceb31b0424b208b930c74ab58fac2ceeb7b3f6fd3aeb8b5ca4393",
    "jaxb-api-2.4.0-b180830.0359.jar": "56b9e9702753763007435162ea788055efcfefc86ab920f032c0411dc547b836",
    "jaxb-core-2.3.0.1.jar": "d2ecba63615f317a11fb55c6468f6a9480f6411c10951d9881bafd9a9a8d0467",
    "jaxb-impl-2.3.2.jar": "b3a3d3aeaa5503cadc24dca9539b87efcd7bc3bd8c48018887a1489f2a77bdc0",
    "metadata-fixer-1.28.2.jar": "7a005db32a5781ea34502c0c4d99aeb0f97a742c7d6fd80756fd10e8a987862f",
    "parser-1.28.2.jar": "b51d39394b2d24f1e0303a0cffbaffc238604d4bb6010ea90a85150b4a2659f6",
    "pdf-model-1.28.2.jar": "7f4695701faefaa9efd3a39265f0020dc622edbc66d528e96118c392c03ec4d2",
    "rhino-1.7.13.jar": "931dda33789d8e004ff5b5478ee3d6d224305de330c48266df7c3e49d52fc606",
    "stax-utils-20070216.jar": "7c7fd0892cb3362ed2e43ce2f76c8f18f2d7ff1d371ed7490775b7368f3fee9a",
    "validation-model-1.28.2.jar": "8d5891939a8302a9b5b1b4791fb63328ad5edb51728866e935bf89b3c6f469df",
    "verapdf-xmp-core-1.28.2.jar": "e7b827185f0480cc1a4347522eaea51a826e0177689d623b39646a02edfab421",
}
PROJECT = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>verapdf</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.verapdf</groupId><artifactId>validation-model</artifactId><version>{VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""


def jars() -> Path:
    """Return the folder with veraPDF; the first time fetches 10 MB, or raises Unavailable."""
    home = cache_dir() / f"verapdf-{VERSION}"
    if home.is_dir():
        return home
    if shutil.which("mvn") is None:
        raise Unavailable("Maven (mvn) is not installed")
    with tempfile.TemporaryDirectory(prefix="verapdf-", dir=cache_dir()) as folder:
        fetched = fetch(Path(folder))
        check(fetched)
        # A rename is the last step, so that an interrupted run leaves nothing half under the final name.
        fetched.rename(home)
    return home


def fetch(work: Path) -> Path:
    """Return a folder below `work` with the library and what it needs; raise Unavailable with the cause."""
    (work / "pom.xml").write_text(PROJECT, encoding="utf-8")
    target = work / "jars"
    command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={target}"]
    command.append(f"-Dmaven.repo.local={work / 'repository'}")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=work, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"Maven did not fetch veraPDF within {DOWNLOAD_SECONDS} s") from error
    if done.returncode:
        raise Unavailable(f"Maven could not fetch veraPDF: {(done.stdout + done.stderr).strip()[:500]}")
    return target


def check(folder: Path) -> None:
    """Raise Unavailable unless the folder holds exactly the pinned files."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jar")}
    if found != SHA256:
        wrong = sorted(name for name in found.keys() | SHA256.keys() if found.get(name) != SHA256.get(name))
        raise Unavailable(f"not the files whose SHA-256 is pinned: {', '.join(wrong)}")
