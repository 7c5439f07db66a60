// A second implementation of ActivityPub for the federation tests to talk to: Fedify, which verifies strictly.
// It lives on plain http and loopback, beside instances in demo or test mode; `*.localhost` is this machine.
//
//   node peer.mjs [--port 0] [--control 0] [--origin http://fedify.localhost:PORT] [--people ada,eve]
//                 [--knock draft-cavage-http-signatures-12 | rfc9421]        (Node 22 or newer)
//
// Once it answers it prints one line of JSON: {"origin", "control", "people": {"ada": "http://…/u/ada", …}}.
// The tests steer it with `POST <control>/<command>` and a JSON body; it answers JSON, and 422 {"error"} when it could not.
//
//   lookup   {as, url}                          fetch, signed, and parse strictly: {type, id, json}
//   finger   {resource}                         WebFinger, as Fedify asks it
//   follow   {as, group}   unfollow {as, group} → {id, inbox}; the Accept turns up in `received`
//   thread   {as, group, title, text}           → {id, object, inbox}
//   comment  {as, on, text, group?}             on: URL of a thread or comment; the group is read from it unless given
//   edit     {as, object, text}    remove {as, object}    like {as, object}
//   send     {as, inbox, activity, how?, times?}  any JSON, signed for `as`: {answers: [{status, body}, …]}
//   received {after?}                           activities that passed Fedify's verification: {received: [{at, activity}]}
//   knocks   {after?}                           every POST, also the refused ones: {knocks: [{path, headers, body, status}]}
//   stop     {}
//
// `thread`, `comment`, `edit`, `remove`, `like` and `follow` are sent by Fedify's own sender. With `how` they go through `send`:
// honest rfc9421 unsigned tampered redigested stale future wrong-host other-host wrong-path wrong-key forged-key unknown-key
// (lib/misdeeds.mjs says what each one does). `times: 2` knocks again with the very same bytes.
import { parseArgs } from "node:util";
import { resolveLocalhostNames } from "./lib/names.mjs";
import { openControl } from "./lib/control.mjs";
import { openServer } from "./lib/server.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    control: { type: "string", default: "0" },
    origin: { type: "string" },
    people: { type: "string", default: "ada,eve" },
    knock: { type: "string", default: "draft-cavage-http-signatures-12" },
  },
});

resolveLocalhostNames();
const server = await openServer({
  port: Number(options.port),
  origin: options.origin,
  people: options.people.split(","),
  firstKnock: options.knock,
});
const control = await openControl(server, Number(options.control));
console.log(JSON.stringify({ origin: server.origin, control: control.url, people: server.addresses() }));

// A test that dies takes its end of this pipe with it; the peer must not stay behind.
process.stdin.on("end", () => process.exit(0)).resume();
process.on("SIGTERM", () => process.exit(0));
