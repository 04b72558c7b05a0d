// The second implementation judges bare logs: one question for each line of standard input, one answer for each.
//
//   {"cut":{party:size}|null,"framework":…,"logs":{party:[entry in base64]},"small":…,"unknown":[kind]}
//   {"stands":{record:digest},"verdicts":{party:[[outcome,code]]}}
//
// As in the vectors (protocol §16); `stands` has the digest of what stands. `small`: whether by the small kinds of
// tests/record. `unknown`: kinds that this reader is not to know.

import { createInterface } from "node:readline";

import { digestOf, hex, leafHash, rootsOf } from "./second/bytes.mjs";
import { IN_USE, World } from "./second/judge.mjs";
import { SMALL } from "./second/small.mjs";

/** A log as it is read from a tree, without one. */
function logOf(encoded) {
  const entries = encoded.map((entry) => Buffer.from(entry, "base64"));
  const leaves = entries.map(leafHash);
  return { entries, digests: leaves.map(hex), roots: rootsOf(leaves).map(hex) };
}

function answer({ framework, logs, cut, small, unknown }) {
  const read = Object.fromEntries(Object.entries(logs).map(([party, log]) => [party, logOf(log)]));
  const rules = small ? SMALL : IN_USE;
  const kinds = Object.fromEntries(Object.entries(rules.kinds).filter(([name]) => !unknown.includes(name)));
  const world = new World(framework, read, { ...rules, kinds });
  const at = cut ?? world.held;
  const told = new Map([...world.records.keys()].flatMap((id) => world.view(id, at).said));
  const verdicts = Object.entries(world.acts).map(([party, acts]) => [
    party,
    acts.slice(0, at[party] ?? 0).map((act) => told.get(act) ?? act.log).map(({ outcome, code = "" }) => [outcome, code]),
  ]);
  const stands = [...world.standing(at)].map(([record, what]) => [record, digestOf(what)]);
  return { stands: Object.fromEntries(stands), verdicts: Object.fromEntries(verdicts) };
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(answer(JSON.parse(line))));
