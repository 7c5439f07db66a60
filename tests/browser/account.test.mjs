// One's own account: coming back with a code, a new passphrase, sessions, and leaving quickly.
import assert from "node:assert/strict";
import { community } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { fillSignIn, newcomer, press, signIn, submit, words } from "./lib/people.mjs";
import { begin, enter } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const neutral = "www.wikipedia.org";

journey("a recovery code alone brings somebody back to their names, once", async ({ page, visit }) => {
  const { page: before, who } = await newcomer(visit, maple);
  const circle = community(maple, "circle");
  await enter(before, circle.url);
  await begin(before, circle.url, { title: "Written before I lost it", body: "The passphrase, that is." });

  await page.goto(`${maple.url}/recover`);
  await page.fill("#code", "abcd-efgh-jkmn-pqrs-tuvw");
  await page.check("input[name=device][value=own]");
  await submit(page, "main form");
  assert.match(await page.locator("#code-error").innerText(), /check each letter/);

  await page.fill("#code", who.codes[0].toUpperCase().replaceAll("-", " "));
  await page.check("input[name=device][value=own]");
  const back = { name: await page.inputValue("#sign_in_name"), passphrase: await page.inputValue("#passphrase") };
  await submit(page, "main form");
  assert.equal(await page.locator(".codes .code").count(), 2, await words(page));
  await page.goto(`${maple.url}/mine`);
  assert.match(await words(page), /Written before I lost it/);
  await before.goto(`${maple.url}/mine`);
  assert.equal(new URL(before.url()).pathname, "/sign-in", "the old session still lives");
  await fillSignIn(before, who);
  assert.match(await words(before), /do not fit together/, "the old passphrase still works");

  const third = await visit();
  await signIn(third, maple, back);
  const fourth = await visit();
  await fourth.goto(`${maple.url}/recover`);
  await fourth.fill("#code", who.codes[0]);
  await fourth.check("input[name=device][value=own]");
  await submit(fourth, "main form");
  assert.match(await words(fourth), /don't know this recovery code/, "a code works twice");
});

journey("a new passphrase ends every other session", async ({ visit }) => {
  const { page, who } = await newcomer(visit, maple);
  const elsewhere = await visit();
  await signIn(elsewhere, maple, who, "shared");
  await page.goto(`${maple.url}/settings/passphrase`);
  await page.fill("#current", "not my passphrase");
  await page.fill("#passphrase", "seven lamps along the pier");
  await submit(page, "main form");
  assert.match(await page.locator("#current-error").innerText(), /not your passphrase/);
  await page.fill("#current", who.passphrase);
  await page.fill("#passphrase", "seven lamps along the pier");
  await submit(page, "main form");
  assert.match(await words(page), /Saved\./);
  await elsewhere.goto(`${maple.url}/settings`);
  assert.equal(new URL(elsewhere.url()).pathname, "/sign-in");
  await fillSignIn(elsewhere, { ...who, passphrase: "seven lamps along the pier" });
  assert.equal(new URL(elsewhere.url()).pathname, "/settings", "signing in does not lead back");
});

journey("somebody sees where they are signed in, and ends one", async ({ visit }) => {
  const { page, who } = await newcomer(visit, maple);
  const library = await visit();
  await signIn(library, maple, who, "shared");
  await page.goto(`${maple.url}/settings/sessions`);
  assert.equal(await page.locator("main ul.settings > li").count(), 2);
  assert.match(await page.locator("main").innerText(), /this one/);
  await press(page, page.locator("main li form[action$='/end'] button"));
  assert.equal(await page.locator("main ul.settings > li").count(), 1);
  await library.goto(`${maple.url}/settings`);
  assert.equal(new URL(library.url()).pathname, "/sign-in");
});

journey("a new sign-in name leaves the names others see alone", async ({ visit }) => {
  const { page, who } = await newcomer(visit, maple);
  const circle = community(maple, "circle");
  await enter(page, circle.url);
  const name = await page.locator("section.beside strong").first().innerText();
  await page.goto(`${maple.url}/settings/sign-in-name`);
  const renamed = { ...who, name: `${who.name}-too`.slice(-40) };
  await page.fill("#sign_in_name", renamed.name);
  await page.fill("#current", who.passphrase);
  await submit(page, "main form");
  const again = await visit();
  await signIn(again, maple, renamed);
  await again.goto(circle.url);
  assert.equal(await again.locator("section.beside strong").first().innerText(), name);
});

/** A member in the middle of reading, in a browser that may also ask for the neutral site. */
async function reading(visit) {
  const { page, who } = await newcomer(visit, maple, { hosts: [...demo.hosts, neutral] });
  const circle = community(maple, "circle");
  await enter(page, circle.url);
  await begin(page, circle.url, { title: "Only for the porch", body: "Nobody over my shoulder should read this." });
  const [cookie] = await page.context().cookies(maple.url);
  return { page, who, cookie };
}

/** After `leave`, the session is dead, even for somebody who kept its cookie, and going back shows nothing of it. */
async function expectGone(page, cookie, leave) {
  const away = page.waitForEvent("requestfailed", (request) => new URL(request.url()).host === neutral);
  await leave();
  await away;
  assert.doesNotMatch(await words(page), /Only for the porch|over my shoulder/, "what was read stays on the screen");
  assert.deepEqual(await page.context().cookies(maple.url), []);
  await page.goBack();
  await page.waitForLoadState();
  assert.doesNotMatch(await words(page), /Only for the porch|over my shoulder/, "Back shows what was read");
  await page.context().addCookies([cookie]);
  await page.goto(`${maple.url}/mine`);
  assert.equal(new URL(page.url()).pathname, "/sign-in", "the session still lives");
}

journey("T31: leaving quickly ends the session first, and Back shows nothing", async ({ visit }) => {
  const { page, cookie } = await reading(visit);
  await expectGone(page, cookie, () => page.locator("#leave").click({ noWaitAfter: true }));
});

journey("T31: pressing Shift three times leaves too", async ({ visit }) => {
  const { page, cookie } = await reading(visit);
  await expectGone(page, cookie, async () => {
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift");
  });
}, { only: "with scripts" });

journey("signing out forgets the words that the tab kept", async ({ visit }) => {
  const { page, who } = await newcomer(visit, maple);
  const circle = community(maple, "circle");
  await enter(page, circle.url);
  await page.goto(`${circle.url}/threads/new`);
  await page.fill("textarea[name=body]", "Half a thought that");
  await page.goto(`${circle.url}/threads/new`);
  assert.equal(await page.inputValue("textarea[name=body]"), "Half a thought that", "a draft was not kept in the tab");
  await press(page, page.locator("footer form button"));
  await signIn(page, maple, who);
  await page.goto(`${circle.url}/threads/new`);
  assert.equal(await page.inputValue("textarea[name=body]"), "");
}, { only: "with scripts" });
