"""How a name in Arabic script sounds: spelling → a string of sounds, which another module writes in letters.

Among sounds a consonant stands for itself (`ط`); beside the Arabic ones there are v g p, Q (ts), C (ch) and Z (zh). Vowels
are a e i o u, long A I U, and Y, the end of Russian adjectives; w and y are glides.

Arabic does not write short vowels. The way parts at whether a word looks like a foreign name, which has its vowels written
and may pile up consonants (`بوتين`), or like an Arabic one, where vowels are put in so that no syllable has two
consonants in a row at its start (`منصور`). The rules below are applied one after the other, each to the whole word; they
were tuned on glossary/people.csv and places.csv.
"""

from __future__ import annotations

import re
from typing import Final

Rules = tuple[tuple[str, str], ...]
"""Patterns and what takes their place."""

VOWEL: Final = "[aeiouAIUY]"
CONSONANT: Final = "[^aeiouAIUY]"

_K: Final = CONSONANT
_P: Final = "[^اويىaeiouY]"  # a consonant in half-sounded foreign spelling

# What looks foreign ---------------------------------------------------------------------------------------------------

_SLAVIC: Final = re.compile(
    r"""
      (?!م?[^اوي]{2}وف$).{2,}وفا?                      # but not معروف
    | .+(?:[اي]يفا?|سكي|سكايا|نكو|نكا|[وي]فيتش|وفنا|يفنا|ينسك|غراد)
    | (?!تو).*[اوي].*[^اوي]يفا?                        # ميدفيديف, but not تعريف
    | [^اويم][وي][^اوي]{1,3}ين                         # بوتين, but not a plural
    | (?!م).*[اوي][^اوي]+[اوي][^اوي]{1,3}ين
    """,
    re.VERBOSE,
)
_FOREIGN: Final = re.compile(
    r"""
      .*[پچژڤگ].*                                      # letters that Arabic does not have
    | .{2,}(?:ستان|شتاين|شفيلي|دزه|وغلو|برغ|بيرغ|بورغ|سون|[رلن]سن|تشي|ينغ|لاند|تون|سكو|يتش|[^اوي]يان|يا)
    | .+(?:تش|ييف).*|تش.*[اوي].*[اوي].*                # clusters that Arabic roots do not have, but not the verb تشمل
    | (?![يتن][^اوي]+و$).{3,}و                         # a last vowel that is no Arabic ending, but for يبدو
    | .*ا(?:ن[تدسكغ]|مب)                               # ترامب
    | ست[وي].+
    | .+ا[^اوي]{2}[اوي].+                              # a long vowel in a closed syllable: ماكرون
    | (?!تو|تي)[^اوي]+[وي][^اوي][وي][^اويةى]           # long vowels of two closed syllables: بوتين, but not توجيه
    | [^اوي][وي][^اويةى]{4,}                           # شيمكنت
    | (?!.*[وي]ن$)[^اوي]+[اوي][^اوي]+[وي][^اوي]+[وي][^اويةىه]+
    | أو[^اوي]+[اوي][^اوي]+(?:[او]|[اوي].+)            # أوباما
    | (?!.*(?:ها|نا)$).*[اوي].*[اوي].*[اوي].*[^اويةىهن].*(?:[اوي].|[او])  # every vowel written: فوكوياما
    """,
    re.VERBOSE,
)
_ARABIC_ONLY: Final = re.compile(r"[حعصضظذثءؤئ]|.[أةى]|(?:ات|ون|ية|اني|اوي|وا)$")
"""Letters and endings that the spelling of foreign names hardly uses."""
_DECISIVE: Final = re.compile(r".{4,}وفا?|.{2,}ييفا?|.*ستان|(?![يت]|م[^ا]).{2,}[ستر]ون")
"""Endings of foreign names though they stand on an Arabic one (`محمدوف`)."""
_LONGEST: Final = 24
"""Letters; what is longer is no name, and the patterns would take their time over it."""


def is_slavic(word: str) -> bool:
    """Whether a bare word looks like a Russian, Ukrainian or Central Asian surname."""
    return _has_shape(_SLAVIC, word)


def looks_foreign(word: str) -> bool:
    """Whether a bare word (no article, no clitics, no marks) is spelled as Arabic words are not."""
    return is_slavic(word) or _has_shape(_FOREIGN, word)


