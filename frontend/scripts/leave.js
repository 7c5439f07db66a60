/**
 * Leaving quickly, quicker: the link "Leave quickly" works without this. With it, pressing
 * Shift three times leaves too, the page is covered at once while the next one loads, what
 * this tab kept is forgotten, and Back never shows a page from the browser's memory.
 */

/** Three presses count only when they come within this many milliseconds. */
const WITHIN = 1500;

const link = document.querySelector("a#leave");

/** @type {number[]} When Shift went down, the latest last. */
let presses = [];

/** Covers the page, forgets the tab's drafts, and goes where the link goes. */
function leave() {
  const cover = document.createElement("div");
  cover.className = "cover";
  document.body.replaceChildren(cover);
  forget();
  if (link instanceof HTMLAnchorElement) location.replace(link.href);
}

/** Drops all that this tab kept; a browser may forbid storage, and then there is nothing. */
function forget() {
  try {
    sessionStorage.clear();
  } catch {
    // Storage is switched off in this browser: nothing was kept.
  }
}

/** @param {KeyboardEvent} event */
function countPress(event) {
  if (event.repeat) return;
  if (event.key !== "Shift") {
    // Typing capitals is not asking to leave.
    presses = [];
    return;
  }
  presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  if (presses.length >= 3) leave();
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", countPress);
}

for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", forget);
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
