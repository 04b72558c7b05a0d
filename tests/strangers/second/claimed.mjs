// The dealing Claimed (protocol §8.3).

import { byBytes, digestOf, written } from "./bytes.mjs";

const between = (a, value, b) => a <= value && value <= b;
const spanned = (value, b) => (b < 0n ? between(b, value, 0n) : between(0n, value, b));
const liesIn = (act, past) => act.seq < (past[act.party] ?? 0);
const twice = (items) => new Set(items).size !== items.length;
const minor = (money) => ({ currency: money.currency, minor: BigInt(money.amount.replace(".", "")) });

/** All that is told of a part, from its tablings, decisions and payments. */
function told(part) {
  const [first] = part.decisions;
  const known = first ? part.tablings.filter(({ act }) => liesIn(act, first.act.past)) : part.tablings;
  const effective = known.at(-1) ?? part.tablings[0];
  const { amount, withdrawn } = effective;
  const allowed = part.decisions.at(-1)?.allowed.minor ?? 0n;
  const paid = part.payments.reduce((sum, each) => sum + each.amount.minor, 0n);
  const differs = (one) => !sameSum(one.amount, amount) || one.withdrawn !== withdrawn;
  return {
    amount,
    withdrawn,
    allowed,
    paid,
    decided: first !== undefined,
    refused: first ? amount.minor - allowed : 0n,
    queried: part.query !== null && (part.supply === null || !liesIn(part.query, part.supply.past)),
    contested: part.contest !== null && first !== undefined && !liesIn(part.contest, part.decisions.at(-1).act.past),
    crossed: first ? part.tablings.filter((one) => !liesIn(one.act, first.act.past) && differs(one)).map(({ act }) => act.digest) : [],
  };
}

const sameSum = (a, b) => a.minor === b.minor && a.currency === b.currency;

function stages(part) {
  const { amount, withdrawn, allowed, paid, decided, refused, queried, contested } = told(part);
  const found = decided
    ? { paid, allowed: allowed - paid, [contested ? "contested" : "refused"]: refused }
    : { [withdrawn ? "withdrawn" : queried ? "queried" : "claimed"]: amount.minor };
  return Object.entries(found).filter(([, sum]) => sum !== 0n);
}

const decidedBefore = (part, act) => part.decisions.length > 0 && liesIn(part.decisions[0].act, act.past);

function table(state, part, act, amount, withdrawn) {
  part.tablings.push({ act, amount, withdrawn });
  part.supply = act;
}

function takeBack(state, part, act) {
  const last = part.tablings.at(-1);
  if (!last.withdrawn && !decidedBefore(part, act)) table(state, part, act, last.amount, true);
}

function version(state, act, { content }, parties) {
  state.versions.set(act.digest, { act, content, parties });
  for (const { id, amount } of content.parts) {
    const part = state.parts.get(id);
    const sum = minor(amount);
    if (!part) {
      const tabling = { act, amount: sum, withdrawn: false };
      state.parts.set(id, { tablings: [tabling], decisions: [], payments: [], query: null, supply: null, contest: null });
    } else {
      const last = part.tablings.at(-1);
      if (last.withdrawn || !sameSum(last.amount, sum)) table(state, part, act, sum, false);
    }
  }
  const named = content.parts.map(({ id }) => id);
  for (const [id, part] of state.parts) if (!named.includes(id)) takeBack(state, part, act);
}

const respondentOf = (noun, claimant, parties) => {
  const others = parties.filter((party) => party !== claimant);
  return noun.respondent ?? (others.length === 1 ? others[0] : null);
};

/** The first code by which a named part bars the act. */
function barred(ids, checks) {
  for (const id of ids) for (const [holds, code] of checks) if (holds(id)) return code;
  return null;
}

