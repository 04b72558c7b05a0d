// A second implementation of the reader, written from docs/protocol.md alone: static trees in, what stands out.
//
//   node second.mjs TREES FRAMEWORK PARTY=POLICY … [--at COMPARISON | --cut PARTY=SIZE,…] [--verdicts]
//
// TREES holds one folder for each log (SHA-256 of its origin, in hex), as `paraph tiles` writes them; each PARTY's log is
// the one that its POLICY names. It is reckoned at the cut of a comparison file, or at the one named, else on everything
// held. Each line is one record, {"digest":…,"record":…,"stands":…}; the last is {"cut":…,"records":<digest>,"total":…}.
// Node 20 has no ML-DSA: lines of type 0x06 are looked for, and not verified. No kind of this release
// deals as Claimed, Sealed or Alarm; `judge.mjs` reads these too, in the small kinds of the tests.

import { readFileSync } from "node:fs";

import { Refused, canonical, digestOf, refuse, written } from "./second/bytes.mjs";
import { World } from "./second/judge.mjs";
import { policy, readLog } from "./second/notes.mjs";
import { PartyId } from "./second/shapes.mjs";

/** The cut that a comparison file was reckoned at, if it is of these logs. */
function cutIn(path, framework, logs) {
  const said = canonical(readFileSync(path), 256 * 2 ** 20);
  if (said.framework !== framework) refuse("compare.other_framework");
  for (const [party, { root, size }] of Object.entries(said.cut)) {
    if (size > (logs[party]?.entries.length ?? 0)) refuse(`behind: ${party}`);
    if (logs[party].roots[size] !== root) refuse(`another history: ${party}`);
  }
  return Object.fromEntries(Object.entries(said.cut).map(([party, { size }]) => [party, size]));
}

function cutNamed(text, logs) {
  const cut = Object.fromEntries(text.split(",").map((each) => [each.split("=")[0], Number(each.split("=")[1])]));
  for (const party of Object.keys(cut)) if (!logs[party]?.roots[cut[party]]) refuse(`behind: ${party}`);
  return cut;
}

function main(words) {
  const option = (name) => (words.includes(name) ? words.splice(words.indexOf(name), 2)[1] : null);
  const [at, named] = [option("--at"), option("--cut")];
  const verdicts = words.includes("--verdicts") && words.splice(words.indexOf("--verdicts"), 1);
  const [trees, framework, ...parties] = words;
  const logs = {};
  for (const word of parties) {
    const [id, path] = word.split(/=(.*)/s);
    if (!PartyId(id)) refuse(`no party: ${id}`);
    logs[id] = readLog(trees, policy(readFileSync(path, "utf8")));
    const signed = [...logs[id].signed].map((key) => `${key.name} 0x0${key.type}${key.type === 6 ? " (skipped)" : ""}`);
    console.error(`${id}: ${logs[id].entries.length} entries, signed by ${signed.join(", ")}`);
  }
  const world = new World(framework, logs);
  if (verdicts) {
    for (const act of Object.values(world.acts).flat()) {
      const { outcome, code } = world.verdict(act);
      if (outcome !== "heard") console.error(`${act.party} ${act.seq}: ${outcome} ${code ?? ""}`);
    }
  }
  const cut = at ? cutIn(at, framework, logs) : named ? cutNamed(named, logs) : world.held;
  const records = {};
  for (const [record, stands] of world.standing(cut)) {
    records[record] = digestOf(stands);
    console.log(written({ record, digest: records[record], stands }));
  }
  const held = Object.keys(cut).filter((party) => cut[party] > 0);
  const heads = Object.fromEntries(held.map((party) => [party, { root: logs[party].roots[cut[party]], size: cut[party] }]));
  console.log(written({ cut: heads, records: digestOf(records), total: Object.keys(records).length }));
}

try {
  main(process.argv.slice(2));
} catch (reason) {
  if (!(reason instanceof Refused)) throw reason;
  console.error(`refused: ${reason.message}`);
  process.exitCode = 1;
}
