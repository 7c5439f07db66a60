// Sets the stage for a file of journeys: two instances, a browser, and everybody judged at the end.
import { after, test } from "node:test";
import { openBrowser, openSession } from "./browser.mjs";
import { openDemo } from "./demo.mjs";

/**
 * Answers `{demo, journey}`; `open` may set another stage than the demonstration: all that counts are its `hosts`. `journey(name, steps)` is two tests: the steps without scripts, and again with them. The steps get
 * `{page, visit, javaScript}`: a page of their own, `visit()` for another person's browser, and which of the two it is.
 */
export async function setTheStage(open = openDemo) {
  const demo = await open(after);
  const browser = await openBrowser(after);
  const journey = (name, steps, options = {}) => {
    for (const javaScript of options.only == null ? [false, true] : [options.only === "with scripts"]) {
      test(`${name} (${javaScript ? "with" : "without"} scripts)`, () => walk(browser, demo, steps, { ...options, javaScript }));
    }
  };
  return { demo, journey };
}

async function walk(browser, demo, steps, { javaScript, size }) {
  const sessions = [];
  const visit = async (options = {}) => {
    const session = await openSession(browser, { javaScript, size, hosts: demo.hosts, ...options });
    sessions.push(session);
    return session.page;
  };
  try {
    await steps({ page: await visit(), visit, javaScript });
    sessions.forEach((session) => session.judge());
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}
