// Another server, made up: it has one person, and signs what that person says.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { ask } from "./wire.mjs";

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Opens a server called `name`; answers `{base, say}` and closes it when the test file ends. */
export async function openPeer(after, name) {
  let base;
  const listener = createServer((_, response) => {
    const actor = `${base}/u/ann`;
    const document = {
      id: actor,
      type: "Person",
      preferredUsername: "ann",
      name: "\"><img src=//far.example/name onerror=alert(1)>",
      inbox: `${actor}/inbox`,
      outbox: `${actor}/outbox`,
      publicKey: { id: `${actor}#main-key`, owner: actor, publicKeyPem: publicKey },
    };
    response.writeHead(200, { "content-type": "application/activity+json" }).end(JSON.stringify(document));
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  base = `http://${name}.localhost:${listener.address().port}`;
  after(() => listener.close());
  let number = 0;
  /** Answers a thread of `server` in HTML, as other servers do; answers the status. */
  const say = (server, community, thread, content) => {
    const [actor, id] = [`${base}/u/ann`, `${base}/note/${(number += 1)}`];
    const addressed = { to: ["https://www.w3.org/ns/activitystreams#Public"], cc: [community] };
    const note = { id, type: "Note", attributedTo: actor, inReplyTo: thread, content, ...addressed };
    return post(server, { id: `${id}/create`, type: "Create", actor, object: note, ...addressed });
  };
  return { base, say };
}

/** Posts an activity to the server's inbox, signed in the one shape that everybody takes. */
async function post(server, activity) {
  const { host } = new URL(server.url);
  const body = JSON.stringify(activity);
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const signed = { host, date: new Date().toUTCString(), digest, "content-type": "application/activity+json" };
  const text = ["(request-target): post /inbox", ...Object.entries(signed).map(([name, value]) => `${name}: ${value}`)].join("\n");
  const signature = sign("sha256", Buffer.from(text), privateKey).toString("base64");
  const names = ["(request-target)", ...Object.keys(signed)].join(" ");
  const header = `keyId="${activity.actor}#main-key",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`;
  // "Later" is an answer too: while our key is being fetched, and when there is much to do.
  for (let tries = 1; ; tries += 1) {
    const sent = await ask(`${server.url}/inbox`, { method: "POST", body, headers: { ...signed, signature: header } });
    if (sent.status < 500 || tries === 20) return sent.status;
    await new Promise((soon) => setTimeout(soon, 100 * tries));
  }
}
