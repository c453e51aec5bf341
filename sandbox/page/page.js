// What the browser does by itself: it keeps one's place in long conversations, asks for more of
// them, returns the focus, and follows links to messages without leaving the page.

const ROOM = 600; // pixels that are left to scroll when more is asked for

function scrollers() {
  return document.querySelectorAll(".log-scroll");
}

// The log's box runs from the bottom up (column-reverse): scrollTop is 0 there, and negative above.
function isAtEnd(scroller) {
  return scroller.scrollTop > -2;
}

function topOf(element, scroller) {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function remember(scroller) {
  const log = scroller.firstElementChild;
  const holds = isAtEnd(scroller) && !log.dataset.later;
  const place = holds ? null : [...log.children].find((each) => topOf(each, scroller) > -each.offsetHeight);
  scroller.kept = place && { place, top: topOf(place, scroller) };
}

function restore(scroller) {
  const kept = scroller.kept;
  if (!kept?.place.isConnected) return;
  const moved = topOf(kept.place, scroller) - kept.top;
  if (moved) scroller.scrollTop += moved;
}

function askForMore(scroller) {
  const log = scroller.firstElementChild;
  const above = scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop;
  const way =
    log.dataset.earlier && above < ROOM ? "earlier"
    : log.dataset.later && -scroller.scrollTop < ROOM ? "later"
    : "";
  const asked = way + log.dataset.window;
  if (!way || !scroller.clientHeight || scroller.asked === asked) return;
  scroller.asked = asked;
  scroller.dispatchEvent(new CustomEvent(way));
}

function showPointed(scroller) {
  const pointed = scroller.querySelector(".pointed");
  if (!pointed || scroller.pointed === pointed.dataset.ts) return;
  scroller.pointed = pointed.dataset.ts;
  pointed.scrollIntoView({ block: "center" });
  remember(scroller);
}

window.toNewest = (id) => {
  const scroller = getHtmlElement(id);
  if (!scroller) return;
  scroller.kept = scroller.asked = scroller.pointed = null;
  scroller.scrollTop = 0;
};

window.focusMessage = (ts) => {
  const message = document.querySelector(`.conversation [data-ts="${ts}"]`);
  (message?.querySelector(".thread-link") ?? message?.querySelector(".gestures button"))?.focus();
};

window.focusThread = () => setTimeout(() => document.querySelector(".thread textarea")?.focus(), 50);

window.focusComposer = () =>
  setTimeout(() => document.querySelector(".conversation .composer textarea")?.focus(), 50);

window.placeCaret = (id, at) => {
  setTimeout(() => {
    const box = getHtmlElement(id).querySelector("textarea");
    box.focus();
    box.setSelectionRange(at, at);
  }, 30);
};

document.addEventListener(
  "scroll",
  (event) => {
    if (!event.target.classList?.contains("log-scroll")) return;
    remember(event.target);
    askForMore(event.target);
  },
  true,
);

// NiceGUI shows these two sentences while it cannot reach its server, and loads the page anew then.
document.addEventListener("DOMContentLoaded", () => {
  const popup = document.getElementById("popup");
  const [what, then] = popup.children;
  popup.setAttribute("role", "alert");
  what.textContent = "The local Slack does not answer.";
  then.textContent = "If it was stopped, start it again: this page goes on by itself.";
});

new MutationObserver(() => {
  for (const scroller of scrollers()) {
    restore(scroller);
    showPointed(scroller);
    askForMore(scroller);
  }
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
    event.preventDefault();
    emitEvent("jump");
  }
});

let openers = 0;
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-gesture]");
  if (!button) return;
  button.id ||= `opener-${++openers}`; // where a menu opens
  emitEvent("gesture", [button.dataset.gesture, button.closest("[data-ts]").dataset.ts, button.id]);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.origin !== location.origin || !link.pathname.startsWith("/archives/")) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  emitEvent("follow", link.pathname + link.search);
});
