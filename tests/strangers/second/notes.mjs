// Keys, signed notes, checkpoints (protocol §5.2 to §5.4) and static trees (§5.5).

import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { base64, hash, hex, leafHash, refuse, rootsOf } from "./bytes.mjs";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value) => ((value % P) + P) % P;
function power(base, exponent) {
  let result = 1n;
  for (let at = mod(base), left = exponent; left > 0n; left >>= 1n, at = mod(at * at)) if (left & 1n) result = mod(result * at);
  return result;
}
const inverse = (value) => power(value, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT = power(2n, (P - 1n) / 4n);
const add = ([x, y, z, t], [u, v, w, s]) => {
  const [a, b] = [mod((y - x) * (v - u)), mod((y + x) * (v + u))];
  const [c, d] = [mod(2n * D * t * s), mod(2n * z * w)];
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
};
function times(scalar, point) {
  let result = [0n, 1n, 1n, 0n];
  for (let at = point, left = scalar; left > 0n; left >>= 1n, at = add(at, at)) if (left & 1n) result = add(result, at);
  return result;
}
const neutral = ([x, y, z]) => x === 0n && y === z;

/** Decode a point in its canonical encoding, or give nothing. */
function point(bytes) {
  const number = BigInt(`0x${hex(Buffer.from(bytes).reverse())}`);
  const y = number & (2n ** 255n - 1n);
  if (y >= P) return null;
  const [u, v] = [mod(y * y - 1n), mod(D * y * y + 1n)];
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT);
  if (mod(v * x * x) !== u) return null;
  const odd = number >> 255n;
  if (x === 0n && odd) return null;
  if ((x & 1n) !== odd) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
}
const large = (bytes) => {
  const found = point(bytes);
  return found !== null && !neutral(times(8n, found));
};

function ed25519(key, message, signature) {
  if (signature.length !== 64 || !large(signature.subarray(0, 32))) return false;
  const asn1 = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
  return verify(null, message, createPublicKey({ key: asn1, format: "der", type: "spki" }), signature); // S too is checked
}

const BARRED = /[\u0000-\u0020+\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/;

/** Read a vkey: its name, id, type and public key. */
export function vkey(line) {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(line) ?? refuse("vkey");
  const [, name, id, text] = parts;
  if (BARRED.test(name) || Buffer.byteLength(name) > 255) refuse("vkey.name");
  const bytes = base64(text);
  const [type, key] = [bytes[0], bytes.subarray(1)];
  if (key.length !== { 1: 32, 4: 32, 6: 1312 }[type]) refuse("vkey.type");
  if (hex(hash(`${name}\n`, bytes).subarray(0, 4)) !== id) refuse("vkey.id");
  if (type !== 6 && !(large(key) && neutral(times(ORDER, point(key))))) refuse("vkey.point");
  return { name, id, type, key };
}

/** Read the keys of a policy (C2SP tlog-policy): the log's, and everyone's who may have cosigned. */
export function policy(text) {
  const lines = text.split("\n").map((line) => line.replace(/^[ \t]+|[ \t]+$/g, "")).filter((line) => line && line[0] !== "#");
  const words = lines.map((line) => line.split(/[ \t]+/));
  const logs = words.filter(([first]) => first === "log").map(([, key]) => vkey(key));
  if (logs.length !== 1 || logs[0].type !== 1) refuse("policy.log");
  return { log: logs[0], keys: [...logs, ...words.filter(([first]) => first === "witness").map((each) => vkey(each[2]))] };
}

/** Check a checkpoint: every line of a known key must hold, and the log must have signed with both keys. */
export function checkpoint(bytes, { log, keys }) {
  const note = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const cut = note.lastIndexOf("\n\n") + 1;
  const [text, lines] = [note.slice(0, cut), note.slice(cut + 1).split("\n")];
  if (!cut || lines.pop() !== "" || lines.length > 100 || bytes.length > 65536) refuse("note.form");
  if (/[\u0000-\u0009\u000B-\u001F]/.test(note)) refuse("note.control");
  const signed = new Set();
  for (const line of lines) {
    const [, name, encoded] = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? refuse("note.line");
    if (BARRED.test(name)) refuse("key.name");
    const data = base64(encoded);
    const known = keys.find((key) => key.name === name && key.id === hex(data.subarray(0, 4)));
    if (!known) continue;
    const rest = data.subarray(4);
    if (known.type === 6) {
      if (rest.length !== 8 + 2420) refuse("signature.wrong"); // node 20 has no ML-DSA: counted, not verified
    } else {
      const stamped = known.type === 4;
      const time = stamped ? `cosignature/v1\ntime ${rest.readBigUInt64BE(0)}\n` : "";
      if (!ed25519(known.key, Buffer.from(time + text), rest.subarray(stamped ? 8 : 0))) refuse(`signature.wrong: ${name}`);
    }
    signed.add(known);
  }
  if (!signed.has(log) || ![...signed].some((key) => key.name === log.name && key.type === 6)) refuse("checkpoint.unsigned");
  const [origin, size, root, ...more] = text.split("\n");
  if (more.length !== 1 || origin !== log.name || !/^(?:0|[1-9][0-9]{0,15})$/.test(size)) refuse("checkpoint.form");
  return { size: Number(size), root: base64(root), signed };
}

const numbered = (place) => {
  const digits = String(place);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g);
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
};

function* tiles(count) {
  for (let at = 0; at * 256 < count; at++) {
    const width = Math.min(256, count - at * 256);
    yield [at * 256, width, numbered(at) + (width < 256 ? `.p/${width}` : "")];
  }
}

/** Read a log from its static tree, and check everything against the signed root. */
export function readLog(folder, keys) {
  const mine = join(folder, hex(hash(keys.log.name)));
  const read = (path) => {
    try {
      return readFileSync(join(mine, path));
    } catch {
      return refuse(`missing: ${path}`);
    }
  };
  const { size, root, signed } = checkpoint(read("checkpoint"), keys);
  const entries = [];
  for (const [, width, path] of tiles(size)) {
    const bundle = read(`tile/entries/${path}`);
    let at = 0;
    for (let each = 0; each < width; each++) {
      if (at + 2 > bundle.length) refuse("bundle.short");
      const end = at + 2 + bundle.readUInt16BE(at);
      if (end > bundle.length) refuse("bundle.short");
      entries.push(bundle.subarray(at + 2, end));
      at = end;
    }
    if (at !== bundle.length) refuse("bundle.long");
  }
  const leaves = entries.map(leafHash);
  for (let level = 0, nodes = leaves; nodes.length; level++) {
    const above = [];
    for (const [start, width, path] of tiles(nodes.length)) {
      const hashes = nodes.slice(start, start + width);
      if (!read(`tile/${level}/${path}`).equals(Buffer.concat(hashes))) refuse(`tile.differs: ${level}/${path}`);
      if (width === 256) above.push(rootsOf(hashes).at(-1));
    }
    nodes = above;
  }
  const roots = rootsOf(leaves);
  if (!roots[size].equals(root)) refuse("root.differs");
  return { entries, digests: leaves.map(hex), roots: roots.map(hex), signed };
}
