"""One pagination for every list: it keeps every other parameter."""

from collections.abc import Callable

from portal.list_models import PageItem, Pagination

MAX_PAGE = 500


def paginate(number: int, total: int, size: int, url: Callable[[int], str]) -> Pagination | None:
    """Return where page `number` stands among all; None when one page holds everything."""
    pages = min(-(-total // size), MAX_PAGE)
    if pages <= 1:
        return None
    shown = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    items: list[PageItem] = []
    for one in shown:
        if items and one - int(items[-1].label) > 1:
            items.append(PageItem("…", "", gap=True))
        items.append(_item(one, number, url))
    previous = url(number - 1) if 1 < number <= pages + 1 else ""
    following = url(number + 1) if number < pages else ""
    return Pagination(number, pages, previous, following, items)


def _item(one: int, number: int, url: Callable[[int], str]) -> PageItem:
    """Return a page's item."""
    return PageItem(str(one), "" if one == number else url(one), current=one == number)
