"""How well the label tells sound drafts from corrupted ones, on the planted set of the tests.

    python benchmarks/trust.py

Prints, for each kind of corruption, the share that is not labelled good, and the share of sound translations that is not.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from translate import checks
from translate.checks.case import Case
from translate.embedding import embedder
from translate.glossary import termbase, verify
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.model import Lang
from translate.quality import Candidate, Label, confidence, label, measure

ROOT = Path(__file__).resolve().parent.parent
PLANTED = ROOT / "tests" / "data" / "quality" / "planted.tsv"


class Judge:
    """Labels a draft as a run does, but for what only an engine can tell of it."""

    def __init__(self) -> None:
        self._termbase = termbase.load(ROOT / "glossary")
        self._matcher = Matcher(self._termbase)
        self._names = Names(self._termbase)

    def label(self, source: str, draft: str, lang: Lang) -> tuple[Label, int, tuple[str, ...]]:
        mentions = as_found(self._matcher.find(source), self._termbase, lang)
        case = Case(source, draft, lang, mentions, self._termbase, self._names)
        findings = checks.run(case)
        hits = [hit for m in mentions for hit in verify.found(self._termbase.concepts[m.match.concept], lang, draft)]
        known = [(m.match.start, m.match.end) for m in mentions] if hits else []
        candidate = Candidate(draft, known=tuple((hit.start, hit.end) for hit in hits))
        found = measure(source, [candidate], lang, known=known)[0]
        sure = confidence(found.signals, lang)
        return label(sure, findings, found.signals.longest), sure, tuple(finding.check for finding in findings)


def main() -> None:
    judge = Judge()
    told: dict[tuple[str, str], list[bool]] = defaultdict(list)
    with PLANTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            verdict, sure, findings = judge.label(row["source"], row["draft"], Lang(row["lang"]))
            told[row["kind"], row["lang"]].append(verdict is not Label.GOOD)
            if (verdict is Label.GOOD) != (row["kind"] == "clean") and "-v" in sys.argv:
                print(f"  {row['kind']} {row['lang']}: {verdict} {sure} {findings}: {row['draft']}")
    print("with e5" if embedder() else "without e5")
    for (kind, lang), marked in sorted(told.items()):
        print(f"{kind:10} {lang}  marked {sum(marked):3} of {len(marked):3}")
    bad = [mark for (kind, _), marks in told.items() if kind != "clean" for mark in marks]
    good = [mark for (kind, _), marks in told.items() if kind == "clean" for mark in marks]
    print(
        f"corrupted: {sum(bad) / len(bad):.1%} of {len(bad)} marked; sound: {sum(good) / len(good):.1%} of {len(good)} marked"
    )


if __name__ == "__main__":
    main()
