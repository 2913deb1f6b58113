"""Verb forms: what a German verb looks like in sentences, written out so that only whole words are matched."""

from collections.abc import Iterator

_ADJECTIVE = ("", "e", "en", "er", "em", "es")
_WITHOUT_GE = ("be", "ver", "er", "ent", "emp", "zer", "miss", "über", "unter", "wider", "hinter", "voll")


def verb_forms(line: str) -> tuple[set[str], str]:
    """Return the forms of one verb as it is written, and the word whose stem they share.

    The line is `prefix/infinitive > head | further forms`. A separable prefix, the head (else the infinitive) and
    further forms (strong ones; nouns for persons with a capital) may be missing. Regular forms are made of strong
    verbs too, since nobody writes them.
    """
    spelled, _, further = line.partition("|")
    verb, _, head = spelled.partition(">")
    prefix, _, infinitive = verb.strip().rpartition("/")
    root = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
    forms = {prefix + form for form in _finite(root, infinitive)}
    forms.update(prefix + form + ending for form in _participles(root, infinitive) for ending in _ADJECTIVE)
    if prefix:
        forms.add(f"{prefix}zu{infinitive}")
    for form in further.split():
        forms.update(_inflected(form))
    return forms, head.strip() or prefix + infinitive


def _finite(root: str, infinitive: str) -> Iterator[str]:
    """Yield the forms of present and past that regular verbs have."""
    link = "e" if _needs_e(root) else ""
    yield infinitive
    yield root + "e"
    for ending in ("st", "t", "te", "ten", "test", "tet"):
        yield root + link + ending


def _participles(root: str, infinitive: str) -> Iterator[str]:
    """Yield both participles without ending."""
    yield infinitive + "d"
    past = root + ("et" if _needs_e(root) else "t")
    yield past if root.endswith("ier") or root.startswith(_WITHOUT_GE) else "ge" + past


def _needs_e(root: str) -> bool:
    """Return whether an e stands before -t and -st: arbeitet, öffnet, zeichnet, but wohnt."""
    return root.endswith(("t", "d", "chn", "fn", "gn", "tm", "dm", "kn"))


def _inflected(form: str) -> set[str]:
    """Return a listed form with the endings it may carry as a noun or an adjective."""
    if form[0].isupper():
        return {form, form + "n", form + "s", form + "e", form + "en"}
    if len(form) > 5 and form.endswith(("en", "t")):
        return {form + ending for ending in _ADJECTIVE}
    return {form}
