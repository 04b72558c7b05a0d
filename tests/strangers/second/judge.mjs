// From logs to records (protocol §6), and the judge (§7).

import { byBytes, canonical, same } from "./bytes.mjs";
import { DEALINGS, nounOf } from "./dealings.mjs";
import { GUARDS } from "./guards.mjs";
import { KINDS } from "./kinds.mjs";
import { Act, TYPES, blank } from "./shapes.mjs";

/** The kinds in use: declarations, guards and types, and what is read in a charter. */
export const IN_USE = {
  family: "framework.charter",
  dealings: DEALINGS,
  charter: ({ parties, kinds, terms }) => ({ ids: parties.map((party) => party.id), kinds, notice: terms.denunciation_notice_days }),
  kinds: KINDS,
  guards: GUARDS,
  types: TYPES,
};
const FINAL = ["garbage", "seen_itself", "seen_shrinks"]; // verdicts that no cut changes
const UNREAD = { outcome: "unread", code: "update_needed" };
const WAITS = { outcome: "waiting", code: "past_not_held" };
const voided = (code) => ({ outcome: "void", code });
const family = (kind) => kind.split("/")[0];
const liesIn = (act, cut) => act.seq < (cut[act.party] ?? 0);
const covers = (cut, past) => Object.keys(past).every((party) => past[party] <= (cut[party] ?? 0));
const sum = (past) => Object.values(past).reduce((all, size) => all + BigInt(size), 0n);
const inOrder = (a, b) => (a.sum < b.sum ? -1 : a.sum > b.sum ? 1 : byBytes(a.party, b.party) || a.seq - b.seq);

function read(entry) {
  try {
    const body = canonical(entry);
    return Act(body) ? body : null;
  } catch {
    return null;
  }
}

export class World {
  #verdicts = new Map();
  #charters = new Map();

  constructor(framework, logs, rules = IN_USE) {
    this.framework = framework;
    this.rules = rules;
    this.founders = Object.keys(logs).sort(byBytes);
    this.logs = logs;
    this.held = Object.fromEntries(this.founders.map((party) => [party, logs[party].entries.length]));
    this.acts = Object.fromEntries(this.founders.map((party) => [party, this.#actsOf(party)]));
    this.#judgeLogs();
    this.records = new Map(); // record → its acts in causal order
    for (const act of Object.values(this.acts).flat().filter(({ body }) => body).sort(inOrder)) {
      const id = act.body.record ?? act.digest;
      this.records.set(id, [...(this.records.get(id) ?? []), act]);
    }
  }

  #actsOf(party) {
    const reach = {}; // kept up from entry to entry; each act gets a copy of it as it was before
    return this.logs[party].entries.map((entry, seq) => {
      const body = read(entry);
      const sizes = body ? Object.fromEntries(Object.keys(body.seen).map((each) => [each, body.seen[each].size])) : {};
      const past = { ...sizes, [party]: seq };
      const act = { party, seq, body, digest: this.logs[party].digests[seq], past, sum: sum(past), before: { ...reach } };
      for (const each of Object.keys(sizes)) reach[each] = Math.max(reach[each] ?? 0, sizes[each]);
      act.reach = { ...reach };
      return act;
    });
  }

  /** The log's verdict on each entry (§6.2). */
  #judgeLogs() {
    for (const act of Object.values(this.acts).flat()) act.log = this.#logVerdict(act) ?? null;
  }

  #logVerdict({ party, seq, body, before, past }) {
    if (!body) return voided("garbage");
    const { seen } = body;
    if (Object.hasOwn(seen, party)) return voided("seen_itself");
    if (Object.keys(before).some((each) => (seen[each]?.size ?? 0) < before[each])) return voided("seen_shrinks");
    const named = Object.keys(seen).sort(byBytes);
    if (named.some((each) => seen[each].size > (this.held[each] ?? 0))) return WAITS;
    for (const each of named) {
      const { size, root } = seen[each];
      if (this.logs[each].roots[size] !== root) return voided("seen_root");
      const { reach } = this.acts[each][size - 1];
      if (Object.keys(reach).some((other) => (past[other] ?? 0) < reach[other])) return voided("past_not_closed");
    }
    return null;
  }

