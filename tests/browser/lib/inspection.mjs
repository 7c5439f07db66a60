// Looks at one page the way its readers will: on a phone and a desk, by day and at night, narrow, and by ear.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { sizes } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = new URL("../../output/", import.meta.url).pathname;
const everything = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };
const colours = ["color-contrast", "link-in-text-block"];
// What a page is made of is the same by day and at night; colours, the dearest to judge, are the same on a phone and a desk.
const shape = { ...everything, rules: Object.fromEntries(colours.map((rule) => [rule, { enabled: false }])) };
const painted = { runOnly: { type: "rule", values: colours } };
const wanted = { phone: shape, desk: everything };
const day = { colorScheme: "light", contrast: "no-preference", reducedMotion: "reduce" };
const night = { ...day, colorScheme: "dark" };
const strong = { ...day, contrast: "more" };

/** Leaves pictures of the page as `name` (by night too, with `NIGHT=yes`) and answers what is wrong with it, each as a line; nothing is the best answer. */
export async function inspect(page, name) {
  mkdirSync(folder, { recursive: true });
  const wrong = [...(await structure(page))];
  await page.emulateMedia(day);
  await page.evaluate(axe);
  for (const [device, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    // From the top: the bar that stays there would hide half of whatever the page was scrolled to.
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${folder}${name}-${size.width}.png`, fullPage: true });
    wrong.push(...(await tooWide(page, size.width)), ...(await broken(page, size.width)), ...(await barriers(page, wanted[device], size.width)));
  }
  for (const [look, media] of Object.entries({ night, strong })) {
    await page.emulateMedia(media);
    if (look === "night" && process.env.NIGHT) await page.screenshot({ path: `${folder}${name}-night-1280.png`, fullPage: true });
    wrong.push(...(await barriers(page, painted, look)));
  }
  await page.emulateMedia(day);
  await page.setViewportSize({ width: 320, height: 640 });
  wrong.push(...(await tooWide(page, 320)));
  await page.setViewportSize(sizes.phone);
  return wrong.map((line) => `${name}: ${line}`);
}

/** One heading of the first rank, the landmarks, the two links that keep people safe, a language and a title that tells nothing. */
async function structure(page) {
  const counts = { h1: 1, "body > header": 1, main: 1, "body > footer": 1, "nav.safety a": 2, "html[lang][dir]": 1 };
  const wrong = [];
  for (const [what, wanted] of Object.entries(counts)) {
    const found = await page.locator(what).count();
    if (found !== wanted) wrong.push(`${found} of ${what}, not ${wanted}`);
  }
  const title = await page.title();
  if (title !== "Porchlight") wrong.push(`its title tells whoever sees the tab: ${title}`);
  return wrong;
}

async function tooWide(page, width) {
  const found = await page.evaluate(() => {
    const page = document.scrollingElement.scrollWidth;
    const wide = [...document.querySelectorAll("main *, header *, nav *, footer *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
    return { page, wide: wide.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.className}`) };
  });
  return found.page > width ? [`${found.page} pixels wide on a screen of ${width} (${found.wide.join(", ")})`] : [];
}

/** The buttons and links at the top of the page that do not stand on one line: on a phone, too, they are found at a glance. */
async function broken(page, width) {
  const found = await page.evaluate(() => {
    const tops = (range) => new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    const folded = [...document.querySelectorAll(".safety a, .links a")].filter((one) => {
      const range = document.createRange();
      range.selectNodeContents(one.firstChild);
      return tops(range).size > 1;
    });
    const rows = new Set([...document.querySelectorAll(".links li")].map((one) => one.offsetTop));
    const across = getComputedStyle(document.querySelector(".links ul") ?? document.body).flexDirection !== "column";
    return [...folded.map((one) => one.textContent), ...(across && rows.size > 1 ? ["the main links"] : [])];
  });
  return found.map((what) => `at ${width}, ${what}: not on one line`);
}

async function barriers(page, asked, where) {
  const { violations } = await page.evaluate((options) => globalThis.axe.run({ ...options, resultTypes: ["violations"] }), asked);
  return violations.map(({ id, help, nodes }) => `at ${where}, ${id}: ${help} (${nodes.slice(0, 4).map((node) => node.target.join(" ")).join("; ")})`);
}
