/**
 * Keeps half-written words while the tab is open, so that a slip of the thumb loses nothing.
 * A `<textarea data-draft="key">` is kept in the tab's own storage, filled in again when it
 * comes back empty, and dropped once posted, on leaving, on signing out, and when somebody
 * else signs in. Without this, the preview keeps the text.
 */

const DRAFT = "draft:";
const SENT = "sent:";
const SESSION = "session";

/** Forgets everything when the words in this tab belong to an earlier session. */
function keepToOneSession() {
  const session = document.body.dataset.session ?? "";
  if (sessionStorage.getItem(SESSION) !== session) sessionStorage.clear();
  sessionStorage.setItem(SESSION, session);
}

/**
 * Finds out what became of a draft that was sent: it is still in its field (a preview or a
 * refusal), it never arrived (the field came back empty), or it was posted.
 * @param {string} key
 */
function settle(key) {
  sessionStorage.removeItem(SENT + key);
  const field = document.querySelector(`textarea[data-draft="${CSS.escape(key)}"]`);
  const posted = location.hash.startsWith("#comment-");
  if (!(field instanceof HTMLTextAreaElement) || (field.value === "" && posted)) {
    sessionStorage.removeItem(DRAFT + key);
  }
}

/** @param {HTMLTextAreaElement} field */
function keep(field) {
  const key = field.dataset.draft ?? "";
  const kept = sessionStorage.getItem(DRAFT + key);
  if (field.value === "" && kept) field.value = kept;
  field.addEventListener("input", () => {
    if (field.value === "") sessionStorage.removeItem(DRAFT + key);
    else sessionStorage.setItem(DRAFT + key, field.value);
  });
  field.form?.addEventListener("submit", () => sessionStorage.setItem(SENT + key, "yes"));
}

/** Settles what was sent from the page before, then keeps what is written on this one. */
function start() {
  keepToOneSession();
  const sent = Object.keys(sessionStorage).filter((name) => name.startsWith(SENT));
  for (const name of sent) settle(name.slice(SENT.length));
  for (const field of document.querySelectorAll("textarea[data-draft]")) {
    if (field instanceof HTMLTextAreaElement) keep(field);
  }
}

try {
  start();
} catch {
  // Storage is switched off in this browser: writing works, nothing is kept.
}
