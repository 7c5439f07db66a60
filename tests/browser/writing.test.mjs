// Writing: threads, nested answers, previews, changes, deletions, and words that survive what goes wrong.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { fillSignIn, newcomer, press, signIn, submit, words } from "./lib/people.mjs";
import { answer, begin, compose, enter, follow, saying } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");

async function writer(visit) {
  const { page, who } = await newcomer(visit, maple);
  await enter(page, circle.url);
  return { page, who };
}

async function operator(visit) {
  const page = await visit();
  await signIn(page, maple, person(maple, "operator"));
  return page;
}

journey("a thread is looked at before it is posted", async ({ visit }) => {
  const { page } = await writer(visit);
  await page.goto(`${circle.url}/threads/new`);
  await compose(page, { title: "Moths at the lamp", body: "They are **here** again.\n\n- one\n- two", notes: ["other"] });
  await press(page, page.locator("button[name=preview]"));
  assert.equal(await page.locator(".preview strong", { hasText: "here" }).count(), 1);
  assert.equal(await page.locator(".preview li").count(), 2);
  assert.match(await page.locator(".preview").innerText(), /something hard/);
  assert.equal(await page.inputValue("input[name=title]"), "Moths at the lamp");
  assert.match(await page.inputValue("textarea[name=body]"), /\*\*here\*\* again/);
  assert.ok(await page.isChecked("input[name=note][value=other]"));
  await submit(page, "form.composer");
  assert.equal(await page.locator("h1").innerText(), "Moths at the lamp");
  assert.match(await page.locator("form.composer").innerText(), /You are .+ here/);
});

journey("what could tell who somebody is is shown before it is posted, and never in the way", async ({ visit }) => {
  const { page } = await writer(visit);
  await page.goto(`${circle.url}/threads/new`);
  const told = "I have 47 days. I work at Northgate Mills, call me at 212-555-0147.";
  await compose(page, { title: "Second shift", body: told, notes: ["other"] });
  await submit(page, "form.composer");
  const marks = page.locator(".marks");
  assert.match(await marks.innerText(), /could tell somebody who you are/);
  assert.deepEqual(await marks.locator("mark").allInnerTexts(), ["at Northgate Mills", "212-555-0147"]);
  assert.equal((await page.inputValue("textarea[name=body]")).trim(), told);
  assert.equal(await page.inputValue("input[name=title]"), "Second shift");
  assert.ok(await page.isChecked("input[name=note][value=other]"));

  await marks.getByRole("link", { name: "Change it" }).click();
  assert.ok(await page.locator("#body").evaluate((field) => field === document.activeElement));
  await page.fill("textarea[name=body]", "I have 47 days. I work at Northgate Mills.");
  await press(page, marks.getByRole("button", { name: "Post as it is" }));
  assert.equal(await page.locator("h1").innerText(), "Second shift");
  assert.match(await page.locator("article.opening").innerText(), /something hard/);

  await compose(page, { body: "Grace got me here, and May was hard." });
  await submit(page, "form.composer");
  await saying(page, "May was hard").waitFor();
});

journey("answers nest under what they answer, and call the one who is answered", async ({ visit }) => {
  const { page } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "Who is awake?", body: "The kettle and me." });
  const other = await operator(visit);
  await answer(other, thread, "Awake, and there is soup.");
  await answer(page, thread, "What kind of soup?", { to: "Awake, and there is soup." });
  await answer(other, thread, "Lentil. Always lentil.", { to: "What kind of soup?" });
  await answer(other, thread, "And bread for whoever comes later.");

  await page.goto(`${maple.url}/notices`);
  assert.match(await words(page), /someone answered you/);
  await page.goto(thread);
  const inner = page.locator("li.comment li.comment li.comment > article");
  assert.match(await inner.innerText(), /Lentil/);
  assert.equal(await page.locator("ol.comments.first > li").count(), 2);
  const order = await page.locator("ol.comments.first > li > article").allInnerTexts();
  assert.match(order[1], /bread/, "a conversation stands oldest first");
});

