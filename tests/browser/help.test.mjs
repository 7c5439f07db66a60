// Help: every topic is looked at, is light, and its pictures are of the pages as they are.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { community, person } from "./lib/demo.mjs";
import { inspect } from "./lib/inspection.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { newcomer, signIn, submit, words } from "./lib/people.mjs";
import { around, keepPicture, keptPictures } from "./lib/pictures.mjs";
import { answer, begin, enter, follow, saying } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const scripted = { only: "with scripts" };

async function topics(page) {
  await page.goto(`${maple.url}/help`);
  return page.locator("ul.topics a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

journey("every topic of the help is good to look at", async ({ page }) => {
  const wrong = [];
  for (const topic of await topics(page)) {
    await page.goto(maple.url + topic);
    // The inspection is thorough and slow: three topics stand for all, the others are held to their width.
    if (/leaving-quickly|deciding|lost/.test(topic)) wrong.push(...(await inspect(page, `help${topic.slice(5).replaceAll("/", "-")}`)));
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    if (wide > page.viewportSize().width) wrong.push(`${topic} is ${wide} wide`);
    const unseen = await page.locator("main img").evaluateAll((all) => all.filter((one) => !one.alt || one.naturalWidth === 0 && one.loading !== "lazy").length);
    if (unseen > 0) wrong.push(`${topic}: a picture without words`);
  }
  assert.deepEqual(wrong, []);
}, scripted);

journey("somebody reads how to leave, and what stays", async ({ page }) => {
  await page.goto(`${maple.url}/help`);
  await page.locator("ul.topics a[href$='leaving-quickly']").click();
  assert.match(await words(page), /history stays/);
  assert.match(await words(page), /only you can/);
});

journey("the help's pictures are of the pages as they are", async ({ visit }) => {
  const { page } = await newcomer(visit, maple);
  const circle = community(maple, "circle");
  await enter(page, circle.url);
  const thread = await begin(page, circle.url, { title: "A lamp on the porch", body: "Who left it on?" });
  await keepPicture(page, "leave", await around(page, page.locator("body > header")));
  await keepPicture(page, "name", await around(page, page.locator("form.composer .writing-as")));
  const other = await visit();
  await signIn(other, maple, person(maple, "operator"));
  await answer(other, thread, "It was me.");
  await page.goto(thread);
  const post = saying(page, "It was me.");
  await post.locator("details.more summary").click();
  await keepPicture(page, "report", await around(page, post));
  await page.goto(thread);
  await follow(page, saying(page, "It was me."), "/report");
  await page.check("input[name=reason][value=shaming]");
  await page.fill("#words", "Please look at this one.");
  await submit(page, "main form");
  await other.goto(`${circle.url}/queue`);
  await keepPicture(other, "decide", await around(other, other.locator("li.case", { hasText: "Please look at this one." }), { most: 320 }));
  assert.deepEqual(keptPictures(), ["decide", "leave", "name", "report"]);
  for (const name of keptPictures()) {
    const { size } = statSync(new URL(`../../frontend/pictures/help/${name}.png`, import.meta.url));
    assert.ok(size <= 9_000, `${name}.png takes ${size} bytes of somebody's prepaid data`);
  }
}, scripted);
