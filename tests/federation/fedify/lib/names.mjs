// Makes every `*.localhost` name mean this machine, as browsers do and the system's resolver does not.
import { createRequire } from "node:module";

/** After this, fetch and http reach `maple.localhost` at 127.0.0.1. */
export function resolveLocalhostNames() {
  const dns = createRequire(import.meta.url)("node:dns");
  const systemLookup = dns.lookup;
  dns.lookup = (name, ...rest) => systemLookup(/(^|\.)localhost$/.test(name) ? "127.0.0.1" : name, ...rest);
}
