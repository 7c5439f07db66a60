// Keeps pictures of pages, on a phone and on a desk, to be looked at by people.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { sizes } from "./browser.mjs";

const folder = new URL("../../output/", import.meta.url).pathname;

/** Leaves tests/output/NAME-360.png and NAME-1280.png, and holds the page to its width: nothing scrolls sideways. */
export async function shoot(page, name) {
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${folder}${name}-${size.width}.png`, fullPage: true });
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(width <= size.width, `${name} is ${width} pixels wide on a screen of ${size.width}`);
  }
  await page.setViewportSize(before);
}
