// What the tests may ask the peer to do, one function a command; peer.mjs has the list with its fields.
import {
  Create, Delete, Follow, isActor, Like, lookupObject, Note, Page, PUBLIC_COLLECTION, Undo, Update,
} from "@fedify/fedify/vocab";
import { Temporal } from "@js-temporal/polyfill";
import { knock } from "./misdeeds.mjs";

/** The commands, each `(peer, fields) => answer`. */
export const commands = {
  async lookup(peer, { as = "ada", url }) {
    const object = await fetchObject(peer, as, url);
    return { type: object.constructor.name, id: object.id?.href, json: await object.toJsonLd() };
  },

  finger: async (peer, { resource }) => ({ found: await peer.context.lookupWebFinger(resource) }),

  async follow(peer, { as = "ada", group, ...delivery }) {
    const actor = await fetchActor(peer, as, group);
    const follow = new Follow({ id: peer.newAddress("follow"), actor: address(peer, as), object: actor.id, to: actor.id });
    return deliver(peer, as, actor, peer.keep(follow), delivery);
  },

  async unfollow(peer, { as = "ada", group, ...delivery }) {
    const actor = await fetchActor(peer, as, group);
    const follow = new Follow({ id: peer.newAddress("follow"), actor: address(peer, as), object: actor.id });
    const undo = new Undo({ id: peer.newAddress("undo"), actor: address(peer, as), object: follow, to: actor.id });
    return deliver(peer, as, actor, peer.keep(undo), delivery);
  },

  async thread(peer, { as = "ada", group, title, text, ...delivery }) {
    const community = await fetchActor(peer, as, group);
    const page = peer.keep(new Page({
      id: peer.newAddress("page"),
      attribution: address(peer, as),
      name: title,
      content: text,
      mediaType: "text/html",
      audience: community.id,
      tos: [community.id, PUBLIC_COLLECTION],
      published: Temporal.Now.instant(),
    }));
    return create(peer, as, community, page, delivery);
  },

  async comment(peer, { as = "ada", on, text, group, ...delivery }) {
    const parent = await fetchObject(peer, as, on);
    const community = await fetchActor(peer, as, group ?? groupOf(parent));
    const note = peer.keep(new Note({
      id: peer.newAddress("note"),
      attribution: address(peer, as),
      content: text,
      replyTarget: parent.id,
      audience: community.id,
      to: PUBLIC_COLLECTION,
      ccs: [community.id, parent.attributionId].filter(Boolean),
      published: Temporal.Now.instant(),
    }));
    return create(peer, as, community, note, delivery);
  },

  async edit(peer, { as = "ada", object, text, ...delivery }) {
    const changed = peer.keep(known(peer, object).clone({ content: text, updated: Temporal.Now.instant() }));
    const fields = { actor: address(peer, as), object: changed, tos: changed.toIds, ccs: changed.ccIds };
    return tell(peer, as, changed, new Update({ id: peer.newAddress("update"), ...fields }), delivery);
  },

  async remove(peer, { as = "ada", object, ...delivery }) {
    const gone = known(peer, object);
    peer.forget(object);
    const fields = { actor: address(peer, as), object: gone.id, tos: gone.toIds, ccs: gone.ccIds };
    return tell(peer, as, gone, new Delete({ id: peer.newAddress("delete"), ...fields }), delivery);
  },

  async like(peer, { as = "ada", object, ...delivery }) {
    const liked = await fetchObject(peer, as, object);
    const like = new Like({ id: peer.newAddress("like"), actor: address(peer, as), object: liked.id, audience: groupOf(liked) });
    return tell(peer, as, liked, like, delivery);
  },

  send: async (peer, { as = "ada", inbox, activity, ...manner }) => ({ answers: await knock(peer, as, inbox, activity, manner) }),

  received: (peer, { after = 0 }) => ({ received: peer.received.slice(after) }),

  knocks: (peer, { after = 0 }) => ({ knocks: peer.knocks.slice(after) }),

  stop() {
    setTimeout(() => process.exit(0), 50);
    return {};
  },
};

function address(peer, as) {
  return peer.context.getActorUri(as);
}

async function fetchObject(peer, as, url) {
  const documentLoader = await peer.context.getDocumentLoader({ identifier: as });
  const object = await lookupObject(url, { documentLoader, contextLoader: peer.context.contextLoader, allowPrivateAddress: true });
  if (object == null) throw new Error(`Fedify found nothing it understands at ${url}`);
  return object;
}

async function fetchActor(peer, as, url) {
  const actor = await fetchObject(peer, as, url);
  if (!isActor(actor)) throw new Error(`${url} is a ${actor.constructor.name}, not an actor`);
  return actor;
}

function known(peer, object) {
  const thing = peer.kept(object);
  if (thing == null) throw new Error(`this peer never published ${object}`);
  return thing;
}

function groupOf(object) {
  if (object.audienceId == null) throw new Error(`${object.id} names no audience; say which group`);
  return object.audienceId.href;
}

function create(peer, as, community, object, delivery) {
  const fields = { actor: address(peer, as), object, tos: object.toIds, ccs: object.ccIds, audience: community.id };
  return deliver(peer, as, community, peer.keep(new Create({ id: peer.newAddress("create"), ...fields })), delivery);
}

async function tell(peer, as, object, activity, delivery) {
  return deliver(peer, as, await fetchActor(peer, as, groupOf(object)), peer.keep(activity), delivery);
}

/** Fedify's own sender, unless the test asked for a certain way of knocking. */
async function deliver(peer, as, recipient, activity, { how, times }) {
  const inbox = (recipient.endpoints?.sharedInbox ?? recipient.inboxId).href;
  const sent = { id: activity.id.href, object: activity.objectId?.href, inbox };
  if (how != null || times != null) {
    const json = await activity.toJsonLd({ contextLoader: peer.context.contextLoader });
    return { ...sent, answers: await knock(peer, as, inbox, json, { how, times }) };
  }
  await peer.context.sendActivity({ identifier: as }, recipient, activity, { preferSharedInbox: true, immediate: true });
  return sent;
}
