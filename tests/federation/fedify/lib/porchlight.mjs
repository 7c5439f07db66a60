// Starts Porchlight's demonstration for the tests of this folder, and lets its made-up people write through its forms.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { binary, community, freePorts, person } from "../../../browser/lib/demo.mjs";
import { ask } from "../../../browser/lib/wire.mjs";

/** Two servers, as `porchlight demo --json` describes them, stopped when the test file ends. */
export async function openPorchlight(after) {
  const data = mkdtempSync(join(tmpdir(), "porchlight-fedify-"));
  const [maple, harbor, work] = await freePorts(3);
  const places = ["--data", data, "--ports", `${maple},${harbor}`, "--work-port", String(work)];
  const child = spawn(binary(), ["demo", "--json", ...places], { stdio: ["ignore", "pipe", "inherit"] });
  after(async () => {
    child.kill();
    if (child.exitCode == null) await once(child, "exit");
    rmSync(data, { recursive: true, force: true });
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(120_000) });
  return new Porchlight(JSON.parse(line), work);
}

class Porchlight {
  constructor({ instances }, work) {
    [this.maple, this.harbor] = instances;
    this.work = `http://127.0.0.1:${work}/health/work`;
  }

  /** Waits until neither server has anything left to do, at several looks in a row. */
  async drained() {
    const patience = Date.now() + 60_000;
    for (let quiet = 0; quiet < 3; ) {
      const { waiting } = JSON.parse((await ask(this.work)).text);
      quiet = waiting === 0 ? quiet + 1 : 0;
      assert.ok(Date.now() < patience, `${waiting} pieces of work are still waiting`);
      await pause(20);
    }
  }

  /** Somebody of `server` with this role, signed in. */
  async signIn(server, role) {
    const { name, passphrase } = person(server, role);
    const answer = await ask(`${server.url}/sign-in`, { method: "POST", form: { name, passphrase, device: "own" } });
    const cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0];
    assert.ok(cookie, `${name} could not sign in`);
    return new Writer(server, cookie);
  }
}

/** Where a community of this audience is on this server. */
export const address = (server, audience) => community(server, audience).url;

class Writer {
  constructor(server, cookie) {
    Object.assign(this, { server, cookie });
  }

  /** What they read on a page of their server. */
  async reads(url) {
    const answer = await ask(url, { headers: { cookie: this.cookie } });
    assert.equal(answer.status, 200, `${url} answered ${answer.status}`);
    return answer.text;
  }

  /** Sends a form of their server; answers the address it leads to. */
  async sends(url, form = {}) {
    const answer = await ask(url, { method: "POST", form, headers: { cookie: this.cookie } });
    assert.equal(answer.status, 303, `${url} answered ${answer.status}: ${answer.text.slice(0, 2_000)}`);
    return new URL(answer.headers.location, this.server.url).href;
  }

  /** Begins a thread; answers its address. */
  starts(group, title, body) {
    return this.sends(`${group}/threads`, { title, body });
  }

  /** Answers a thread; answers the new comment's address. */
  async comments(thread, body) {
    const landed = await this.sends(`${thread}/comments`, { body });
    const [, id] = landed.match(/#comment-(\d+)$/) ?? assert.fail(`no comment to be seen at ${landed}`);
    return `${this.server.url}/comments/${id}`;
  }
}
