"""What people do with the two lists, and with questions."""

from bot.ownership.blocks import answers, forms, lists, nudges, questions, sentences
from bot.ownership.listeners import answering, asking, confirming, editing, listing
from bot.slack.values import CommandRow, Need

COMMANDS = {
    "/align who": CommandRow(
        asking.on_who,
        hint="name or topic",
        summary="Find out who answers for something, or whom to ask",
        need=Need.WHO,
    ),
    "/align owns": CommandRow(
        listing.on_owns,
        hint="[add]",
        summary="See who answers for what",
        need=Need.WHO,
    ),
    "/align services": CommandRow(
        listing.on_services,
        hint="[add]",
        summary="See what each team does for the others",
        need=Need.WHO,
    ),
    "/align questions": CommandRow(
        answering.on_questions,
        hint="",
        summary="Answer what nobody could say yet, if you lead a team",
        need=Need.WHO,
    ),
}
TOPICS = {"who": sentences.HELP}
ACTIONS = {
    lists.ADD: editing.on_add,
    lists.CHANGE: editing.on_change,
    lists.REMOVE: editing.on_remove,
    lists.EARLIER: listing.on_page,
    lists.LATER: listing.on_page,
    lists.SHOW_QUESTIONS: listing.on_show_questions,
    answers.ASK_LEADS: asking.on_ask_leads,
    nudges.CONFIRM: confirming.on_confirm,
    nudges.GIVE_UP: confirming.on_give_up,
    questions.ANSWER: answering.on_answer,
}
VIEWS = {
    forms.SAVE: editing.on_save,
    forms.TAKE_OFF: editing.on_take_off,
    questions.SEND_ANSWER: answering.on_send_answer,
}
