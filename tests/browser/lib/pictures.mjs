// The help's pictures: cut out of real pages, so that they stay true, and drawn with few colours, so that they stay small.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { deflateSync, crc32 } from "node:zlib";

const folder = new URL("../../../frontend/pictures/help/", import.meta.url).pathname;
/** Colours in a picture: text and quiet areas need no more. */
const COLOURS = 16;
/** How much a picture may be off before it counts as stale: a longer name takes a line more. */
const SLACK = 40;

/**
 * Compares what `clip` cuts out of the page with the picture of this name; with WRITE_PICTURES=1 it makes the picture
 * anew. A picture is stale when the page's part has become larger or smaller.
 */
export async function keepPicture(page, name, clip) {
  const shot = await page.screenshot({ clip, type: "png", animations: "disabled" });
  const file = `${folder}${name}.png`;
  if (process.env.WRITE_PICTURES) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, await drawnWithFew(page, shot));
  }
  const [here, there] = [sizeOf(shot), sizeOf(readFileSync(file))];
  const off = here.map((length, side) => Math.abs(length - there[side]));
  assert.ok(Math.max(...off) <= SLACK, `${name}.png is ${there}, the page's part is ${here}: WRITE_PICTURES=1 makes it anew`);
}

/** The names of all pictures there are. */
export function keptPictures() {
  return readdirSync(folder).filter((file) => file.endsWith(".png")).map((file) => file.slice(0, -4)).sort();
}

/** A part of the page around one of its elements, from its top on, and at most so high. */
export async function around(page, element, { most = 400 } = {}) {
  await element.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const { y, height } = await element.boundingBox();
  const top = Math.max(0, Math.round(y) - 8);
  return { x: 0, y: top, width: page.viewportSize().width, height: Math.min(Math.round(height) + 16, most, page.viewportSize().height - top) };
}

function sizeOf(png) {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** The same picture as a PNG with a palette: the page's own canvas reads the pixels, outside of what visitors get. */
async function drawnWithFew(page, shot) {
  const blank = await page.context().newPage();
  const { width, height, colours, pixels } = await blank.evaluate(
    async ({ data, most }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data: all } = context.getImageData(0, 0, image.width, image.height);
      const counts = new Map();
      for (let at = 0; at < all.length; at += 4) {
        // Near colours are one.
        const colour = ((all[at] >> 4) << 8) | ((all[at + 1] >> 4) << 4) | (all[at + 2] >> 4);
        const known = counts.get(colour) ?? { count: 0, sum: [0, 0, 0] };
        known.count += 1;
        known.sum = known.sum.map((sum, part) => sum + all[at + part]);
        counts.set(colour, known);
      }
      const mean = ({ count, sum }) => sum.map((part) => Math.round(part / count));
      const colours = [...counts.values()].sort((one, other) => other.count - one.count).slice(0, most).map(mean);
      const nearest = (r, g, b) => {
        const far = colours.map(([x, y, z]) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2);
        return far.indexOf(Math.min(...far));
      };
      const pixels = [];
      for (let at = 0; at < all.length; at += 4) pixels.push(nearest(all[at], all[at + 1], all[at + 2]));
      return { width: image.width, height: image.height, colours, pixels };
    },
    { data: shot.toString("base64"), most: COLOURS },
  );
  await blank.close();
  return png(width, height, colours, pixels);
}

/** Four bits a pixel. */
function png(width, height, colours, pixels) {
  const rows = [];
  for (let row = 0; row < height; row++) {
    const line = Buffer.alloc(1 + Math.ceil(width / 2));
    for (let at = 0; at < width; at++) line[1 + (at >> 1)] |= pixels[row * width + at] << (at % 2 ? 0 : 4);
    rows.push(line);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([4, 3, 0, 0, 0], 8);
  const parts = [part("IHDR", head), part("PLTE", Buffer.from(colours.flat())), part("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })), part("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts]);
}

function part(name, data) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
