"""The share kit of an infopost: what is in it, the same bytes for the same post, made once for each version."""

import json
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from portal import content_cache
from publications.infoposts.kit import store
from publications.infoposts.kit.contents import KitContents, Photo
from publications.infoposts.kit.drawing import FORMATS, draw
from publications.infoposts.kit.packing import pack
from publications.infoposts.kit.texts import MEDIUM, SHORT, alternative_text, long, medium, short
from publications.models import InfopostPage
from tests import builders
from tests.portal.pictures import picture
from tests.publications.infoposts_pages import infopost

KIT = KitContents(
    page_id=1,
    language="de",
    kind="Pressemitteilung",
    title="Kein Platz für Hass auf unserem Markt",
    summary="Vierzig Gruppen laden am Samstag zum Fest ein.",
    beginning="Am Samstag wird getanzt.",
    text="Am Samstag wird getanzt.",
    by="Haus Werdau, Netz Ost",
    day="2. März 2026",
    url="https://portal.example/initiativen/haus-werdau/kein-platz/",
    portal="Netzwerk",
    palette=3,
    photo=None,
)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Let kits lie in a folder of the test's own."""
    settings.SHARE_KIT_ROOT = tmp_path / "kits"
    return settings.SHARE_KIT_ROOT


@pytest.fixture
def page(db):
    tree = builders.site_tree()
    verein = builders.organisation_page(tree.directory, builders.organisation("Haus Werdau"))
    image = picture(title="Fest", description="Menschen tanzen auf dem Markt", credit="Eva M.")
    body = json.dumps([{"type": "text", "value": "<p>Am Samstag wird <b>getanzt</b>.</p>"}])
    return infopost(verein, "Tanz auf dem Markt", image=image, body=body, kind="call")


def texts_in(content: bytes) -> dict[str, str]:
    """Return the texts of an archive by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {
            name: archive.read(name).decode("utf-8-sig")
            for name in archive.namelist()
            if name.endswith(".txt")
        }


@pytest.mark.parametrize("length", [10, 120, 255])
def test_texts_keep_to_the_length_of_their_place(length):
    kit = KitContents(**{**KIT.__dict__, "title": "Wort " * (length // 5), "summary": "Satz " * 60})
    link = len(kit.url)
    assert len(short(kit)) - link + 23 <= SHORT
    assert len(medium(kit)) <= MEDIUM
    for text in (short(kit), medium(kit), long(kit)):
        assert kit.url in text


def test_a_short_post_is_told_whole():
    assert KIT.title in short(KIT)
    assert KIT.summary in short(KIT)
    assert all(words in long(KIT) for words in (KIT.summary, KIT.beginning, KIT.by, KIT.day))


def test_the_alternative_text_says_what_is_written_and_what_the_photograph_shows():
    photo = Photo("a.jpg", "Ein Markt", "Eva M.", "1", (0.5, 0.5))
    words = alternative_text(KitContents(**{**KIT.__dict__, "photo": photo}))
    assert KIT.title in words
    assert "Ein Markt" in words


@pytest.mark.parametrize(
    "title",
    [
        "Kurz",
        "Donaudampfschifffahrtsgesellschaftskapitänspatent " * 3,
        "Łužica a Serbja: žurla",
        "Привет",
        "",
    ],
)
def test_pictures_have_their_size_whatever_the_title_is(title):
    for form in FORMATS:
        with Image.open(BytesIO(draw(KitContents(**{**KIT.__dict__, "title": title}), form))) as drawn:
            assert drawn.size == (form.width, form.height)


def test_words_are_drawn_on_the_picture():
    form = FORMATS[0]
    assert draw(KIT, form) != draw(KitContents(**{**KIT.__dict__, "title": "Anders"}), form)


def test_the_same_post_gives_the_same_bytes():
    assert pack(KIT) == pack(KitContents(**KIT.__dict__))
    assert KIT.digest == KitContents(**KIT.__dict__).digest


def test_the_archive_is_downloaded_whole(client, page):
    answer = client.get(reverse("share_kit", args=[page.pk]))
    assert answer["Content-Type"] == "application/zip"
    assert "tanz-auf-dem-markt.zip" in answer["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        pictures = [name for name in archive.namelist() if name.endswith(".jpg")]
        with Image.open(archive.open("foto.jpg")) as photo:
            assert not photo.getexif()
    assert len(pictures) == len(FORMATS) + 1
    told = "".join(texts_in(answer.content).values())
    for words in ("Menschen tanzen auf dem Markt", "Eva M.", "Am Samstag wird getanzt.", page.get_url()):
        assert words in told


def test_it_is_made_once_for_each_version(client, page, folder, monkeypatch):
    made = []
    monkeypatch.setattr(store, "pack", lambda kit: made.append(kit.title) or pack(kit))
    url = reverse("share_kit", args=[page.pk])
    assert client.get(url).content == client.get(url).content
    page.title = "Anderer Titel"
    page.save_revision().publish()
    client.get(url)
    assert made == ["Tanz auf dem Markt", "Anderer Titel"]
    assert len(list(folder.glob("*.zip"))) == 1
    page.unpublish()
    assert client.get(url).status_code == 404
    assert not list(folder.glob("*.zip"))


def test_a_disk_that_takes_nothing_costs_time_alone(client, page, folder):
    folder.write_text("a file where the folder should be")
    assert client.get(reverse("share_kit", args=[page.pk])).status_code == 200


def test_drafts_and_what_no_list_names_have_none(client, page):
    url = reverse("share_kit", args=[page.pk])
    InfopostPage.objects.filter(pk=page.pk).update(live=False)
    assert client.get(url).status_code == 404
    assert client.get(reverse("share_kit", args=[page.pk + 999])).status_code == 404
    assert client.get(f"/material/{'9' * 30}.zip").status_code == 404


def test_the_emergency_switch_holds_for_the_kit_at_once(client, page):
    url = reverse("share_kit", args=[page.pk])
    builders.contact(page.get_parent().specific, "x@werdau.example", person="Ada Beispiel")
    page.summary = "Ada Beispiel lädt ein."
    page.save_revision().publish()
    assert "Ada Beispiel" in "".join(texts_in(client.get(url).content).values())
    page.organisation.is_shielded = True
    page.organisation.save()
    content_cache.clear()
    told = "".join(texts_in(client.get(url).content).values())
    assert "Ada Beispiel" not in told
    assert "Menschen tanzen" not in told
