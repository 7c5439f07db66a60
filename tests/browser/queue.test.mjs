// A volunteer's ten minutes: what waits for a moderator, two taps each on a phone without scripts, and by keyboard at a desk.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openBrowser, openSession, sizes } from "./lib/browser.mjs";
import { community, openDemo, person } from "./lib/demo.mjs";
import { signIn, words } from "./lib/people.mjs";
import { shoot } from "./lib/screenshots.mjs";
import { begin } from "./lib/talking.mjs";

/** How many cases wait at the desk: by default a few, by hand a hundred. */
const MANY = Number(process.env.TEST_CASES ?? 10);
const FEW = Math.min(MANY, 30);

const demo = await openDemo(after);
const browser = await openBrowser(after);
const circle = community(demo.maple, "circle");
const queue = `${circle.url}/queue`;

/** Opens `count` cases: answers that a rule keeps back. */
async function fill(page, count) {
  const thread = await begin(page, circle.url, { title: `Notes ${count}`, body: "A place for notes." });
  for (let number = 0; number < count; number += 1) {
    await page.goto(thread);
    await page.fill("form.composer textarea[name=body]", `Note ${number} of ${count}: we have beds available, insurance accepted.`);
    await page.locator("form.composer button.primary").click();
    await page.waitForLoadState();
  }
}

test("a volunteer works what waits by two taps each, on a phone without scripts", async () => {
  const { page, judge, close } = await openSession(browser, { javaScript: false, size: sizes.phone, hosts: demo.hosts });
  await signIn(page, demo.maple, person(demo.maple, "operator"));
  await fill(page, FEW);
  await page.goto(queue);
  await shoot(page, "queue-waiting");
  let taps = 0;
  for (let done = 0; done < FEW; done += 1) {
    const card = page.locator("li.case", { hasText: "beds available" }).first();
    await card.locator("details.fold > summary").click();
    if (done === 0) await shoot(page, "queue-open");
    if (done === 0) await card.locator("select[name=guideline]").selectOption({ index: 5 });
    await card.locator(`button[value=${done % 3 === 1 ? "keep" : "remove"}]`).click();
    await page.waitForLoadState();
    taps += 2;
  }
  assert.equal(taps, 2 * FEW);
  assert.equal(await page.locator("li.case", { hasText: "beds available" }).count(), 0);
  await shoot(page, "queue-done");
  judge();
  await close();
});

test("a volunteer works what waits by keyboard at a desk, and undoes a slip", async () => {
  const { page, judge, close } = await openSession(browser, { size: sizes.desk, hosts: demo.hosts });
  await signIn(page, demo.maple, person(demo.maple, "operator"));
  await fill(page, MANY);
  await page.goto(queue);
  const waiting = () => page.locator("li.case", { hasText: "beds available" });
  const press = async (key) => {
    await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
  };
  await page.keyboard.press("j");
  await waiting().first().focus();
  await page.keyboard.press("1");
  assert.equal(await page.locator("li.case:focus-within details.fold[open], li.case:focus details.fold[open]").count(), 1);
  await shoot(page, "queue-keys");
  await press("2");
  assert.match(await words(page), /It stays/);
  await press("9");
  assert.match(await words(page), /as it was before/);
  for (let done = 0; await waiting().count(); done += 1) {
    assert.ok(done < 2 * MANY + 20, "the keys do not go on");
    if (!(await page.locator("li.case:focus", { hasText: "beds available" }).count())) await waiting().first().focus();
    await press(done % 3 === 1 ? "2" : "3");
  }
  judge();
  await close();
});