export const claimed = {
  begin: () => ({ versions: new Map(), parts: new Map(), claimant: null, respondent: null }),
  fold(state, act, effect, world) {
    const { content } = act.body;
    if (effect === "submit" || effect === "revise") {
      const { parties } = world.charterAt(act.past);
      if (state.claimant === null) Object.assign(state, { claimant: act.party, respondent: respondentOf(content, act.party, parties) });
      version(state, act, { content }, parties);
      return;
    }
    if (effect === "decide") for (const { id, allowed } of content.parts) state.parts.get(id)?.decisions.push({ act, allowed: minor(allowed) });
    if (effect === "pay") for (const { id, amount } of content.parts) state.parts.get(id)?.payments.push({ act, amount: minor(amount) });
    if (!["withdraw", "supply", "query", "contest"].includes(effect)) return;
    for (const [id, part] of state.parts) {
      if (!(content.parts ? content.parts.includes(id) : liesIn(part.tablings[0].act, act.past))) continue;
      if (effect === "withdraw") takeBack(state, part, act);
      else if (effect !== "contest" || decidedBefore(part, act)) part[effect] = act;
    }
  },
  guard(state, act, effect, { parties }) {
    const { content, on } = act.body;
    const part = (id) => state.parts.get(id);
    const of = (id) => told(part(id));
    const unknown = [(id) => !part(id), "part_unknown"];
    const ids = (content?.parts ?? []).map((each) => each.id ?? each);
    const named = Object.fromEntries((content?.parts ?? []).map((each) => [each.id, each]));
    const all = state ? [...state.parts.keys()] : [];
    if (effect === "submit") {
      const respondent = respondentOf(content, act.party, parties);
      if (!parties.includes(respondent) || respondent === act.party) return "respondent_unfit";
    }
    if (effect === "revise") {
      const [first] = state.versions.values();
      if (respondentOf(content, state.claimant, first.parties) !== state.respondent) return "respondent_differs";
    }
    if ((effect === "submit" || effect === "revise") && twice(ids)) return "part_twice";
    if (["query", "decide", "pay"].includes(effect) && act.party !== state.respondent) return "not_respondent";
    if (effect === "revise") {
      const frozen = (id) => {
        const [last, noun] = [part(id).tablings.at(-1), named[id] && minor(named[id].amount)];
        const kept = noun ? !last.withdrawn && sameSum(last.amount, noun) : last.withdrawn;
        return of(id).decided && !kept && !(noun && sameSum(noun, of(id).amount));
      };
      return all.some(frozen) ? "part_decided" : null;
    }
    if (effect === "withdraw" || effect === "query") {
      if (!content.parts) return all.some((id) => !of(id).decided && !of(id).withdrawn) ? null : `nothing_to_${effect}`;
      return barred(ids, [unknown]) ?? barred(ids, [[(id) => of(id).decided, "part_decided"], [(id) => of(id).withdrawn, "part_withdrawn"]]);
    }
    if (effect === "supply") return barred(ids, [unknown]);
    if (effect === "contest") {
      if (!content.parts) return all.some((id) => of(id).refused !== 0n) ? null : "nothing_refused";
      return barred(ids, [unknown]) ?? barred(ids, [[(id) => !of(id).decided, "part_undecided"], [(id) => of(id).refused === 0n, "nothing_refused"]]);
    }
    if (effect === "decide") {
      if (on !== [...state.versions.keys()].at(-1)) return "not_current";
      if (twice(ids)) return "part_twice";
      const allowed = (id) => minor(named[id].allowed);
      return barred(ids, [
        unknown,
        [(id) => of(id).withdrawn, "part_withdrawn"],
        [(id) => of(id).amount.currency !== allowed(id).currency, "currency_differs"],
        [(id) => !spanned(allowed(id).minor, of(id).amount.minor), "beyond_claimed"],
        [(id) => !spanned(of(id).paid, allowed(id).minor), "below_paid"],
      ]);
    }
    if (effect === "pay") {
      if (twice(ids)) return "part_twice";
      const paid = (id) => minor(named[id].amount);
      const due = (id) => of(id).allowed - of(id).paid;
      return barred(ids, [
        unknown,
        [(id) => !of(id).decided, "part_undecided"],
        [(id) => of(id).amount.currency !== paid(id).currency, "currency_differs"],
        [(id) => paid(id).minor === 0n || !spanned(paid(id).minor, due(id)), "beyond_allowed"],
      ]);
    }
    return null;
  },
  stands(state) {
    const sums = new Map();
    for (const part of state.parts.values()) {
      for (const [stage, sum] of stages(part)) {
        const key = written([told(part).amount.currency, stage]);
        sums.set(key, (sums.get(key) ?? 0n) + sum);
      }
    }
    const texts = (found) => Object.fromEntries(found.map(([stage, sum]) => [stage, String(sum)]));
    return {
      crossed: [...new Set([...state.parts.values()].flatMap((part) => told(part).crossed))].sort(byBytes),
      parts: Object.fromEntries([...state.parts].map(([id, part]) => [id, texts(stages(part))])),
      respondent: state.respondent,
      sums: [...sums].filter(([, sum]) => sum !== 0n).map(([key, sum]) => [...JSON.parse(key), String(sum)]).sort((a, b) => byBytes(a[0], b[0]) || byBytes(a[1], b[1])),
      words: [...state.versions].map(([digest, { content }]) => [digest, digestOf(content)]),
    };
  },
};
