// Doors: what anybody may read without signing in, what nobody may, and kind answers to what makes no sense.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { fillSignIn, press, signIn, submit, words } from "./lib/people.mjs";
import { begin } from "./lib/talking.mjs";
import { ask } from "./lib/wire.mjs";

const { demo, journey } = await setTheStage();

/** A thread in the community, begun by the person who runs its server; answers that person's page too. */
async function threadIn(visit, instance, place, title) {
  const page = await visit();
  const operator = person(instance, "operator");
  await signIn(page, instance, operator);
  await page.goto(place.url);
  const joining = page.locator("form[action$='/membership'] button");
  if (await joining.count()) await press(page, joining.first());
  return { page, thread: await begin(page, place.url, { title, body: "Words for those who may read them." }) };
}

for (const audience of ["house", "circle"]) {
  const instance = demo.instances.find(({ communities }) => communities.some((one) => one.audience === audience));
  journey(`a ${audience} community is closed to whoever is not signed in`, async ({ page, visit }) => {
    const place = community(instance, audience);
    const { thread } = await threadIn(visit, instance, place, `Inside the ${audience}`);
    await page.goto(`${instance.url}/communities`);
    assert.equal(await page.locator(`a[href='${new URL(place.url).pathname}']`).count(), 0, "it is listed for strangers");
    for (const address of [place.url, thread, `${place.url}/guidelines`, `${thread}/report`]) {
      await page.goto(address);
      assert.equal(new URL(page.url()).pathname, "/sign-in", `${address} opens for a stranger`);
      assert.doesNotMatch(await words(page), /Words for those/);
    }
    await page.goto(thread);
    await page.fill("input[name=name]", person(instance, "operator").name);
    await page.fill("input[name=passphrase]", person(instance, "operator").passphrase);
    await page.check("input[name=device][value=shared]");
    await submit(page, "form:has(input[name=passphrase])");
    assert.equal(page.url(), thread, "signing in does not lead back to what was asked for");
  });
}

const host = demo.instances.find(({ communities }) => communities.some((one) => one.audience === "open"));

journey("an open community is read without signing in, and written in only by members", async ({ page, visit }) => {
  const place = community(host, "open");
  const { thread } = await threadIn(visit, host, place, "For everybody");
  await page.goto(`${host.url}/communities`);
  await press(page, page.locator(`a[href='${new URL(place.url).pathname}']`));
  await press(page, page.getByRole("link", { name: "For everybody" }).first());
  assert.match(await words(page), /Words for those who may read them/);
  assert.match(await words(page), /Members of this community can write here/);
  assert.equal(await page.locator("form.composer, form[action$='/support']").count(), 0);
  await page.goto(thread);
  const tried = await ask(`${thread}/comments`, { method: "POST", form: { body: "A stranger writes." } });
  assert.equal(tried.status, 401);
  assert.match(tried.text, /your words will be posted/);
});

journey("help is one press away, for any country, signed in or not", async ({ page }) => {
  await page.goto(demo.maple.url);
  await press(page, page.locator("nav.safety a").first());
  const answered = await page.goto(page.url());
  assert.match(answered.headers()["cache-control"] ?? "", /public/);
  assert.equal((await answered.headersArray()).filter(({ name }) => /set-cookie/i.test(name)).length, 0);
  await page.selectOption("#country", "GB");
  await submit(page, "form.pick");
  assert.equal(await page.locator("a.call").getAttribute("href"), "tel:999");
  await page.selectOption("#country", "US");
  await submit(page, "form.pick");
  assert.equal(await page.locator("a.call").getAttribute("href"), "tel:911");
  const elsewhere = await page.goto(`${demo.maple.url}/help-now?country=nowhere`);
  assert.equal(elsewhere.status(), 200);
  assert.ok(await page.locator("a.call").getAttribute("href"));
});

journey("the country that somebody chose is the one that help begins with", async ({ page, visit }) => {
  await page.goto(`${demo.maple.url}/settings/country`);
  await page.selectOption("#country", "DE");
  await submit(page, "main form");
  await page.goto(demo.maple.url);
  await press(page, page.locator("nav.safety a").first());
  assert.equal(await page.locator("a.call").getAttribute("href"), "tel:112");
  assert.equal(await page.inputValue("#country"), "DE");
  assert.equal((await (await visit()).goto(`${demo.maple.url}/settings/country`)).status(), 200);
});

