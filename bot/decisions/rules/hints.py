"""Whether a message asks something that a decision answers: rather nothing than something wrong."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.decisions.rules.words import is_spelled, tokens

WORDS_MIN = 2
"""Words that a question and a decision must have in common."""

FITS = 0.45
CLEARLY = 0.03
"""From 0 to 1: the least fit of an answer, and how much better it must be than the next one.
Measured with the questions in tests/decisions/hints: precision before recall."""

TELLING_MAX = 8
"""Words of a question that are looked for, the longest."""

_IN_BODY = 0.7
"""What a word counts that stands in the reasons, and not in the title."""

_QUESTION = re.compile("[?\uff1f](?!\\w)|か[。\uff0e]?\\s*$")
_BEGINS = re.compile(
    r"^\W*(?:who|what|when|where|which|why|how|do|does|did|is|are|was|were|may|must|will|"
    r"wer|was|wann|wo|welche[rsnm]?|warum|wie|gibt es|haben wir|hatten wir)\b",
    re.IGNORECASE,
)
_ERRAND = re.compile(
    r"^\W*(?:can|could|would|kann|könnte)\s+(?:mir\s+|uns\s+)?"
    r"(?:somebody|someone|anybody|anyone|you|jemand|du|ihr)\b"
    r"|\b(?:how many|wie viele)\b|\b(?:has|does|did) (?:anybody|anyone)\b|\bfor me\b",
    re.IGNORECASE,
)
"""Somebody wants something done, or counted: no decision does that."""

_EMPTY = frozenset(
    tokens(
        "a about after again all already also am an and another any anybody anyone anything are "
        "as at away be been before by can cannot could did do does doing done down else ever "
        "every everybody fine for from gave get gets give go goes going gone good had has have he "
        "her here him his how i if in into is it its just know let like look made make many may "
        "me might more most much must my need needs new no nobody none nor not now of off often "
        "ok on once only or our ours out over own please put really said same say send sent shall "
        "she should so some somebody someone something still such take than that the their them "
        "then there these they thing things this those to today tomorrow too under up us use used "
        "uses using very want wants was way we week well were what when where whether which while "
        "who whom whose why will with within without work works would year years yes yesterday "
        "yet you your "
        "aber alle alles als am an auch auf aus bei bin bis bitte da damit dann das dass dem den "
        "der des die dies diese dieser doch dort du durch ein eine einem einen einer eines er es "
        "etwas für gibt haben hat hier ich ihr im in ist ja jede jeder jemand kann können man "
        "mein meine meinen mich mir mit muss müssen nach nicht noch nur ob oder ohne schon sein "
        "seine selbst sich sie sind so soll sollen über um und uns unser von vor wann war was weg "
        "welche welchem welcher wem wen wenn wer werden wie wieder wir wird wo wohl wurde zu zum "
        "zur "
        "です ます した たか すか いつ どの どこ れま され いま しま ます"
    )
)
"""Words of questions that say nothing of what is asked for."""

_ASKING = frozenset(
    tokens(
        "decide decided decides deciding decision decisions agree agreed agreeing settled "
        "entscheiden entschied entschieden entscheidung entscheidungen beschließen beschlossen "
        "beschluss beschlüsse geeinigt einigen vereinbart abgemacht ausgemacht "
        "festgelegt"
    )
)
_ASKING_UNSPACED = re.compile("(?:決[めま定]|合意)[ぁ-ん]*|について|に関して")
"""Words that ask what was decided, and do not say of what; a decision may well have them."""

_ENDINGS = ("ing", "ers", "ies", "ed", "es", "er", "en", "e", "s", "n")
_STEM_MIN = 4


@dataclass(frozen=True)
class Candidate:
    """A decision that may answer: the stems of its title, and of all that it says."""

    title: frozenset[str]
    whole: frozenset[str]


def candidate(title: str, what: str) -> Candidate:
    """Return a decision as it is compared with questions."""
    return Candidate(frozenset(stems(title)), frozenset(stems(f"{title} {what}")))


def asked(text: str) -> list[str]:
    """Return the stems of what a message asks for, the longest first; none if it asks nothing."""
    is_question = _QUESTION.search(text) or _BEGINS.match(text)
    if not is_question or _ERRAND.search(text):
        return []
    about = [each for each in tokens(_ASKING_UNSPACED.sub(" ", text)) if each not in _ASKING]
    found = sorted(_stems(about), key=len, reverse=True)[:TELLING_MAX]
    return found if len(found) >= WORDS_MIN else []


def stems(text: str) -> list[str]:
    """Return the words of a text that say something, each once, without their endings."""
    return _stems(tokens(text))


def best(question: Sequence[str], candidates: Sequence[Candidate]) -> int | None:
    """Return the place of the one that answers the question; None if none does, or not clearly."""
    fits = [_fit(question, each, candidates) for each in candidates]
    ranked = sorted(range(len(fits)), key=lambda place: -fits[place])
    if not ranked or fits[ranked[0]] < FITS:
        return None
    is_clear = len(ranked) == 1 or fits[ranked[0]] - fits[ranked[1]] >= CLEARLY
    return ranked[0] if is_clear else None


def _fit(question: Sequence[str], one: Candidate, candidates: Sequence[Candidate]) -> float:
    """Return how much of the question the decision has, and how much of its title the question.

    A word counts the more the fewer of the candidates have it.
    """
    common = [word for word in question if word in one.whole]
    if len(common) < WORDS_MIN:
        return 0
    weights = {word: _weight(word, candidates) for word in question}
    covered = sum(weights[word] * (1 if word in one.title else _IN_BODY) for word in common)
    named = sum(word in one.title for word in question) / max(1, len(one.title))
    return 0.6 * covered / sum(weights.values()) + 0.4 * min(1, named)


def _weight(word: str, candidates: Sequence[Candidate]) -> float:
    having = sum(word in each.whole for each in candidates)
    return math.log(1 + (len(candidates) + 1) / (having + 0.5))


def _stems(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_stem(each) for each in words if _tells(each)))


def _tells(token: str) -> bool:
    return token not in _EMPTY and len(token) > 1


def _stem(token: str) -> str:
    if not token.isascii() or not is_spelled(token):
        return token
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _STEM_MIN:
            return token[: -len(ending)]
    return token
