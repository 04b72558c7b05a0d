// Three of the six dealings (protocol §8.1, §8.2, §8.4): the fold, the guard, and what stands.
// Each begins with a state; `fold` changes it by a heard act; `guard` gives a code or nothing; `stands` gives JSON.

import { byBytes, digestOf } from "./bytes.mjs";

const pair = (on, party) => `${on} ${party}`; // sorts as (version, party)
const sorted = (map) => [...map].sort(([a], [b]) => byBytes(a, b));
const wordsOf = (version) => digestOf(version.content ?? {});
const answersOf = (answers) =>
  sorted(answers).map(([key, { effect, act }]) => ({ act: act.digest, on: key.slice(0, 64), party: key.slice(65), said: effect }));
const sameSet = (a, b) => a.size === b.size && [...a].every((each) => b.has(each));
const liesIn = (act, past) => act.seq < (past[act.party] ?? 0);

// --- Joint ---

/** Whether an interval on v can be chosen for every party, none of which had ended before another began. */
function meets(state, v) {
  const choices = state.versions.get(v).parties.map((party) => (state.standings.get(party) ?? []).filter((each) => each.on === v));
  const bars = (ended, begun) => ended.end !== null && liesIn(ended.end, begun.start.past);
  const choose = (chosen) =>
    chosen.length === choices.length ||
    choices[chosen.length].some((each) => !chosen.some((other) => bars(each, other) || bars(other, each)) && choose([...chosen, each]));
  return choose([]);
}

function stand(state, v, act) {
  const intervals = state.standings.get(act.party) ?? [];
  const open = intervals.at(-1)?.end === null ? intervals.at(-1) : null;
  if (open?.on !== v) {
    if (open) open.end = act;
    state.standings.set(act.party, [...intervals, { on: v, start: act, end: null }]);
  }
  if (!state.agreed.has(v) && meets(state, v)) {
    state.agreed.add(v);
    const { over } = state.versions.get(v);
    state.frontier = new Set([v, ...[...state.frontier].filter((each) => !over.has(each))]);
  }
}

const standsOn = (state, party) => {
  const last = state.standings.get(party)?.at(-1);
  return last && last.end === null ? last.on : null;
};

function inForce(state) {
  const over = (v) => [...(state.versions.get(v)?.over ?? [])];
  const replaced = (v, found = new Set()) => {
    for (const each of over(v)) if (!found.has(each)) replaced(each, found.add(each));
    return found;
  };
  let left = [...state.frontier];
  while (left.length > 1) {
    const [first, ...rest] = left.map((v) => replaced(v));
    const all = [...first].filter((v) => rest.every((each) => each.has(v)));
    left = all.filter((v) => !all.some((other) => over(other).includes(v)));
  }
  return left.length ? left[0] : null;
}

const nounOf = (state) => state.versions.get(inForce(state))?.content ?? null;

const joint = {
  begin: () => ({
    versions: new Map(), standings: new Map(), answers: new Map(), agreed: new Set(), frontier: new Set(), denunciations: new Map(), met: new Map(),
  }),
  fold(state, act, effect, world) {
    const { on, content } = act.body;
    if (["propose", "correct", "propose_end"].includes(effect)) {
      const over = new Set(act.body.over ?? []);
      const noun = effect === "propose_end" ? null : content;
      state.versions.set(act.digest, { act, content: noun, parties: world.charterAt(act.past).parties, over });
      stand(state, act.digest, act);
    } else if (effect === "denounce") state.denunciations.set(act.party, act);
    else if (effect === "report_met") state.met.set(pair(on, act.party), act);
    else if (effect !== "remark") {
      state.answers.set(pair(on, act.party), { effect, act });
      if (effect === "accept") stand(state, on, act);
      const open = state.standings.get(act.party)?.at(-1);
      if (["return", "refuse", "withdraw"].includes(effect) && open?.on === on && open.end === null) open.end = act;
    }
  },
  guard(state, act, effect, { notice, parties }) {
    const { on, over, at, record } = act.body;
    const version = state?.versions.get(on);
    if (record === undefined) return over === undefined ? null : "over_differs";
    if (["propose", "correct", "propose_end"].includes(effect)) return sameSet(new Set(over ?? []), state.frontier) ? null : "over_differs";
    if (effect === "accept" || effect === "accept_ad_referendum") {
      if (state.agreed.has(on)) return "already_agreed";
      if (!sameSet(version.over, state.frontier)) return "over_differs";
      if (!parties.some((party) => party !== act.party && standsOn(state, party) === on)) return "nobody_stands_on_it";
      const begun = [...state.standings.keys()].filter((party) => standsOn(state, party) === on);
      const acts = [version.act, ...begun.map((party) => state.standings.get(party).at(-1).start)];
      if (acts.some(({ body }) => body.until !== undefined && at > body.until)) return "too_late";
    }
    if (effect === "withdraw" && standsOn(state, act.party) !== on) return "not_standing";
    if (effect === "denounce" && nounOf(state) === null) return "nothing_in_force";
    if (effect === "denounce" && notice === undefined) return "charter_has_no_denunciation";
    if (effect === "report_met" && !state.agreed.has(on)) return "not_agreed";
    if (effect === "report_met" && version.content?.effective?.condition === undefined) return "no_condition";
    return null;
  },
  stands(state) {
    const v = inForce(state);
    const stays = ([party, act]) => !(state.standings.get(party) ?? []).some((each) => state.agreed.has(each.on) && each.start.seq > act.seq);
    return {
      agreed: [...state.agreed].sort(byBytes),
      answers: answersOf(state.answers),
      crossed: state.frontier.size > 1 ? [...state.frontier].sort(byBytes) : [],
      denounced: Object.fromEntries([...state.denunciations].filter(stays).map(([party, act]) => [party, act.digest])),
      ended: v !== null && state.versions.get(v).content === null,
      in_force: v,
      met: sorted(state.met).map(([key, act]) => [key.slice(0, 64), key.slice(65), act.digest]),
      standings: Object.fromEntries([...state.standings.keys()].map((party) => [party, standsOn(state, party)])),
      words: Object.fromEntries([...state.versions].map(([digest, version]) => [digest, wordsOf(version)])),
    };
  },
};

