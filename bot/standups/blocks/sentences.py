"""What help says of stand-ups."""

HELP = (
    "A stand-up asks each person at their own hour, in a direct message: *All on plan* is one "
    "click, *Answer* opens a form that takes half a minute, *Blocked* asks another team for help, "
    "and you can skip one. What you plan is asked about next time. When it closes, one message "
    "sums it up in the channels that the leads chose, with everybody's words in its thread; you "
    "can change yours for a week. `/align away` keeps me from asking you. `/standup list` shows "
    "which there are; leads set them up with `/standup setup`."
)
