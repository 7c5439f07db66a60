// From an empty folder to a second person's first words, all through the server's own pages.
import assert from "node:assert/strict";
import { after } from "node:test";
import { inspect } from "./lib/inspection.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { invite, join, submit, words } from "./lib/people.mjs";
import { found, rehearse, setUp } from "./lib/rehearsal.mjs";
import { answer, begin, enter, saying } from "./lib/talking.mjs";

const stage = { hosts: [] };
const { journey } = await setTheStage(() => stage);

async function emptyServer() {
  const server = await rehearse(after, "willow");
  stage.hosts.push(new URL(server.url).host);
  return server;
}

journey("a house moves in: set-up, the operator, a community, an invitation, a second person's words", async ({ page, visit, javaScript }) => {
  const server = await emptyServer();
  const start = performance.now();
  await page.goto(`${server.url}/setup/${server.setup}`);
  if (javaScript) assert.deepEqual(await inspect(page, "setup"), []);
  await join(page, await setUp(page, server, "Willow House"));
  const kitchen = await found(page, server, { title: "Kitchen table", name: "kitchen", audience: "house" });
  const invitation = await invite(page, server, { label: "Room 3" });

  const second = await visit();
  await join(second, invitation);
  await enter(second, kitchen.url);
  const thread = await begin(second, kitchen.url, { title: "Hello from room 3", body: "I made tea. There is enough for four." });
  assert.ok(performance.now() - start < 60_000, "from an empty folder to the first words took over a minute");

  await answer(page, thread, "On my way, with biscuits.", {});
  await second.reload();
  await saying(second, "On my way, with biscuits.").waitFor();
});

journey("the set-up link works until somebody has moved in, and a wrong one never", async ({ page }) => {
  const server = await emptyServer();
  const wrong = await page.goto(`${server.url}/setup/${"z".repeat(24)}`);
  assert.equal(wrong.status(), 404);
  await page.goto(`${server.url}/setup/${server.setup}`);
  await page.fill("#organisation", "x".repeat(60));
  await page.locator("#organisation").evaluate((field) => field.removeAttribute("maxlength"));
  await page.fill("#organisation", "x".repeat(90));
  await submit(page, "main form");
  assert.match(await words(page), /at most 60 letters/);
  assert.equal(await page.inputValue("#organisation"), "x".repeat(90), "what was typed is lost");
  const lost = await setUp(page, server, "Willow House");
  await join(page, await setUp(page, server, "Willow Tree House"));
  for (const address of [lost, `${server.url}/setup/${server.setup}`]) {
    await page.context().clearCookies();
    const again = await page.goto(address);
    assert.equal(again.status(), 404, `${address} still works`);
  }
});
