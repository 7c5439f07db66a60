// The loopback port on which a test steers the peer: `POST /<command>` with JSON in and JSON out.
import { createServer } from "node:http";
import { commands } from "./commands.mjs";
import { listen } from "./server.mjs";

/** Opens the control port and answers with its address. */
export async function openControl(peer, port) {
  const listener = createServer(async (request, response) => {
    const { status, body } = await obey(peer, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await listen(listener, port);
  return { url: `http://127.0.0.1:${listener.address().port}` };
}

async function obey(peer, request) {
  const command = commands[request.url.slice(1)];
  if (command == null) return { status: 404, body: { error: `no such command: ${request.url}` } };
  try {
    return { status: 200, body: await command(peer, await fields(request)) };
  } catch (error) {
    return { status: 422, body: explain(error) };
  }
}

async function fields(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString() || "{}");
}

/** What went wrong, and what the other server said when it was the one that refused. */
function explain(error) {
  return { error: String(error?.message ?? error), status: error?.statusCode, body: error?.responseBody };
}
