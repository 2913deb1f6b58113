"""Whoever shares an address shows a picture, of the page or of the portal."""

import pytest
from PIL import Image, ImageChops, ImageStat

from tests import builders
from tests.portal.pictures import picture
from tests.portal.share_picture import TARGET, cloth


def test_the_shipped_picture_is_the_drawn_one_and_light():
    shipped = Image.open(TARGET)
    assert (shipped.format, shipped.size) == ("PNG", (1200, 630))
    assert TARGET.stat().st_size < 40_000
    difference = ImageChops.difference(shipped.convert("RGB"), cloth().convert("RGB"))
    # Other versions of Pillow smooth edges a little differently.
    assert max(ImageStat.Stat(difference).mean) < 3


def test_the_drawing_uses_the_dyes_of_the_pages():
    colours = {colour for _count, colour in cloth().convert("RGB").getcolors(100)}
    assert len(colours) > 8
    for red, green, blue in ((42, 36, 120), (255, 191, 46), (229, 67, 45), (132, 216, 184)):
        assert any(abs(red - r) + abs(green - g) + abs(blue - b) < 12 for r, g, b in colours), (
            red,
            green,
            blue,
        )


def shared(client, path):
    """Return the addresses of the pictures that a page gives to those who share it."""
    text = client.get(path).content.decode()
    return [line.split('"')[3] for line in text.splitlines() if 'property="og:image"' in line]


@pytest.mark.django_db
def test_every_page_has_one_picture_with_an_absolute_address(client, tree):
    page = builders.standard_page(tree.home, "Bild", social_image=picture())
    inner = builders.standard_page(tree.home, "Intern", social_image=picture(disclosure="members"))
    neutral = ["http://localhost:8000/static/portal/share.png"]
    assert shared(client, "/") == shared(client, "/ueber-uns/") == neutral
    assert shared(client, inner.url) == neutral
    (own,) = shared(client, page.url)
    assert own.startswith("http://localhost:8000/media/")
