# ruff: noqa: INP001, T201 - a script of its own, which prints
"""Does what an editor does in Poedit, with the demo's translation: `python docs/demo/approve.py exports/NAME/*.po`.

Each draft that is still a machine's gets the translation of the same sentence from the PO files beside this script; its mark is
cleared, and the file saved in the demo translator's name. The rest of the way is an editor's: `translate review import`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib


def main() -> None:
    made_by_hand = [polib.pofile(str(path)) for path in sorted(Path(__file__).parent.glob("*.po"))]
    for name in sys.argv[1:]:
        export = polib.pofile(name)
        approved = 0
        for catalogue in made_by_hand:
            if catalogue.metadata["Language"] != export.metadata["Language"]:
                continue
            texts = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue}
            for entry in export:
                if (entry.fuzzy or not entry.msgstr) and (entry.msgctxt, entry.msgid) in texts:
                    entry.msgstr = texts[entry.msgctxt, entry.msgid]
                    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                    approved += 1
            export.metadata["Last-Translator"] = catalogue.metadata["Last-Translator"]
            export.metadata["PO-Revision-Date"] = catalogue.metadata["PO-Revision-Date"]
        export.save()
        print(f"{name}: {approved} sentences from the translation made by hand")


if __name__ == "__main__":
    main()
