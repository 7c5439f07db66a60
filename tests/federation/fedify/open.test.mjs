// An open community as a server sees it that is not ours: Fedify follows, reads, writes, and everybody sees the same.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Announce, Create, Note, Page } from "@fedify/fedify/vocab";
import { openPeer } from "./lib/drive.mjs";
import { address, openPorchlight } from "./lib/porchlight.mjs";

const porchlight = await openPorchlight(after);
const peer = await openPeer(after);
const marlow = await porchlight.signIn(porchlight.harbor, "operator");
const group = address(porchlight.harbor, "open");
await peer.ask("follow", { group });

/** What the peer has heard, and verified, since there were `heard` of it. */
async function news(heard = 0) {
  await porchlight.drained();
  const { received } = await peer.ask("received", { after: heard });
  return received.map(({ activity }) => activity);
}

/** How much it has heard so far. */
const heard = async () => (await news()).length;

/** Those of the announced activities that Fedify itself understands as `activity` of `object`, and what they are about. */
async function understood(activities, activity, object) {
  const found = [];
  for (const json of activities.filter(({ type }) => type === "Announce")) {
    const inner = await (await Announce.fromJsonLd(json)).getObject({ suppressError: true });
    const thing = inner instanceof activity ? await inner.getObject({ suppressError: true }) : null;
    if (thing instanceof object) found.push(thing);
  }
  return found;
}

test("the community, its moderators and its lists are things that Fedify understands", async () => {
  const found = await peer.ask("lookup", { url: group });
  assert.equal(found.type, "Group");
  const { found: finger } = await peer.ask("finger", { resource: group });
  assert.equal(finger.subject, `acct:recovery-reading@${new URL(group).host}`);
  assert.equal(finger.links.find(({ rel }) => rel === "self").href, group);
  for (const list of ["attributedTo", "featured", "followers", "outbox"]) {
    const { type } = await peer.ask("lookup", { url: found.json[list] });
    assert.equal(type, "OrderedCollection", `${list} is a ${type}`);
  }
});

test("a follow is accepted by the community itself", async () => {
  const accept = (await news()).find(({ type }) => type === "Accept");
  assert.equal(accept?.actor, group);
  assert.equal(accept.object.actor ?? accept.object, peer.people.ada);
});

test("a thread and a comment written here arrive there, whole and signed", async () => {
  const before = await heard();
  const thread = await marlow.starts(group, "Chapter six, in the rain", "It rains in *this* chapter too.");
  const comment = await marlow.comments(thread, "I read it under the roof of the bus stop.");
  const activities = await news(before);
  const [page] = await understood(activities, Create, Page);
  assert.equal(page.id.href, thread);
  assert.equal(page.name.toString(), "Chapter six, in the rain");
  assert.match(page.content.toString(), /It rains in <em>this<\/em> chapter too/);
  assert.equal(page.audienceId.href, group);
  const [note] = await understood(activities, Create, Note);
  assert.equal(note.id.href, comment);
  assert.equal(note.replyTargetId.href, thread);
  assert.equal(note.attributionId.href, page.attributionId.href);
  // Microblogs understand only an announced address.
  assert.ok(activities.some(({ type, object }) => type === "Announce" && object === thread));
  for (const [url, type] of [[thread, "Page"], [comment, "Note"], [page.attributionId.href, "Person"]]) {
    assert.equal((await peer.ask("lookup", { url })).type, type);
  }
});

test("every activity that was announced can be fetched under its own id", async () => {
  const announced = (await news()).filter(({ type }) => type === "Announce");
  assert.ok(announced.length > 2);
  for (const { id } of announced) assert.equal((await peer.ask("lookup", { url: id })).type, "Announce");
});

test("a comment written there is on the page here, then changed, then gone", async () => {
  const thread = await marlow.starts(group, "What the rain said", "Tell me about a wet walk.");
  await porchlight.drained();
  const { object } = await peer.ask("comment", { on: thread, text: "<p>Puddles, and <b>both</b> boots.</p>" });
  await porchlight.drained();
  const page = await marlow.reads(thread);
  assert.match(page, /Puddles, and <(b|strong)>both<\/(b|strong)> boots/);
  assert.match(page, new RegExp(`from ${new URL(peer.origin).host}`));
  await peer.ask("edit", { object, text: "<p>Puddles, and one boot.</p>" });
  await porchlight.drained();
  assert.match(await marlow.reads(thread), /Puddles, and one boot/);
  await peer.ask("remove", { object });
  await porchlight.drained();
  assert.doesNotMatch(await marlow.reads(thread), /Puddles/);
});

test("a comment from there that answers one from there is nested, and both are told to its author's server", async () => {
  const thread = await marlow.starts(group, "Two of them", "Talk among yourselves.");
  const before = await heard();
  const { object } = await peer.ask("comment", { on: thread, text: "<p>First of the two.</p>" });
  await porchlight.drained();
  await peer.ask("comment", { as: "eve", on: object, group, text: "<p>Second of the two.</p>" });
  const activities = await news(before);
  assert.match(await marlow.reads(thread), /First of the two[^]*<ol class="comments">[^]*Second of the two/);
  const announced = activities.filter(({ type }) => type === "Announce").map((one) => one.object.id ?? one.object);
  assert.equal(announced.length, 2, JSON.stringify(activities));
});

test("a thread begun there is a thread here", async () => {
  await peer.ask("thread", { group, title: "From over the water", text: "<p>May I join you?</p>" });
  await porchlight.drained();
  assert.match(await marlow.reads(group), /From over the water/);
});

test("an edit and a deletion here arrive there", async () => {
  const thread = await marlow.starts(group, "Second thoughts", "The first thought.");
  const comment = await marlow.comments(thread, "Something to take back.");
  const before = await heard();
  await marlow.sends(`${thread}/edit`, { title: "Second thoughts", body: "The second thought.", version: "1" });
  await marlow.sends(`${comment}/deletion`);
  const inner = (await news(before)).map(({ object }) => object);
  const update = inner.find(({ type }) => type === "Update");
  assert.match(update?.object.content ?? "", /The second thought/);
  const removal = inner.find(({ type }) => type === "Delete");
  assert.equal(removal?.object, comment);
  await assert.rejects(peer.ask("lookup", { url: comment }), /422|nothing it understands|410/);
});

test("after unfollowing, nothing more is heard", async () => {
  await peer.ask("unfollow", { group });
  await porchlight.drained();
  const before = await heard();
  await marlow.starts(group, "Among ourselves", "Nobody follows just now.");
  assert.deepEqual(await news(before), []);
});
