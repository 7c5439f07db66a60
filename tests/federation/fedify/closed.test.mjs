// What a server that is not ours must not get: crooked requests from it change nothing here, and what is shared in the
// circle or lived in a house is not there for it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ask } from "../../browser/lib/wire.mjs";
import { openPeer } from "./lib/drive.mjs";
import { address, openPorchlight } from "./lib/porchlight.mjs";

const porchlight = await openPorchlight(after);
const { maple, harbor } = porchlight;
const peer = await openPeer(after);
const marlow = await porchlight.signIn(harbor, "operator");
const rowan = await porchlight.signIn(maple, "operator");
const group = address(harbor, "open");
const inbox = `${harbor.url}/inbox`;
const thread = await marlow.starts(group, "A quiet corner", "Only honest letters are read here.");

const activityJson = "application/activity+json";
const ledger = ["unsigned", "tampered", "redigested", "stale", "future", "wrong-host", "other-host", "wrong-path",
  "wrong-key", "forged-key", "unknown-key"];

for (const how of ledger) {
  test(`a comment that comes ${how} is refused and leaves no trace`, async () => {
    const { answers } = await peer.ask("comment", { on: thread, text: `<p>This came ${how}.</p>`, how });
    assert.match(String(answers[0].status), /^(400|401)$/, answers[0].body);
    await porchlight.drained();
    assert.doesNotMatch(await marlow.reads(thread), new RegExp(`came ${how}`));
  });
}

test("an honest one is taken after all of these, and counts once however often it comes", async () => {
  const { answers } = await peer.ask("comment", { on: thread, text: "<p>This came honestly.</p>", how: "honest", times: 2 });
  assert.deepEqual(answers.map(({ status }) => status), [202, 202]);
  await porchlight.drained();
  assert.equal((await marlow.reads(thread)).split("This came honestly").length, 2);
});

test("nobody writes in another's name, changes another's words or decides what only moderators do", async () => {
  const { object } = await peer.ask("comment", { on: thread, text: "<p>Eve's own words.</p>", as: "eve" });
  await porchlight.drained();
  const own = await marlow.comments(thread, "Marlow's own words.");
  const by = { actor: peer.people.ada, to: ["https://www.w3.org/ns/activitystreams#Public"], cc: [group] };
  const note = (id, author, content) => ({ id, type: "Note", attributedTo: author, content, inReplyTo: thread, audience: group });
  const deeds = [
    { type: "Create", object: note(`${peer.origin}/note/forged`, peer.people.eve, "In Eve's name.") },
    { type: "Update", object: note(object, peer.people.eve, "Changed by Ada.") },
    { type: "Update", object: note(own, peer.people.ada, "Changed by Ada.") },
    { type: "Delete", object },
    { type: "Delete", object: own },
    { type: "Lock", object: thread },
    { type: "Block", object: peer.people.eve, target: group },
    { type: "Announce", object: { id: `${peer.origin}/create/forged`, type: "Create", actor: peer.people.eve, object } },
  ];
  for (const deed of deeds) {
    const activity = { "@context": "https://www.w3.org/ns/activitystreams", id: `${peer.origin}/deed/${crypto.randomUUID()}`, ...by, ...deed };
    const { answers } = await peer.ask("send", { inbox, activity });
    assert.ok(answers[0].status < 500, `${deed.type} was answered ${answers[0].status}`);
  }
  await porchlight.drained();
  const page = await marlow.reads(thread);
  for (const kept of ["Eve(&#39;|')s own words", "Marlow(&#39;|')s own words", "textarea"]) assert.match(page, new RegExp(kept));
  assert.doesNotMatch(page, /Changed by Ada|In Eve/);
});

for (const audience of ["circle", "house"]) {
  test(`a ${audience} community and what is written in it are not there for a stranger, signed or not`, async () => {
    const place = address(maple, audience);
    // Letters alone: a chance row of digits could be taken for somebody's phone number, which the composer asks about.
    const secret = `Not for the street ${crypto.randomUUID().replace(/[^a-z]/g, "x")}`;
    const written = await rowan.starts(place, secret, secret);
    const comment = await rowan.comments(written, secret);
    await porchlight.drained();
    for (const url of [place, `${place}/outbox`, `${place}/followers`, written, `${written}/context`, comment]) {
      const answer = await ask(url, { headers: { accept: activityJson } });
      assert.match(String(answer.status), /^(403|404)$/, url);
      assert.equal(answer.text, "", url);
      await assert.rejects(peer.ask("lookup", { url }), /nothing it understands|404/, url);
      assert.doesNotMatch((await ask(url)).text, new RegExp(secret), url);
    }
    const { host, pathname } = new URL(place);
    const finger = await ask(`${maple.url}/.well-known/webfinger?resource=acct:${pathname.split("/").pop()}@${host}`);
    assert.equal(finger.status, 404);
  });
}

test("a follow of a circle community by a server that is not in the circle is not accepted", async () => {
  const activity = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${peer.origin}/follow/${crypto.randomUUID()}`,
    type: "Follow",
    actor: peer.people.ada,
    object: address(maple, "circle"),
  };
  await peer.ask("send", { inbox: `${maple.url}/inbox`, activity });
  await porchlight.drained();
  await rowan.starts(address(maple, "circle"), "Still among us", "Only the circle hears this.");
  await porchlight.drained();
  assert.deepEqual((await peer.ask("received")).received, []);
  const { knocks } = await peer.ask("knocks");
  assert.deepEqual(knocks.filter(({ body }) => body.includes("Only the circle")), []);
});
