// Every page, looked at: pictures on a phone and a desk, landmarks, barriers, width, and what it weighs.
import assert from "node:assert/strict";
import { community, person } from "./lib/demo.mjs";
import { inspect } from "./lib/inspection.mjs";
import { setTheStage } from "./lib/journey.mjs";
import { fillSignIn, invite, join, newcomer, press, signIn, submit } from "./lib/people.mjs";
import { answer, begin, compose, enter, follow, saying } from "./lib/talking.mjs";

const { demo, journey } = await setTheStage();
const { maple } = demo;
const circle = community(maple, "circle");
const house = community(maple, "house");
const opened = demo.instances.find(({ communities }) => communities.some((one) => one.audience === "open"));
const open = community(opened, "open");

/** Looks at pages by name and address; what is wrong with any of them fails the journey at its end. */
async function tour(page, stops) {
  const wrong = [];
  for (const [name, stop] of Object.entries(stops)) {
    if (typeof stop === "string") await page.goto(stop.startsWith("/") ? maple.url + stop : stop);
    else await stop();
    wrong.push(...(await inspect(page, name)));
  }
  assert.deepEqual(wrong, []);
}

const scripted = { only: "with scripts" };
const picture = new URL("../../frontend/pictures/thread.png", import.meta.url).pathname;

async function operator(visit) {
  const page = await visit();
  await signIn(page, maple, person(maple, "operator"));
  return page;
}

/** A thread with everything that can stand in one, in the circle community; its author's page and address. */
async function fullThread(visit) {
  const { page } = await newcomer(visit, maple);
  await enter(page, circle.url);
  const thread = await begin(page, circle.url, {
    title: "What helped on the first evenings",
    body: "I kept a list on the fridge.\n\n- call **somebody**\n- walk to the lake and back\n- *soup*\n\n> It passes, my neighbour said, and it did.",
  });
  const other = await operator(visit);
  await answer(other, thread, "The list is a good idea. Mine is on the door.");
  await answer(page, thread, "A door is better. I pass it more often than the fridge.", { to: "The list is a good idea" });
  await answer(other, thread, "You have not seen my fridge.", { to: "A door is better" });
  await answer(page, thread, "That is a fair point, I have not.", { to: "You have not seen" });
  await answer(other, thread, "Come and see it on Sunday then.", { to: "That is a fair point" });
  await answer(other, thread, "This one is hard to read.", { notes: ["self-harm", "other"] });
  await answer(page, thread, "This one I take back.");
  await follow(page, saying(page, "This one I take back."), "/deletion");
  await press(page, page.locator("main form[action$='/deletion'] button"));
  return { page, other, thread };
}

journey("pages for whoever comes by", async ({ page, visit }) => {
  const host = await visit();
  await signIn(host, opened, person(opened, "operator"));
  await enter(host, open.url);
  const thread = await begin(host, open.url, { title: "Chapter seven, the piper", body: "I read it aloud to nobody in particular." });
  await tour(page, {
    welcome: "/",
    "sign-in": "/sign-in",
    "join-ask": "/join",
    "join-unknown": "/join/abcd-efgh",
    recover: "/recover",
    communities: `${opened.url}/communities`,
    "open-community": open.url,
    "open-thread": thread,
    guidelines: `${open.url}/guidelines`,
    team: `${open.url}/team`,
    decisions: `${open.url}/decisions`,
    "search-stranger": "/search",
    help: "/help",
    about: "/about",
    privacy: "/privacy",
    "privacy-unfolded": "/privacy?all=yes",
    "privacy-requests": "/privacy/requests",
    "help-now": "/help-now",
    "help-now-country": "/help-now?country=US",
    look: "/settings/look",
    country: "/settings/country",
    missing: "/nowhere",
  });
}, scripted);

journey("pages of somebody who joins", async ({ page, visit }) => {
  const office = await operator(visit);
  const invitation = await invite(office, maple);
  await page.goto(invitation);
  const wrong = await inspect(page, "join-1-name");
  await page.locator("#adult").check();
  await submit(page, "main form");
  wrong.push(...(await inspect(page, "join-2-passphrase")));
  await page.check("input[name=device][value=own]");
  await submit(page, "main form");
  wrong.push(...(await inspect(page, "join-3-codes")));
  await page.check("main form input[type=checkbox]");
  await submit(page, "main form");
  wrong.push(...(await inspect(page, "join-4-rules")));
  await page.goto(maple.url);
  wrong.push(...(await inspect(page, "home-empty")));
  assert.deepEqual(wrong, []);
}, scripted);

