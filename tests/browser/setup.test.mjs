// From an empty folder to a second person's first words, all through the server's own pages.
import assert from "node:assert/strict";
import { after } from "node:test";
import { inspect } from "./lib/inspection.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { fillSignIn, join, submit, words } from "./lib/people.mjs";
import { describe, moveIn, rehearse, serve, setUp } from "./lib/rehearsal.mjs";
import { answer, begin, enter, saying } from "./lib/talking.mjs";

const stage = { hosts: [] };
const { journey } = await setTheStage(() => stage);

async function emptyServer() {
  const server = await rehearse(after, "willow");
  stage.hosts.push(new URL(server.url).host);
  return server;
}

journey("from an empty folder to a second person's words in under a minute", async ({ page, visit, javaScript }) => {
  const start = performance.now();
  const server = await serve(after, "willow");
  stage.hosts.push(new URL(server.url).host);
  const { invitations } = await setUp(page, { url: server.url, setup: server.setup.split("/").pop() }, "Willow House", { title: "Kitchen table", answers: { readers: "house" } });
  const second = await visit();
  await join(second, invitations[1]);
  const kitchen = `${server.url}/c/kitchen-table`;
  await enter(second, kitchen);
  const thread = await begin(second, kitchen, { title: "Hello from room 3", body: "I made tea. There is enough for four." });
  const seconds = (performance.now() - start) / 1_000;
  console.log(`from an empty folder to a second person's words, ${javaScript ? "with" : "without"} scripts: ${seconds.toFixed(1)} s`);

  await answer(page, thread, "On my way, with biscuits.", {});
  await second.reload();
  await saying(second, "On my way, with biscuits.").waitFor();
});

journey("every screen of setting up is looked at, and the pages that come of it", async ({ page, javaScript }) => {
  if (!javaScript) return;
  const wrong = [];
  const look = async (name) => wrong.push(...(await inspect(page, name)));
  const server = await emptyServer();
  await page.goto(`${server.url}/setup/${server.setup}`);
  await page.locator("main form").evaluate((form) => form.setAttribute("novalidate", ""));
  await page.locator("#name").fill("");
  await submit(page, "main form");
  await look("setup-1-mended");
  await setUp(page, server, "Willow House", { title: "Kitchen table", look, answers: { colour: "moss", programme: "yes" } });
  for (const [name, path] of Object.entries({
    "setup-4-keys-made": "/setup/keys",
    today: "/today",
    "today-report": "/today/report",
    doctor: "/doctor",
    "settings-server": "/settings/server",
    "settings-guidelines": "/settings/guidelines",
    "settings-help-lines": "/settings/help-lines",
    "settings-operator": "/settings",
    "help-now-confirmed": "/help-now",
  })) {
    await page.goto(server.url + path);
    await look(name);
  }
  assert.deepEqual(wrong, []);
});

journey("the set-up link works until somebody has moved in, and a wrong one never", async ({ page, visit }) => {
  const server = await emptyServer();
  const wrong = await page.goto(`${server.url}/setup/${"z".repeat(24)}`);
  assert.equal(wrong.status(), 404);
  await page.goto(`${server.url}/setup/${server.setup}`);
  await page.locator("#organisation").evaluate((field) => field.removeAttribute("maxlength"));
  await describe(page, "x".repeat(90));
  assert.match(await words(page), /at most 60 letters/);
  assert.equal(await page.inputValue("#organisation"), "x".repeat(90), "what was typed is lost");
  await describe(page, "Willow House");
  // Another browser goes on where this one stopped; what it makes counts, for the first one never saw its codes.
  const lost = await visit();
  await lost.goto(`${server.url}/setup/${server.setup}`);
  assert.match(await words(lost), /Step 2 of 5/);
  const who = await moveIn(page);
  assert.match(page.url(), /\/setup\/words$/);
  const again = await lost.goto(`${server.url}/setup/${server.setup}`);
  assert.equal(again.status(), 404, "the link still works");
  // Whoever lost the browser half-way signs in and goes on.
  await lost.goto(`${server.url}/sign-in?to=/setup`);
  await fillSignIn(lost, who);
  assert.match(lost.url(), /\/setup\/words$/);
});
