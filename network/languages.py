"""Languages people are served in: ISO 639 codes with their German, English and own names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language: code, names in German, English and itself, and its writing direction."""

    code: str
    german: str
    english: str
    own: str
    dir: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("de", "Deutsch", "German", "Deutsch"),
        Language("de-simple", "Leichte Sprache", "Easy German", "Leichte Sprache"),
        Language("gsg", "Deutsche Gebärdensprache", "German Sign Language", "Deutsche Gebärdensprache"),
        Language("hsb", "Obersorbisch", "Upper Sorbian", "hornjoserbšćina"),
        Language("dsb", "Niedersorbisch", "Lower Sorbian", "dolnoserbšćina"),
        Language("en", "Englisch", "English", "English"),
        Language("ar", "Arabisch", "Arabic", "العربية", "rtl"),
        Language("fa", "Persisch (Farsi)", "Persian", "فارسی", "rtl"),
        Language("prs", "Dari", "Dari", "دری", "rtl"),
        Language("ps", "Paschtu", "Pashto", "پښتو", "rtl"),
        Language("uk", "Ukrainisch", "Ukrainian", "українська"),
        Language("ru", "Russisch", "Russian", "русский"),
        Language("pl", "Polnisch", "Polish", "polski"),
        Language("cs", "Tschechisch", "Czech", "čeština"),
        Language("sk", "Slowakisch", "Slovak", "slovenčina"),
        Language("tr", "Türkisch", "Turkish", "Türkçe"),
        Language("kmr", "Kurdisch (Kurmandschi)", "Kurdish (Kurmanji)", "kurmancî"),
        Language("ckb", "Kurdisch (Sorani)", "Kurdish (Sorani)", "سۆرانی", "rtl"),
        Language("ti", "Tigrinya", "Tigrinya", "ትግርኛ"),
        Language("am", "Amharisch", "Amharic", "አማርኛ"),
        Language("so", "Somali", "Somali", "Soomaali"),
        Language("ka", "Georgisch", "Georgian", "ქართული"),
        Language("hy", "Armenisch", "Armenian", "հայերեն"),
        Language("az", "Aserbaidschanisch", "Azerbaijani", "azərbaycanca"),
        Language("ce", "Tschetschenisch", "Chechen", "нохчийн"),
        Language("ur", "Urdu", "Urdu", "اردو", "rtl"),
        Language("pa", "Pandschabi", "Punjabi", "ਪੰਜਾਬੀ"),
        Language("hi", "Hindi", "Hindi", "हिन्दी"),
        Language("ta", "Tamil", "Tamil", "தமிழ்"),
        Language("bn", "Bengalisch", "Bengali", "বাংলা"),
        Language("vi", "Vietnamesisch", "Vietnamese", "tiếng Việt"),
        Language("zh", "Chinesisch", "Chinese", "中文"),
        Language("ja", "Japanisch", "Japanese", "日本語"),
        Language("ko", "Koreanisch", "Korean", "한국어"),
        Language("th", "Thailändisch", "Thai", "ไทย"),
        Language("fr", "Französisch", "French", "français"),
        Language("es", "Spanisch", "Spanish", "español"),
        Language("pt", "Portugiesisch", "Portuguese", "português"),
        Language("it", "Italienisch", "Italian", "italiano"),
        Language("ro", "Rumänisch", "Romanian", "română"),
        Language("bg", "Bulgarisch", "Bulgarian", "български"),
        Language("hu", "Ungarisch", "Hungarian", "magyar"),
        Language("el", "Griechisch", "Greek", "ελληνικά"),
        Language("sq", "Albanisch", "Albanian", "shqip"),
        Language("sr", "Serbisch", "Serbian", "српски"),
        Language("hr", "Kroatisch", "Croatian", "hrvatski"),
        Language("bs", "Bosnisch", "Bosnian", "bosanski"),
        Language("mk", "Mazedonisch", "Macedonian", "македонски"),
        Language("rom", "Romanes", "Romani", "romani čhib"),
        Language("he", "Hebräisch", "Hebrew", "עברית", "rtl"),
        Language("nl", "Niederländisch", "Dutch", "Nederlands"),
        Language("sw", "Suaheli", "Swahili", "Kiswahili"),
        Language("ha", "Hausa", "Hausa", "Hausa"),
    )
}

LANGUAGE_CHOICES = [(language.code, language.german) for language in LANGUAGES.values()]


def language_label(code: str, interface: str = "de") -> str:
    """Return the name of a language in the interface language; the code itself when it is unknown."""
    language = LANGUAGES.get(code)
    if language is None:
        return code
    return language.english if interface.startswith("en") else language.german
