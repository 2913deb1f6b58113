"""German words and frames of sentences from which the generator composes texts; everything in them is made up."""

# Parts of compounds, the second all feminine; every pair is a word, which gives the long tail of real texts.
FIRST = (
    "Nachbarschafts", "Stadtteil", "Dorf", "Bildungs", "Begegnungs", "Sprach", "Jugend", "Frauen", "Familien",
    "Kultur", "Demokratie", "Erinnerungs", "Beratungs", "Integrations", "Umwelt", "Kinder", "Senioren", "Theater",
    "Musik", "Medien", "Garten", "Reparatur", "Koch", "Lese", "Foto", "Film", "Radio", "Sport", "Tanz", "Natur",
    "Klima", "Friedens", "Menschenrechts", "Ehrenamts", "Paten", "Mentoren", "Fahrrad", "Handwerks", "Näh", "Spiel",
    "Ferien", "Sommer", "Winter", "Abend", "Wochenend", "Markt", "Bahnhofs", "Fluss", "Berg", "Heide", "Grenz",
    "Europa", "Heimat", "Zukunfts", "Werk", "Kreis", "Regional", "Landes", "Bürger", "Mieter", "Schul", "Hoch",
    "Digital", "Computer", "Bücher", "Geschichts", "Gedenk", "Trauer", "Gesundheits", "Selbsthilfe", "Sucht",
    "Schulden", "Arbeits", "Gewerkschafts", "Wohn", "Flucht", "Asyl", "Rechts", "Opfer", "Gewaltschutz", "Regenbogen",
    "Inklusions", "Gebärden", "Alltags", "Behörden", "Dolmetsch", "Freizeit", "Chor", "Bühnen", "Atelier", "Keramik",
)  # fmt: skip
SECOND = (
    "werkstatt", "initiative", "gruppe", "bühne", "schule", "sprechstunde", "beratung", "begleitung", "börse",
    "küche", "bibliothek", "galerie", "stube", "woche", "reihe", "akademie", "zeitung", "karte", "spur", "chronik",
    "ausstellung", "patenschaft", "hilfe", "arbeit", "förderung", "vermittlung", "planung", "bewegung", "begegnung",
    "kiste", "tour", "führung", "brücke", "runde", "stunde", "feier", "messe", "redaktion", "kammer", "laube",
    "wiese", "scheune", "mühle", "station", "stelle", "zentrale", "ecke", "bank", "tafel", "halle", "etage", "reise",
    "pause", "aktion", "sammlung", "versammlung", "lesung", "bande", "truppe", "klasse", "probe", "post", "leitung",
)  # fmt: skip
ADJECTIVES = (
    "offene", "freie", "junge", "bunte", "solidarische", "mobile", "lokale", "gemeinsame", "neue", "kleine",
    "engagierte", "lebendige", "mutige", "kreative", "interkulturelle", "politische", "historische", "digitale",
    "niedrigschwellige", "ehrenamtliche", "unabhängige", "landesweite", "stille", "helle", "weltoffene", "queere",
    "generationenübergreifende", "mehrsprachige", "barrierearme", "gemeinnützige", "selbstverwaltete", "ländliche",
)  # fmt: skip
PEOPLE = (
    "Jugendliche", "Familien", "ältere Menschen", "Geflüchtete", "Nachbarinnen und Nachbarn", "Ehrenamtliche",
    "Kinder", "Alleinerziehende", "Lehrer:innen", "Studierende", "Menschen mit Behinderung", "Frauen", "Mädchen",
    "Zugezogene", "Neugierige", "Fachkräfte", "Künstler*innen", "Angehörige", "Betroffene", "Schulklassen",
    "Vereine", "Pflegende", "Arbeitssuchende", "Schüler_innen", "Gäste", "Mieterinnen und Mieter", "Musiker:innen",
)  # fmt: skip
VERBS = (
    "treffen", "beraten", "begleiten", "unterstützen", "vernetzen", "organisieren", "kochen", "lernen", "diskutieren",
    "musizieren", "reparieren", "erinnern", "forschen", "gärtnern", "spielen", "nähen", "übersetzen", "malen",
    "wandern", "lesen", "streiten", "feiern", "helfen", "planen", "bauen", "fotografieren", "tanzen", "proben",
)  # fmt: skip
THINGS = (
    "Formulare und Bescheide", "die Geschichte des Ortes", "Vorurteile im Alltag", "den Weg durch die Ämter",
    "Rechte und Pflichten", "die Zukunft des Viertels", "das Zusammenleben im Dorf", "alte Geräte", "neue Lieder",
    "die eigene Stimme", "Hass im Netz", "Armut und Teilhabe", "Wald, Wasser und Boden",
    "die Sprache des Nachbarlandes", "Ausbildung und Beruf", "Wohnen und Miete", "Mut und Zivilcourage",
    "Trauer und Trost", "Gleichstellung im Verein", "Pflege und Entlastung",
    "sorbische Bräuche", "jüdisches Leben", "Bücher, die bleiben", "die Wende und was danach kam",
    "Kameras, Ton und Schnitt", "Angst und Sicherheit",
)  # fmt: skip
FRAMES = (
    "Wir {verb} gemeinsam, und das offen für {people} aus {town} und Umgebung.",
    "{people_up} finden bei uns einen Ort, an dem sie sich über {things} austauschen können.",
    "Die {word} öffnet {day}, der Eintritt ist frei und niemand muss sich anmelden.",
    "Seit {year} gibt es in {town} unsere {word}, getragen von {number} Freiwilligen.",
    "Im Mittelpunkt stehen {things}, dazu kommen Ausflüge, eine {word} und viel Kaffee.",
    "Wer Fragen zu {word2} und {word} hat, bekommt Rat, vertraulich und kostenlos.",
    "Mit Schulen und Betrieben aus {town} planen wir jedes Jahr eine {word}.",
    "Unsere {adj} {word} lebt davon, dass {people} ihre Erfahrungen mitbringen.",
    "Neue Gesichter sind willkommen, besonders zur {word}, die wir {day} veranstalten.",
    "Einmal im Monat sprechen {people} bei uns über {things}.",
    "{things_up}: Das geht alle an, nicht nur Fachleute.",
    "Dafür arbeiten wir mit der Gemeinde, der Kirche und der {word} zusammen.",
    "Manches ist klein geblieben, anderes wie die {word} wurde größer als gedacht.",
    "Die Räume liegen ebenerdig, eine {word} und eine Küche gehören dazu.",
    "{people_up} und {people} {verb} hier nebeneinander und miteinander.",
    "Wir vermitteln Kontakte, stellen Räume und leihen Technik für die nächste {word}.",
    "Nach einem Angriff oder einer Beleidigung sind wir für {people} da.",
    "Auf Wunsch kommt unsere {word} auch in andere Orte des Landkreises.",
    "Deutsch lernen, Freunde finden, {things} verstehen: Das alles passt in einen Nachmittag.",
    "Die {word} wird gefördert, die {word2} bezahlen wir aus Spenden.",
    "Was uns fehlt, sind Menschen, die {day} zwei Stunden Zeit haben.",
    "Wir sammeln Erinnerungen, zeigen Fotos und laden Zeitzeuginnen zur {word} ein.",
    "Entscheidungen treffen wir im Plenum, die {word} bereitet es vor.",
    "Kinder sind willkommen, für sie gibt es eine {adj} {word}.",
    "In {town} kennt man uns vor allem wegen der {word}.",
    "Wir begleiten {people} zum Amt, zur Schule und manchmal einfach nach Hause.",
    "Zu unserem Angebot gehören {word}, {word2} und Hilfe beim Ausfüllen von Anträgen.",
    "Gegen Ausgrenzung hilft Begegnung, darum gibt es bei uns die {word}.",
    "Wir dokumentieren, was in der Region geschieht, und veröffentlichen eine {word}.",
    "Die Idee dazu entstand {year} am Küchentisch, heute {verb} hier {number} Leute.",
    "Was als {word} begann, ist inzwischen eine {adj} {word2} für {people}.",
    "Ohne Termin geht es {day}, sonst genügt ein Anruf oder eine kurze Nachricht.",
)
SUMMARIES = (
    "{adj_up} {word} für {people} in {town}.",
    "Wir {verb} für {people}: {word}, {word2} und offene Türen.",
    "{people_up} finden hier Rat, Gesellschaft und eine {word}.",
    "Die {word} von {town} kümmert sich um {things}.",
    "Treffpunkt für {people}, dazu {word} und Veranstaltungen über {things}.",
)
NAMES = (
    "{word_up} {town}",
    "{adj_up} {word_up} {town}",
    "Verein für {word_up} und {word2_up} {town}",
    "Initiative {word_up} {town}",
    "{word_up} am {place} {town}",
    "Förderkreis {word_up} {town}",
)
ALLIANCE_NAMES = ("Bündnis {word_up} {town}", "Netzwerk {word_up} {town}", "Runder Tisch {word_up} {town}")
PLACES = (
    "Markt",
    "Mühlgraben",
    "Wasserturm",
    "Bahnhof",
    "Anger",
    "Stadtpark",
    "Schlossberg",
    "Kanal",
    "Waldrand",
)
STREETS = (
    "Mühlweg",
    "Lindenhof",
    "Gartenzeile",
    "Am Speicher",
    "Webergasse",
    "Birkenpfad",
    "Töpferplatz",
    "Auenring",
)
DAYS = (
    "montags",
    "dienstags",
    "mittwochs",
    "donnerstags",
    "freitags",
    "samstags",
    "am ersten Sonntag im Monat",
)
EVENT_TITLES = (
    "{word_up} in {town}",
    "{adj_up} {word} für {people}",
    "{things_up}: Gespräch mit {people}",
    "{word_up} am {place}",
    "{people_up} {verb}",
)
EVENT_SUMMARIES = (
    "Eine {adj} {word} für {people}, dazu Kaffee und eine {word2}.",
    "Es geht um {things}. Eingeladen sind {people}.",
    "Wir {verb} zusammen, {day} in {town}.",
)
OFFER_TITLES = ("{word_up}", "Offene {word_up}", "{word_up} für {people}", "{word_up} {day}")
OFFER_TEXTS = (
    "Für {people}, {day}.",
    "Wir {verb} und sprechen über {things}.",
    "Mit Anmeldung, {day} in {town}.",
)
COSTS = ("kostenfrei", "auf Spendenbasis", "5 Euro, ermäßigt 2 Euro", "nach Absprache")
STATEMENTS = (
    "{things_up}: Das geht alle an, darum sind wir dabei.",
    "Allein wären wir leiser, darum handeln wir zusammen.",
)
GOALS = (
    "{people_up} in {town} reden mit.",
    "Bis zum Jahresende gibt es eine {word}.",
    "Über {things} wird offen gesprochen.",
)
MILESTONES = ("Gründung der {word}", "Preis für die {word}", "Eigene Räume in {town}", "Erste {word}")
KINDS = {
    "association": 40, "initiative": 25, "provider": 10, "migrant_organisation": 5, "education": 5, "culture": 5,
    "youth": 3, "religious_community": 2, "foundation": 1, "union": 1, "municipality": 1, "authority": 1, "other": 1,
}  # fmt: skip
LEGAL_FORMS = {
    "ev": 60,
    "none": 25,
    "ggmbh": 6,
    "foundation": 2,
    "church_body": 3,
    "public_body": 3,
    "other": 1,
}
LANGUAGES = ("de", "en", "ar", "uk", "ru", "fa", "pl", "cs", "vi", "tr", "fr", "hsb", "gsg", "de-simple")
