"""Is something denied on one side only? A dropped “not” turns a sentence round and reads as fluently as before.

Languages deny by different means: «لا تزال» is “still”, “unable” may be «لا يستطيع», «غير قانوني» is “illegal”. So a side
that denies outright (لا لم لن ليس, not, не) is held against anything on the other side that may carry it, and only where
there is nothing of the kind is it told. The lists were made on the tico19, tatoeba and ms-docs pairs of the training data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translate.arabic import fold
from translate.model import Finding, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks.case import Case

LOST = "negation-lost"
ADDED = "negation-added"
RULES = {LOST: "the source denies something, the draft nothing", ADDED: "the draft denies something, the source nothing"}

# Arabic patterns are for folded text (see translate.arabic.fold), where «إلا» stands as «%», for it folds to «ألا».
_NOT_MEANT: Final = {  # negative words that deny nothing; taken out first
    Lang.AR: r"""(?<!\w)(?:[وف]?لا\s[يتن]زال\w*|[وف]?(?:لا|ما)\sزال\w*|[وف]?لم\s[يتن]زل\w*|[وف]?لا\s?سيما|[وف]?لا\sبد
        |[وف]?لا\sشك
        |ام\sلا|او\sلا|[وف]?غير\sان\w{0,3}|[وف]?لا\s(?:[يت]قل(?=\s)|[يت]تجاوز|[يت]عدو|[يت]تعدي|[يت]زيد)\w*|لا\sمحاله
        |ما\sلا\sنهايه|لم\sشمل|الا\sوه\w+
        |لا\sنهائ\w*|لا\sنهايي\w*|[وف]?لا\s[يت]خفي|ما\sلم|[وف]?لا\s[يت]نس\w*|اللا\w+|لا\sحصر|لا\sمثيل)(?!\w)""",
    Lang.EN: r"""\b(?:no\.?\s*\d+|no\s+matter|no\s+doubt|no\s+sooner|why\s+not|(?:whether\s+)?or\s+not|not\s+to\s+mention
        |if\s+not|not\s+(?:only|just|merely)|no\s+(?:less|fewer|more|smaller|later)\s+than|(?:not|n['’]t)\s+forget
        |\w+n['’]t\s+forget)\b""",
    Lang.RU: r"""(?<!\w)(?:тем\sне\sменее|как(?:ов\w*|ой|ая|ое|ие|им|ую)?\sбы(?:\s\w+){0,3}\sни|(?:кто|что|чего|где
        |куда|когда|сколько|чем)
        \sбы(?:\s\w+){0,3}\sни|ни\sстало|не\sраз|(?:едва|чуть)(?:\sли)?\sне|вряд\sли\sне|что\sни\sна\sесть|не\sтолько
        |не\sболее|не\sменее|не\sменьше|не\sбольше|не\sпросто|не\sзаб\w+|пока\s(?:\w+\s){0,2}не|до\sтех\sпор|если\sне
        |не\sговоря|(?:или|либо)\sне\w?)(?!\w)""",
}
_OUTRIGHT: Final = {
    Lang.AR: r"(?<!\w)[وف]?(?:ا?لا|ان\sلا|لم|لن|ليس(?:ت|وا|ا)?|لس(?:ت|تم|نا)|ابدا)(?!\w)",
    Lang.EN: r"\b(?:not|\w+n['’]t|can\s?not|no|never|none|nobody|nothing|nowhere|neither|nor|no[\s-]one)\b",
    Lang.RU: r"""(?<!\w)(?:не|нет|ни|нельзя|ник(?:то|ого|ому|ем|огда|ак|акого|акой|акая|аких|акие|акими|уда)|нич(?:то
        |его|ему|ем)
        |нигде|нисколько|нечего|некому|негде)(?!\w)""",
}
_CARRIERS: Final = {  # what may render a negation, or be rendered by one
    Lang.AR: r"""(?<!\w)(?:[وف]?(?:لا|لم|ما\s(?:من|عاد\w*|كان\w*|لم|لا|[يتن]ستطيع|فتئ\w*))|(?:^|(?<=[.،؛:؟!"()]\s)
        |(?<=[.،؛:؟!"(]))[وف]?ما
        |[وفبلك]{0,2}(?:ال)?(?:%|غير|غيره|دون|بدون|عدم\w{0,3}|انعدام|معدوم\w*|بلا|سوي|نادرا|قلما|بالكاد|[يتن]?رفض\w*
        |[يتن]?نف[يت]
        |انكر\w*|[يتن]نكر\w*|[يتن]?فشل\w*|[يتن]?عجز\w*|[يتن]?تعذر\w*|استحال\w*|[يتن]ستحيل|مستحيل\w*|[يتن]?منع\w*|ممنوع\w*
        |[يتن]?حظر\w*|محظور\w*|تجنب\w*|[يتن]تجنب\w*|تفادي\w*|[يتن]تفادي|[يتن]?فتقر\w*|افتقار\w*|خال|خاليه|خلو|امتن\w*
        |[يتن]متنع\w*
        |[يتن]ستبعد\w*|مستبعد\w*|بدلا|عوضا|خلافا|باستثنا\w*|ليت\w*|لولا|مجهول\w*|هلا|حذار|اياك\w*|[يتن]صعب|حال\sدون
        |اهمال\w*|[يتن]تجاهل\w*|محروم\w*|اخفق\w*|[يتن]خفق\w*|نفاد|كف\sعن|توقف\w*\sعن|[يتن]توقف\w*\sعن|مهما))(?!\w)""",
    Lang.EN: r"""\b(?:un(?!it|ion|iv|iq|der|cle|til\b|anim|ifor|ifi|esco|icef|o\b|fortun)\w{3,}|(?:in|im|ir
        |il)(?:abil|accur|adequ|capab
        |complet|correct|effect|effici|formal|suffic|valid|visib|activ|frequent|approp|consist|expens|secur|access
        |experien|elig
        |toler|justice|stabil|voluntar|nocent|possib|proper|perfect|practi|matur|moral|patien|regular|relev|respons
        |rever|legal
        |legit|litera|logic|mobil)\w*|dis(?:abl|agree|appear|approv|like|honest|contin|regard|satisf|allow|bel
        |obey)\w*|non-\w+
        |\w{3,}less(?:ly|ness)?|without|unless|hardly|barely|rarely|seldom|scarcely|refus\w+|fail(?:s|ed|ing|ure)?(?:\s+to)?
        |den(?:y|ies|ied|ying|ials?)|lack\w*|absen\w+|avoid\w*|prevent\w*\s+(?:\w+\s+)+from|prohibit\w*|bans?|banned|forbid\w*
        |rather\s+than|instead|anything\s+but|too\s+\w+\s+to|yet\s+to|rul\w+\s+out|refrain\w*|free\s+(?:of|from)
        |far\s+from|regardless
        |neglect\w*|asymptomatic|reluctant\w*|aren|isn|doesn|but\s+only|only\s+(?:when|if|after)|stop(?:ped)?\s+\w+ing)\b""",
    Lang.RU: r"""(?<!\w)(?:не(?!бо|бес|бе\b|го\b|му\b|й\b|м\b|дел|давн|жн|фт|вест|мец|мк|мн|врол|йр|йт|рв|котор
        |скольк|пту|гр|кто|что|сущ
        |сти|сем|т\b|вол|прия|жели|дорог|м[её]цк|обходим|смотр|посред|медлен|завис|мало|редк|однократ|приятел|прерыв
        |гатив|много)\w{3,}
        |без|бес(?:смысл|симпт|поле|сил|прец)\w*|без(?!опас|услов|умн|гран|ра)\w+|едва|вряд|отказ\w*|откаж\w+
        |отверг\w*|отрица(?!т)\w+
        |опроверг\w+|отсутств\w+|нехватк\w*|избег\w+|избеж\w+|запре(?:щ|ти)\w*|лиш(?:ен|ён|ил|ать|ит)\w*|мало|редко
        |вместо|перест\w+
        |провал\w+|воздерж\w+|невозмож\w+|игнориру\w+|слишком\s(?:\w+\s)?чтобы|разве|пренебр\w+|мешает|мешать
        |помеша\w+|недо\w+|нич\w+|ник\w+)(?!\w)""",
}
_FLAGS: Final = re.IGNORECASE | re.VERBOSE
_NOTHING, _DENIAL, _CARRIER = (
    {lang: re.compile(pattern, _FLAGS) for lang, pattern in patterns.items()} for patterns in (_NOT_MEANT, _OUTRIGHT, _CARRIERS)
)
_SIGNALS: Final = {  # the words that an outright negation cannot do without
    Lang.AR: frozenset(
        prefix + word for prefix in ("", "و", "ف") for word in ("لا الا لم لن ليس ليست ليسوا ليسا لست لستم لسنا ابدا").split()
    ),
    Lang.EN: frozenset("not t cannot no never none nobody nothing nowhere neither nor".split()),
    Lang.RU: frozenset(
        (
            "не нет ни нельзя никто никого никому никем никогда никак никакого никакой никакая никаких никакие "
            "никакими никуда ничто ничего ничему ничем нигде нисколько нечего некому негде"
        ).split()
    ),
}
_SIGNALS_AR: Final = _SIGNALS[Lang.AR]
_SIGNALS_OURS: Final = (_SIGNALS[Lang.EN], _SIGNALS[Lang.RU])
_BUT: Final = re.compile(r"(?<!\w)[وف]?إل[اّ]{1,2}\s+أن\w*")
_EXCEPT: Final = re.compile(r"(?<!\w)[وف]?إل[اّ]{1,2}(?!\w)")
_ONLY: Final = re.compile(r"[^.؛!؟]{0,60}?(?<!\w)(?:%|سوي|فقط|و?حسب|فحسب|[يت]قتصر\w*|مجرد)(?!\w)")


def negations(text: str, lang: Lang) -> int:
    """How many outright negations a text has: not, никто, لن. “without”, “unable”, «غير» and the like are none."""
    return len(_denials(_plain(text, lang), lang))


def check(case: Case) -> Iterator[Finding]:
    if not case.text.strip():
        return
    may_deny, may_be_denying = (
        not case.source_vocabulary.isdisjoint(_SIGNALS_AR),
        not case.vocabulary.isdisjoint(_SIGNALS_OURS[case.is_russian]),
    )
    if not may_deny and not may_be_denying:
        return
    draft = _NOTHING[case.lang].sub(" ", case.text)
    denying = _denials(draft, case.lang) if may_be_denying else []
    if not may_deny and not denying:
        return
    source = _source(case)
    denied = _denials(source, Lang.AR) if may_deny else []
    if bool(denied) == bool(denying):
        return
    more = _carriers(draft, case.lang) - _carriers(source, Lang.AR)  # what one side has of its own may stand for the “not”
    if denied and more <= 0:
        said = ", ".join(f"«{word}»" for word in dict.fromkeys(denied))
        yield Finding(LOST, Severity.WARNING, f"The source denies something ({said}), the draft nothing: is a “not” lost?")
    elif denying and more >= 0:
        said = ", ".join(f"“{word}”" for word in dict.fromkeys(denying))
        yield Finding(ADDED, Severity.WARNING, f"The draft denies something ({said}), the source nothing: is that meant?")


def _carriers(plain: str, lang: Lang) -> int:
    return sum(1 for _ in _CARRIER[lang].finditer(_DENIAL[lang].sub(" ", plain)))


def _denials(plain: str, lang: Lang) -> list[str]:
    """In Arabic but for those that the clause takes back: «لم … إلا» is “only”, «ليس … فحسب» “not only”."""
    if lang is Lang.AR:
        return [hit.group() for hit in _DENIAL[lang].finditer(plain) if not _ONLY.match(plain, hit.end())]
    return [hit.group() for hit in _DENIAL[lang].finditer(plain)]


def _source(case: Case) -> str:
    folded = case.folded if "إل" not in case.source else _folded(case.source)
    return _NOTHING[Lang.AR].sub(" ", folded)


def _plain(text: str, lang: Lang) -> str:
    return _NOTHING[lang].sub(" ", _folded(text) if lang is Lang.AR else text)


def _folded(text: str) -> str:
    """With «إلا» as “%”, and without the «إلا أن» that is “but”."""
    return fold(_EXCEPT.sub("%", _BUT.sub(" ", text))).text
