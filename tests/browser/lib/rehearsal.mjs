// An empty server, just started, and the way from its set-up link to its first communities, walked through its pages.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { freePorts, started } from "./demo.mjs";
import { press, submit } from "./people.mjs";

/**
 * Starts an empty server called `name`, perhaps with a fault; answers `{name, url, setup, data, idle}` and stops it when the test
 * file ends. `idle()` waits until it has nothing left to do.
 */
export async function rehearse(after, name, mutant) {
  const { port, data } = await room();
  const [side] = await freePorts(1);
  const options = { "--name": name, "--port": port, "--work-port": side, "--data": data };
  const line = await started(after, data, ["rehearse", ...Object.entries(options).flat().map(String)], {
    env: mutant ? { ...process.env, TEST_MUTANT: mutant } : process.env,
  });
  const server = JSON.parse(line);
  return { ...server, data, url: server.url.replace(/\/$/, ""), idle: () => idle(side) };
}

async function idle(port) {
  const limit = AbortSignal.timeout(300_000);
  for (let quiet = 0; quiet < 3; ) {
    limit.throwIfAborted();
    const { waiting } = await (await fetch(`http://127.0.0.1:${port}/health/work`)).json();
    quiet = waiting === 0 ? quiet + 1 : 0;
    await new Promise((soon) => setTimeout(soon, 50));
  }
}

/** Starts an empty server as operators do; answers `{url, setup}`, the address of its set-up page. */
export async function serve(after, name, settings = {}) {
  const { port, data } = await room();
  const url = `http://${name}.localhost:${port}`;
  const env = { PORCHLIGHT_ADDRESS: url, PORCHLIGHT_LISTEN: `127.0.0.1:${port}`, PORCHLIGHT_DATA: data, ...settings };
  const line = await started(after, data, ["serve"], { env, cwd: data, stdio: ["ignore", "pipe", "ignore"] });
  const [setup] = line.match(/http:\S+/);
  await answering(port);
  return { url, setup };
}

async function room() {
  const [port] = await freePorts(1);
  return { port, data: mkdtempSync(path(tmpdir(), "porchlight-rehearsal-")) };
}

/** Waits until somebody listens on `port`: a real server says where to set it up before it opens its door. */
async function answering(port) {
  const limit = AbortSignal.timeout(30_000);
  for (;;) {
    limit.throwIfAborted();
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((soon) => setTimeout(soon, 50));
  }
}

/**
 * Follows the set-up link through its five screens to the list; answers who runs the server now, and the addresses of the
 * first invitations. `look(name)` may look at each screen.
 */
export async function setUp(page, server, organisation, { title = "", look = async () => {}, answers = {} } = {}) {
  await page.goto(`${server.url}/setup/${server.setup}`);
  await look("setup-1-porch");
  await describe(page, organisation, answers);
  await look("setup-2-you");
  const who = await moveIn(page, look);
  await look("setup-3-words");
  await page.selectOption("#country", "US");
  await press(page, page.locator("button[name=again]"));
  await look("setup-3-words-lines");
  await page.locator("input[name=called]").first().check();
  await page.fill("#title", title);
  await submit(page, "main form .buttons:last-child");
  await look("setup-4-keys");
  await typeBack(page);
  await look("setup-5-invitations");
  await page.selectOption("#count", "2");
  await submit(page, "main form");
  await look("setup-5-sheets");
  const links = await page.locator("a.invitation").all();
  const invitations = await Promise.all(links.map((link) => link.getAttribute("href")));
  await press(page, page.locator("main p.buttons a"));
  assert.equal(new URL(page.url()).pathname, "/setup");
  await look("setup-6-list");
  return { who, invitations };
}

/** The first screen: what the server is like. */
export async function describe(page, organisation, { name = "Willow", colour = "amber", readers = "circle", programme = "no" } = {}) {
  await page.fill("#name", name);
  await page.check(`input[name=colour][value=${colour}]`);
  await page.check(`input[name=readers][value=${readers}]`);
  await page.check(`input[name=programme][value=${programme}]`);
  await page.fill("#organisation", organisation);
  await page.check("input[name=house][value=yes]");
  await submit(page, "main form");
}

/** The second screen, with the offered name and words, and the codes; answers who moved in. */
export async function moveIn(page, look = async () => {}) {
  const who = { name: await page.inputValue("#sign_in_name"), passphrase: await page.inputValue("#passphrase") };
  await page.check("input[name=device][value=own]");
  await page.check("#adult");
  await submit(page, "main form");
  who.codes = await page.locator(".codes .code").allInnerTexts();
  assert.equal(who.codes.length, 2, "no recovery codes");
  await look("setup-2-codes");
  await page.check("main form input[type=checkbox]");
  await submit(page, "main form");
  return who;
}

/** The fourth screen: two words of the sheet, typed from the "paper". */
export async function typeBack(page) {
  const sheet = await page.locator(".words li").allInnerTexts();
  for (const field of ["one", "other"]) {
    const number = Number(await page.locator(`input[name=${field}]`).getAttribute("value"));
    await page.fill(field === "one" ? "#typed-1" : "#typed-2", sheet[number - 1]);
  }
  await submit(page, "main form");
}

/** A person whose office allows it founds a community; answers `{name, url, audience}`. */
export async function found(page, server, { title, name, audience, description = "" }) {
  await page.goto(`${server.url}/communities/new`);
  await page.fill("#title", title);
  await page.fill("#name", name);
  await page.fill("#description", description);
  await page.check(`input[name=audience][value=${audience}]`);
  await submit(page, "main form");
  const url = `${server.url}/c/${name}`;
  assert.equal(page.url(), url);
  return { name, url, audience };
}
