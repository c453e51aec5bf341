"""What somebody reads who asked whom to ask."""

from collections.abc import Sequence
from datetime import datetime

from bot.ownership.blocks import sentences
from bot.ownership.models import Answer, Entry, Found
from bot.ownership.rules import words
from bot.slack import block_kit
from bot.slack.values import Json

ASK_LEADS = "ownership.ask_leads"

USAGE = (
    "Whom do you look for? Type a topic or a name, for example `/align who newsletter` or "
    "`/align who @ivan`."
)

_EXCERPT = 300
_OWNED_MAX = 5


def found(answers: Sequence[Answer], *, asked: str, now: datetime) -> tuple[str, list[Json]]:
    """Return the text and the blocks of one to five answers, the best first.

    One that is clearly the best is said as a sentence; `asked` can be passed on to the leads.
    """
    if words.is_clear([answer.score for answer in answers]):
        return _clear(answers, asked, now)
    opening = f"Several things fit “{block_kit.quote(asked)}”, the best first:"
    numbered = [
        f"{place}. {sentence(answer, now=now)}" for place, answer in enumerate(answers, start=1)
    ]
    blocks = [block_kit.section(line) for line in (opening, *numbered)]
    return "\n".join([opening, *numbered]), [*blocks, *_none_of_these(asked)]


def too_long(asked: str) -> str:
    """Return what is said of a question that is a story."""
    return (
        f"Please ask in at most {words.QUESTION_MAX} characters: a name or a topic is enough. You "
        f"typed:\n{block_kit.escape(asked)}"
    )


def nobody(asked: str, told: Sequence[str]) -> str:
    """Return what is said when nothing fits; `told` are the ids of those who are asked instead."""
    opening = f"I know nobody yet for “{block_kit.quote(asked)}”."
    if not told:
        return f"{opening} I have kept your question: leads see it with `/align questions`."
    return (
        f"{opening} I have kept your question for {block_kit.mentions(told)}, and send you the "
        "answer as soon as there is one."
    )


def passed_on(asked: str, told: Sequence[str]) -> str:
    """Return what is said when none of the answers was the right one."""
    who = block_kit.mentions(told) if told else "the leads"
    return (
        f"I have kept your question “{block_kit.quote(asked)}” for {who}, and send you the answer "
        "as soon as there is one."
    )


def sentence(answer: Answer, *, now: datetime) -> str:
    """Return an answer, and why it is one."""
    match answer.found:
        case Found.ENTRY | Found.SERVICE:
            return _of_entry(answer, now)
        case Found.TEAM:
            return _of_team(answer)
        case Found.PERSON:
            return _of_person(answer)
        case Found.ANSWER:
            return _of_question(answer)


def _clear(answers: Sequence[Answer], asked: str, now: datetime) -> tuple[str, list[Json]]:
    best, *others = [sentence(answer, now=now) for answer in answers]
    text, blocks = best, [block_kit.section(best), *_in_their_words(answers[0])]
    if others:
        less = "\n".join(["Less likely:", *(f"• {each}" for each in others)])
        text = f"{best}\n{less}"
        blocks += [block_kit.context("Less likely:")]
        blocks += [block_kit.context(f"• {each}") for each in others]
    return text, [*blocks, *_none_of_these(asked)]


def _in_their_words(answer: Answer) -> list[Json]:
    if answer.entry and answer.entry.about:
        return [block_kit.words(answer.entry.about)]
    if answer.question and answer.question.answer:
        return [block_kit.words(answer.question.answer)]
    return []


def _none_of_these(asked: str) -> list[Json]:
    if not asked:
        return []
    ask = block_kit.button("None of these: ask the leads", action_id=ASK_LEADS, value=asked)
    return [block_kit.actions(ask)]


def _of_entry(answer: Answer, now: datetime) -> str:
    entry = answer.entry
    if entry is None:
        raise ValueError("this answer has no entry")
    if answer.found is Found.SERVICE:
        team, what = block_kit.quote(entry.team.name), block_kit.quote(entry.name)
        return f"{team} does *{what}* for the others. {sentences.always_ask(entry.team)}"
    ask = sentences.always_ask(entry.team, besides=entry.accountable)
    if entry.vacant_at is not None:
        return f"{sentences.vacant(entry)} {ask}"
    return f"{_holds(entry, now)} {ask}"


def _holds(entry: Entry, now: datetime) -> str:
    return sentences.holder(entry, now=now).replace(
        "answers for it", f"answers for {sentences.name(entry)}", 1
    )


def _of_team(answer: Answer) -> str:
    team = answer.team
    if team is None:
        raise ValueError("this answer has no team")
    leads = sentences.leads_of(team)
    lead = "leads" if len(team.leads) == 1 else "lead"
    ask = sentences.always_ask(team, besides=team.leads[0] if len(team.leads) == 1 else "")
    return (
        f"{leads} {lead} *{block_kit.quote(team.name)}*. {ask} What it does "
        "for the others: `/align services`."
    )


def _of_person(answer: Answer) -> str:
    who = block_kit.mention(answer.user_id)
    held = [entry for entry in answer.owns if entry.accountable == answer.user_id]
    done = [entry for entry in answer.owns if entry.accountable != answer.user_id]
    clauses = []
    if answer.leads:
        clauses.append(f"leads {_listed([f'*{block_kit.quote(t.name)}*' for t in answer.leads])}")
    if held:
        clauses.append(f"answers for {_names(held)}")
    if done:
        clauses.append(f"is responsible for {_names(done)}")
    if not clauses:
        return f"{who} leads no team and answers for nothing that I know of."
    return f"{who} {_listed(clauses)}."


def _names(entries: Sequence[Entry]) -> str:
    named = [sentences.name(entry) for entry in entries[:_OWNED_MAX]]
    more = len(entries) - len(named)
    return _listed([*named, f"{more} more"] if more else named)


def _listed(parts: Sequence[str]) -> str:
    *head, last = parts
    return f"{', '.join(head)} and {last}" if head else last


def _of_question(answer: Answer) -> str:
    question = answer.question
    if question is None or question.answered_by is None or question.answered_at is None:
        raise ValueError("this answer has no answered question")
    who, when = block_kit.mention(question.answered_by), block_kit.moment(question.answered_at)
    return (
        f"{who} was asked “{block_kit.quote(question.text)}” before and answered, {when}: "
        f"“{block_kit.quote(question.answer or '', _EXCERPT)}”"
    )
