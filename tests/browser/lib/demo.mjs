// The demonstration that the journeys walk through: the one that `tests/run` started, or one of this file's own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Two instances, as `porchlight demo --json` describes them; one of our own stops when the test file ends. */
export async function openDemo(after) {
  const shared = process.env.TEST_DEMO;
  return new Demo(shared ? JSON.parse(readFileSync(shared, "utf8")) : await startDemo(after));
}

class Demo {
  constructor({ instances }) {
    this.instances = instances;
    [this.maple, this.harbor] = instances;
  }

  /** The instances' hosts: all that a page may ask for anything. */
  get hosts() {
    return this.instances.map((instance) => new URL(instance.url).host);
  }
}

/** Somebody with this role on this instance, or whoever comes first. */
export function person(instance, role) {
  const found = instance.people.find((one) => role == null || one.role === role);
  assert.ok(found, `the demonstration has no ${role} on ${instance.name}`);
  return found;
}

/** A community of this audience on this instance: house, circle or open. */
export function community(instance, audience) {
  const found = instance.communities.find((one) => one.audience === audience);
  assert.ok(found, `the demonstration has no ${audience} community on ${instance.name}`);
  return found;
}

/** The program to walk through. */
export function binary() {
  return process.env.TEST_BINARY ?? new URL("../../../target/debug/porchlight", import.meta.url).pathname;
}

async function startDemo(after) {
  const data = mkdtempSync(join(tmpdir(), "porchlight-demo-"));
  const ports = await freePorts(2);
  return JSON.parse(await started(after, data, ["demo", "--json", "--data", data, "--ports", ports.join(",")], {}, 60_000));
}

/** Starts the program, stops it and deletes `data` when the test file ends; answers its first line. */
export async function started(after, data, commands, options = {}, within = 30_000) {
  const child = spawn(binary(), commands, { stdio: ["ignore", "pipe", "inherit"], ...options });
  // A file that breaks off before its tests begin never gets to its end; what it started would hold the run's output open.
  process.once("exit", () => child.kill());
  after(async () => {
    child.kill();
    if (child.exitCode == null) await once(child, "exit");
    rmSync(data, { recursive: true, force: true });
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(within) });
  return line;
}

/** Ports that nobody listens on. */
export async function freePorts(count) {
  const listeners = await Promise.all(Array.from({ length: count }, listening));
  const ports = listeners.map((listener) => listener.address().port);
  listeners.forEach((listener) => listener.close());
  return ports;
}

function listening() {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, "127.0.0.1", () => resolve(listener));
  });
}