journey("pages of a member who reads and writes", async ({ visit }) => {
  const { page, thread } = await fullThread(visit);
  const comment = async () => {
    await page.goto(thread);
    return saying(page, "A door is better");
  };
  await tour(page, {
    home: "/",
    "communities-member": "/communities",
    community: circle.url,
    name: `${circle.url}/name`,
    thread,
    reply: async () => {
      await page.goto(thread);
      await press(page, saying(page, "You have not seen my fridge.").locator(".actions > a").first());
    },
    "thread-new": `${circle.url}/threads/new`,
    preview: async () => {
      await page.goto(`${circle.url}/threads/new`);
      await compose(page, { title: "Small lamps", body: "I **collect** them.", notes: ["death"] });
      await press(page, page.locator("button[name=preview]"));
    },
    marks: async () => {
      await page.goto(`${circle.url}/threads/new`);
      await compose(page, { title: "Since June 5, 2018", body: "I work at Northgate Mills. Ask for Daniel Okafor, 212-555-0147." });
      await submit(page, "form.composer");
    },
    refused: async () => {
      await page.goto(`${circle.url}/threads/new`);
      await submit(page, "form.composer");
    },
    edit: async () => follow(page, await comment(), "/edit"),
    deletion: async () => follow(page, await comment(), "/deletion"),
    report: `${thread}/report`,
    "report-sent": `${thread}/report?sent=1`,
    notices: "/notices",
    mine: "/mine",
    search: "/search",
    "search-found": () => look(page, "soup befor seven"),
    "search-empty": () => look(page, "\"unheard of words\""),
    "search-urgent": () => look(page, "want to die"),
  });
}, scripted);

journey("pages of names, blocks and pictures", async ({ visit }) => {
  const lead = await operator(visit);
  await lead.goto(`${circle.url}/settings`);
  await lead.check("input[name=pictures]");
  await submit(lead, "main form[action$='/settings']");
  const { page } = await newcomer(visit, maple);
  await enter(page, circle.url);
  const text = { title: "The lake this morning", body: "I walked once around it." };
  const thread = await begin(page, circle.url, text);
  const other = await operator(visit);
  await answer(other, thread, "It was colder on our side.");
  await tour(page, {
    "composer-picture": async () => {
      await page.goto(`${circle.url}/threads/new`);
      await page.locator("div.one-time summary").click();
    },
    "picture-asked": async () => {
      await page.goto(`${circle.url}/threads/new`);
      await compose(page, text);
      await page.check("input[name=one_time]");
      await page.setInputFiles("input[type=file]", picture);
      await submit(page, "form.composer");
    },
    "picture-posted": async () => {
      await page.fill("input[name=alt]", "A lake under fog, with one boat.");
      await submit(page, "form.composer");
    },
    "settings-names": "/settings/names",
    "settings-blocks-none": "/settings/blocks",
    "settings-blocks": async () => {
      await page.goto(thread);
      const said = saying(page, "It was colder on our side.");
      await said.locator("details.more > summary").click();
      await press(page, said.locator("form[action$='/block'] button"));
      await page.goto(`${maple.url}/settings/blocks`);
    },
    "thread-blocked": thread,
  });
}, scripted);

journey("pages of somebody who thinks of leaving", async ({ visit }) => {
  const { page, who } = await newcomer(visit, maple);
  await tour(page, {
    "settings-life": "/settings/life",
    "settings-everything": "/settings/everything",
    "settings-leaving": "/settings/leaving",
    "settings-leaving-refused": async () => {
      await page.fill("#current", "not these four words");
      await submit(page, "main form");
    },
    departure: async () => {
      await page.fill("#current", who.passphrase);
      await submit(page, "main form");
    },
    farewell: async () => press(page, page.locator("button[name=pace][value=now]")),
  });
}, scripted);

journey("pages of somebody who was signed out while they wrote", async ({ visit }) => {
  const { page, who } = await newcomer(visit, maple);
  await enter(page, circle.url);
  await tour(page, {
    "sign-in-kept": async () => {
      await page.goto(`${circle.url}/threads/new`);
      await compose(page, { title: "Long evenings", body: "This took me a while." });
      await page.context().clearCookies();
      await submit(page, "form.composer");
    },
    "sign-in-send": () => fillSignIn(page, who),
  });
}, scripted);

journey("pages of one's own settings", async ({ visit }) => {
  const { page } = await newcomer(visit, maple);
  const topics = ["passphrase", "sign-in-name", "recovery-codes", "sessions", "look", "country", "search"];
  const stops = Object.fromEntries(topics.map((topic) => [`settings-${topic}`, `/settings/${topic}`]));
  await tour(page, {
    settings: "/settings",
    ...stops,
    "house-name": async () => {
      await enter(page, house.url);
      await page.goto(`${house.url}/name`);
    },
    "house-community": house.url,
  });
}, scripted);

