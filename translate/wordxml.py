"""What every reader of WordprocessingML asks of an element, in Transitional and Strict documents alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

DELETED = frozenset({"del", "moveFrom"})
INSERTED = frozenset({"ins", "moveTo"})
SOFT_HYPHEN = "\u00ad"


class Fields:
    """The fields that are open where a reader stands. What a field asks is no text, what comes of it is."""

    def __init__(self) -> None:
        self._results: list[bool] = []  # of each open field, whether its result has begun

    def meet(self, char: _Element) -> None:
        """`char` is a `w:fldChar`; one that ends or parts what is not open counts for nothing."""
        kind = value(char, "fldCharType")
        if kind == "begin":
            self._results.append(False)
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end" and self._results:
            self._results.pop()

    @property
    def shown(self) -> bool:
        return all(self._results)


def local(element: _Element) -> str:
    """The name without its namespace. A review table has elements by the million: `QName` takes four times as long."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]


def in_namespace(element: _Element, name: str) -> str:
    """The name in the element's own namespace: that of Strict documents is another."""
    tag = str(element.tag)
    return f"{tag[: tag.rfind('}') + 1]}{name}"


def value(element: _Element | None, name: str) -> str | None:
    """An attribute of the element's own namespace."""
    return None if element is None else element.get(in_namespace(element, name))


def child_of(element: _Element | None, name: str) -> _Element | None:
    return None if element is None else next((each for each in element if local(each) == name), None)


def on(properties: _Element | None, name: str) -> bool:
    """Whether a property that may be switched off is there and on."""
    element = child_of(properties, name)
    return element is not None and (value(element, "val") or "1").lower() not in ("0", "false", "off")


def has_text(element: _Element) -> bool:
    """Whether it holds any text, or any that was deleted with tracking on."""
    return any(each.text for each in element.iter("{*}delText", "{*}t"))
