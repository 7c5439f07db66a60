// Leaving for good, how long words stay, and a file of all one wrote; and that a browser keeps nothing of all this.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { openBrowser } from "./lib/browser.mjs";
import { community } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { fillSignIn, newcomer, press, submit, words } from "./lib/people.mjs";
import { found, rehearse, setUp } from "./lib/rehearsal.mjs";
import { shoot } from "./lib/screenshots.mjs";
import { begin, enter } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;

journey("how long words stay is chosen once, and a thread can be kept", async ({ visit, javaScript }) => {
  const { page } = await newcomer(visit, maple);
  await page.goto(`${maple.url}/settings/life`);
  if (javaScript) await shoot(page, "settings-life");
  await page.check("input[name=life][value=month]");
  await submit(page, "main form");
  await page.goto(`${maple.url}/settings/life`);
  assert.ok(await page.isChecked("input[name=life][value=month]"));
  const circle = community(maple, "circle");
  await enter(page, circle.url);
  const thread = await begin(page, circle.url, { title: "To be kept", body: "For as long as I like." });
  for (const said of ["Keep this thread", "Let it go in its time"]) {
    await page.goto(thread);
    await page.locator("article.opening details.more summary").click();
    assert.match(await page.locator("form[action$='/keeping']").innerText(), new RegExp(said));
    await submit(page, "form[action$='/keeping']");
  }
});

journey("everything somebody wrote comes as one locked file", async ({ visit, javaScript }) => {
  const { page, who } = await newcomer(visit, maple);
  await page.goto(`${maple.url}/settings/everything`);
  if (javaScript) await shoot(page, "settings-everything");
  await page.fill("#current", who.passphrase);
  await page.fill("#passphrase", "seven boats under snow");
  await page.fill("#again", "seven boats under snow");
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), page.click("main form button.primary")]);
  assert.match(readFileSync(await download.path()).subarray(0, 60).toString(), /^age-encryption\.org\/v1\n-> scrypt /);
});

journey("somebody leaves for good, after the passphrase, in one of two equal ways", async ({ page, visit, javaScript }) => {
  const { page: leaver, who } = await newcomer(visit, maple);
  const circle = community(maple, "circle");
  await enter(leaver, circle.url);
  const thread = await begin(leaver, circle.url, { title: "Before I go", body: "So long, and be well." });
  await leaver.goto(`${maple.url}/settings/leaving`);
  if (javaScript) await shoot(leaver, "settings-leaving");
  await leaver.fill("#current", who.passphrase);
  await submit(leaver, "main form");
  if (javaScript) await shoot(leaver, "departure");
  const boxes = await Promise.all((await leaver.locator("button[name=pace]").all()).map((button) => button.boundingBox()));
  for (const side of ["height", "width"]) assert.equal(boxes[0][side], boxes[1][side], "one way looks larger than the other");
  const pace = javaScript ? "spread" : "now";
  await Promise.all([leaver.waitForURL(/farewell/), leaver.click(`button[name=pace][value=${pace}]`)]);
  if (javaScript) await shoot(leaver, "farewell");
  assert.match(await words(leaver), pace === "now" ? /gone here/ : /next week/);
  assert.deepEqual(await leaver.context().cookies(maple.url), []);
  await leaver.goto(thread);
  assert.equal(new URL(leaver.url()).pathname, "/sign-in");
  await fillSignIn(leaver, who);
  assert.match(await words(leaver), /do not fit together/, "the account is still there");
  const { page: other } = await newcomer(visit, maple);
  await enter(other, circle.url);
  await other.goto(thread);
  const left = pace === "now" ? /^(?![^]*So long, and be well)/ : /So long, and be well/;
  assert.match(await words(other), left);
  await page.close();
});

journey("T31: no answer to a member may be kept, and every page has one neutral title", async ({ visit }) => {
  const { page } = await newcomer(visit, maple);
  const kept = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const page = response.request().resourceType() === "document" && pathname !== "/help-now";
    if (page && response.headers()["cache-control"] !== "no-store") kept.push(pathname);
  });
  const circle = community(maple, "circle");
  await enter(page, circle.url);
  const thread = await begin(page, circle.url, { title: "A title of its own", body: "And words." });
  const titles = new Set();
  for (const path of ["/", "/mine", "/notices", "/communities", "/settings", "/settings/leaving", "/settings/everything", "/privacy"]) {
    await page.goto(`${maple.url}${path}`);
    titles.add(await page.title());
  }
  for (const address of [circle.url, thread, `${thread}/edit`, `${maple.url}/none`]) {
    await page.goto(address);
    titles.add(await page.title());
  }
  assert.deepEqual(kept, []);
  assert.deepEqual([...titles], ["Porchlight"]);
});

/** Somebody reads on a server, signs out and goes back: what the browser may keep, and what it then shows. */
async function leftBehind(browser, name, mutant) {
  const server = await rehearse(after, name, mutant);
  const context = await browser.newContext();
  const page = await context.newPage();
  await setUp(page, server, `The house of ${name}`);
  const { url } = await found(page, server, { title: "Evenings", name: "evenings", audience: "circle" });
  const thread = await begin(page, url, { title: "Only for the porch", body: "Nobody over my shoulder." });
  const answer = await page.goto(thread);
  await press(page, page.locator("footer form button"));
  await page.goBack();
  const shown = /over my shoulder/.test(await words(page));
  await context.close();
  return { kept: answer.headers()["cache-control"] !== "no-store", shown };
}

test("T31: after signing out, Back shows nothing of what was read", async () => {
  const browser = await openBrowser(after);
  assert.deepEqual(await leftBehind(browser, "tidy"), { kept: false, shown: false });
});

test("T31: a page that the browser may keep is caught", async () => {
  const browser = await openBrowser(after);
  assert.deepEqual(await leftBehind(browser, "untidy", "pages-kept"), { kept: true, shown: true });
});
