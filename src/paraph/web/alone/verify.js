"use strict";
// Checks a receipt with the browser's own SHA-256 and Ed25519: C2SP tlog-proof, signed-note, tlog-cosignature, RFC 9162.
// Every key of the policy that is Ed25519 must have signed; the others are counted, and named as not checked.
const text = new TextDecoder("utf-8", { fatal: true });
const bytes = new TextEncoder();
const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const hex = (data) => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const refuse = (why) => { throw new Error(why); };
const decode = (word) => {
  const data = Uint8Array.from(atob(word), (one) => one.charCodeAt(0));
  return btoa(String.fromCharCode(...data)) === word ? data : refuse("a base64 text is not in its one form");
};
const decimal = (word) => (/^(0|[1-9][0-9]*)$/.test(word) ? BigInt(word) : refuse("a number is not in its one form"));

// RFC 9162, 2.1.3.2
const rootOf = async (leaf, index, size, path) => {
  if (index >= size) refuse("the act lies beyond the checkpoint");
  let [fn, sn, root] = [index, size - 1n, leaf];
  for (const hash of path) {
    if (sn === 0n) refuse("the path is too long");
    if (fn & 1n || fn === sn) {
      root = await sha256(Uint8Array.of(1), hash, root);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else root = await sha256(Uint8Array.of(1), root, hash);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? root : refuse("the path is too short");
};

const keyOf = async (vkey) => {
  const [, name, id, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? refuse("a key cannot be read");
  const raw = decode(material);
  if (raw[0] === 6) return { name, type: 6 };
  const actual = (await sha256(bytes.encode(`${name}\n`), raw)).subarray(0, 4);
  if (hex(actual) !== id || raw.length !== 33 || ![1, 4].includes(raw[0])) refuse("a key is not what its name says");
  return { name, id: actual, type: raw[0], key: await crypto.subtle.importKey("raw", raw.subarray(1), "Ed25519", false, ["verify"]) };
};

const keysIn = (policy) => policy.split("\n").map((line) => line.trim().split(/\s+/)).flatMap((words) =>
  words[0] === "log" ? [{ role: "log", vkey: words[1] }] : words[0] === "witness" ? [{ role: "witness", label: words[1], vkey: words[2] }] : []);

const stated = async (lines, signer, body) => {
  for (const line of lines.filter((one) => one.startsWith(`— ${signer.name} `))) {
    const raw = decode(line.split(" ")[2]);
    if (!same(raw.subarray(0, 4), signer.id)) continue;
    const time = signer.type === 4 ? new DataView(raw.buffer).getBigUint64(4) : null;
    const message = bytes.encode(signer.type === 4 ? `cosignature/v1\ntime ${time}\n${body}` : body);
    const good = await crypto.subtle.verify("Ed25519", signer.key, raw.subarray(signer.type === 4 ? 12 : 4), message);
    return good ? { name: signer.name, at: time } : refuse(`the signature of ${signer.name} does not fit`);
  }
  return refuse(`${signer.name} has not signed`);
};

const check = async (act, proof, policy) => {
  const [head, body, rest, more] = proof.split("\n\n");
  if (more !== undefined || !rest?.endsWith("\n")) refuse("the proof cannot be read");
  const [header, index, ...path] = head.split("\n");
  if (header !== "c2sp.org/tlog-proof@v1" || !index?.startsWith("index ")) refuse("this is no tlog-proof");
  const [origin, size, root] = body.split("\n");
  const lines = rest.split("\n");
  const held = [];
  let left = 0;
  for (const one of keysIn(policy)) {
    const signer = await keyOf(one.vkey);
    if (one.role === "log" && signer.name !== origin) refuse(`the policy is for another log than ${origin}`);
    if (signer.type === 6) left += 1;
    else held.push({ ...(await stated(lines, signer, `${body}\n`)), label: one.label });
  }
  if (!held.length) refuse("the policy names no key that a browser can check");
  const place = decimal(index.slice(6));
  const leaf = await sha256(Uint8Array.of(0), act);
  if (!same(await rootOf(leaf, place, decimal(size), path.map(decode)), decode(root))) refuse("the act is not what lies there: a byte of it, or of the proof, was changed");
  return { origin, place, size, held, left, act: JSON.parse(text.decode(act)), digest: hex(leaf) };
};

const found = document.getElementById("found");
const say = (tag, words, of = found, mark = "") => {
  const made = document.createElement(tag);
  made.textContent = words;
  if (mark) made.className = mark;
  of.append(made);
  return made;
};
const when = (at) => (at === null ? "" : `, by ${new Date(Number(at) * 1000).toISOString().slice(0, 19)}Z of its own clock`);

const checkAll = async (files) => {
  found.replaceChildren();
  const read = {};
  for (const file of files) read[file.name] = new Uint8Array(await file.arrayBuffer());
  const part = (suffix, stem) => read[stem + suffix] ?? read[Object.keys(read).find((name) => name.endsWith(suffix))];
  const proofs = Object.keys(read).filter((name) => name.endsWith(".tlog-proof"));
  if (!proofs.length) say("p", "Cannot tell: there is no .tlog-proof among these files.", found, "bad");
  for (const name of proofs) {
    const stem = name.slice(0, -".tlog-proof".length);
    const [act, policy] = [part(".act.json", stem), part(".tlog-policy", stem)];
    say("h2", name);
    if (!act || !policy) { say("p", "Cannot tell: the act or the policy is missing.", found, "bad"); continue; }
    try {
      const one = await check(act, text.decode(read[name]), text.decode(policy));
      say("p", "It holds.", found, "good").id = "result";
      say("p", `“${one.act.verb}” (${one.act.kind}), said by ${one.act.by.join(", ")}, ${one.act.at} by its own clock.`);
      say("p", `Unchanged: it lies at place ${one.place} of ${one.origin}, ${one.size} entries.`, found, "good");
      for (const each of one.held) say("p", `Signed by ${each.name}${when(each.at)}.`, found, "good");
      if (one.left) say("p", `${one.left} ML-DSA-44 keys of the policy were not checked: browsers cannot.`);
      say("pre", JSON.stringify(one.act, null, 1));
    } catch (why) {
      say("p", `It does not hold: ${why.message}.`, found, "bad").id = "result";
    }
  }
};
document.getElementById("files").addEventListener("change", (event) => checkAll([...event.target.files]));
