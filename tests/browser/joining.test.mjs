// Joining by invitation: four screens and then the first words; and every way in which an invitation does not work.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { invite, join, press, signIn, submit, words } from "./lib/people.mjs";
import { begin, enter } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;

journey("an invitation leads through four screens to the first words", async ({ page, visit }) => {
  const office = await visit();
  await signIn(office, maple, person(maple, "operator"));
  const invitation = await invite(office, maple);

  const screens = [];
  page.on("framenavigated", () => screens.push(page.url()));
  await join(page, invitation);
  assert.equal(screens.length, 4, `four screens, not ${screens.join(" ")}`);
  assert.match(await words(page), /stays here/);
  await press(page, page.locator("main a.primary"));

  const circle = community(maple, "circle");
  await enter(page, circle.url);
  await begin(page, circle.url, { title: "New on the porch", body: "Hello. I read along for a while and thought I say so." });
  await page.goto(maple.url);
  assert.match(await words(page), /New on the porch/, "home does not show the community that was joined");

  await office.goto(`${maple.url}/organisations`);
  await press(office, office.locator("main ul.settings a").first());
  assert.match(await words(office), /Used\./, "the invitation is not known to be used");
});

journey("a code from paper is typed by hand", async ({ page, visit }) => {
  const office = await visit();
  await signIn(office, maple, person(maple, "operator"));
  const invitation = await invite(office, maple);
  await page.goto(`${maple.url}/join`);
  await page.fill("#code", ` ${invitation.split("/").pop()} `);
  await submit(page, "main form");
  await page.locator("#sign_in_name").waitFor();
});

journey("an invitation that was used, taken back or never made says so kindly", async ({ page, visit }) => {
  const office = await visit();
  await signIn(office, maple, person(maple, "operator"));
  const used = await invite(office, maple);
  const label = `For nobody ${Math.random().toString(36).slice(2)}`;
  const takenBack = await invite(office, maple, { label });
  await press(office, office.locator("main p.buttons a"));
  await press(office, office.locator("main li", { hasText: label }).locator("form[action$='/withdrawal'] button"));

  await join(await visit(), used);
  for (const address of [used, takenBack, `${maple.url}/join/abcd-efgh-jkmn`]) {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 404, `${address} still works`);
    assert.match(await words(page), /ask for a new one/);
  }
});

journey("what does not fit is said at its field, and nothing typed is lost", async ({ page, visit }) => {
  const office = await visit();
  const operator = person(maple, "operator");
  await signIn(office, maple, operator);
  await page.goto(await invite(office, maple));

  await page.locator("main form").evaluate((form) => form.setAttribute("novalidate", ""));
  await page.fill("#sign_in_name", "x");
  await submit(page, "main form");
  assert.match(await page.locator("#sign_in_name-error").innerText(), /3 to 40/);
  assert.match(await page.locator("#adult-error").innerText(), /18 or over/);
  assert.equal(await page.inputValue("#sign_in_name"), "x");

  await page.fill("#sign_in_name", operator.name);
  await page.check("#adult");
  await submit(page, "main form");
  await page.fill("#passphrase", "short");
  await page.check("input[name=device][value=shared]");
  await submit(page, "main form");
  assert.match(await page.locator("#passphrase-error").innerText(), /longer/);
  assert.ok(await page.isChecked("input[name=device][value=shared]"));

  await page.fill("#passphrase", "a lamp on every step");
  await submit(page, "main form");
  assert.match(await page.locator("#sign_in_name-error").innerText(), /already/);
  await page.fill("#sign_in_name", `${operator.name}-${Math.random().toString(36).slice(2, 8)}`);
  await submit(page, "main form");
  assert.equal(await page.locator(".codes .code").count(), 2);
});
