// T21, T22: hostile words on our pages with our headers: nothing is asked of
// anybody, nothing runs, nothing is said to the console, and nothing stands in the page that a text may not be made of.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openBrowser } from "./lib/browser.mjs";
import { hostileTexts } from "./lib/hostile.mjs";
import { join } from "./lib/people.mjs";
import { found, rehearse, setUp } from "./lib/rehearsal.mjs";
import { begin } from "./lib/talking.mjs";

const texts = hostileTexts();
const browser = await openBrowser(after);

/** A server with somebody signed in and an open community. */
async function open(name, mutant) {
  const server = await rehearse(after, name, mutant);
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await join(page, await setUp(page, server, `The house of ${name}`));
  const community = await found(page, server, { title: `Words at ${name}`, name: "words", audience: "open" });
  const thread = await begin(page, community.url, { title: "All of them", body: "One by one." });
  return { ...server, page, context, community, thread };
}

/** Posts every text as a comment of its own, as a form would; answers how many were taken. */
async function say({ context, thread }, all) {
  const [{ name, value }] = (await context.cookies()).filter((cookie) => cookie.name.endsWith("session"));
  // Node knows no names under localhost.
  const address = new URL(`${thread}/comments`);
  address.hostname = "127.0.0.1";
  const send = (pairs) => {
    const body = new URLSearchParams(pairs);
    return fetch(address, { method: "POST", body, redirect: "manual", headers: { cookie: `${name}=${value}` } });
  };
  let taken = 0;
  const waiting = [...all];
  const speaker = async () => {
    for (let text; (text = waiting.shift()) != null; ) if (await post(send, text)) taken += 1;
  };
  await Promise.all(Array.from({ length: 4 }, speaker));
  return taken;
}

/** What could tell who writes is shown once before it is taken: then it is sent again as it is. */
async function post(send, body) {
  const first = await send([["body", body]]);
  const page = await first.text();
  if (first.status !== 200) return first.status === 303;
  const seen = [...page.matchAll(/name="seen" value="([^"]*)"/g)].map(([, key]) => ["seen", key]);
  const again = await send([["body", body], ...seen]);
  await again.text();
  return again.status === 303;
}

const honest = await open("honest");
const taken = await say(honest, texts);
console.log(`${taken} of ${texts.length} hostile texts were taken`);
assert.ok(taken > texts.length * 0.9, "most of them are taken");

/** Everything that went wrong while all pages of a thread were open. */
async function wrongs(server, thread, { javaScript = true } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: javaScript, storageState: await server.context.storageState() });
  const page = await context.newPage();
  const wrong = [];
  const host = new URL(server.url).host;
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.host !== host) wrong.push(`a request to ${url.href}`);
  });
  page.on("dialog", (dialog) => (wrong.push(`a dialog: ${dialog.message()}`), dialog.dismiss().catch(() => {})));
  page.on("console", (message) => wrong.push(`the console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`an error: ${error.message}`));
  context.on("page", (other) => wrong.push(`a window: ${other.url()}`));
  let pages = 1;
  for (let number = 1; number <= pages; number += 1) {
    await page.goto(`${thread}?page=${number}`, { waitUntil: "networkidle" });
    pages = Number((await page.locator("body").innerText()).match(/Page \d+ of (\d+)/)?.[1] ?? 1);
    wrong.push(...(await strange(page)));
  }
  await context.close();
  return { wrong, pages };
}

/** What stands in the members' words that no text may be made of. */
async function strange(page) {
  return page.evaluate(() => {
    const allowed = "a b blockquote br code del em h3 h4 h5 h6 hr i ins li ol p pre s strong sub sup table tbody td th thead tr ul".split(" ");
    const found = [];
    for (const one of document.querySelectorAll(".prose *")) {
      if (!allowed.includes(one.localName)) found.push(`<${one.localName}>`);
      for (const { name, value } of one.attributes) {
        const fine = { href: /^(https?:|mailto:)/i, rel: /^nofollow noopener noreferrer ugc$/, start: /^\d+$/ }[name]?.test(value);
        if (!fine) found.push(`${name}="${value}" on <${one.localName}>`);
      }
    }
    // A text that closed more than it opened would have left its place.
    for (const one of document.querySelectorAll("main > :not(article, section, div, p, nav, ol, ul, form, h1, h2, header, footer, aside, details)")) found.push(`<${one.localName}> in main`);
    return found.map((what) => `in the page: ${what}`);
  });
}

test("T21: hostile words that were written here ask nobody, run nothing and say nothing", async () => {
  const { wrong, pages } = await wrongs(honest, honest.thread);
  assert.ok(pages > 5, `${pages} pages`);
  assert.deepEqual(wrong, []);
});

test("T22: without scripts the same pages stand, and the words can be read", async () => {
  const { wrong } = await wrongs(honest, honest.thread, { javaScript: false });
  assert.deepEqual(wrong, []);
});

test("T21: HTML that is let through as it came is caught", async () => {
  const hostile = await open("hostile", "raw-html");
  await say(hostile, ["<p style=\"color: red\">styled</p>", "<img src=//far.example/a.png onerror=alert(1)>", "<video></video>"]);
  const { wrong } = await wrongs(hostile, hostile.thread);
  assert.ok(wrong.some((line) => /content security policy/i.test(line)), "the policy is gone against");
  assert.ok(wrong.some((line) => line.startsWith("in the page: <")), "there is what no text is made of");
});

/** What leaves a page of `server` into which somebody got hostile HTML past everything else. */
async function leaks(server) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const left = [];
  page.on("requestfailed", (request) => {
    const far = new URL(request.url()).host === "far.example";
    if (far && !/csp|BLOCKED/i.test(request.failure()?.errorText ?? "")) left.push(request.url());
  });
  await page.goto(`${server.url}/about`);
  await page.evaluate(() => {
    const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
    add("<img src=http://far.example/img><iframe src=http://far.example/frame></iframe><link rel=stylesheet href=http://far.example/css>");
    add("<object data=http://far.example/object></object><video src=http://far.example/video></video>");
    fetch("http://far.example/fetch").catch(() => {});
    const script = document.createElement("script");
    script.src = "http://far.example/script";
    document.body.append(script);
  });
  await page.waitForTimeout(500);
  await context.close();
  return left;
}

test("T21: what gets into a page all the same reaches nobody, because the policy forbids it", async () => {
  assert.deepEqual(await leaks(honest), []);
});

test("T21: a policy that forbids nothing by default is caught", async () => {
  const loose = await rehearse(after, "loose", "loose-policy");
  const left = await leaks(loose);
  assert.ok(left.length >= 3, left.join(" "));
});
