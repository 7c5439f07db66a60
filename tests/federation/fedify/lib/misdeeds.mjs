// Knocks at an inbox honestly or in one of the crooked ways that an instance must refuse. The signatures are Fedify's own
// in every case; what is wrong is wrong around them.
import { request as httpRequest } from "node:http";
import { createHash } from "node:crypto";
import { signRequest } from "@fedify/fedify/sig";
import { Temporal } from "@js-temporal/polyfill";

/** Posts `activity` to `inbox` in the given manner, `times` times with the very same bytes. */
export async function knock(peer, as, inbox, activity, { how = "honest", times = 1 } = {}) {
  const manner = manners[how];
  if (manner == null) throw new Error(`no such manner: ${how}; there are ${Object.keys(manners).join(" ")}`);
  const letter = { url: new URL(inbox), body: JSON.stringify(activity), key: peer.signingKey(as) };
  const signed = await manner(peer, letter, as);
  const answers = [];
  for (let time = 0; time < times; time += 1) answers.push(await post(letter.url, signed));
  return answers;
}

const manners = {
  honest: (_peer, letter) => sign(letter),

  rfc9421: (_peer, letter) => sign(letter, { spec: "rfc9421" }),

  /** No signature and no digest at all. */
  unsigned: (_peer, { url, body }) => ({ headers: { host: url.host, ...contentType, date: new Date().toUTCString() }, body }),

  /** The body is not the one whose digest was signed. */
  tampered: async (_peer, letter) => ({ ...(await sign(letter)), body: altered(letter.body) }),

  /** As tampered, with a digest to match: now the signature over the digest is wrong. */
  async redigested(_peer, letter) {
    const { headers } = await sign(letter);
    const body = altered(letter.body);
    return { headers: { ...headers, digest: `SHA-256=${createHash("sha256").update(body).digest("base64")}` }, body };
  },

  stale: (_peer, letter) => sign(letter, { currentTime: Temporal.Now.instant().subtract({ hours: 13 }) }),

  future: (_peer, letter) => sign(letter, { currentTime: Temporal.Now.instant().add({ hours: 2 }) }),

  /** A letter honestly signed for another server, carried on to this one as it is. */
  "wrong-host": (_peer, letter) => sign(letter, {}, elsewhere(letter.url)),

  /** The same letter, with this server's name put on the envelope. */
  async "other-host"(_peer, letter) {
    const { headers, body } = await sign(letter, {}, elsewhere(letter.url));
    return { headers: { ...headers, host: letter.url.host }, body };
  },

  /** Signed for another path of the same server. */
  "wrong-path": (_peer, letter) => sign(letter, {}, new URL("/u/somebody-else/inbox", letter.url)),

  /** Honestly signed by somebody else on this peer, in the name of the activity's actor. */
  "wrong-key": (peer, letter, as) => sign({ ...letter, key: peer.signingKey(someoneElse(peer, as)) }),

  /** Says it is the actor's key, and is another one. */
  "forged-key": (peer, letter, as) =>
    sign({ ...letter, key: { id: letter.key.id, privateKey: peer.signingKey(someoneElse(peer, as)).privateKey } }),

  /** A key of nobody: its address answers 404. */
  "unknown-key": (peer, letter) =>
    sign({ ...letter, key: { ...letter.key, id: new URL("/u/nobody-at-all#main-key", peer.origin) } }),
};

const contentType = { "content-type": "application/activity+json" };

async function sign({ url, body, key }, options = {}, signedFor = url) {
  const request = new Request(signedFor, { method: "POST", headers: contentType, body });
  const signed = await signRequest(request, key.privateKey, key.id, options);
  return { headers: { host: signedFor.host, ...Object.fromEntries(signed.headers) }, body };
}

function altered(body) {
  return body.replace(/\}$/, ',"summary":"not what was signed"}');
}

function elsewhere(url) {
  return new URL(url.pathname, "http://elsewhere.localhost");
}

function someoneElse(peer, as) {
  const other = Object.keys(peer.addresses()).find((name) => name !== as);
  if (other == null) throw new Error("a second person is needed for this: --people ada,eve");
  return other;
}

/** Plain node:http, since fetch would put the headers right again. */
function post(url, { headers, body }) {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } });
    outgoing.on("error", reject).on("response", async (answer) => {
      const pieces = [];
      for await (const piece of answer) pieces.push(piece);
      resolve({ status: answer.statusCode, body: Buffer.concat(pieces).toString() });
    });
    outgoing.end(body);
  });
}
