// The street: people of two servers in one thread, and how soon each sees what the other wrote.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { press, signIn, submit, words } from "./lib/people.mjs";
import { answer, begin, enter, follow, saying, until } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple, harbor } = demo;
const here = community(maple, "circle");

/** The same community as Harbor lists it. */
async function there(near, far) {
  await near.goto(here.url);
  const title = await near.locator("h1").innerText();
  await far.goto(`${harbor.url}/communities`);
  const link = far.locator("main ul.settings a", { hasText: title }).first();
  return new URL(await link.getAttribute("href"), harbor.url).href;
}

/** A thread begun on Maple, and the same thread as somebody of Harbor has it open. */
async function bothSides(visit, title) {
  const near = await visit();
  await signIn(near, maple, person(maple, "operator"));
  const far = await visit();
  await signIn(far, harbor, person(harbor, "moderator"));
  const place = await there(near, far);
  await enter(far, place);
  const thread = await begin(near, here.url, { title, body: "One street, two porches." });
  await far.goto(place);
  const link = far.getByRole("link", { name: title }).first();
  await until(far, () => link.count(), { what: "a new thread" });
  await press(far, link);
  return { near, far, thread, same: far.url() };
}

const unique = (title) => `${title} ${Math.random().toString(36).slice(2, 7)}`;

journey("a thread on one server is answered from the other, and answered back, within two seconds each", async ({ visit }) => {
  const { near, far, thread, same } = await bothSides(visit, unique("Across the water"));
  await answer(far, same, "Hello from the other side of it.");
  await near.goto(thread);
  const hello = saying(near, "Hello from the other side of it.");
  const took = await until(near, () => hello.count(), { what: "an answer from Harbor" });
  assert.match(await hello.innerText(), new RegExp(`from ${new URL(harbor.url).host}`));
  await answer(near, thread, "Good to hear you over here.", { to: "Hello from the other side of it." });
  await far.goto(same);
  const back = await until(far, () => far.locator("li.comment li.comment > article", { hasText: "Good to hear you" }).count());
  console.log(`an answer crossed in ${Math.round(took)} ms, the one to it in ${Math.round(back)} ms, page loads included`);
  await far.goto(`${harbor.url}/notices`);
  assert.match(await words(far), /someone answered you/);
});

journey("a change and a deletion cross the street", async ({ visit }) => {
  const { near, far, thread, same } = await bothSides(visit, unique("Second thoughts"));
  await answer(far, same, "First thoughts from over there.");
  await near.goto(thread);
  await until(near, () => saying(near, "First thoughts").count());
  await far.goto(same);
  await follow(far, saying(far, "First thoughts"), "/edit");
  await far.fill("textarea[name=body]", "Better thoughts from over there.");
  await submit(far, "form.composer");
  await until(near, () => saying(near, "Better thoughts").count(), { what: "a change" });
  await far.goto(same);
  await follow(far, saying(far, "Better thoughts"), "/deletion");
  await press(far, far.locator("main form[action$='/deletion'] button"));
  await until(near, async () => !(await saying(near, "Better thoughts").count()), { what: "a deletion" });
  assert.match(await words(near), /deleted by its author/);
});

journey("a moderator's decision reaches the other server", async ({ visit }) => {
  const { near, far, thread, same } = await bothSides(visit, unique("House rules"));
  await answer(far, same, "Words that do not belong here.");
  await near.goto(thread);
  await until(near, () => saying(near, "do not belong").count());
  await follow(near, saying(near, "do not belong"), "/decisions");
  await near.check("input[name=kind][value=remove]").catch(() => {});
  await near.selectOption("#guideline", { index: 1 });
  await submit(near, "main form[action$='/decisions']");
  await far.goto(same);
  await until(far, async () => !(await saying(far, "do not belong").count()), { what: "a removal" });

  await near.goto(`${thread}/decisions?kind=lock`);
  await near.check("input[name=kind][value=lock]").catch(() => {});
  await near.selectOption("#guideline", { index: 1 });
  await submit(near, "main form[action$='/decisions']");
  await far.goto(same);
  await until(far, async () => !(await far.locator("form.composer").count()), { what: "a lock" });
  assert.match(await words(far), /locked/);
});

journey("a report from the other server reaches the moderators here", async ({ visit }) => {
  const { near, far, thread, same } = await bothSides(visit, unique("Neighbourhood watch"));
  await answer(near, thread, "A comment to call about.");
  await far.goto(same);
  await until(far, () => saying(far, "A comment to call about.").count());
  await follow(far, saying(far, "A comment to call about."), "/report");
  const reason = unique("It worries me");
  await far.check("input[name=reason][value=shaming]");
  await far.fill("#words", reason);
  await submit(far, "main form");
  await near.goto(`${here.url}/queue`);
  await until(near, () => near.locator("li.case", { hasText: "A comment to call about." }).count(), { what: "a report" });
});

journey("what belongs to a house is nowhere on the other server", async ({ visit }) => {
  const house = community(maple, "house");
  const near = await visit();
  await signIn(near, maple, person(maple, "operator"));
  await near.goto(house.url);
  const title = unique("Only in the kitchen");
  await begin(near, house.url, { title, body: "Not for the street." });
  const far = await visit();
  await signIn(far, harbor, person(harbor, "operator"));
  await far.waitForTimeout(1_000);
  for (const path of ["/", "/communities", `/c/${new URL(house.url).pathname.split("/").pop()}@${new URL(maple.url).host}`]) {
    await far.goto(harbor.url + path);
    assert.doesNotMatch(await words(far), new RegExp(`${title}|Kitchen table`));
  }
  await far.goto(`${harbor.url}/communities`);
  await far.fill("#address", house.url);
  await submit(far, "form[action='/communities/lookup']");
  assert.doesNotMatch(await words(far), /Kitchen table/);
  assert.equal(await far.inputValue("#address"), house.url);
});
