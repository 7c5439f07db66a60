// Keeping a community safe: calling the moderators, their decisions, and what the people concerned can read.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { newcomer, press, signIn, submit, words } from "./lib/people.mjs";
import { shoot } from "./lib/screenshots.mjs";
import { answer, begin, enter, follow, saying } from "./lib/talking.mjs";
import { ask } from "./lib/wire.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");

/** A thread with one comment, its author, and a moderator on their page. */
async function scene(visit, title, comment) {
  const { page } = await newcomer(visit, maple);
  await enter(page, circle.url);
  const moderator = await visit();
  await signIn(moderator, maple, person(maple, "operator"));
  const thread = await begin(moderator, circle.url, { title, body: "Write what is on your mind." });
  await answer(page, thread, comment);
  return { page, thread, moderator };
}

journey("a report reaches the moderators, who remove the comment and say why", async ({ visit }) => {
  const { page, thread, moderator } = await scene(visit, "Open kitchen", "Call me on my number, I sell what you need.");
  const { page: reader } = await newcomer(visit, maple);
  await enter(reader, circle.url);
  await reader.goto(thread);
  await follow(reader, saying(reader, "I sell what you need"), "/report");
  await reader.locator("main form").evaluate((form) => form.setAttribute("novalidate", ""));
  await submit(reader, "main form");
  assert.match(await reader.locator("#reason-error").innerText(), /choose what it is about/);
  await reader.check("input[name=reason][value=selling]");
  await reader.fill("#words", "It is the second time tonight.");
  await submit(reader, "main form");
  assert.match(await words(reader), /moderators can see it now/);

  await moderator.goto(circle.url);
  await press(moderator, moderator.locator("section.beside a[href$='/queue']"));
  const card = moderator.locator("li.case", { hasText: "second time tonight" });
  await card.locator("select[name=guideline]").selectOption({ index: 1 });
  await card.locator("details.more > summary").click();
  await card.locator("textarea[name=words]").fill("We keep selling out of here. You are welcome to stay and talk.");
  await press(moderator, card.locator("button[value=remove]"));
  assert.doesNotMatch(await words(moderator), /second time tonight/, "the case is still open");

  await reader.goto(thread);
  assert.doesNotMatch(await words(reader), /I sell what you need/);
  assert.match(await words(reader), /A moderator removed this/);
  await page.goto(thread);
  await press(page, page.locator("li.comment.gone a[href$='/decisions']"));
  assert.match(await words(page), /You are welcome to stay and talk/);
  await reader.goto(`${circle.url}/decisions`);
  assert.match(await words(reader), /A comment was removed/);
  assert.doesNotMatch(await words(reader), /stay and talk/);

  await moderator.goto(thread);
  await press(moderator, moderator.locator("li.comment.gone a[href$='/decisions']"));
  await press(moderator, moderator.locator("form[action$='/lift'] button").first());
  await reader.goto(thread);
  await saying(reader, "I sell what you need").waitFor();
});

journey("words that only sound like danger show at once, with who can help, and wait for a moderator's look", async ({ visit }) => {
  const said = "cant do this anymore, everything is gone and nobody would notice";
  const { page, thread, moderator } = await scene(visit, "Long nights", said);
  assert.match(await words(page), /This may be a hard hour/);
  await shoot(page, "sounds-like-danger");
  await moderator.goto(thread);
  await saying(moderator, said).waitFor();
  await moderator.goto(`${circle.url}/queue`);
  assert.match(await words(moderator), /it sounds like danger. It may be wrong. It is not held/);
  await shoot(moderator, "queue-sounds-like-danger");
  const cards = moderator.locator("li.case", { hasText: "sounds like danger" });
  for (let left = await cards.count(); left > 0; left--) {
    await press(moderator, cards.first().locator("button[value=keep]"));
    assert.equal(await cards.count(), left - 1, "the case is still open");
  }
});

journey("a locked thread can be read and not added to", async ({ visit }) => {
  const { page, thread, moderator } = await scene(visit, "Late and loud", "One more from me.");
  await page.goto(thread);
  assert.equal(await page.locator("form.composer").count(), 1);
  await moderator.goto(`${thread}/decisions?kind=lock`);
  if (await moderator.locator("input[name=kind]").count()) await moderator.check("input[name=kind][value=lock]");
  await moderator.selectOption("#guideline", { index: 1 });
  await submit(moderator, "main form[action$='/decisions']");

  const parent = await page.locator("form.composer").getAttribute("action");
  const refused = await ask(new URL(parent, maple.url).href, { method: "POST", form: { body: "Too late?" }, context: page.context() });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Too late\?/, "the words are lost");
  await page.goto(thread);
  assert.match(await words(page), /locked this thread/);
  assert.equal(await page.locator("form.composer").count(), 0);
});

journey("a community that is closed to somebody stays closed under any name", async ({ visit }) => {
  const { page, thread, moderator } = await scene(visit, "Kind words only", "Nobody here is worth a reply.");
  await moderator.goto(thread);
  await follow(moderator, saying(moderator, "worth a reply"), "/decisions");
  await press(moderator, moderator.locator("a[href^='/people/'][href*='/ban'][href*='/ban']"));
  await moderator.selectOption("#guideline", { index: 1 });
  await moderator.fill("#words", "Come back in a week and we start again.");
  await moderator.selectOption("#days", { index: 0 });
  await submit(moderator, "main form[action$='/ban']");

  await page.goto(circle.url);
  assert.match(await words(page), /closed this community to you/);
  assert.match(await words(page), /we start again/);
  await page.goto(thread);
  assert.equal(await page.locator("form.composer").count(), 0, "somebody banned is offered to write");
  await page.goto(`${circle.url}/name`);
  await press(page, page.locator("button[name=again]"));
  const refused = await ask(`${thread}/comments`, { method: "POST", form: { body: "Under another name." }, context: page.context() });
  assert.equal(refused.status, 422);
  await moderator.goto(thread);
  assert.doesNotMatch(await words(moderator), /Under another name/);
});

journey("who moderates is not given to a member by an address", async ({ visit }) => {
  const { page, thread, moderator } = await scene(visit, "Keys of the house", "I only have the key to my room.");
  for (const path of ["/reports", "/queue", "/settings", "/guidelines/edit"]) {
    const answered = await page.goto(`${circle.url}${path}`);
    assert.ok([403, 404, 422].includes(answered.status()), `${path} opens for a member: ${answered.status()}`);
  }
  const taken = await ask(`${thread}/decisions`, { method: "POST", form: { kind: "remove", guideline: "1" }, context: page.context() });
  assert.ok([403, 404, 422].includes(taken.status), `a member decides: ${taken.status}`);
  await moderator.goto(thread);
  await saying(moderator, "the key to my room").waitFor();
});
