"""The words of the review table, in the languages of its interface. They are data: what reads a table back knows them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.model import Lang, State

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER = "№"
LANGUAGES: Mapping[Lang, str] = {Lang.AR: "العربية", Lang.EN: "English", Lang.RU: "Русский"}
"""Headings of the text columns: each language by its own name, whatever the interface, so that they are known again."""


@dataclass(frozen=True, slots=True)
class Labels:
    """`empty` stands where there is no text to edit."""

    status: str
    notes: str
    glossary: str
    warning: str
    states: Mapping[State, str]
    empty: str

    def state(self, state: State) -> str:
        return self.states[State.REVIEWED if state is State.FINAL else state]


INTERFACES: Mapping[Lang, Labels] = {
    Lang.EN: Labels(
        status="Status",
        notes="Notes",
        glossary="glossary",
        warning="Machine drafts for review. Nothing here is fit to publish before a human has read it against the Arabic.",
        states={State.TRANSLATED: "draft", State.INITIAL: "needs work", State.REVIEWED: "approved"},
        empty="[no text]",
    ),
    Lang.RU: Labels(
        status="Статус",
        notes="Примечания",
        glossary="глоссарий",
        warning="Машинные черновики для редактуры. Ничего нельзя публиковать, пока человек не сверил текст с арабским.",
        states={State.TRANSLATED: "черновик", State.INITIAL: "доработать", State.REVIEWED: "утверждено"},
        empty="[нет текста]",
    ),
    Lang.AR: Labels(
        status="الحالة",
        notes="ملاحظات",
        glossary="المسرد",
        warning="مسودات آلية للمراجعة. لا يصلح شيء منها للنشر قبل أن يقابله إنسان بالنص العربي.",
        states={State.TRANSLATED: "مسودة", State.INITIAL: "بحاجة إلى عمل", State.REVIEWED: "معتمد"},
        empty="[لا نص]",
    ),
}

STATES: Mapping[str, State] = {
    label.casefold(): state for labels in INTERFACES.values() for state, label in labels.states.items()
}
"""What a status says, in any interface."""

EMPTY = frozenset(labels.empty for labels in INTERFACES.values())
STATUS_HEADINGS = frozenset(labels.status.casefold() for labels in INTERFACES.values())
