// What people do with a thread: begin one, answer, change their words, and find each other's.
import assert from "node:assert/strict";
import { press, submit } from "./people.mjs";

/** Joins the community at `address`, unless that was done. */
export async function enter(page, address) {
  await page.goto(address);
  const joining = page.locator("form[action$='/membership'] button");
  if (await joining.count()) await press(page, joining.first());
}

/** Begins a thread in the community at `address`; answers the thread's address. */
export async function begin(page, address, thread) {
  await page.goto(`${address}/threads/new`);
  await compose(page, thread);
  await submit(page, "form.composer");
  assert.match(new URL(page.url()).pathname, /^\/t\/\d+$/, `"${thread.title}" was not posted`);
  return page.url();
}

/** Fills the composer that the page shows. */
export async function compose(page, { title, body, notes = [] }) {
  if (title != null) await page.fill("form.composer input[name=title]", title);
  await page.fill("form.composer textarea[name=body]", body);
  if (notes.length && !(await page.locator("details.note-picker[open]").count())) {
    await page.locator("details.note-picker:has([name=note]) summary").click();
  }
  for (const note of notes) await page.check(`input[name=note][value=${note}]`);
}

/** Answers the thread at `address`, or the comment that says `to` in it. */
export async function answer(page, address, body, { to, notes } = {}) {
  await page.goto(address);
  if (to) await press(page, saying(page, to).locator(".actions > a").first());
  await compose(page, { body, notes });
  await submit(page, "form.composer");
  await saying(page, body).waitFor({ state: "attached" });
}

/** The article of the comment whose own words hold `text`. */
export function saying(page, text) {
  return page.locator("li.comment > article").filter({ hasText: text });
}

/** Opens "More" at a comment or thread and follows the link that ends so: "/edit", "/deletion", "/report", "/decisions". */
export async function follow(page, article, ending) {
  await article.locator("details.more > summary").click();
  await press(page, article.locator(`details.more a[href$='${ending}']`));
}

/** Loads the page again and again until it shows what `seen` waits for; answers how many milliseconds that took. */
export async function until(page, seen, { within = 2_000, what = "what was written elsewhere" } = {}) {
  const start = performance.now();
  for (;;) {
    await page.reload();
    if (await seen()) return performance.now() - start;
    assert.ok(performance.now() - start < within, `${what} was not here within ${within} ms`);
    await page.waitForTimeout(50);
  }
}