def _has_shape(shape: re.Pattern[str], word: str) -> bool:
    if len(word) > _LONGEST or not shape.fullmatch(word):
        return False
    return not _ARABIC_ONLY.search(word) or bool(_DECISIVE.fullmatch(word))


def may_be_foreign(word: str) -> bool:
    """Whether nothing speaks against it: beside a foreign name, `ترامب` is one too."""
    return not word.startswith("ال") and not _ARABIC_ONLY.search(word)


# Foreign names --------------------------------------------------------------------------------------------------------

_FOREIGN_CONSONANTS: Final[Rules] = (
    ("[\u064b-\u0652\u0670]", ""),
    ("آ", "ا"),
    ("شتاين", "شتayن"),
    ("تش|چ", "C"),
    ("دج", "ج"),
    ("تس", "Q"),
    ("[غگ]", "g"),
    ("ڤ", "v"),
    ("پ", "p"),
    ("ژ", "Z"),
    ("ق", "ك"),
)
_SLAVIC_SOUNDS: Final[Rules] = (
    ("ف", "v"),
    ("ج", "Z"),
    ("^[أا]و", "u"),
    ("^[أإا]ي", "i"),
    (f"(?<={_P})نكو$", "eنكo"),
    ("ينك[وا]$", "eنكo"),
    ("ي*ايv(ا?)$|اييv(ا?)$", r"ayev\1\2"),
    ("ييv(ا?)$", r"iyev\1"),
    ("وv(ا?)$", r"ov\1"),
    ("يv(ا?)$", r"ev\1"),
    ("[وo]vيC$", "oviC"),
    ("[يe]vيC$", "eviC"),
    ("وvنا$", "ovنa"),
    ("يvنا$", "evنa"),
    ("([سQ])كي$", r"\1كY"),
    ("سكايا$", "سكaya"),
    ("ين(ا?)$", r"iن\1"),
    (f"(?<={_P})يان$", "yaن"),
    (f"(?<={_P})يو", "yu"),
    (f"(?<={_P})يا(?=.)", "ya"),
    (f"ي(?={_P}+[وا]?{_P}*[eo]v)", "e"),
)
_OTHER_SOUNDS: Final[Rules] = (
    ("^[أا]و", "o"),
    ("^إي", "i"),
    ("شvيلي$|شفيلي$", "شviلi"),
    ("دزه$", "دزe"),
    ("وgلو$", "ogلu"),
    ("بورg$", "بuرg"),
    ("(?<!u)ي?رg$", "eرg"),
    (f"(?<={_P})يان$", "yaن"),
    ("Qون$", "Qoن"),
    ("اف(?=[اي])", "av"),
    ("وف(?=[اي])", "ov"),
    (f"(?<={_P})يا(?=.)", "ia"),
    (f"ي(?=ر{_P}|ر$)", "e"),
)
_FOREIGN_VOWELS: Final[Rules] = (
    ("^[أا]ي", "ay"),
    ("^إ", "e"),
    ("^[أا]", "a"),
    ("^و", "w"),
    ("^يي", "ye"),
    ("^يو", "yu"),
    ("^ي", "y"),
    (f"اي(?={_P}|$)", "ay"),
    (f"او(?={_P}|$)", "au"),
    (f"وي(?={_P}|$)", "oy"),
    ("وا", "wa"),
    ("وو", "u"),
    ("اي", "ay"),
    ("يي", "iye"),
    ("يا", "ia"),
    ("يو", "io"),
    ("و(?=ش)", "u"),
    ("[وؤ]", "o"),
    ("[يئ]?ه$", "e"),
    ("[يئ]", "i"),
    ("[اىأآة]", "a"),
    ("إ", "e"),
    ("[ءع]", ""),
)
_FOREIGN_CLUSTERS: Final[Rules] = (
    (f"^({_K})({_K})(?={_K})", r"\1e\2"),
    (f"^([^سشكCaeiouY])([^رلvyaeiouY])(?={VOWEL})", r"\1a\2"),
    (f"({VOWEL}[^رلنمسشكفyaeiouY])([دgbCبط])$", r"\1e\2"),
    (f"({VOWEL}{_K})({_K})({_K})$", r"\1\2e\3"),
    (f"({VOWEL}{_K}{_K})({_K}{_K})", r"\1e\2"),
    (f"({_K})([رلنمvفwه])$", r"\1e\2"),
    (f"^({_K})({_K})$", r"\1e\2"),
)

# Arabic names ---------------------------------------------------------------------------------------------------------

