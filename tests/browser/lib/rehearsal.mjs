// An empty server, just started, and the way from its set-up link to its first communities, walked through its pages.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { createInterface } from "node:readline";
import { binary, freePorts } from "./demo.mjs";
import { submit } from "./people.mjs";

/**
 * Starts an empty server called `name`, perhaps with a fault; answers `{name, url, setup, idle}` and stops it when the test
 * file ends. `idle()` waits until it has nothing left to do.
 */
export async function rehearse(after, name, mutant) {
  const { port, data } = await room();
  const [side] = await freePorts(1);
  const options = { "--name": name, "--port": port, "--work-port": side, "--data": data };
  const line = await started(after, data, ["rehearse", ...Object.entries(options).flat().map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: mutant ? { ...process.env, TEST_MUTANT: mutant } : process.env,
  });
  const server = JSON.parse(line);
  return { ...server, url: server.url.replace(/\/$/, ""), idle: () => idle(side) };
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

/** Starts the program, stops it and deletes `data` when the test file ends; answers its first line. */
async function started(after, data, commands, options = { stdio: ["ignore", "pipe", "inherit"] }) {
  const child = spawn(binary(), commands, options);
  after(async () => {
    child.kill();
    if (child.exitCode == null) await once(child, "exit");
    rmSync(data, { recursive: true, force: true });
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(30_000) });
  return line;
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

/** Follows the set-up link as far as the first invitation, on which the page then stands; answers that address. */
export async function setUp(page, server, organisation) {
  await page.goto(`${server.url}/setup/${server.setup}`);
  await page.fill("#organisation", organisation);
  await page.check("input[name=house][value=yes]");
  await submit(page, "main form");
  assert.match(new URL(page.url()).pathname, /^\/join\/./);
  return page.url();
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