journey("pages of those who keep a community safe", async ({ visit }) => {
  const { page, other, thread } = await fullThread(visit);
  await page.goto(thread);
  await follow(page, saying(page, "Come and see it on Sunday"), "/report");
  await page.check("input[name=reason][value=shaming]");
  await page.fill("#words", "Please look at this one.");
  await submit(page, "main form");
  const link = await saying(await gone(other, thread), "That is a fair point").locator("details.more a[href$='/decisions']").getAttribute("href");
  await tour(other, {
    queue: `${circle.url}/queue`,
    decide: link,
    ban: async () => {
      await other.goto(maple.url + link);
      await press(other, other.locator("a[href^='/people/'][href*='/ban']"));
    },
    "proposal-new": async () => {
      await other.goto(maple.url + link);
      await press(other, other.locator("a[href^='/people/'][href*='/proposal']"));
    },
    proposals: async () => {
      await other.check("input[name=kind][value=purge]");
      await other.selectOption("#guideline", { index: 1 });
      await other.fill("textarea[name=words]", "This was about selling, three times.");
      await submit(other, "main form[action$='/proposal']");
      await other.goto(`${maple.url}/proposals`);
    },
    "decide-refused": async () => {
      await other.goto(maple.url + link);
      await other.locator("main form[action$='/decisions']").evaluate((form) => form.setAttribute("novalidate", ""));
      await submit(other, "main form[action$='/decisions']");
    },
    "decided-thread": async () => {
      await other.goto(`${thread}/decisions`);
      await other.check("input[name=kind][value=lock]");
      await other.selectOption("#guideline", { index: 1 });
      await submit(other, "main form[action$='/decisions']");
      await other.goto(thread);
    },
    "decisions-log": `${circle.url}/decisions`,
    appeals: `${circle.url}/appeals`,
    screening: `${circle.url}/screening`,
    "screening-new": `${circle.url}/screening/new`,
    rota: `${circle.url}/rota`,
    unanswered: `${circle.url}/unanswered`,
    "team-lead": `${circle.url}/team`,
    "community-settings": `${circle.url}/settings`,
    "guidelines-edit": `${circle.url}/guidelines/edit`,
    "guidelines-circle": `${circle.url}/guidelines`,
    "community-closing": `${circle.url}/closing`,
    removed: async () => {
      await other.goto(maple.url + link);
      await other.check("input[name=kind][value=remove]");
      await other.selectOption("#guideline", { index: 1 });
      await other.fill("textarea[name=words]", "Thank you for taking it calmly.");
      await submit(other, "main form[action$='/decisions']");
    },
  });
  await tour(page, {
    "decided-author": async () => {
      await page.goto(thread);
      await press(page, page.locator("li.comment.gone a[href$='/decisions']").first());
    },
  });
}, scripted);

/** Looks for words, as everybody does: on the page of the search. */
async function look(page, words) {
  await page.goto(`${maple.url}/search`);
  await page.fill("#words", words);
  await submit(page, "form[role=search]");
}

async function gone(page, address) {
  await page.goto(address);
  return page;
}

journey("pages of those who run the house and the server", async ({ visit }) => {
  const page = await operator(visit);
  await tour(page, {
    audit: "/settings/audit",
    "settings-door": "/settings/door",
    organisations: "/organisations",
    organisation: () => press(page, page.locator("main ul.settings a").first()),
    invitation: async () => {
      const address = await invite(page, maple, { label: "Room 3" });
      await join(await visit(), address);
    },
    "end-stay": async () => {
      await press(page, page.locator("main p.buttons a"));
      await press(page, page.locator("main li a[href$='/end']").first());
    },
    founding: "/communities/new",
    "join-accept": async () => page.goto(await invite(page, maple)),
    today: "/today",
    "today-report": "/today/report",
    doctor: "/doctor",
    "settings-server": "/settings/server",
    "settings-guidelines": "/settings/guidelines",
    "settings-help-lines": "/settings/help-lines?country=US",
    "setup-words": "/setup/words",
    "setup-keys": "/setup/keys",
    "setup-invitations": "/setup/invitations",
    circle: "/circle",
    "circle-invitation": () => submit(page, "form[action='/circle/invitations']"),
    "circle-end": async () => {
      await page.goto(`${maple.url}/circle`);
      await press(page, page.locator("main ul.settings a").first());
    },
  });
}, scripted);

journey("what pages weigh", async ({ visit }) => {
  const { page: member, thread } = await fullThread(visit);
  const light = await visit();
  const first = await weigh(light, maple.url);
  const next = await weigh(light, `${maple.url}/help-now`);
  const talk = await weigh(member, thread);
  const said = ({ requests, bytes }) => `${(bytes / 1_000).toFixed(1)} kB in ${requests} requests`;
  console.log(`first visit ${said(first)}; next page ${said(next)}; a thread ${said(talk)}`);
  assert.ok(first.bytes <= 40_000 && first.requests <= 5, `a first visit takes ${said(first)}`);
  assert.ok(next.bytes <= 20_000, `the next page takes ${said(next)}`);
}, scripted);

/** What opening `address` costs: everything that is asked for, as it crosses the wire. */
async function weigh(page, address) {
  const requests = [];
  const note = (request) => requests.push(request);
  page.on("requestfinished", note);
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("requestfinished", note);
  const sizes = await Promise.all(requests.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0);
  return { requests: requests.length, bytes };
}
