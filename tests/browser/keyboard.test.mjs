// The keyboard alone is enough, and whoever looks sees where they are.
import assert from "node:assert/strict";
import { sizes } from "./lib/browser.mjs";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { enterAt, spaceAt, tabThrough, tabTo, writeAt } from "./lib/keyboard.mjs";
import { newcomer, signIn, words } from "./lib/people.mjs";
import { answer, begin, enter, saying } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");
const neutral = "www.wikipedia.org";

/** A thread with one comment, and a member of its community who has not come in yet. */
async function scene(visit, title) {
  const { page, who } = await newcomer(visit, maple);
  await enter(page, circle.url);
  const host = await visit();
  await signIn(host, maple, person(maple, "operator"));
  const thread = await begin(host, circle.url, { title, body: "Mine is the one by the window." });
  await answer(host, thread, "The chair, I mean.");
  return { host, who, thread };
}

journey("signing in, reading, answering, calling the moderators and leaving need no mouse", async ({ visit, javaScript }) => {
  const title = `Favourite chairs ${javaScript ? "one" : "two"}`;
  const { who } = await scene(visit, title);
  const page = await visit({ hosts: [...demo.hosts, neutral] });
  await page.goto(maple.url);
  await tabTo(page, page.locator("a.skip"));
  await page.keyboard.press("Enter");
  await enterAt(page, page.locator("main a[href='/sign-in']"));

  await writeAt(page, page.locator("#name"), who.name);
  await writeAt(page, page.locator("#passphrase"), who.passphrase);
  await spaceAt(page, page.locator("input[name=device]").first());
  await enterAt(page, page.locator("main form button").first());
  await enterAt(page, page.getByRole("link", { name: title }).first());

  await enterAt(page, saying(page, "The chair, I mean.").locator(".actions > a").first());
  await writeAt(page, page.locator("form.composer textarea"), "Mine rocks a little.");
  await enterAt(page, page.locator("form.composer button.primary"));
  assert.equal(await saying(page, "Mine rocks a little.").count(), 1);

  const comment = saying(page, "The chair, I mean.");
  await spaceAt(page, comment.locator("details.more > summary"));
  await enterAt(page, comment.locator("details.more a[href$='/report']"));
  await spaceAt(page, page.locator("input[name=reason]").first());
  await enterAt(page, page.locator("main form button.primary"));
  assert.match(await words(page), /moderators can see it now/);

  const away = page.waitForEvent("requestfailed", (request) => new URL(request.url()).host === neutral);
  await tabTo(page, page.locator("#leave"));
  await page.keyboard.press("Enter", { noWaitAfter: true });
  await away;
  assert.deepEqual(await page.context().cookies(maple.url), []);
});

journey("the focus is seen at every stop, on a phone and on a desk", async ({ visit }) => {
  const { host, thread } = await scene(visit, "Where am I?");
  const stranger = await visit();
  const member = ["/", "/communities", "/notices", "/mine", "/settings", "/settings/look", "/settings/passphrase", "/organisations", "/circle"]
    .map((path) => maple.url + path);
  const tours = [
    [stranger, ["/", "/sign-in", "/join", "/recover", "/help", "/help-now", "/about", "/nowhere"].map((path) => maple.url + path)],
    [host, [...member, circle.url, `${circle.url}/threads/new`, `${circle.url}/queue`, `${circle.url}/name`, thread, `${thread}/report`, `${thread}/decisions`]],
  ];
  const wrong = [];
  for (const [page, addresses] of tours) {
    for (const size of Object.values(sizes)) {
      await page.setViewportSize(size);
      for (const address of addresses) {
        await page.goto(address);
        const walk = await tabThrough(page);
        assert.ok(walk.stops > 5, `only ${walk.stops} stops on ${address}`);
        wrong.push(...walk.wrong.map((line) => `${address} at ${size.width}: ${line}`));
      }
    }
  }
  assert.deepEqual(wrong, []);
}, { only: "without scripts" });
