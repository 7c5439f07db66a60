// What people do on the way in and out.
import assert from "node:assert/strict";

/** Signs `person` in on `instance`; the device is their "own" or a "shared" one. */
export async function signIn(page, instance, person, device = "own") {
  await page.goto(`${instance.url}/sign-in`);
  await page.fill("input[name=name]", person.name);
  await page.fill("input[name=passphrase]", person.passphrase);
  await page.check(`input[name=device][value=${device}]`);
  await submit(page, "form:has(input[name=passphrase])");
  assert.ok(!new URL(page.url()).pathname.startsWith("/sign-in"), `${person.name} could not sign in on ${instance.name}`);
}

/** Presses the button of a form and waits for the page that answers. */
export async function submit(page, form) {
  await Promise.all([page.waitForEvent("load"), page.locator(`${form} button[type=submit], ${form} button:not([type])`).first().click()]);
}

/** The words a person sees on the page. */
export async function words(page) {
  return (await page.locator("body").innerText()).replace(/\s+/g, " ");
}
