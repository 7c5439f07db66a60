// Searching: the words that help are found, and nothing that is not for whoever looks.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { newcomer, press, signIn, submit, words } from "./lib/people.mjs";
import { answer, begin, enter, follow, saying } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");
const house = community(maple, "house");

/** Looks for words on the page's own form; what is found follows a change within a second or so. */
async function look(page, sought, { until = async () => true } = {}) {
  const start = performance.now();
  for (;;) {
    await page.goto(`${maple.url}/search`);
    await page.fill("#words", sought);
    await submit(page, "form[role=search]");
    if ((await until()) || performance.now() - start > 10_000) return;
    await page.waitForTimeout(100);
  }
}

const titles = (page) => page.locator("ol.found h3").allInnerTexts();

journey("somebody who cannot sleep finds the thread that helps", async ({ visit, javaScript }) => {
  const title = javaScript ? "Can't sleep on day four" : "Day 4, and I can't sleep";
  const { page: other } = await newcomer(visit, maple);
  await enter(other, circle.url);
  const thread = await begin(other, circle.url, { title, body: "Warm milk and the long radio play got me through." });
  const { page } = await newcomer(visit, maple);
  const found = async () => (await titles(page)).includes(title);
  await look(page, "cant sleep day 4", { until: found });
  assert.ok(await found(), await words(page));
  assert.ok(!/cant|sleep/.test(page.url()), "the address tells what was looked for");
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth).catch(() => 0);
  assert.ok(wide <= page.viewportSize().width, `${wide} wide`);
  assert.equal(await page.locator("ol.found .name").count(), 0, "a name is shown");
  await press(page, page.getByRole("link", { name: title, exact: true }));
  // Who cannot sleep may be shown where help is: the address of what was just posted says so.
  assert.equal(page.url().split("?")[0], thread.split("?")[0]);
  await page.goBack();
  assert.equal(await page.inputValue("#words"), "cant sleep day 4");
});

journey("what is said in the house stays in the house, and what was taken back is gone", async ({ page, visit }) => {
  const keeper = await visit();
  await signIn(keeper, maple, person(maple, "operator"));
  await enter(keeper, house.url);
  const thread = await begin(keeper, house.url, { title: "The marmalade rota", body: "Whose turn is it?" });
  await answer(keeper, thread, "Mine is the quincejelly.");
  await look(keeper, "quincejelly", { until: async () => (await titles(keeper)).length > 0 });
  assert.deepEqual(await titles(keeper), ["The marmalade rota"]);
  await look(page, "quincejelly marmalade");
  assert.deepEqual(await titles(page), []);
  await keeper.goto(thread);
  await follow(keeper, saying(keeper, "quincejelly"), "/deletion");
  await press(keeper, keeper.locator("main form[action$='/deletion'] button"));
  await look(keeper, "quincejelly", { until: async () => (await titles(keeper)).length === 0 });
  assert.deepEqual(await titles(keeper), []);
}, { only: "without scripts" });

journey("words of a crisis are answered with help first", async ({ page }) => {
  await look(page, "want to die");
  assert.match(await words(page), /have to be alone with this/);
  const help = await page.locator("main a", { hasText: "Get help now" }).boundingBox();
  const rest = await page.locator(".empty, ol.found").first().boundingBox();
  assert.ok(help.y < rest.y, "help stands below");
  await press(page, page.locator("main a", { hasText: "Get help now" }));
  assert.equal(new URL(page.url()).pathname, "/help-now");
});
