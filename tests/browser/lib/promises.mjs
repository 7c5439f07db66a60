// Watches what every page promises: nothing is asked of anybody else, and no page works against its own security policy.
import assert from "node:assert/strict";

/** Starts watching all pages of `context`; `hosts` are the instances' own, such as "maple.localhost:8421". */
export function watch(context, hosts) {
  const foreign = [];
  const violations = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && !hosts.includes(url.host)) foreign.push(url.href);
  });
  context.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${message.page()?.url()}: ${message.text()}`);
  });
  return {
    expectNothing() {
      assert.deepEqual(foreign, [], "a page asked another host");
      assert.deepEqual(violations, [], "a page went against its content security policy");
    },
  };
}
