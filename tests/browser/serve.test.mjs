// A real server, as `porchlight serve` runs it: until there is a backup, every page says that it is not for real members.
import assert from "node:assert/strict";
import { after } from "node:test";
import { inspect } from "./lib/inspection.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { serve } from "./lib/rehearsal.mjs";

const source = "https://forge.example/porchlight";
const server = await serve(after, "willow", { PORCHLIGHT_SOURCE: source });
const { journey } = await setTheStage(() => ({ hosts: [new URL(server.url).host] }));

journey("every page says that there is no backup", async ({ page, javaScript }) => {
  const wrong = [];
  for (const path of ["/", "/sign-in", "/join", "/help", "/help-now", "/about", "/nowhere", new URL(server.setup).pathname]) {
    await page.goto(server.url + path);
    const said = await page.locator("aside.demo").innerText();
    assert.match(said, /Not yet for real members: this server has no backup/, path);
    if (javaScript && path === "/") wrong.push(...(await inspect(page, "serve-welcome")));
  }
  assert.deepEqual(wrong, []);
});

journey("the page about the program leads to the source that the operator named", async ({ page, javaScript }) => {
  await page.goto(server.url);
  await page.locator("footer a[href='/about']").click();
  const link = page.locator("main a");
  assert.equal(await link.getAttribute("href"), source);
  assert.equal(await link.innerText(), source);
  if (javaScript) assert.deepEqual(await inspect(page, "serve-about"), []);
});