// --- Declared ---

const declared = {
  begin: () => ({ versions: new Map(), answers: new Map(), disputes: new Map(), noted: new Map(), renewed: null, ended: null }),
  fold(state, act, effect) {
    const key = pair(act.body.on, act.party);
    if (effect === "declare") state.versions.set(act.digest, { act, content: act.body.content });
    if (effect === "declare" || effect === "attest") state.renewed = act;
    if (effect === "end") state.ended = act;
    if (effect === "take_note") state.noted.set(key, act);
    if (["confirm", "dispute", "lift"].includes(effect)) state.answers.set(key, { effect, act });
    if (effect === "dispute") state.disputes.set(key, act);
    if (effect === "lift") state.disputes.delete(key);
    if (effect === "confirm") {
      const order = [...state.versions.keys()];
      for (const each of order.slice(0, order.indexOf(act.body.on) + 1)) state.disputes.delete(pair(each, act.party));
    }
  },
  guard(state, act, effect) {
    if (["declare", "attest", "end"].includes(effect) && state?.ended) return "ended";
    if (effect === "attest" && act.body.on !== [...state.versions.keys()].at(-1)) return "not_current";
    if (effect === "lift" && !state.disputes.has(pair(act.body.on, act.party))) return "nothing_disputed";
    return null;
  },
  stands: (state) => ({
    answers: answersOf(state.answers),
    current: [...state.versions.keys()].at(-1),
    disputes: sorted(state.disputes).map(([, act]) => act.digest),
    ended: state.ended?.digest ?? null,
    noted: sorted(state.noted).map(([, act]) => act.digest),
    renewed: state.renewed.digest,
    words: [...state.versions].map(([digest, version]) => [digest, wordsOf(version)]),
  }),
};

// --- Tracked ---

const tracked = {
  begin: () => ({ versions: new Map(), reports: new Map(), terms: null }),
  fold(state, act, effect, world, kind) {
    if (effect !== "report") return;
    const { terms, version } = act.body.content;
    state.versions.set(act.digest, { act, content: act.body.content });
    state.terms ??= terms;
    state.reports.set(act.party, [...(state.reports.get(act.party) ?? []), [act.digest, version, kind.done(act.body.content)]]);
  },
  guard(state, act, effect, past) {
    if (effect !== "report") return null;
    const { terms, version } = act.body.content;
    if (state && terms !== state.terms) return "terms_differ";
    const view = past.recordOf(terms);
    if (view?.dealing !== "joint" || nounOf(view.state) === null || inForce(view.state) !== version) return "terms_not_in_force";
    if (!state && past.about(terms, act.body.kind.split("/")[0], act.digest)) return "already_open";
    return null;
  },
  stands: (state) => ({ reports: Object.fromEntries(state.reports), terms: state.terms }),
};

export const DEALINGS = { joint, declared, tracked };
export { nounOf };
