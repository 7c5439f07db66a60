// Both front pages stand, with scripts and without, and both servers say that they live.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectAccessible } from "./lib/accessibility.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { words } from "./lib/people.mjs";
import { shoot } from "./lib/screenshots.mjs";

const { demo, journey } = await setTheStage();

for (const instance of demo.instances) {
  journey(`${instance.name} lives`, async ({ page }) => {
    const answer = await page.goto(`${instance.url}/health/live`);
    assert.equal(answer.status(), 200);
  }, { only: "without scripts" });

  journey(`the front page of ${instance.name} welcomes`, async ({ page, javaScript }) => {
    const answer = await page.goto(instance.url);
    assert.equal(answer.status(), 200);
    assert.match(await words(page), new RegExp(instance.name));
    assert.equal(await page.locator("h1").count(), 1);
    await shoot(page, `front-${instance.name.toLowerCase()}${javaScript ? "" : "-plain"}`);
    if (javaScript) await expectAccessible(page);
  });
}

test("the demonstration has people and communities on both", () => {
  for (const { people, communities } of demo.instances) {
    assert.ok(people.length > 0 && communities.length > 0);
  }
});
