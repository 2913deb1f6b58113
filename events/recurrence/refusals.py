"""What cannot be done with a rule or a date, as an English sentence that whoever shows it translates."""


def gettext_noop(sentence: str) -> str:
    """Return the sentence as it is; marks it for the catalogue of translations."""
    return sentence


class Refused(ValueError):
    """Something that is not done: `sentence` is a msgid with named places, `about` fills them."""

    def __init__(self, sentence: str, **about: object) -> None:
        """Remember the sentence and what it speaks of."""
        super().__init__(sentence, about)
        self.sentence = sentence
        self.about = about

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.sentence % self.about


class RuleError(Refused):
    """A rule that is not understood, never comes to pass, or asks for too much."""


class NoSuchDate(Refused, KeyError):
    """A key that is no date of the schedule."""


class IsFirstDate(Refused):
    """A series split at its first date: what is wanted is a change of all dates."""


class CannotShift(Refused):
    """A series that cannot move as asked, because its dates would not all move alike."""
