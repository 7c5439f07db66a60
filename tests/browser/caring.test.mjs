// Looking after those who are new, and after those who moderate.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { newcomer, press, signIn, words } from "./lib/people.mjs";
import { answer, begin, compose, enter } from "./lib/talking.mjs";
import { shoot } from "./lib/screenshots.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");
/** After so many hard cases a moderator is thanked. */
const MANY = 10;

journey("somebody new is asked for contact by the team alone", async ({ visit }) => {
  const { page } = await newcomer(visit, maple);
  await enter(page, circle.url);
  const thread = await begin(page, circle.url, { title: "Day one", body: "I do not know how this works." });
  assert.match(await words(page), /only greeters may ask you for contact/);
  await shoot(page, "shield-newcomer");
  const { page: other } = await newcomer(visit, maple);
  await enter(other, circle.url);
  await other.goto(thread);
  assert.doesNotMatch(await words(other), /started this is new/);
  await compose(other, { body: "Welcome! DM me any time." });
  await press(other, other.locator("form.composer button.primary"));
  assert.match(await words(other), /so a moderator looks first/);
  await shoot(other, "shield-asked");
  await page.goto(thread);
  assert.doesNotMatch(await words(page), /DM me/);
  await answer(page, thread, "Good that this place is here.");
});

journey("who looked at much that is hard hears that they can stop", async ({ page }) => {
  await signIn(page, maple, person(maple, "operator"));
  const thread = await begin(page, circle.url, { title: "Medication", body: "What is said about it." });
  for (let number = 0; number < MANY; number += 1) {
    await page.goto(thread);
    await compose(page, { body: `Number ${number}: you are not clean if you take suboxone.` });
    await press(page, page.locator("form.composer button.primary"));
  }
  for (let decided = 0; decided < MANY; decided += 1) {
    await page.goto(`${circle.url}/queue`);
    const card = page.locator("li.case", { hasText: "not clean if you take" }).first();
    await card.locator("details.fold > summary").click();
    await press(page, card.locator("button[value=keep]"));
  }
  assert.match(await words(page), /You can stop here/);
  await shoot(page, "queue-care");
}, { only: "without scripts" });
