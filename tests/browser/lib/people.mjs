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

/** Presses the button that sends a form (not its preview) and waits for the page that answers. */
export async function submit(page, form) {
  const button = page.locator(`${form} button:not([type=button], [type=reset], [name=preview])`).first();
  await Promise.all([page.waitForEvent("load"), button.click()]);
}

/** The words a person sees on the page. */
export async function words(page) {
  return (await page.locator("body").innerText()).replace(/\s+/g, " ");
}
