"""The logos of some demo organisations as plain shapes on a square of 12 units.

A shape is `(kind, colour, numbers)`: `disc` x y r, `ring` x y r width, `box` x0 y0 x1 y1, `poly` x y x y …,
`bow` x y r width from to (degrees, clockwise from three o'clock).
"""

from dataclasses import dataclass

INDIGO, POPPY, MARIGOLD, MINT = "#2a2478", "#e5432d", "#ffbf2e", "#84d8b8"
ROSE, LILAC, TEAL, LINEN, WHITE = "#ffb0c8", "#c3b4f7", "#0c6b60", "#fff3df", "#ffffff"

Shape = tuple[str, str, tuple[float, ...]]


@dataclass(frozen=True)
class Sign:
    """A logo: what can be seen on it, its ground and its shapes from back to front."""

    alt: str
    ground: str
    shapes: tuple[Shape, ...]


SIGNS: dict[str, Sign] = {
    "demo-kulturwerkstatt-blaue-tuer": Sign(
        "Logo der Kulturwerkstatt Blaue Tür: eine blaue Tür mit Rundbogen, einen Spalt weit offen",
        LINEN,
        (
            ("disc", MARIGOLD, (6, 4.6, 3)),
            ("box", MARIGOLD, (3, 4.6, 9, 11)),
            ("disc", INDIGO, (5.4, 4.6, 2.4)),
            ("box", INDIGO, (3, 4.6, 7.8, 11)),
            ("disc", MARIGOLD, (6.9, 7.4, 0.4)),
        ),
    ),
    "demo-fachstelle-rueckhalt": Sign(
        "Logo der Fachstelle Rückhalt: ein roter Punkt, den ein offener Bogen von unten hält",
        WHITE,
        (("bow", TEAL, (6, 5.5, 4.6, 1.6, 10, 170)), ("disc", POPPY, (6, 4.6, 2.1))),
    ),
    "demo-gewerkschaftshaus-suedwestsachsen": Sign(
        "Logo des Gewerkschaftshauses Südwestsachsen: ein rotes Haus mit drei hellen Fenstern",
        WHITE,
        (
            ("poly", POPPY, (1, 6, 6, 1.5, 11, 6, 11, 10.8, 1, 10.8)),
            ("box", LINEN, (2.4, 6.8, 4.2, 9)),
            ("box", LINEN, (5.1, 6.8, 6.9, 9)),
            ("box", MARIGOLD, (7.8, 6.8, 9.6, 9)),
        ),
    ),
    "demo-stadtteilhaus-alte-post": Sign(
        "Logo des Stadtteilhauses Alte Post: ein Briefumschlag, dessen Klappe ein Dach ist",
        MARIGOLD,
        (
            ("box", WHITE, (2, 4.6, 10, 10.4)),
            ("poly", INDIGO, (1.2, 5.2, 6, 1.4, 10.8, 5.2)),
            ("poly", LILAC, (2, 10.4, 6, 6.6, 10, 10.4)),
        ),
    ),
    "demo-waermestube-laterne": Sign(
        "Logo der Wärmestube Laterne: eine leuchtende Laterne mit Henkel",
        INDIGO,
        (
            ("ring", LINEN, (6, 3, 1.6, 0.5)),
            ("poly", LINEN, (3.4, 4.6, 4.6, 3.2, 7.4, 3.2, 8.6, 4.6)),
            ("box", MARIGOLD, (3.8, 4.6, 8.2, 9.6)),
            ("disc", LINEN, (6, 7.2, 1.1)),
            ("box", LINEN, (3.2, 9.6, 8.8, 10.5)),
        ),
    ),
    "demo-kassensturz": Sign(
        "Logo von Kassensturz: drei fallende Münzen, die letzte liegt schon",
        WHITE,
        (
            ("disc", MARIGOLD, (8.4, 2.8, 1.7)),
            ("ring", INDIGO, (8.4, 2.8, 1.7, 0.3)),
            ("disc", MARIGOLD, (5, 5.8, 1.7)),
            ("ring", INDIGO, (5, 5.8, 1.7, 0.3)),
            ("box", MARIGOLD, (2.2, 9, 7.4, 10.1)),
            ("box", INDIGO, (1, 10.1, 11, 10.5)),
        ),
    ),
    "demo-haus-sonnenuhr": Sign(
        "Logo des Hauses Sonnenuhr: eine halbe Sonne über dem Schatten eines Zeigers",
        LINEN,
        (
            ("bow", MARIGOLD, (6, 7.4, 4.8, 4.8, 180, 360)),
            ("bow", POPPY, (6, 7.4, 2.4, 2.4, 180, 360)),
            ("poly", INDIGO, (6, 7.4, 10, 10.8, 6, 10.8)),
            ("box", INDIGO, (1, 7.3, 11, 7.7)),
        ),
    ),
    "demo-neissebogen": Sign(
        "Logo von Neißebogen: ein Brückenbogen über zwei Wellen",
        WHITE,
        (
            ("box", INDIGO, (1, 3.4, 11, 4.6)),
            ("bow", INDIGO, (6, 8.2, 4.6, 1.3, 180, 360)),
            ("bow", TEAL, (3.6, 8.4, 1.9, 0.7, 0, 180)),
            ("bow", MINT, (8.4, 8.4, 1.9, 0.7, 0, 180)),
        ),
    ),
    "demo-mosaik-chemnitz": Sign(
        "Logo der Selbsthilfe Mosaik: neun bunte Steine, der mittlere ist rund",
        WHITE,
        (
            ("box", POPPY, (1, 1, 4, 4)),
            ("box", ROSE, (4.5, 1, 7.5, 4)),
            ("box", INDIGO, (8, 1, 11, 4)),
            ("box", MINT, (1, 4.5, 4, 7.5)),
            ("disc", MARIGOLD, (6, 6, 1.6)),
            ("box", LILAC, (8, 4.5, 11, 7.5)),
            ("box", TEAL, (1, 8, 4, 11)),
            ("box", LILAC, (4.5, 8, 7.5, 11)),
            ("box", POPPY, (8, 8, 11, 11)),
        ),
    ),
    "demo-regenbogenwerkstatt-vogtland": Sign(
        "Logo der Regenbogenwerkstatt Vogtland: ein Regenbogen aus fünf Farben auf zwei Rädern",
        WHITE,
        (
            ("bow", POPPY, (6, 8, 5, 0.8, 180, 360)),
            ("bow", MARIGOLD, (6, 8, 4.2, 0.8, 180, 360)),
            ("bow", MINT, (6, 8, 3.4, 0.8, 180, 360)),
            ("bow", LILAC, (6, 8, 2.6, 0.8, 180, 360)),
            ("bow", INDIGO, (6, 8, 1.8, 0.8, 180, 360)),
            ("ring", INDIGO, (2.6, 9.4, 1.5, 0.5)),
            ("ring", INDIGO, (9.4, 9.4, 1.5, 0.5)),
        ),
    ),
}