  /** The charter in force at a cut, and the parties (§6.5). */
  charterAt(cut) {
    const key = Object.keys(cut).sort(byBytes).map((party) => `${party} ${cut[party]}`).join();
    if (!this.#charters.has(key)) {
      const ids = [...this.records.keys()].filter((id) => family(this.kindOf(id) ?? "") === this.rules.family);
      const views = ids.map((id) => this.view(id, cut)).filter((view) => view.opener);
      const nouns = views.map((view) => view.state && nounOf(view.state)).filter((noun) => noun);
      const charter = nouns.length === 1 ? nouns[0] : null;
      const { ids: parties = this.founders, kinds = [], notice } = charter ? this.rules.charter(charter) : {};
      this.#charters.set(key, {
        untold: views.some((view) => this.mustBeRead(view)),
        unread: views.some((view) => view.unread),
        charter,
        parties: [...parties].sort(byBytes),
        kinds,
        notice,
      });
    }
    return this.#charters.get(key);
  }

  openings = (id) => this.records.get(id)?.filter((act) => act.digest === id && act.body.record === undefined) ?? [];
  kindOf = (id) => this.openings(id)[0]?.body.kind;

  /** The view of a record at a cut (§6.4, §7.1). */
  view(id, cut) {
    const acts = (this.records.get(id) ?? []).filter((act) => liesIn(act, cut));
    const opening = acts.find((act) => act.digest === id && act.body.record === undefined);
    const said = acts.map((act) => {
      const final = act.log && FINAL.includes(act.log.code);
      if (!final && !covers(cut, act.past)) return [act, WAITS];
      return [act, opening ? this.verdict(act) : (act.log ?? voided("record_not_in_past"))];
    });
    const view = { id, kind: opening?.body.kind, opener: opening?.party, opening, said, state: null };
    view.unread = said.some(([, { outcome }]) => outcome === "unread");
    const known = this.rules.kinds[view.kind];
    if (!opening || !known || view.unread) return view;
    Object.assign(view, { family: family(view.kind), dealing: known.dealing });
    const heard = said.filter(([, { outcome }]) => outcome === "heard").map(([act]) => act);
    view.state = heard.length ? this.#folded(known, heard) : null;
    return view;
  }

  #folded(known, heard) {
    const dealing = this.rules.dealings[known.dealing];
    const state = dealing.begin();
    for (const act of heard) dealing.fold(state, act, known.verbs[act.body.verb].effect, this, known);
    return state;
  }

  mustBeRead(view) {
    if (!view.unread) return false;
    if (this.rules.kinds[view.kind] !== undefined) return true;
    const { untold, kinds } = this.charterAt(view.opening.past);
    return untold || kinds.includes(view.kind);
  }

  verdict(act) {
    if (!this.#verdicts.has(act)) {
      let found = act.log;
      try {
        found ??= this.#judged(act);
      } catch (reason) {
        if (reason !== UNREAD) throw reason;
        found = UNREAD;
      }
      this.#verdicts.set(act, found);
    }
    return this.#verdicts.get(act);
  }

  /** One act: the checks in order (§7.3). */
  #judged(act) {
    const { body, party, past } = act;
    const id = body.record ?? act.digest;
    const kindName = this.kindOf(id);
    if (kindName === undefined) return voided("record_not_in_past");
    const kind = this.rules.kinds[kindName];
    if (!kind) return UNREAD;
    const before = this.records.get(id).filter((each) => liesIn(each, past));
    if (before.some((each) => this.verdict(each).outcome === "unread")) return UNREAD;
    const at = this.charterAt(past);
    if (at.untold) return UNREAD;
    if (!at.parties.includes(party)) return voided("not_a_party");
    const heard = before.filter((each) => this.verdict(each).outcome === "heard");
    if (heard.some((each) => each.digest === act.digest)) return voided("said_before");
    let opener = party;
    if (body.record !== undefined) {
      const openings = before.filter((each) => each.digest === id && each.body.record === undefined);
      if (!openings.length) return voided("record_not_in_past");
      if (body.kind !== kindName) return voided("kind_differs");
      const valid = openings.filter((each) => heard.includes(each));
      if (!valid.length) return voided("record_void");
      opener = valid[0].party;
    } else if (family(kindName) !== this.rules.family) {
      if (at.charter && !at.kinds.includes(kindName)) return voided("kind_not_in_charter");
      if (!at.charter) return at.unread ? UNREAD : voided("no_charter");
    }
    const verb = Object.hasOwn(kind.verbs, body.verb) ? kind.verbs[body.verb] : null;
    const brings = (digest) => heard.some((each) => each.digest === digest && ["noun", "empty"].includes(kind.verbs[each.body.verb].content));
    const code = verb ? this.#formal(act, verb, kind, opener) : "unknown_verb";
    if (code) return voided(code);
    if (body.on !== undefined && !brings(body.on)) return voided("version_not_in_past");
    const state = body.record === undefined ? null : this.#folded(kind, heard);
    const context = { ...at, framework: this.framework, recordOf: (other) => this.#other(other, past), about: this.#about(past) };
    const barred = this.rules.dealings[kind.dealing].guard(state, act, verb.effect, context) ?? this.rules.guards[kindName]?.(state, act, context);
    return barred ? voided(barred) : { outcome: "heard" };
  }

  /** Checks 10 to 20, which ask for nothing but the act, its verb and the opener. */
  #formal({ body, party }, verb, kind, opener) {
    const opens = body.record === undefined;
    const empty = body.content === undefined;
    if (opens && verb.where === "continues") return "opens_nothing";
    if (!opens && verb.where === "opens") return "opens_only";
    if (verb.who !== "anyone" && (verb.who === "opener") !== (party === opener)) return "not_yours";
    if (body.by.length < verb.keys || body.by[0] === body.by[1]) return "second_key_missing";
    if (verb.note === "must" && blank(body.note ?? "")) return "reason_missing";
    if (body.over !== undefined && !verb.over) return "over_forbidden";
    if (verb.content === "absent" ? !empty : verb.content === "empty" && !same(body.content, {})) return "content_must_be_empty";
    const type = verb.content === "noun" ? kind.noun : verb.content;
    const shape = verb.forgives ? undefined : this.rules.types[type];
    if (shape && empty) return "content_missing";
    if (shape && !shape(body.content)) return "content_unreadable";
    if (verb.on === "always" && body.on === undefined) return "on_missing";
    if (verb.on === "never" && body.on !== undefined) return "on_forbidden";
    return null;
  }

  /** Another record as a guard sees it: nothing without a state. */
  #other(id, past) {
    const view = this.view(id, past);
    if (this.mustBeRead(view)) throw UNREAD;
    return view.state ? view : null;
  }

  /** Whether another record of a family about X stands at a past. */
  #about = (past) => (about, name, but) =>
    [...this.records.keys()].some((id) => {
      const kind = this.kindOf(id);
      if (id === but || !kind || family(kind) !== name || !this.rules.kinds[kind]?.about) return false;
      if (this.openings(id)[0].body.content?.[this.rules.kinds[kind].about] !== about) return false;
      return this.#other(id, past) !== null;
    });

  /** What stands of every record whose opening lies in a cut (§10). */
  *standing(cut) {
    for (const id of [...this.records.keys()].sort(byBytes)) {
      const { opening, kind, opener, dealing, state } = this.view(id, cut);
      if (opening) yield [id, state ? { ...this.rules.dealings[dealing].stands(state), kind, opener } : { claims: null, kind }];
    }
  }
}
