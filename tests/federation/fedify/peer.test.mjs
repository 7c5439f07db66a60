// Proves the peer before it judges anybody: two of them talk, and each crooked knock is one that Fedify itself tells apart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startPeer } from "./lib/drive.mjs";

const letter = (from, to) => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${from.origin}/like/${crypto.randomUUID()}`,
  type: "Like",
  actor: from.people.ada,
  object: to.people.ada,
});

test("two peers follow and hear each other", async (t) => {
  const maple = await startPeer(t);
  const harbor = await startPeer(t);
  assert.equal((await maple.ask("lookup", { url: harbor.people.ada })).type, "Person");
  await maple.ask("follow", { group: harbor.people.ada });
  const thread = await maple.ask("thread", { group: harbor.people.ada, title: "A quiet week", text: "<p>It held.</p>" });
  const found = await harbor.ask("lookup", { url: thread.object });
  assert.equal(found.json.name, "A quiet week");
  await maple.ask("edit", { object: thread.object, text: "<p>It held, all of it.</p>" });
  await maple.ask("remove", { object: thread.object });
  assert.deepEqual(await harbor.heard(), ["Follow", "Create", "Update", "Delete"]);
});

test("an honest knock is heard once, however often it comes", async (t) => {
  const [maple, harbor] = [await startPeer(t), await startPeer(t)];
  for (const how of ["honest", "rfc9421"]) {
    const fields = { inbox: `${harbor.origin}/inbox`, activity: letter(maple, harbor), how, times: 2 };
    const { answers } = await maple.ask("send", fields);
    assert.deepEqual(answers.map(({ status }) => status), [202, 202], how);
  }
  assert.deepEqual(await harbor.heard(), ["Like", "Like"]);
});

// Fedify does not ask whom a letter was signed for, so a letter carried on as it is ("wrong-host") passes there.
const crooked = [
  "unsigned", "tampered", "redigested", "stale", "future", "other-host", "wrong-path", "wrong-key", "forged-key", "unknown-key",
];

test("crooked knocks are refused", async (t) => {
  const [maple, harbor] = [await startPeer(t), await startPeer(t)];
  for (const how of crooked) {
    const { answers } = await maple.ask("send", { inbox: `${harbor.origin}/inbox`, activity: letter(maple, harbor), how });
    assert.equal(answers[0].status, 401, `${how}: ${answers[0].body}`);
  }
  assert.deepEqual(await harbor.heard(), []);
  assert.equal((await harbor.ask("knocks")).knocks.length, crooked.length);
});
