// Starts the peer beside a test and asks it for things.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Starts a peer of its own for this test, stopped when the test ends. */
export function startPeer(test, ...options) {
  return openPeer((stop) => test.after(stop), ...options);
}

/** Starts a peer; `after` is told how to stop it. */
export async function openPeer(after, ...options) {
  const program = new URL("../peer.mjs", import.meta.url).pathname;
  const child = spawn(process.execPath, [program, ...options], { stdio: ["pipe", "pipe", "inherit"] });
  after(() => child.kill());
  const [line] = await once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(30_000) });
  return new DrivenPeer(JSON.parse(line));
}

class DrivenPeer {
  constructor({ origin, control, people }) {
    Object.assign(this, { origin, control, people });
  }

  /** Asks for one command; throws what the peer says when it could not. */
  async ask(command, fields = {}) {
    const response = await fetch(`${this.control}/${command}`, { method: "POST", body: JSON.stringify(fields) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The types of what arrived and was verified, oldest first. */
  async heard() {
    const { received } = await this.ask("received");
    return received.map(({ activity }) => activity.type);
  }
}
