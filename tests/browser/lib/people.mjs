// What people do on the way in and out.
import assert from "node:assert/strict";
import { person } from "./demo.mjs";

/** Signs `who` in on `instance`; the device is their "own" or a "shared" one. */
export async function signIn(page, instance, who, device = "own") {
  await page.goto(new URL("/sign-in", instance.url).href);
  await fillSignIn(page, who, device);
  assert.ok(!new URL(page.url()).pathname.startsWith("/sign-in"), `${who.name} could not sign in on ${instance.name}`);
}

/** Fills and sends the sign-in form that the page shows, wherever it came from. */
export async function fillSignIn(page, who, device = "own") {
  await page.fill("input[name=name]", who.name);
  await page.fill("input[name=passphrase]", who.passphrase);
  await page.check(`input[name=device][value=${device}]`);
  await submit(page, "form:has(input[name=passphrase])");
}

/** Presses the button that sends a form (not its preview) and waits for the page that answers. */
export async function submit(page, form) {
  await press(page, page.locator(`${form} button:not([type=button], [type=reset], [name=preview])`).first());
}

/** Presses what leads to another page, and waits for that page. */
export async function press(page, target) {
  await Promise.all([page.waitForEvent("load"), target.click()]);
}

/** The words a person sees on the page. */
export async function words(page) {
  return (await page.locator("body").innerText()).replace(/\s+/g, " ");
}

/** A person whose office lets them invite makes an invitation; answers its address. */
export async function invite(page, instance, { label = "A new neighbour", office = "member" } = {}) {
  await page.goto(new URL("/organisations", instance.url).href);
  await press(page, page.locator("main ul.settings a").first());
  await page.fill("input[name=label]", label);
  await page.check(`input[name=office][value=${office}]`);
  await submit(page, "form[action$='/invitations']");
  return page.locator("a#invitation").getAttribute("href");
}

/** Somebody follows an invitation through its four screens; answers who they are now. */
export async function join(page, invitation, { name, passphrase, device = "own" } = {}) {
  await page.goto(invitation);
  if (name) await page.fill("#sign_in_name", name);
  const who = { name: await page.inputValue("#sign_in_name") };
  await page.check("#adult");
  await submit(page, "main form");
  if (passphrase) await page.fill("#passphrase", passphrase);
  who.passphrase = await page.inputValue("#passphrase");
  await page.check(`input[name=device][value=${device}]`);
  await submit(page, "main form");
  who.codes = await page.locator(".codes .code").allInnerTexts();
  assert.equal(who.codes.length, 2, `no recovery codes after joining: ${await words(page)}`);
  await page.check("main form input[type=checkbox]");
  await submit(page, "main form");
  assert.equal(new URL(page.url()).pathname, "/welcome");
  return who;
}

/** The operators' sessions, by their instance's address: signing in once is enough for all whom they invite. */
const offices = new Map();

async function takeOffice(page, instance) {
  const cookies = offices.get(instance.url);
  if (cookies) return page.context().addCookies(cookies);
  await signIn(page, instance, person(instance, "operator"), "shared");
  offices.set(instance.url, await page.context().cookies(instance.url));
}

/** A new person on `instance`, invited by its operator, on a page of their own: `{page, who}`. */
export async function newcomer(visit, instance, options) {
  const office = await visit();
  await takeOffice(office, instance);
  const invitation = await invite(office, instance);
  await office.context().close();
  const page = await visit(options);
  return { page, who: await join(page, invitation) };
}
