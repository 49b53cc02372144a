"""A site of many articles: does the time grow linearly, and how much memory goes?"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from translate.config import Config
from translate.formats import reading
from translate.model import Draft, Lang, State
from translate.publish import press
from translate.segment import segments
from translate.store import Store

ROOT = Path(__file__).parents[1]
SIZES = (100, 1_000)


class Silent:
    def published(self, *_: object) -> None: ...

    def refused(self, *_: object) -> None: ...

    def failed(self, error: Exception) -> None:
        raise error


def fill(store: Store, folder: Path, articles: int) -> None:
    """The seed so many times, with a text of the source's length for each sentence, approved."""
    seed = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    for number in range(articles):
        path = folder / f"article-{number:04}.txt"
        path.write_text(seed.replace("قادة", f"قادة {number}", 1), encoding="utf-8")
        document = reading.read(path)
        sentences = segments(document.blocks)
        known, _ = store.put_document(document, sentences)
        for lang, word in ((Lang.EN, 'word "quoted" - '), (Lang.RU, 'слово "в кавычках" - ')):
            drafts = [
                Draft(each.id, lang, f"{number} {word * (len(each.source) // len(word) + 1)}end.", "human", state=State.FINAL)
                for each in sentences
            ]
            store.put_drafts(known, drafts)


def run(articles: int) -> None:
    """In a process of its own, for its own peak of memory; of filling the store none is counted but its memory."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "store")) as store:
        fill(store, Path(folder), articles)
        start = time.perf_counter()
        order = press.Order((Lang.EN, Lang.RU), ("html",), Path(folder, "site"), as_site=True)
        outcome = press.publish(store.documents(), store, order, Config(root=Path(folder)), Silent())
        seconds = time.perf_counter() - start
        assert len(outcome.files) == 4 * articles + 1
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(int(sys.argv[1]))
    else:
        done = [
            json.loads(subprocess.run([sys.executable, __file__, str(size)], check=True, capture_output=True, text=True).stdout)
            for size in SIZES
        ]
        ratio = done[1]["seconds"] / done[0]["seconds"]
        print(
            f"a site of {SIZES[1]:,} articles over one of {SIZES[0]:,}: {ratio:.1f} × the time (aim ≤ 12), "
            f"{done[1]['seconds']:.1f} s, peak {done[1]['megabytes']:.0f} MB (aim < 300)"
        )
