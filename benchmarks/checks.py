"""The checks: how calm on correct human translations, how much they find of planted errors, how fast.

    python benchmarks/checks.py FOLDER     a folder with dev.ar, dev.en, dev.ru (FLORES-101)

Errors are planted by rule, with a fixed seed, one a line, in the lines that have what the rule needs. An error counts as
found when a finding of its kind stands in the line and did not stand there before. pofilter comes from translate-toolkit,
which is installed into a virtual environment of its own in a cache folder: its import package has the name of ours.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import polib

from translate import checks
from translate.checks import negation, quotes, transliteration
from translate.checks.case import Case
from translate.glossary import termbase
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.model import Lang, Severity

ROOT = Path(__file__).parents[1]
SEED = 20261124
MOST = 200  # planted a kind and language
FEW_WORDS, FEW_CONSONANTS, SHORT = 5, 3, 60
TOOLKIT = "translate-toolkit==3.20.4"
GLOSSARY = frozenset(["terms", "inventions"])
FORM = frozenset("completeness untranslated script numbers addresses punctuation quotes spacing capitals invisible".split())
"""What pofilter looks at, too; it has no glossary, no dictionary, no names, negation, dates or money."""
NAMES = {
    Lang.EN: ("Fitzgerald", "Rosenberg", "Mandelstam", "Kravchenko", "Baldwin", "Pemberton", "Svensson", "Delacroix"),
    Lang.RU: ("Кравченко", "Розенберг", "Мандельштам", "Фицджеральд", "Болдуин", "Пембертон", "Свенссон", "Делакруа"),
}
_TWINS = str.maketrans("acoepxyACOEPHKMTX", "асоерхуАСОЕРНКМТХ")
Plant = Callable[[str, str, Lang, random.Random], tuple[str, str] | None]
"""From a source, a draft, its language and chance: the two with an error in them, or None where the rule has no hold."""


def changed_number(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    shared = [
        hit
        for hit in re.finditer(r"(?<![\d.,:\w])\d{2,4}(?![\d.,:\w])", draft)
        if hit[0] in source.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    ]
    if not shared:
        return None
    hit = chance.choice(shared)
    return source, draft[: hit.start()] + str(int(hit[0]) + chance.choice([1, 7, 10])) + draft[hit.end() :]


def dropped_negation(source: str, draft: str, lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    """The draft's one “not”, where the source denies as well."""
    pattern = r"\bnot \b|n['’]t\b|\bnever \b" if lang is Lang.EN else r"(?i)\bне "
    if negation.negations(source, Lang.AR) == 0 or negation.negations(draft, lang) != 1 or not re.search(pattern, draft):
        return None
    return source, re.sub(pattern, "", draft, count=1)


