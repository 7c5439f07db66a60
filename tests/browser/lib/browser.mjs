// Opens Chromium the way every journey wants it: with scripts or without, on a phone or a desk, and watched.
import { chromium } from "playwright-core";
import { watch } from "./promises.mjs";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a page asks of the world outside fails at once, here as on a machine that is online.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost",
];

/** The two sizes every page must be good at. */
export const sizes = { phone: { width: 360, height: 780 }, desk: { width: 1280, height: 900 } };

/** One browser, closed when the test file ends (`after` is node:test's). */
export async function openBrowser(after) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  after(() => browser.close());
  return browser;
}

/**
 * Somebody's own browser session: `page` to use, `context` for its cookies. `judge()` throws when a page asked another host
 * for anything or went against its own content security policy; `close()` ends it.
 */
export async function openSession(browser, { javaScript = true, size = sizes.phone, hosts, ...rest }) {
  const context = await browser.newContext({ javaScriptEnabled: javaScript, viewport: size, ...rest });
  context.setDefaultTimeout(10_000);
  const { expectNothing } = watch(context, hosts);
  return { context, page: await context.newPage(), judge: expectNothing, close: () => context.close() };
}
