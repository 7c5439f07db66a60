// Texts that were made to break things: what HTML parsers are tested with, and a published list of injections.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The inputs of html5lib's tree construction tests, as an early parse5 carries them. */
function trees() {
  const folder = join(dirname(require.resolve("parse5/package.json")), "test/data/tree-construction");
  const files = readdirSync(folder).filter((name) => name.endsWith(".dat"));
  const text = files.map((name) => `\n${readFileSync(join(folder, name), "utf8")}`).join("\n").replaceAll("\r\n", "\n");
  return text.split("\n#data\n").slice(1).map((test) => test.split("\n#errors")[0]);
}

/** What both lists cannot know: our own page, another host, and the ways in which pages call out by themselves. */
const calls = [
  "<script>alert(1)</script>",
  "<img src=//far.example/a.png onerror=alert(1)>",
  "<svg onload=alert(1)><image href=//far.example/b.png></svg>",
  "<iframe src=//far.example/c></iframe>",
  "<link rel=stylesheet href=//far.example/d.css>",
  "<style>@import '//far.example/e.css'; body { background: url(//far.example/f.png) }</style>",
  "<form action=//far.example/g><button>go</button></form>",
  "<a href=\"javascript:alert(1)\">press</a> <a href=\"java\tscript:alert(1)\">press</a> <a href=data:text/html,x>press</a>",
  "<meta http-equiv=refresh content='0;url=//far.example/h'>",
  "<base href=//far.example/>",
  "<video src=//far.example/i autoplay></video><audio src=//far.example/j></audio>",
  "<object data=//far.example/k></object><embed src=//far.example/l>",
  "<p style=\"background: url(//far.example/m)\">styled</p>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "![a picture](https://far.example/n.png) [a link](javascript:alert(1)) <https://far.example/o>",
  "</div></article></li></ol></main><script>alert(1)</script>",
];

/** All of them that are texts at all, each once. */
export function hostileTexts() {
  const all = [...calls, ...trees(), ...require("big-list-of-naughty-strings")];
  return [...new Set(all.map((text) => text.slice(0, 5_000)))].filter((text) => text.trim() !== "");
}

/** Short ones that break out of wherever a name, a title or a line is put: each fits into sixty characters. */
export const hostileLines = [
  "<script>alert(1)</script>",
  "\"><img src=//far.example/p onerror=alert(1)>",
  "'><svg onload=alert(1)>",
  "</textarea><script>alert(1)</script>",
  "</title><img src=//far.example/q>",
  "\" autofocus onfocus=alert(1) x=\"",
  "--><link rel=stylesheet href=//far.example/r>",
  "&lt;img src=x onerror=alert(1)&gt;",
  "javascript:alert(1)",
  "{{ 7 * 7 }} ${7 * 7} <%= 7 %> %s %n",
  "\u202egnp.exe \u2066 \u0000 \ufeff \u200d",
  "</li></ol></main><iframe src=//far.example/s>",
];
