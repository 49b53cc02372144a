"""Errors planted into right translations: how many does the glossary mend, how many leave, how many make worse?

    python benchmarks/repair.py [FOLDER with dev.ar, dev.en, dev.ru]

A term that stands in a human's translation is misspelled, put in small letters, left in English, or put in the nominative;
mended is what comes back letter by letter as the human had it. Other drafts of the same lines (argos.ar-en.en …) are held
to the glossary too, and what is changed in them is shown, for reading.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from translate.glossary import termbase, verify
from translate.glossary.enforce.repair import Task, enforce
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.glossary.termbase import Concept

ROOT = Path(__file__).parents[1]
DEFAULT = ROOT.parent / "shared" / "eval" / "flores-dev"
SLIPS = {
    Lang.RU: "ао оа еэ иы вф гх т:тт ь: й:".split(),
    Lang.EN: "ae ea yi iy kq ou vw zs s:ss".split(),
}
NAMES = {"person", "place", "organisation"}


def misspelled(word: str, lang: Lang, chance: random.Random) -> str:
    """One slip, never in the first letter."""
    slips = [slip.split(":") if ":" in slip else slip for slip in SLIPS[lang]]
    fitting = [(wrong, right) for wrong, right in slips if wrong in word[1:]]
    if not fitting:
        return word
    old, new = chance.choice(fitting)
    at = word.index(old, 1)
    return word[:at] + new + word[at + len(old) :]


def planted(concept: Concept, piece: str, lang: Lang, chance: random.Random) -> Iterator[tuple[str, str]]:
    if concept.type in NAMES:
        yield "misspelled", misspelled(piece, lang, chance)
        yield "in small letters", piece.lower()
        if lang is Lang.RU:
            yield "in the nominative", concept.targets[lang].preferred
    if lang is Lang.RU and concept.type != "demonym":
        yield "left in English", concept.targets[Lang.EN].preferred


def plant(folder: Path, lang: Lang) -> None:
    chance, counts = random.Random(5), Counter[tuple[str, str]]()  # noqa: S311 - repeatable, no secret
    for source, right in zip(lines(folder / "dev.ar"), lines(folder / f"dev.{lang}"), strict=True):
        task = Task(source, lang, as_found(MATCHER.find(source), TERMS, lang), TERMS, KNOWN)
        for name in task.wanted:
            concept = TERMS.concepts[name]
            hits = verify.found(concept, lang, right)
            if len(hits) != 1:
                continue
            start, end = hits[0].start, hits[0].end
            for kind, wrong in planted(concept, right[start:end], lang, chance):
                draft = right[:start] + wrong + right[end:]
                if wrong and draft != right:
                    after = enforce(draft, task).text
                    counts[kind, "mended" if after == right else "left" if after == draft else "otherwise"] += 1
    for kind in dict.fromkeys(kind for kind, _ in counts):
        row = {outcome: counts[kind, outcome] for outcome in ("mended", "left", "otherwise")}
        print(f"{lang} {kind:18} " + "  ".join(f"{outcome} {count:4}" for outcome, count in row.items()))


def hold(folder: Path, file: Path, lang: Lang) -> None:
    terms = missing = left = changed = 0
    for source, draft in zip(lines(folder / "dev.ar"), lines(file), strict=True):
        task = Task(source, lang, as_found(MATCHER.find(source), TERMS, lang), TERMS, KNOWN)
        done = enforce(draft, task)
        terms += len(task.wanted)
        missing += sum(not verify.found(TERMS.concepts[name], lang, draft) for name in task.wanted)
        left += sum(not verify.found(TERMS.concepts[name], lang, done.text) for name in task.wanted)
        changed += bool(done.repairs)
        for repair in done.repairs:
            print(f"    {repair.concept}: {repair}")
    print(f"{file.name}: {terms} terms, {missing} missing, {left} after repair; {changed} lines changed")


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not (data / "dev.ar").exists():
        print(f"{data} has no dev.ar: name a folder with dev.ar, dev.en and dev.ru")
        sys.exit(0)
    TERMS = termbase.load(ROOT / "glossary")
    MATCHER, KNOWN = Matcher(TERMS), Names(TERMS)
    for target in (Lang.EN, Lang.RU):
        plant(data, target)
    for path in (*sorted(data.glob("*.*-*.*")), data / "dev.en", data / "dev.ru"):
        hold(data, path, Lang.RU if path.suffix == ".ru" else Lang.EN)
