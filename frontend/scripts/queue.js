/**
 * The queue by keyboard. Everything on the page works without this. With it, 1 to 9 act on the case that has the focus:
 * each key stands on the control that it presses (`data-key`). J and K go to the next case and the one before.
 */

const CARD = ".case";

/** @returns {HTMLElement[]} The cases, in order. */
function cards() {
  return [...document.querySelectorAll(CARD)].filter((card) => card instanceof HTMLElement);
}

/** The case that has the focus, or holds what has it. */
function current() {
  const card = document.activeElement?.closest(CARD);
  return card instanceof HTMLElement ? card : null;
}

/** @param {number} by */
function go(by) {
  const all = cards();
  const card = current();
  const at = card ? all.indexOf(card) + by : 0;
  all[Math.min(Math.max(at, 0), all.length - 1)]?.focus();
}

/**
 * Presses what the key stands on: in the case, or on the page (undo).
 * @param {string} key
 */
function press(key) {
  const find = (/** @type {ParentNode | null} */ within) => within?.querySelector(`[data-key="${key}"]`);
  const control = find(current()) ?? (key === "9" ? find(document) : null);
  if (control instanceof HTMLSelectElement) control.focus();
  else if (control instanceof HTMLElement) control.click();
}

/** @param {EventTarget | null} target */
function writes(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
  if (/^[1-9]$/.test(event.key)) press(event.key);
  else if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
});

// After a decision the next case has the focus, so that the keys go on.
if (document.querySelector(".did")) cards()[0]?.focus({ preventScroll: true });
