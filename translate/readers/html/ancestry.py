"""What elements have of those around them, each asked once: a page may be nested 2,000 deep with text on every level.

All of it without recursion, and in time that grows with the number of elements, not with that of elements times depth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

T = TypeVar("T")

_SHOWN_STEPS = 100  # of a path: pages as people write them are some 40 deep
_FIRST_STEPS, _LAST_STEPS = 10, 30


def upwards(element: _Element) -> Iterator[_Element]:
    yield element
    yield from element.iterancestors()


class Handed(Generic[T]):
    """What is handed down from the root: `step` makes an element's of its parent's (None: it has no parent)."""

    def __init__(self, step: Callable[[_Element, T | None], T]) -> None:
        self._step = step
        self._known: dict[_Element, T] = {}

    def of(self, element: _Element) -> T:
        if element in self._known:
            return self._known[element]
        unknown: list[_Element] = []
        value: T | None = None
        for each in upwards(element):
            if each in self._known:
                value = self._known[each]
                break
            unknown.append(each)
        for each in reversed(unknown):
            value = self._known[each] = self._step(each, value)
        return self._known[element]


def summed(own: Mapping[_Element, int]) -> dict[_Element, int]:
    """Of each element in `own`, and of all around them: their own number and those of the elements below."""
    order: dict[_Element, None] = {}  # parents before their children
    for element in own:
        chain = []
        for each in upwards(element):
            if each in order:
                break
            chain.append(each)
        order.update(dict.fromkeys(reversed(chain)))
    totals = {element: own.get(element, 0) for element in order}
    for element in reversed(order):
        parent = element.getparent()
        if parent is not None:
            totals[parent] += totals[element]
    return totals


class Paths:
    """XPaths of elements, each parent's children counted once: lxml's own count takes the square of their number.

    The middle of a very long one is left out: `/html/body/div/…/div/p[2]`.
    """

    def __init__(self) -> None:
        self._steps: dict[_Element, dict[_Element, str]] = {}
        self._paths: Handed[tuple[int, str]] = Handed(self._longer)

    def of(self, element: _Element) -> str:
        return self._paths.of(element)[1]

    def _longer(self, element: _Element, above: tuple[int, str] | None) -> tuple[int, str]:
        """(number of steps, path)"""
        if above is None:
            return 1, f"/{self._step(element)}"
        steps, path = above
        if steps < _SHOWN_STEPS:
            return steps + 1, f"{path}/{self._step(element)}"
        last = [self._step(each) for each, _ in zip(upwards(element), range(_LAST_STEPS), strict=False)]
        first = path.split("/", _FIRST_STEPS + 1)[:-1]
        return steps + 1, "/".join([*first, "…", *reversed(last)])

    def _step(self, element: _Element) -> str:
        parent = element.getparent()
        return str(element.tag) if parent is None else self._of_children(parent)[element]

    def _of_children(self, parent: _Element) -> dict[_Element, str]:
        if parent not in self._steps:
            by_name: dict[str, list[_Element]] = {}
            for child in parent:
                by_name.setdefault(str(child.tag), []).append(child)
            self._steps[parent] = {
                child: name if len(children) == 1 else f"{name}[{place}]"
                for name, children in by_name.items()
                for place, child in enumerate(children, 1)
            }
        return self._steps[parent]
