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

/** Starts an empty server called `name`; answers `{name, url, setup}` and stops it when the test file ends. */
export async function rehearse(after, name) {
  const data = mkdtempSync(path(tmpdir(), "porchlight-rehearsal-"));
  const [port] = await freePorts(1);
  const child = spawn(binary(), ["rehearse", "--name", name, "--port", String(port), "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(async () => {
    child.kill();
    if (child.exitCode == null) await once(child, "exit");
    rmSync(data, { recursive: true, force: true });
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(30_000) });
  const server = JSON.parse(line);
  return { ...server, url: server.url.replace(/\/$/, "") };
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
