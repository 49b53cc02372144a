"""An engine on the lines of a corpus: as the desk drafts, which is what editors get, or bare."""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from translate import drafting, engines, plan, quality
from translate.desk import Desk, Job
from translate.engines.base import Request
from translate.errors import UsageError
from translate.evaluation.corpus import System
from translate.files import replacing
from translate.glossary.match import Matcher
from translate.glossary.mentions import as_found
from translate.glossary.names import Names
from translate.model import Block, BlockKind, Document, Lang, Segment
from translate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translate.config import Config
    from translate.engines.base import Engine
    from translate.evaluation.corpus import Corpus
    from translate.glossary.termbase import Termbase


def make(names: Sequence[str], config: Config, corpus: Corpus, *, raw: bool) -> list[Engine]:
    """The engines of these names, all of them before the first drafts, which may take an hour.

    Raises UsageError for one that is unknown, named twice, or cannot draft the corpus's languages in this way.
    """
    source, target = corpus.source_lang, corpus.target_lang
    if names and source is not Lang.AR and not raw:
        raise UsageError(f"the desk drafts from ar, not from {source}", where="--from", hint="--raw measures the bare engine")
    for name in names:
        engines.check(name, where="--engine")
    if raw:  # one answer is asked for, so one is drawn
        config = config.model_copy(update={"run": config.run.model_copy(update={"quality": "fast"})})
    made: list[Engine] = []
    for name in names:
        if source is Lang.AR or name == engines.AUTO:
            engine, _ = engines.make(name, config, (target,))
        else:
            engine = engines.ENGINES[name](config)
        if not engine.supports(source, target):
            raise UsageError(f"engine '{engine.name}' cannot draft {source}→{target}", where="--engine")
        if engine.name in {each.name for each in made}:
            raise UsageError(f"'{engine.name}' is named twice", where="--engine")
        made.append(engine)
    return made


def label(engine: Engine, *, raw: bool) -> str:
    """What the engine is called in tables and files."""
    return f"{engine.name}-raw" if raw else engine.name


def places(folder: Path, labels: Sequence[str], corpus: Corpus) -> dict[str, Path]:
    """Where the drafts of each engine are saved. Raises UsageError where something is there: it may be somebody's data."""
    files = {name: folder / corpus.file_name(name) for name in labels}
    for path in files.values():
        if path.exists():
            raise UsageError("is there already", where=path, hint="name another folder with --save, or move the file")
    return files


def save(system: System, path: Path) -> None:
    """Write a system's lines, to be measured again as a finished output."""
    with replacing(path) as beside:
        beside.write_text("".join(f"{line}\n" for line in system.lines), encoding="utf-8", newline="\n")


def steps(engine: Engine, corpus: Corpus) -> tuple[Lang, ...]:
    """The languages to draft, one after the other: the target, and before it what the engine drafts it from."""
    return tuple(lang for lang in plan.order(engine, (corpus.target_lang,)) if lang is not corpus.source_lang)


def draft(
    engine: Engine, corpus: Corpus, termbase: Termbase, config: Config, drafted: Callable[[int], None], *, raw: bool
) -> System:
    """What the engine makes of a corpus; it is closed after that, so that no two models are in memory.

    `drafted` is told of each draft that is done, of a bridge's too.
    """
    started = time.monotonic()
    try:
        texts = _bare(engine, corpus, drafted) if raw else _by_the_desk(engine, corpus, termbase, config, drafted)
        seconds = time.monotonic() - started
        signature = engine.signature
    finally:
        engine.close()
    choice = f"|choice:{quality.signature()}" if engine.draws else ""
    made_by = f"bare|{signature}" if raw else f"desk|glossary:{termbase.version}|{signature}{choice}"
    lines = (texts.get(place, "") for place in range(len(corpus.sources)))
    return System(label(engine, raw=raw), tuple(re.sub(r"[\r\n]+", " ", line).strip() for line in lines), made_by, seconds)


def _by_the_desk(
    engine: Engine, corpus: Corpus, termbase: Termbase, config: Config, drafted: Callable[[int], None]
) -> dict[int, str]:
    """As `translate run` drafts: told the terms, held to the glossary, checked, asked again. No translation memory.

    Each line is a paragraph of one sentence, and for itself: a name's first mention in one line makes none short in the
    next.
    """
    document, segments = _document(corpus)
    matcher = Matcher(termbase)
    matches = {segment.id: matcher.find(segment.source) for segment in segments}
    order = steps(engine, corpus)
    with tempfile.TemporaryDirectory(prefix="translate-") as folder, Store(Path(folder)) as store:
        desk = Desk(
            config=config,
            termbase=termbase,
            matcher=matcher,
            names=Names(termbase),
            engine=engine,
            store=store,
            targets=(corpus.target_lang,),
            exports=Path(folder),
        )
        number, _ = store.put_document(document, segments)
        mentions = {lang: {name: as_found(found, termbase, lang) for name, found in matches.items()} for lang in order}
        job = Job(number, document, segments, mentions, {lang: {} for lang in order})
        for lang in order:
            drafting.draft(job, plan.wanted(job, lang, desk), lang, desk, drafted)
        drafts = drafting.current(job, corpus.target_lang, desk)
    return {segment.block: drafts[segment.id].text for segment in segments if segment.id in drafts}


def _bare(engine: Engine, corpus: Corpus, drafted: Callable[[int], None]) -> dict[int, str]:
    """The engine's first hypotheses, without terms, checks or repairs; over its bridge where it has one."""
    lang, texts = corpus.source_lang, dict(enumerate(corpus.sources))
    for following in steps(engine, corpus):
        asked = {place: text.strip() for place, text in texts.items() if text.strip()}
        requests = [Request(source=text, source_lang=lang, target_lang=following) for text in asked.values()]
        lang, texts, order = following, {}, list(asked)
        for index, hypotheses in engine.draft(requests):
            texts[order[index]] = hypotheses[0].text
            drafted(1)
    return texts


def _document(corpus: Corpus) -> tuple[Document, tuple[Segment, ...]]:
    """A line is a block and a segment of it, uncut; blank ones are no segments."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, line.strip(), number) for number, line in enumerate(corpus.sources, 1))
    segments = tuple(
        Segment(id=f"{place:012}", block=place, kind=block.kind, source=block.text, gap="")
        for place, block in enumerate(blocks)
        if block.text
    )
    digest = hashlib.sha256("\n".join(corpus.sources).encode()).hexdigest()
    return Document(path=Path("lines.txt"), name="lines", encoding="utf-8", digest=digest, blocks=blocks), segments
