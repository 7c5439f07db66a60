// The peer's public face: actors, their keys, their inboxes and everything they have published, all of it Fedify's doing.
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import { Activity, Create, Delete, Endpoints, Follow, Like, Note, Page, Person, Undo, Update } from "@fedify/fedify/vocab";

const published = { note: Note, page: Page, create: Create, update: Update, delete: Delete, follow: Follow, like: Like, undo: Undo };

/** Starts the peer and answers with what the commands need of it. */
export async function openServer({ port, origin, people, firstKnock }) {
  const listener = createServer();
  await listen(listener, port);
  const peer = new Peer(origin ?? `http://fedify.localhost:${listener.address().port}`, firstKnock);
  for (const name of people) await peer.join(name);
  listener.on("request", getRequestListener((request) => peer.answer(request)));
  return peer;
}

/** Resolves once `listener` takes connections on this machine only. */
export function listen(listener, port) {
  return new Promise((resolve, reject) => listener.once("error", reject).listen(port, "127.0.0.1", resolve));
}

class Peer {
  #kept = new Map();
  #keys = new Map();

  constructor(origin, firstKnock) {
    this.origin = origin;
    this.received = [];
    this.knocks = [];
    this.federation = createFederation({
      kv: new MemoryKvStore(),
      origin,
      firstKnock,
      allowPrivateAddress: true,
      circuitBreaker: false,
    });
    this.context = this.federation.createContext(new URL(origin), undefined);
    this.#routes();
  }

  /** Gives somebody a name and keys: RSA signs requests, Ed25519 signs documents, as Fedify recommends. */
  async join(name) {
    const rsa = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
    this.#keys.set(name, [rsa, await generateCryptoKeyPair("Ed25519")]);
  }

  /** Where each person's actor is found. */
  addresses() {
    return Object.fromEntries([...this.#keys.keys()].map((name) => [name, this.context.getActorUri(name).href]));
  }

  /** The key that signs `name`'s requests. */
  signingKey(name) {
    return { id: new URL("#main-key", this.context.getActorUri(name)), privateKey: this.#keys.get(name)[0].privateKey };
  }

  /** A fresh address for something of this kind (see `published`) about to be made. */
  newAddress(kind) {
    return this.context.getObjectUri(published[kind], { id: crypto.randomUUID() });
  }

  /** From now on this is served under its id. */
  keep(thing) {
    this.#kept.set(thing.id.href, thing);
    return thing;
  }

  kept(id) {
    return this.#kept.get(new URL(id).href);
  }

  forget(id) {
    this.#kept.delete(new URL(id).href);
  }

  /** Answers one request, and remembers every POST with what Fedify thought of it. */
  async answer(request) {
    const copy = request.method === "POST" ? request.clone() : null;
    const response = await this.federation.fetch(request, { contextData: undefined });
    if (copy) {
      this.knocks.push({
        path: new URL(copy.url).pathname,
        headers: Object.fromEntries(copy.headers),
        body: await copy.text(),
        status: response.status,
      });
    }
    return response;
  }

  #routes() {
    const { federation } = this;
    federation
      .setActorDispatcher("/u/{identifier}", (context, name) => this.#person(context, name))
      .setKeyPairsDispatcher((_context, name) => this.#keys.get(name) ?? []);
    federation
      .setInboxListeners("/u/{identifier}/inbox", "/inbox")
      .on(Activity, async (_context, activity) => {
        const json = await activity.toJsonLd();
        this.received.push({ at: new Date().toISOString(), activity: json });
      });
    federation.setOutboxDispatcher("/u/{identifier}/outbox", (_context, name) => ({
      items: [...this.#kept.values()].filter(
        (thing) => thing instanceof Create && thing.actorId.href === this.context.getActorUri(name).href,
      ),
    }));
    federation.setFollowersDispatcher("/u/{identifier}/followers", () => ({ items: [] }));
    federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
      software: { name: "fedify-peer", version: { major: 1, minor: 0, patch: 0 } },
      protocols: ["activitypub"],
      usage: { users: { total: this.#keys.size }, localPosts: 0, localComments: 0 },
    }));
    for (const [kind, type] of Object.entries(published)) {
      federation.setObjectDispatcher(type, `/${kind}/{id}`, (context, { id }) =>
        this.#kept.get(context.getObjectUri(type, { id }).href) ?? null);
    }
  }

  async #person(context, name) {
    if (!this.#keys.has(name)) return null;
    const keys = await context.getActorKeyPairs(name);
    return new Person({
      id: context.getActorUri(name),
      preferredUsername: name,
      name: `${name} of the peer`,
      url: context.getActorUri(name),
      inbox: context.getInboxUri(name),
      outbox: context.getOutboxUri(name),
      followers: context.getFollowersUri(name),
      endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      publicKey: keys[0].cryptographicKey,
      assertionMethods: keys.map((key) => key.multikey),
    });
  }
}
