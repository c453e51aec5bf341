"""The panel with the tour: what to try, a button that begins it, and what was done."""

from functools import partial

from nicegui import ui

from sandbox.page.tab import Tab
from sandbox.page.tags import button, icon_button, mark, say, tag
from sandbox.page.time_travel import TimeTravel
from sandbox.page.tour import APP, HOME, Step, Tour


class TourPanel:
    """Shown until it is dismissed, in every tab; the button beside the clock brings it back."""

    def __init__(self, tab: Tab, tour: Tour, time_travel: TimeTravel) -> None:
        self._tab = tab
        self._time_travel = time_travel
        self._tour = tour
        self._step: Step | None = None
        self._drawn: object = None
        with tag("section", "", "tour", aria_label=tour.title) as self._panel:
            with tag("header"):
                tag("h2", tour.title)
                self._count = tag("span", "", "tour-count")
                self._fold = icon_button("unfold_more", "Steps of the tour", "fold")
                self._fold.on("click", lambda: self._panel.classes(toggle="unfolded"))
                icon_button("close", "Dismiss the tour").on("click", self._dismiss)
            self._steps = tag("ol", "", "tour-steps")
        back = button("Tour", "slack-button tour-back")
        self._back = back.on("click", self._dismiss)
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the steps, those that were done ticked off."""
        tour = self._tour
        if not tour.is_dismissed:
            tour.look(self._tab.sandbox.person, self._tab.workspace)
        state = (tour.is_dismissed, frozenset(tour.done), self._step)
        if state == self._drawn:
            return
        self._drawn = state
        mark(self._panel, "hidden", when=tour.is_dismissed)
        mark(self._back, "hidden", when=not tour.is_dismissed)
        self._count.text = f"{len(tour.done)} of {len(tour.steps)}"
        self._steps.clear()
        with self._steps:
            for step in tour.steps:
                self._draw_step(step)

    def _draw_step(self, step: Step) -> None:
        is_done, is_open = step in self._tour.done, step == self._step
        with tag("li", "", f"tour-step {'done' if is_done else ''} {'open' if is_open else ''}"):
            opener = button("", "tour-button").on("click", partial(self._begin, step))
            say(opener, aria_current="step" if is_open else None)
            with opener:
                ui.icon("check_circle" if is_done else "radio_button_unchecked")
                tag("span", step.title)
                if is_done:
                    tag("span", "done", "unseen")
            if is_open:
                tag("p", step.look, "tour-look", role="status")

    async def _begin(self, step: Step) -> None:
        """Be the step's person at its place, with its words in the box, and move its clock."""
        tab, self._step = self._tab, step
        self._panel.classes(remove="unfolded")
        if tab.person.id != step.person:
            await tab.become(step.person)
        await self._go(step.place)
        if step.type:
            tab.drafts[step.person, tab.channel.id, ""] = step.type
            tab.run("focusComposer()")
        if step.clock:
            await self._time_travel.jump(step.clock)
        if step.sign is None:
            self._tour.done.add(step)
        tab.refresh()

    async def _go(self, place: str) -> None:
        tab = self._tab
        if place in (APP, HOME):
            app = tab.workspace.dm(tab.person.id).id
            await tab.open(app, "home" if place == HOME else "messages")
        else:
            await tab.open(place)

    def _dismiss(self) -> None:
        """Put the panel away, or bring it back."""
        self._tour.is_dismissed = not self._tour.is_dismissed
        self._tab.refresh()
