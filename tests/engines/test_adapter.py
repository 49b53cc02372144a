"""gguf.adapter: what fine-tuning adds to the embedded model, named in config.toml, seen in every signature."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translate import engines
from translate.config import Config, GgufConfig
from translate.engines import models
from translate.engines.base import Request
from translate.engines.gguf import GgufEngine
from translate.errors import ModelError
from translate.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.append(str(Path(__file__).parents[1] / "tools"))
from build_tiny_adapter import build

SOURCES = ("قال الرئيس إن بلاده لن تشارك في المؤتمر.", "وصل الوزير إلى القاهرة صباح اليوم.")


def test_there_is_none_where_none_is_named(tmp_path: Path) -> None:
    assert models.adapter("", tmp_path) is None


def test_one_is_found_beside_config_toml_and_hashed(tmp_path: Path) -> None:
    path = build(tmp_path / "news.gguf")
    found = models.adapter("news.gguf", tmp_path)
    assert found == models.Adapter(path, hashlib.sha256(path.read_bytes()).hexdigest())
    assert list(tmp_path.iterdir()) == [path]  # nothing is put beside it


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda path: path.unlink(missing_ok=True), "there is no such file"),
        (lambda path: path.mkdir(), "there is no such file"),
        (lambda path: path.write_bytes(b"PK\3\4" + bytes(40)), "does not begin with GGUF"),
        (lambda path: path.write_bytes(b""), "does not begin with GGUF"),
        (lambda path: path.write_bytes(build(path).read_bytes()[:60]), "cut short or damaged"),
        (lambda path: build(path, kind="model"), "is no LoRA adapter"),
    ],
    ids=["missing", "folder", "stranger", "empty", "cut short", "whole model"],
)
def test_one_that_is_none_is_told_in_one_line(tmp_path: Path, made: Callable[[Path], Any], said: str) -> None:
    path = tmp_path / "news.gguf"
    made(path)
    with pytest.raises(ModelError, match=said) as caught:
        models.adapter("news.gguf", tmp_path)
    line = str(caught.value)
    assert str(path) in line
    assert "config.toml: gguf.adapter" in line
    assert "\n" not in line


def test_the_signature_names_it_by_its_content(tmp_path: Path) -> None:
    def signature(adapter: models.Adapter | None) -> str:
        made = GgufEngine(Path("model.gguf"), model_hash="0" * 64, adapter=adapter)
        assert made.signature_for(Lang.AR, Lang.EN).partition("|decoding")[0] == made.signature.partition("|decoding")[0]
        return made.signature

    build(tmp_path / "news.gguf", strength=1.0)
    first = models.adapter("news.gguf", tmp_path)
    build(tmp_path / "news.gguf", strength=2.0)
    second = models.adapter("news.gguf", tmp_path)
    assert first
    assert f"|adapter:news@{first.sha256[:12]}|" in signature(first)
    assert len({signature(None), signature(first), signature(second)}) == 3
    assert "adapter" not in signature(None)


@pytest.mark.engine
class TestOverTheEmbeddedModel:
    """Rank 1 on three layers: enough to see that it counts."""

    @staticmethod
    def draft(folder: Path, name: str) -> list[str]:
        """Greedy drafts, one slot after the other, with the adapter of this name."""
        config = Config(root=folder, gguf=GgufConfig(adapter=name, slots=1))
        engine, _ = engines.make(
            "gguf", config.model_copy(update={"run": config.run.model_copy(update={"quality": "fast"})}), ()
        )
        try:
            requests = [Request(source, Lang.AR, Lang.EN) for source in SOURCES]
            return [hypotheses[0].text for _, hypotheses in sorted(engine.draft(requests), key=lambda item: item[0])]
        finally:
            engine.close()

    def test_one_that_adds_nothing_leaves_the_drafts_and_one_that_adds_changes_them(self, tmp_path: Path) -> None:
        build(tmp_path / "nothing.gguf", strength=0.0)
        build(tmp_path / "something.gguf", strength=2.0)
        plain = self.draft(tmp_path, "")
        assert self.draft(tmp_path, "nothing.gguf") == plain
        assert self.draft(tmp_path, "something.gguf") != plain

    @pytest.mark.parametrize(
        "other", [{"width": 1024}, {"architecture": "llama"}, {"layers": (40,)}], ids=["narrower", "of another kind", "deeper"]
    )
    def test_one_for_another_model_is_told_in_one_line(self, tmp_path: Path, other: dict[str, Any]) -> None:
        path = build(tmp_path / "other.gguf", **other)
        with pytest.raises(ModelError, match="was made for another model") as caught:
            self.draft(tmp_path, "other.gguf")
        assert str(caught.value).startswith(f"{path}: ")
        assert "gguf.adapter" in str(caught.value)

    def test_one_that_is_cut_short_is_told_in_one_line(self, tmp_path: Path) -> None:
        path = build(tmp_path / "cut.gguf")
        path.write_bytes(path.read_bytes()[:-20_000])
        with pytest.raises(ModelError, match="it is damaged or was made for another model"):
            self.draft(tmp_path, "cut.gguf")