_NATIVE_SOUNDS: Final[Rules] = (
    ("(.)([\u064e-\u0650]?)\u0651", r"\1\1\2"),  # shadda doubles
    ("[\u064b-\u064d\u0652]", ""),
    ("\u064eا|\u064e?\u0670", "ا"),
    ("\u064f(?=و)|\u0650(?=ي)", ""),
    ("\u064e", "a"),
    ("\u064f", "u"),
    ("\u0650", "i"),
    ("[گ]", "غ"),
    ("[ڤ]", "ف"),
    ("[پ]", "ب"),
    ("[چ]", "ش"),
    ("^[أإا](?=[aiu])", ""),
    (f"^[أا]و(?={_P}{{2}}$)", "aw"),  # أوسط
    (f"^[أا]و(?={_P})", "U"),
    (f"^[أا]ي(?={_P})", "ay"),
    ("^إي", "I"),
    ("^إ", "i"),
    ("^[أا](?=.)", "a"),
    ("اة$", "At"),
    ("[ةى]$|(?<=..[^اوي])ه$", "a"),
    ("ة", "t"),
    ("ى", "ا"),
    ("اء$", "A"),
    ("ؤ(?=[اوي])", "ء"),
    ("ؤ", "u"),
    ("ئ(?=[اوي])|(?<=[اوي])ئ", "ء"),
    ("ئ", "i"),
    ("[آأ]", "A"),
    ("^و", "w"),
    ("^ي", "y"),
    ("و(?=[اAaiuوي])", "w"),
    ("ي(?=[وي])", "y"),
    ("(?<=[اAaiu])و", "w"),
    ("(?<=[^اAaiuwy])ي[اAa]$", "Iya"),
    ("ي(?=[اAaiu])", "y"),
    ("(?<=[اAaiu])ي", "y"),
    ("و", "U"),
    ("ي", "I"),
    ("ا", "A"),
)
_SYLLABLES: Final[Rules] = (
    (f"^({_K})I({_K})$", r"\1ay\2"),
    (f"^({_K})I({_K})({_K})$", r"\1ay\2a\3"),
    (f"^({_K})U({_K})({_K})$", r"\1aw\2a\3"),
    (f"(?<=A)({_K})({_K})(?=$|I$|a$|Iya$)", r"\1i\2"),
    (f"^({_K})({_K})$", r"\1a\2"),
    (f"^({_K})([عحهء])({_K})$", r"\1a\2\3"),
    (f"^({_K})({_K})(ر)$|^({_K})([رلن])([دقتسش])$", r"\1\4a\2\5\3\6"),
    (f"^({_K})({_K})({_K})$", r"\1a\2a\3"),
    (f"^({_K})({_K})({_K})({_K})$", r"\1a\2\3a\4"),
    (f"^م({_K})(?=A{_K}[ia]?{_K}$)", r"مu\1"),
    (f"^م([تن])({_K})(?={VOWEL})", r"مu\1a\2"),
    (f"^م({_K})ت(?={_K})", r"مu\1تa"),  # مقتدى
    (f"^م({_K})ت(?=A)", r"مu\1ت"),
    (f"^({_K})y(?={VOWEL})", r"\1iy"),
    (f"^({_K})({_K})(?={VOWEL})", r"\1a\2"),
    (f"^({_K})({_K})({_K})(?={VOWEL})", r"\1a\2\3"),
    (f"^({_K})({_K})({_K})(?={_K})", r"\1a\2\3a"),
    (f"({VOWEL}{_K}{_K})({_K})(?={VOWEL}|{_K})", r"\1a\2"),
    (f"([IU]{_K})({_K})$", r"\1a\2"),
    (f"({VOWEL}{_K})({_K})({_K})$", r"\1\2a\3"),
)


def of_foreign(word: str) -> str:
    varying = _SLAVIC_SOUNDS if is_slavic(word) else _OTHER_SOUNDS
    return applied((*_FOREIGN_CONSONANTS, *varying, *_FOREIGN_VOWELS, *_FOREIGN_CLUSTERS), word)


def of_arabic(stem: str) -> str:
    """The stem has no article; marks are heard where they are written."""
    return applied((*_NATIVE_SOUNDS, *_SYLLABLES), stem)


def applied(rules: Rules, word: str) -> str:
    for pattern, replacement in rules:
        word = re.sub(pattern, replacement, word)
    return word
