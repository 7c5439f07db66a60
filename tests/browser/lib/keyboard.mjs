// Walks through pages with the keyboard alone. Wherever Tab stops, somebody who looks must see it.
import assert from "node:assert/strict";
import { press } from "./people.mjs";

const MOST_STOPS = 200;

/** Presses Tab until the focus is on `target`. */
export async function tabTo(page, target) {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    assert.equal(await unseen(page), null, `on ${page.url()}`);
    if (await target.evaluate((one) => one === document.activeElement)) return;
  }
  assert.fail(`Tab does not reach ${target} on ${page.url()}`);
}

/** Goes to `target`, presses Enter, and waits for the page that answers. */
export async function enterAt(page, target) {
  await tabTo(page, target);
  await press(page, { click: () => page.keyboard.press("Enter") });
}

/** Goes to a field and writes. */
export async function writeAt(page, target, text) {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** Goes to a box, a choice or a fold and presses Space. */
export async function spaceAt(page, target) {
  await tabTo(page, target);
  await page.keyboard.press("Space");
}

/** Tab from the top of the page to its end: answers how many stops there were, and which of them nobody sees. */
export async function tabThrough(page) {
  const wrong = [];
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement === document.body)) return { stops, wrong };
    const found = await unseen(page);
    if (found) wrong.push(found);
  }
  return { stops: MOST_STOPS, wrong: [...wrong, "Tab goes round and round"] };
}

/** What is wrong with how the focus shows: no outline, outside the window, or under the bar; `null` when it is seen. */
async function unseen(page) {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const name = `${one.tagName.toLowerCase()} "${(one.textContent || one.getAttribute("name") || "").trim().slice(0, 40)}"`;
    const outlined = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    if (!outlined(getComputedStyle(one)) && !outlined(getComputedStyle(one, "::after"))) return `${name} shows no focus`;
    const { left, top, width, height } = one.getClientRects()[0];
    const [x, y] = [left + width / 2, top + Math.min(height / 2, 20)];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${name} has the focus outside the window`;
    const bar = document.querySelector(".bar");
    return !bar.contains(one) && bar.contains(document.elementFromPoint(x, y)) ? `${name} has the focus under the bar` : null;
  });
}
