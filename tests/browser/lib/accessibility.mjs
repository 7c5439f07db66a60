// Asks axe what somebody with a screen reader, a keyboard or tired eyes would stumble over.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Throws with the list when the page breaks WCAG 2.2 AA where a program can tell. Wants a session with scripts. */
export async function expectAccessible(page) {
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), tags);
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join("; ")})`);
  assert.deepEqual(found, [], `${page.url()} is hard to use for some`);
}