journey("addresses of nothing are answered kindly", async ({ page, visit }) => {
  const member = await visit();
  await signIn(member, demo.maple, person(demo.maple, "operator"));
  const nothing = ["/t/999999999", "/t/none", "/t/-1", "/t/99999999999999999999999", "/comments/999999999", "/c/no-such-place",
    "/c/no@such.example", "/people/999999999/ban", "/organisations/999999", "/nowhere", "/styles/none.css", "/%ff", "/t/1%00"];
  for (const path of nothing) {
    const answered = await member.goto(`${demo.maple.url}${path}`);
    assert.ok([400, 404].includes(answered.status()), `${path}: ${answered.status()}`);
    assert.equal(await member.locator("h1").count(), 1, path);
    assert.equal(await member.locator("nav.safety a").count(), 2, path);
    assert.equal((await page.goto(`${demo.maple.url}${path}`)).status() >= 500, false, path);
  }
});

journey("forms that make no sense lose nothing and break nothing", async ({ visit }) => {
  const { url } = demo.maple;
  const place = community(demo.maple, "house");
  const { page, thread } = await threadIn(visit, demo.maple, place, "Bad forms");
  const context = page.context();
  const send = (path, form, more = {}) => ask(new URL(path, url).href, { method: "POST", form, context, ...more });

  const long = await send(`${thread}/comments`, { body: "word ".repeat(5_000) });
  assert.equal(long.status, 422);
  assert.match(long.text, /too long for one post/);
  assert.ok(long.text.includes("word word word"), "the long words are lost");
  const huge = await send(`${thread}/comments`, { body: "x".repeat(600 * 1_024) });
  assert.equal(huge.status, 413);
  assert.match(huge.text, /<h1>/);
  const empty = await send(`${thread}/comments`, { body: "  \n " });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /write something first/);
  const untitled = await send(`${place.url}/threads`, { title: "", body: "Words without a title." });
  assert.equal(untitled.status, 422);
  assert.match(untitled.text, /needs a title/);
  assert.match(untitled.text, /Words without a title/);
  const orphan = await send(`${thread}/comments`, { body: "To nobody.", parent: "999999999" });
  assert.equal(orphan.status, 422);
  assert.match(orphan.text, /To nobody\./);

  const broken = await send(`${thread}/comments`, null, { body: "%%%=&&&%zz", headers: { "content-type": "application/x-www-form-urlencoded" } });
  assert.ok(broken.status >= 400 && broken.status < 500, String(broken.status));
  const json = await send(`${thread}/comments`, null, { body: "{}", headers: { "content-type": "application/json" } });
  assert.ok(json.status >= 400 && json.status < 500, String(json.status));
  assert.match(json.text, /<h1>/);

  for (const [method, path] of [["DELETE", thread], ["PUT", "/sign-in"], ["GET", `${thread}/comments`], ["POST", "/help-now"], ["PATCH", "/"]]) {
    const wrong = await ask(new URL(path, url).href, { method, context });
    assert.equal(wrong.status, 405, `${method} ${path}`);
    assert.ok(wrong.headers.allow, `${method} ${path} does not say what is allowed`);
  }
  const foreign = await send(`${thread}/comments`, { body: "Sent in your name." }, { headers: { origin: "https://evil.example" } });
  assert.equal(foreign.status, 403);
  await page.goto(thread);
  assert.equal(await page.locator("li.comment").count(), 0, "something was posted after all");
});

journey("a sign-in that does not fit tells nobody which part was wrong, and none leads to another site", async ({ page, visit }) => {
  const said = [];
  for (const name of [person(demo.maple, "operator").name, "nobody-by-this-name"]) {
    await page.goto(`${demo.maple.url}/sign-in`);
    await page.fill("input[name=name]", name);
    await page.fill("input[name=passphrase]", "not the right words");
    await page.check("input[name=device][value=own]");
    await submit(page, "form:has(input[name=passphrase])");
    assert.equal(await page.inputValue("input[name=name]"), name);
    said.push((await page.locator("main").innerText()).replaceAll(name, "…"));
  }
  assert.equal(said[0], said[1]);
  for (const to of ["//evil.example", "https://evil.example/", "/\\evil.example"]) {
    const lured = await visit();
    await lured.goto(`${demo.maple.url}/sign-in?to=${encodeURIComponent(to)}`);
    await fillSignIn(lured, person(demo.maple, "operator"));
    assert.equal(lured.url(), `${demo.maple.url}/`);
  }
});
