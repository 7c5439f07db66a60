// Pictures and fonts blocked, as Tor's "Safest" does and as prepaid data asks for: everything is still said in words.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { invite, join, signIn, submit, words } from "./lib/people.mjs";
import { answer, begin, enter, follow, saying } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");

/** A page that gets neither pictures nor fonts; each page it stands on must say in words what it shows and offers. */
async function bare(visit) {
  const page = await visit();
  await page.context().route(/.*/, (route) => {
    return ["image", "font", "media"].includes(route.request().resourceType()) ? route.abort() : route.continue();
  });
  return page;
}

/** What on the page is told by a picture alone. */
async function wordless(page) {
  return page.evaluate(() => {
    const drawn = [...document.querySelectorAll("svg, canvas, video, object, img:not([alt])")];
    const silent = [...document.querySelectorAll("a, button, summary, label")].filter((one) => !one.textContent.trim());
    return [...drawn, ...silent].map((one) => one.outerHTML.slice(0, 80));
  });
}

journey("with pictures and fonts blocked, people join, read, write, call for help and leave", async ({ visit }) => {
  const wrong = [];
  const look = async (page) => wrong.push(...(await wordless(page)).map((what) => `${page.url()}: ${what}`));

  const office = await bare(visit);
  await signIn(office, maple, person(maple, "operator"));
  const invitation = await invite(office, maple);
  assert.match(await words(office), /type the address/);
  assert.ok((await words(office)).includes(invitation), "the invitation is only in the picture");
  await look(office);

  const page = await bare(visit);
  await join(page, invitation);
  await look(page);
  await enter(page, circle.url);
  await look(page);
  const thread = await begin(page, circle.url, { title: "Rain on the roof", body: "I like the sound of it." });
  await answer(office, thread, "So do I, from inside.");
  await page.goto(thread);
  await look(page);
  await follow(page, saying(page, "from inside"), "/report");
  await page.check("input[name=reason][value=other]");
  await look(page);
  await submit(page, "main form");
  for (const path of ["/", "/communities", "/notices", "/settings", "/help-now?country=US", "/about"]) {
    await page.goto(maple.url + path);
    await look(page);
  }
  await page.goto(`${maple.url}/help-now`);
  assert.ok((await page.locator("a.call").innerText()).match(/\d{3}/), "the number cannot be read");
  assert.deepEqual(wrong, []);
});