journey("words are changed, marked as edited, and two changes meet kindly", async ({ visit }) => {
  const { page } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "Plans for Sunday", body: "A walk to the lake." });
  await answer(page, thread, "Bring a scarf.");
  await follow(page, saying(page, "Bring a scarf."), "/edit");
  await page.fill("textarea[name=body]", "Bring a scarf and a hat.");
  await submit(page, "form.composer");
  assert.match(await saying(page, "scarf and a hat").innerText(), /edited/);

  const second = await page.context().newPage();
  await page.goto(`${thread}/edit`);
  await second.goto(`${thread}/edit`);
  await second.fill("textarea[name=body]", "A walk to the lake, and ducks.");
  await submit(second, "form.composer");
  await page.fill("textarea[name=body]", "A walk to the mill.");
  await submit(page, "form.composer");
  assert.match(await words(page), /Both texts are here/);
  assert.match(await page.inputValue("section:has(#theirs) textarea"), /and ducks/);
  assert.equal((await page.inputValue("textarea[name=body]")).trim(), "A walk to the mill.");
  await page.fill("textarea[name=body]", "A walk to the mill, and ducks.");
  await submit(page, "form.composer");
  assert.match(await page.locator("article.opening").innerText(), /mill, and ducks[\s\S]*/);
});

journey("what somebody deletes is gone at once, and answers to it stay", async ({ visit }) => {
  const { page } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "A song that helps", body: "Hum it first." });
  await answer(page, thread, "I take this one back.");
  const other = await operator(visit);
  await answer(other, thread, "Take your time.", { to: "I take this one back." });
  await page.goto(thread);
  await follow(page, saying(page, "I take this one back."), "/deletion");
  await press(page, page.locator("main form[action$='/deletion'] button"));
  await other.goto(thread);
  const shown = await words(other);
  assert.doesNotMatch(shown, /I take this one back/);
  assert.match(shown, /This was deleted by its author/);
  assert.match(shown, /Take your time/);

  await page.goto(`${thread}/deletion`);
  await press(page, page.locator("main form[action$='/deletion'] button"));
  await other.goto(thread);
  assert.doesNotMatch(await words(other), /Hum it first/);
  assert.match(await words(other), /Take your time/);
});

journey("a form that is sent twice posts once", async ({ visit }) => {
  const { page } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "Double knocks", body: "The door sticks a little." });
  await compose(page, { body: "Knock, knock." });
  await page.locator("form.composer button.primary").dblclick({ noWaitAfter: true });
  await page.waitForURL(/#comment-/);
  await page.goto(thread);
  assert.equal(await saying(page, "Knock, knock.").count(), 1);
});

journey("a content note folds the words until somebody opens them", async ({ visit }) => {
  const { page } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "About last winter", body: "These are the hard words.", notes: ["death"] });
  await answer(page, thread, "And some more of them.", { notes: ["overdose"] });
  const other = await operator(visit);
  await other.goto(thread);
  const opening = other.locator("article.opening");
  assert.match(await opening.innerText(), /Content note: death/);
  assert.equal(await opening.getByText("These are the hard words.").isVisible(), false);
  await opening.locator("summary").first().click();
  assert.equal(await opening.getByText("These are the hard words.").isVisible(), true);
  assert.match(await other.locator("li.comment").innerText(), /Content note: overdose/);
  assert.equal(await other.getByText("And some more of them.").isVisible(), false);
  await other.goto(circle.url);
  assert.match(await other.locator("li.thread", { hasText: "About last winter" }).first().innerText(), /Note: death/);
});

journey("words sent after the session ended survive signing in", async ({ visit }) => {
  const { page, who } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "Long answers", body: "Some take an evening." });
  await compose(page, { body: "This one took the whole evening." });

  const elsewhere = await visit();
  await signIn(elsewhere, maple, who);
  await elsewhere.goto(`${maple.url}/settings/sessions`);
  await press(elsewhere, elsewhere.locator("form[action$='/others/end'] button"));

  await submit(page, "form.composer");
  assert.match(await words(page), /your words will be posted/);
  await fillSignIn(page, { ...who, passphrase: "not this one at all" });
  assert.match(await words(page), /do not fit together/);
  await fillSignIn(page, who);
  assert.match(await words(page), /This one took the whole evening/);
  await press(page, page.locator("main form button.primary"));
  await page.goto(thread);
  assert.equal(await saying(page, "This one took the whole evening.").count(), 1);
});

journey("how many are with somebody is for that one's eyes alone", async ({ visit }) => {
  const { page } = await writer(visit);
  const thread = await begin(page, circle.url, { title: "Ninety mornings", body: "I made coffee on each of them." });
  const other = await operator(visit);
  await other.goto(thread);
  const button = other.locator("article.opening form[action$='/support'] button");
  await press(other, button);
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.doesNotMatch(await words(other), /is with you|are with you\./);
  await page.goto(thread);
  assert.match(await words(page), /1 person is with you/);
});
