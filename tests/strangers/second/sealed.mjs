// The dealings Sealed (protocol §8.5) and Alarm (§8.6).

import { byBytes, digestOf } from "./bytes.mjs";

const liesIn = (act, past) => act.seq < (past[act.party] ?? 0);

/** Sealed, with the rules that a kind knows: name → what it makes of the contents. */
export const sealed = (rules) => ({
  begin: () => ({ versions: new Map(), noun: null, seals: new Map(), reveals: new Map() }),
  fold(state, act, effect, world) {
    const { content } = act.body;
    if (effect === "open") {
      state.versions.set(act.digest, { act, content });
      Object.assign(state, { noun: content, record: act.digest });
    }
    if (effect === "seal") state.seals.set(act.party, { act, seal: content.seal });
    if (effect !== "reveal") return;
    const { salt, content: said } = content;
    const bound = { content: said, framework: world.framework, party: act.party, record: act.body.record, salt };
    const equal = digestOf(bound) === state.seals.get(act.party)?.seal;
    state.reveals.set(act.party, { act, content: said, equal, late: act.body.at > state.noun.reveal_by });
  },
  guard(state, act, effect, { parties }) {
    if (effect === "open") {
      const named = act.body.content.parties;
      const unfit = named.some((party) => !parties.includes(party)) || new Set(named).size !== named.length || named.length < 2;
      return unfit ? "parties_unfit" : Object.hasOwn(rules, act.body.content.rule) ? null : "rule_unknown";
    }
    if (effect !== "seal" && effect !== "reveal") return null;
    if (!state.noun.parties.includes(act.party)) return "not_named";
    if (effect === "seal") return state.reveals.size ? "reveal_in_past" : state.seals.has(act.party) ? "already_sealed" : null;
    if (state.noun.parties.some((party) => !state.seals.has(party))) return "seal_missing";
    return state.reveals.has(act.party) ? "already_revealed" : null;
  },
  stands(state) {
    const { parties, rule } = state.noun;
    const all = [...state.reveals.values()];
    const whole = parties.every((party) => state.reveals.has(party));
    const end = all.some((one) => !one.equal) ? "unequal" : all.some((one) => one.late) ? "late" : whole ? "evaluated" : null;
    const contents = Object.fromEntries([...state.reveals].map(([party, { content }]) => [party, content]));
    return {
      end,
      result: end === "evaluated" ? rules[rule](contents) : null,
      reveals: Object.fromEntries([...state.reveals].map(([party, { act }]) => [party, act.digest])),
      rule,
      seals: Object.fromEntries([...state.seals].map(([party, { seal }]) => [party, seal])),
    };
  },
});

const lacking = (state, { parties, act }) =>
  parties.filter((party) => !state.releases.has(party) || !liesIn(act, state.releases.get(party).past));

export const alarm = {
  begin: () => ({ versions: new Map(), raises: new Map(), releases: new Map(), acknowledged: new Map() }),
  fold(state, act, effect, world) {
    if (effect === "raise") {
      state.versions.set(act.digest, { act });
      state.raises.set(act.digest, { act, parties: [...world.charterAt(act.past).parties].sort(byBytes) });
    }
    if (effect === "release") state.releases.set(act.party, act);
    if (effect === "acknowledge") state.acknowledged.set(act.party, act);
  },
  guard(state, act, effect) {
    const open = [...(state?.raises.values() ?? [])].filter((raise) => lacking(state, raise).length);
    if (effect === "release" && !open.some((raise) => lacking(state, raise).includes(act.party))) return "already_released";
    const last = state?.acknowledged.get(act.party);
    if (effect === "acknowledge" && !open.some((raise) => !last || !liesIn(raise.act, last.past))) return "nothing_sounds";
    return null;
  },
  stands: (state) => ({
    acknowledged: Object.fromEntries([...state.acknowledged].map(([party, act]) => [party, act.digest])),
    latched: [...state.raises.values()].some((raise) => lacking(state, raise).length > 0),
    raises: Object.fromEntries([...state.raises].map(([digest, raise]) => [digest, lacking(state, raise)])),
    releases: Object.fromEntries([...state.releases].map(([party, act]) => [party, act.digest])),
  }),
};
