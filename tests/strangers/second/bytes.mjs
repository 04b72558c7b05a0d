// Canonical JSON (protocol §2.1), hashes, and the RFC 6962 tree (§5.1).

import { createHash } from "node:crypto";

export class Refused extends Error {}

export const refuse = (why) => {
  throw new Refused(why);
};
export const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const leafHash = (entry) => hash(Buffer.of(0), entry);
export const nodeHash = (left, right) => hash(Buffer.of(1), left, right);
export const byBytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // all that is sorted is ASCII
export const points = (text) => [...text].length;

const SAFE = Number.MAX_SAFE_INTEGER;

/** Write a value in its one form; refuse what has none. */
export function written(value, deep = 1) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isInteger(value) || Math.abs(value) > SAFE) refuse("json.integer_range");
    return String(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) refuse("json.lone_surrogate");
    return JSON.stringify(value);
  }
  if (deep > 32) refuse("json.too_deep");
  if (Array.isArray(value)) return `[${value.map((item) => written(item, deep + 1)).join(",")}]`;
  const keys = Object.keys(value).sort(byBytes);
  if (keys.some((key) => /[^\x00-\x7f]/.test(key))) refuse("json.key_not_ascii");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${written(value[key], deep + 1)}`).join(",")}}`;
}

/** Read canonical JSON, or refuse: what is read and written again must give the same bytes. */
export function canonical(bytes, limit = 65535) {
  if (bytes.length > limit) refuse("json.too_long");
  let text, value;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    refuse("json.not_json");
  }
  if (written(value) !== text) refuse("json.not_canonical");
  return value;
}

export const digestOf = (value) => hex(hash(written(value)));
export const same = (a, b) => a === b || (a !== undefined && b !== undefined && written(a) === written(b));

/** Base64 in the one spelling that encodes back to itself. */
export function base64(text) {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : refuse("base64");
}

/** The roots of a tree at every size from 0 on. */
export function rootsOf(leaves) {
  const roots = [hash("")];
  const edge = []; // complete subtrees from left to right: [size, hash]
  for (const leaf of leaves) {
    edge.push([1, leaf]);
    while (edge.length > 1 && edge.at(-2)[0] === edge.at(-1)[0]) {
      const [[size, left], [, right]] = edge.splice(-2);
      edge.push([2 * size, nodeHash(left, right)]);
    }
    roots.push(edge.map(([, each]) => each).reduceRight((right, left) => nodeHash(left, right)));
  }
  return roots;
}
