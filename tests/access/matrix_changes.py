CHANGES: dict[str, str] = {}
ANSWERED: dict[str, str] = {}