def added_negation(source: str, draft: str, lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    pattern, put = (
        (r"\b(is|was|are|were|will|can|has|had) (?!just|only|to\b|un|in)", r"\1 not ")
        if lang is Lang.EN
        else (r" (был|была|были|может) ", r" не \1 ")
    )
    if negation.negations(draft, lang) or negation.negations(source, Lang.AR) or not re.search(pattern, draft):
        return None
    return source, re.sub(pattern, put, draft, count=1)


def doubled_word(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    words = list(re.finditer(r"(?<=[a-zа-яё] )[a-zа-яё]{3,}(?= [a-zа-яё])", draft))
    if not words:
        return None
    hit = chance.choice(words)
    return source, f"{draft[: hit.end()]} {hit[0]}{draft[hit.end() :]}"


def left_over_arabic(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    words, arabic = draft.split(" "), re.findall(r"[\u0621-\u064a]{3,}", source)
    if len(words) < FEW_WORDS or not arabic:
        return None
    words[chance.randrange(1, len(words) - 1)] = chance.choice(arabic)
    return source, " ".join(words)


def untranslated(source: str, _draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    return source, source


def homograph(source: str, draft: str, lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    """In an English word of four letters or more a Cyrillic one, in a Russian word a Latin one."""
    if lang is Lang.RU:
        twins = {new: chr(old) for old, new in ((old, chr(new)) for old, new in _TWINS.items())}
    else:
        twins = {chr(old): chr(new) for old, new in _TWINS.items()}
    places = [
        place for hit in re.finditer(r"[^\W\d_]{4,}", draft) for place in range(hit.start(), hit.end()) if draft[place] in twins
    ]
    if not places:
        return None
    place = chance.choice(places)
    return source, draft[:place] + twins[draft[place]] + draft[place + 1 :]


def unbalanced(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    signs = [hit.start() for hit in re.finditer(r"[\"“”«»()]", draft)]
    if not signs or quotes.unpaired(draft) or quotes.unpaired(source):
        return None
    place = chance.choice(signs)
    return source, draft[:place] + draft[place + 1 :]


def lost_address(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    address = chance.choice(["https://example.org/news/42", "press@example.org", "www.example.com", "#COP27"])
    return f"{source} {address}", draft


def arabic_mark(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    for ours, arabic in chance.sample([(",", "،"), (";", "؛"), ("?", "؟"), ("%", "٪")], 4):
        if ours in draft:
            return source, draft.replace(ours, arabic, 1)
    return None


def lost_question(source: str, draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    if not source.rstrip('"” »').endswith(("؟", "?")) or not draft.endswith("?"):
        return None
    return source, draft[:-1] + "."


def swapped_name(source: str, draft: str, lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    """A name that the Arabic has becomes another one, which nothing in the Arabic sounds like."""
    pattern = r"(?<=[a-z,] )[A-Z][a-z]{5,}\b" if lang is Lang.EN else r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{5,}\b"
    case = Case(source, draft, lang, (), _EMPTY, _NO_NAMES)
    names = [
        hit
        for hit in re.finditer(pattern, draft)
        if len(transliteration.skeleton(hit[0])) > FEW_CONSONANTS and transliteration.is_plausible(hit[0], case.source_words)
    ]
    others = [name for name in NAMES[lang] if not transliteration.is_plausible(name, case.source_words)]
    if not names or not others:
        return None
    hit = chance.choice(names)
    return source, draft[: hit.start()] + chance.choice(others) + draft[hit.end() :]


def changed_magnitude(source: str, draft: str, lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    pairs = (
        (("million", "billion"), ("billion", "million"))
        if lang is Lang.EN
        else (("миллион", "миллиард"), ("миллиард", "миллион"))
    )
    arabic = {"million": "مليون", "billion": "مليار", "миллион": "مليون", "миллиард": "مليار"}
    for was, now in pairs:
        if was in draft and arabic[was] in source:
            return source, draft.replace(was, now)
    return None


def changed_currency(source: str, draft: str, lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    was, now = ("dollar", "euro") if lang is Lang.EN else ("доллар", "рубл")
    if "دولار" not in source or not re.search(was, draft):
        return None
    return source, re.sub(rf"(?:US|U\.S\.)?\$|{was}", now, draft)


def changed_month(source: str, draft: str, lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    names = ["January", "February", "April", "June", "July", "August", "September", "October", "November", "December"]
    if lang is Lang.RU:
        names = ["января", "февраля", "апреля", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
    found = [name for name in names if name in draft]
    if len(found) != 1 or "month" in {f.check for f in checks.run(Case(source, draft, lang, (), _EMPTY, _NO_NAMES))}:
        return None
    other = names[(names.index(found[0]) + 3) % len(names)]
    arabic = re.search(r"\d\s(?:من\s)?[\u0621-\u064a]+|/", source)
    return (source, draft.replace(found[0], other)) if arabic else None


def misspelled(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    """Two letters in the midst of a long word change places."""
    words = list(re.finditer(r"(?<= )[a-zа-яё]{7,}(?= )", draft))
    if not words:
        return None
    hit = chance.choice(words)
    middle = len(hit[0]) // 2
    swapped = hit[0][: middle - 1] + hit[0][middle] + hit[0][middle - 1] + hit[0][middle + 1 :]
    return (source, draft[: hit.start()] + swapped + draft[hit.end() :]) if swapped != hit[0] else None


def invisible(source: str, draft: str, _lang: Lang, chance: random.Random) -> tuple[str, str] | None:
    place = chance.randrange(len(draft))
    return source, draft[:place] + chance.choice("\u200b\u200f\u202b\u00ad") + draft[place:]


def two_spaces(source: str, draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    return (source, draft.replace(" ", "  ", 1)) if " " in draft and "  " not in draft else None


def small_start(source: str, draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    return (source, draft[0].lower() + draft[1:]) if re.match(r"[A-ZА-Я][a-zа-яё]", draft) else None


def space_before_mark(source: str, draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    return (source, draft.replace(",", " ,", 1)) if "," in draft else None


def cut_off(source: str, draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    return (source, draft[: len(draft) // 3]) if len(source) > SHORT else None


def repeated(source: str, draft: str, _lang: Lang, _chance: random.Random) -> tuple[str, str] | None:
    words = draft.split()
    return (source, " ".join([*words, *words[-3:] * 3])) if len(words) > FEW_WORDS else None


PLANTS: dict[str, tuple[Plant, frozenset[str]]] = {
    "changed number": (changed_number, frozenset(["numbers"])),
    "changed magnitude": (changed_magnitude, frozenset(["magnitude"])),
    "changed currency": (changed_currency, frozenset(["currency"])),
    "changed month": (changed_month, frozenset(["month"])),
    "dropped negation": (dropped_negation, frozenset(["negation-lost"])),
    "added negation": (added_negation, frozenset(["negation-added"])),
    "swapped name": (swapped_name, frozenset(["name-strange"])),
    "Arabic left over": (left_over_arabic, frozenset(["script"])),
    "untranslated": (untranslated, frozenset(["untranslated"])),
    "cut to a third": (cut_off, frozenset(["completeness"])),
    "repeated phrase": (repeated, frozenset(["completeness"])),
    "lost address": (lost_address, frozenset(["address"])),
    "doubled word": (doubled_word, frozenset(["doubled-word"])),
    "homograph": (homograph, frozenset(["homograph"])),
    "unpaired quote or bracket": (unbalanced, frozenset(["unpaired"])),
    "Arabic mark": (arabic_mark, frozenset(["arabic-mark"])),
    "lost question": (lost_question, frozenset(["end-mark"])),
    "unseen character": (invisible, frozenset(["invisible"])),
    "two spaces": (two_spaces, frozenset(["spaces"])),
    "space before a comma": (space_before_mark, frozenset(["mark-spacing"])),
    "small letter at the start": (small_start, frozenset(["capital-start"])),
    "misspelled word": (misspelled, frozenset(["spelling"])),
}
_EMPTY = termbase.by_id([])
_NO_NAMES = Names(_EMPTY)


class Desk:
    def __init__(self) -> None:
        self.terms = termbase.load(ROOT / "glossary")
        self.matcher, self.names = Matcher(self.terms), Names(self.terms)

    def case(self, source: str, text: str, lang: Lang) -> Case:
        return Case(source, text, lang, as_found(self.matcher.find(source), self.terms, lang), self.terms, self.names)


def calm(desk: Desk, pairs: list[tuple[str, str]], lang: Lang) -> None:
    severities: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {severity: Counter() for severity in Severity}
    for source, text in pairs:
        found = checks.run(desk.case(source, text, lang))
        severities.update({finding.severity for finding in found})
        for check, severity in {(finding.check, finding.severity) for finding in found}:
            names[severity][check] += 1
    print(f"{lang}: {len(pairs)} human translations; lines with a finding:")
    for severity in reversed(Severity):
        told = ", ".join(f"{name} {count}" for name, count in names[severity].most_common())
        print(f"  {severity:8}{severities[severity]:4}  {severities[severity] / len(pairs):6.1%}   {told}")


def recall(desk: Desk, pairs: list[tuple[str, str]], lang: Lang) -> Iterator[tuple[str, int, int]]:
    for name, (plant, wanted) in PLANTS.items():
        chance = random.Random(f"{SEED} {name} {lang}")  # noqa: S311 - errors, not secrets
        planted = found = 0
        for source, text in chance.sample(pairs, len(pairs)):
            made = plant(source, text, lang, chance)
            if made is None or made == (source, text):
                continue
            before = Counter(
                finding.message for finding in checks.run(desk.case(source, text, lang)) if finding.check in wanted
            )
            after = Counter(finding.message for finding in checks.run(desk.case(*made, lang)) if finding.check in wanted)
            planted += 1
            found += bool(after - before)
            if planted == MOST:
                break
        yield name, found, planted


def speed(desk: Desk, pairs: list[tuple[str, str]], lang: Lang) -> None:
    few = pairs[:1000]
    many = few * 10  # nothing is remembered of a sentence, only of words

    every = tuple(checks.CHECKS.values())
    own = tuple(check for name, check in checks.CHECKS.items() if name not in GLOSSARY)
    form = tuple(check for name, check in checks.CHECKS.items() if name in FORM)

    def spent(rows: list[tuple[str, str]], some: tuple[checks.Check, ...]) -> float:
        """Cases are made as they are checked, as in a run; what the glossary finds in the source is known by then."""
        named = [as_found(desk.matcher.find(source), desk.terms, lang) for source, _ in rows]
        started = time.process_time()
        for (source, text), mentions in zip(rows, named, strict=True):
            case = Case(source, text, lang, mentions, desk.terms, desk.names)
            for check in some:
                list(check.find(case))
        return time.process_time() - started

    spent(few, every)  # dictionaries are read and names declined on first use
    short = statistics.median(spent(few, every) for _ in range(3))
    long = spent(many, every)
    theirs = pofilter(many, lang) / len(many)
    print(f"{lang}: {len(many)} segments over {len(few)}: {long / short:.1f} × the time")
    print(f"  pofilter {theirs * 1e6:.0f} µs a segment of the processor, its PO read and written; ours:")
    for name, each in (
        ("all", long),
        ("without the glossary's", spent(many, own)),
        ("those that pofilter has", spent(many, form)),
    ):
        print(f"  {name:24}{each / len(many) * 1e6:5.0f} µs, {theirs / (each / len(many)):.1f} × as fast")


def pofilter(pairs: list[tuple[str, str]], lang: Lang) -> float:
    """Seconds of the processor that pofilter's checks take for a PO of these, less its start."""
    program = _toolkit() / "bin" / "pofilter"
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, rows in (("all", pairs), ("one", pairs[:1])):
            catalogue = polib.POFile()
            catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": lang}
            catalogue.extend(polib.POEntry(msgctxt=str(i), msgid=s, msgstr=t) for i, (s, t) in enumerate(rows))
            files[name] = Path(folder, f"{name}.po")
            catalogue.save(str(files[name]))
        spent = {}
        for name, path in files.items():
            before = _children()
            command = [program, "--progress", "none", "--language", lang, path, Path(folder, f"out-{name}.po")]
            subprocess.run(command, check=True, capture_output=True)
            spent[name] = _children() - before
    return spent["all"] - spent["one"]


def _children() -> float:
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _toolkit() -> Path:
    folder = Path(platformdirs.user_cache_dir("newsdesk-translate")) / "benchmarks" / "translate-toolkit"
    if not (folder / "bin" / "pofilter").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", TOOLKIT], check=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="dev.ar, dev.en and dev.ru")
    parser.add_argument("--only", choices=["finds", "speed"], help="one half of it")
    options = parser.parse_args()
    lines = {lang: (options.folder / f"dev.{lang}").read_text(encoding="utf-8").splitlines() for lang in Lang}
    desk = Desk()
    for lang in (Lang.EN, Lang.RU):
        pairs = list(zip(lines[Lang.AR], lines[lang], strict=True))
        if options.only != "speed":
            calm(desk, pairs, lang)
            print(f"{lang}: planted errors found")
            for name, found, planted in recall(desk, pairs, lang):
                print(f"  {name:26}{found:4} of {planted:4}   {found / planted if planted else 0:.3f}")
        if options.only != "finds":
            speed(desk, pairs, lang)


if __name__ == "__main__":
    sys.exit(main())
