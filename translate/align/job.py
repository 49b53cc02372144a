"""Which texts are to be set side by side: one in each language, or folders of them, matched story by story."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.align import stories
from translate.align.texts import read
from translate.errors import InputError, TranslateError, UsageError
from translate.formats import reading
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from translate.align.anchors import Anchors
    from translate.align.texts import Text
    from translate.embedding import Embedder

_ORDER = "the Arabic first: translate align AR EN RU"


@dataclass(frozen=True, slots=True)
class Job:
    """`stories`: of each the Arabic and one or two versions.

    `problems`: files that could not be read, or are in another language than the rest of their folder. `single`: files
    whose story no other folder tells.
    """

    stories: Sequence[Mapping[Lang, Text]]
    problems: Sequence[TranslateError] = ()
    single: Sequence[Path] = ()


def job(paths: Sequence[Path], anchors: Anchors, embedder: Embedder | None) -> Job:
    """From an Arabic file and one or two others, or from as many folders. Raises UsageError for what does not go together."""
    for number, path in enumerate(paths):
        if not path.exists():
            raise UsageError("no such file or folder", where=path)
        if any(path.resolve() == other.resolve() for other in paths[:number]):
            raise UsageError("is given twice", where=path, hint=_ORDER)
    if len({path.is_dir() for path in paths}) > 1:
        raise UsageError(
            "are files and folders mixed", where=", ".join(map(str, paths)), hint="name files only, or folders only"
        )
    if not paths[0].is_dir():
        texts = [(path, read(path)) for path in paths]
        return Job([{text.lang: text for text in _by_language(texts)}])
    problems: list[TranslateError] = []
    folders = [(path, _folder(path, problems)) for path in paths]
    heads = [
        (path, max(Counter(text.lang for _, text in texts).items(), key=lambda item: item[1])[0]) for path, texts in folders
    ]
    _check_order(heads)
    sides: dict[Lang, list[tuple[Path, Text]]] = {}
    for (_, lang), (_, texts) in zip(heads, folders, strict=True):
        sides[lang] = [(path, text) for path, text in texts if text.lang is lang]
        problems += [
            InputError(f"is {text.lang.english_name} among {lang.english_name} texts", where=path)
            for path, text in texts
            if text.lang is not lang
        ]
    others: dict[Lang, list[Text]] = {lang: [text for _, text in found] for lang, found in sides.items() if lang is not Lang.AR}
    matched = stories.match([text for _, text in sides[Lang.AR]], others, anchors, embedder)
    used = {id(text) for found in matched for text in found.texts.values()}
    single = [path for found in sides.values() for path, text in found if id(text) not in used]
    return Job([found.texts for found in matched], problems, single)


def _by_language(texts: Sequence[tuple[Path, Text]]) -> list[Text]:
    _check_order([(path, text.lang) for path, text in texts])
    return [text for _, text in texts]


def _check_order(langs: Sequence[tuple[Path, Lang]]) -> None:
    first, *others = langs
    if first[1] is not Lang.AR:
        raise UsageError(f"is {first[1].english_name}, and stands where the Arabic belongs", where=first[0], hint=_ORDER)
    seen = {Lang.AR}
    for path, lang in others:
        if lang in seen:
            raise UsageError(f"is {lang.english_name}, like one before it", where=path, hint="name one version a language")
        seen.add(lang)


def _folder(folder: Path, problems: list[TranslateError]) -> list[tuple[Path, Text]]:
    """Its texts; what cannot be read is added to `problems`. Raises UsageError where nothing can be read."""
    texts: list[tuple[Path, Text]] = []
    for path in reading.find([folder]):
        try:
            texts.append((path, read(path)))
        except InputError as error:
            problems.append(error)
    if not texts:
        raise UsageError("holds no text that can be read", where=folder, hint=str(problems[0]) if problems else "")
    return texts
