// Checks a receipt with node's own crypto, and nothing of Paraph's.
//
//   node verify.mjs PROOF ENTRY LOG-VKEY [COSIGNER-VKEY]...
//
// Every key given must have signed. It prints what it found and exits 0, or says why not and exits 1.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const [proofFile, entryFile, ...vkeys] = process.argv.slice(2);

function refuse(why) {
  console.error(`refused: ${why}`);
  process.exit(1);
}

function decode(text) {
  const data = Buffer.from(text, "base64");
  return data.toString("base64") === text ? data : refuse("base64");
}

function decimal(text) {
  return /^(0|[1-9][0-9]*)$/.test(text) ? BigInt(text) : refuse("number");
}

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leafHash = (data) => sha256(Buffer.of(0), data);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

// RFC 9162 §2.1.3.2, step by step.
function rootOf(leaf, index, size, proof) {
  if (index >= size) refuse("index");
  let [fn, sn, r] = [index, size - 1n, leaf];
  for (const p of proof) {
    if (sn === 0n) refuse("proof too long");
    if (fn & 1n || fn === sn) {
      r = nodeHash(p, r);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? r : refuse("proof too short");
}

function key(vkey) {
  const [, name, id, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? refuse("key");
  const raw = decode(material);
  const actual = sha256(Buffer.from(`${name}\n`), raw).subarray(0, 4);
  if (actual.toString("hex") !== id || raw.length !== 33 || ![1, 4].includes(raw[0])) refuse("key");
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw.subarray(1)]);
  return { name, id: actual, type: raw[0], public: createPublicKey({ key: spki, format: "der", type: "spki" }) };
}

// C2SP signed-note for type 1, tlog-cosignature for type 4: eight bytes of time before the signature.
function signed(line, signer, body) {
  const raw = decode(line.split(" ")[2]);
  if (!raw.subarray(0, 4).equals(signer.id)) return false;
  const signature = raw.subarray(signer.type === 4 ? 12 : 4);
  const message = signer.type === 4 ? `cosignature/v1\ntime ${raw.readBigUInt64BE(4)}\n${body}` : body;
  return verify(null, Buffer.from(message), signer.public, signature) || refuse(`signature of ${signer.name}`);
}

const text = readFileSync(proofFile, "utf8");
const [head, body, lines, rest] = text.split("\n\n");
if (rest !== undefined || !lines?.endsWith("\n")) refuse("form");
const [header, index, ...proof] = head.split("\n");
if (header !== "c2sp.org/tlog-proof@v1" || !index?.startsWith("index ")) refuse("form");
const [origin, size, root, ...extensions] = body.split("\n");
if (extensions.length) refuse("extension lines");

const keys = vkeys.map(key);
if (keys[0].name !== origin) refuse(`the log is not ${origin}`);
for (const signer of keys) {
  const own = lines.split("\n").filter((line) => line.startsWith(`— ${signer.name} `));
  if (!own.some((line) => signed(line, signer, `${body}\n`))) refuse(`no signature of ${signer.name}`);
}

const place = decimal(index.slice(6));
const leaf = leafHash(readFileSync(entryFile));
if (!rootOf(leaf, place, decimal(size), proof.map(decode)).equals(decode(root))) refuse("root");
console.log(`entry ${place} of ${size}`);
