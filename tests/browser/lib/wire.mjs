// Asks a server without a browser: for the answers that no page leads to, and for forms that no page would send.
import { request } from "node:http";

/** Sends one request, with the cookies of `context` if given; answers `{status, headers, text}` and follows nothing. */
export async function ask(address, { method = "GET", form, body, headers = {}, context } = {}) {
  const url = new URL(address);
  const cookies = context ? await context.cookies(url.href) : [];
  const sent = form ? new URLSearchParams(form).toString() : body;
  return exchange(url, method, sent, {
    host: url.host,
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    ...(sent != null && { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(sent) }),
    ...headers,
  });
}

function exchange(url, method, sent, headers) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port: url.port, path: url.pathname + url.search, method, headers }, (incoming) => {
      const parts = [];
      incoming.on("data", (part) => parts.push(part));
      incoming.on("end", () => resolve({ status: incoming.statusCode, headers: incoming.headers, text: Buffer.concat(parts).toString() }));
    });
    outgoing.on("error", reject);
    outgoing.end(sent);
  });
}
