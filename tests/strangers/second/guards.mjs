// The guards of each kind (protocol §9.2): a code, or nothing.

import { hex, same } from "./bytes.mjs";
import { nounOf } from "./dealings.mjs";
import { vkey } from "./notes.mjs";
import { languagesOf } from "./shapes.mjs";

const twice = (items) => new Set(items).size !== items.length;
const first = (checks) => checks.find(([barred]) => barred())?.[1] ?? null;
const brackets = (paragraph) => paragraph.segments.filter((segment) => segment.type === "bracket");

function keysOf({ parties }) {
  const all = [];
  for (const party of parties) {
    let keys;
    try {
      keys = [...party.log_keys, ...party.mirror_keys].map(vkey);
    } catch {
      return "framework.key_unreadable";
    }
    if (keys.map((key) => key.type).join() !== "1,6,4,6") return "framework.key_role";
    all.push(...keys.map(({ key }) => hex(key)));
  }
  return twice(all) ? "framework.key_shared" : null;
}

function charter(state, act, past) {
  const { verb, content, on } = act.body;
  const proposes = verb === "propose" || verb === "correct";
  if (!proposes && !(verb === "accept" && state.versions.get(on).content !== null)) return null;
  const noun = state ? nounOf(state) : null;
  if (past.charter && noun === null) return "framework.charter_exists";
  if (!past.charter && noun !== null) return "framework.charters_crossed";
  if (!proposes) return null;
  const { parties, terms } = content;
  return (
    first([
      [() => content.framework !== past.framework, "framework.other_framework"],
      [() => twice(parties.map((party) => party.id)), "framework.party_twice"],
      [() => twice(parties.map((party) => party.origin)), "framework.origin_twice"],
      [() => twice(content.kinds), "framework.kind_twice"],
      [() => twice(content.languages), "framework.language_twice"],
      [() => twice((terms.further ?? []).map((term) => term.name)), "framework.term_twice"],
      [() => twice((terms.separations ?? []).map((each) => each.category)), "framework.separation_twice"],
      [() => !parties.some((party) => party.id === act.party), "framework.author_not_party"],
      [() => content.successor && content.suspended, "framework.succeeded_and_suspended"],
      [() => content.successor && same(content.successor, content.parent), "framework.parent_succeeds"],
    ]) ?? keysOf(content)
  );
}

function session(state, act, past) {
  const { verb, content } = act.body;
  if (verb !== "propose" && verb !== "correct") return null;
  const lists = [content, ...(content.working_groups ?? []), ...(content.intersessional ?? [])].map((each) =>
    (each.delegations ?? []).map((delegation) => delegation.party),
  );
  const named = [...lists.flat(), ...(content.host === undefined ? [] : [content.host])];
  return first([
    [() => named.some((party) => !past.parties.includes(party)), "consultation.unknown_party"],
    [() => lists.some(twice), "consultation.delegation_twice"],
    [() => content.actual && content.called_off, "consultation.held_and_called_off"],
  ]);
}

const opened = (state) => [...state.versions.values()][0].content;
const ofSession = (area, state, content, past) => [
  [() => past.recordOf(content.session)?.family !== "consultation.session", `${area}.not_a_session`],
  [() => state && opened(state).session !== content.session, `${area}.session_changed`],
];

/** A paper of a session: what all must keep, and what this one must beside. */
const paper = (more) => (state, act, past) => {
  const { verb, content } = act.body;
  if (!["propose", "correct", "declare"].includes(verb)) return null;
  return first([...ofSession("consultation", state, content, past), ...more(state, content, past, act)]);
};

const agendaItem = paper((state, content) => [
  [() => (content.group !== undefined) !== (content.where === "group"), "consultation.group_unclear"],
]);

const priorities = paper((state, content, past) => [
  [() => content.ranked.length > (past.charter?.terms.priorities_at_most ?? 12), "consultation.too_many_priorities"],
]);

const draft = paper((state, content, { parties }, act) => {
  const { paragraphs } = content;
  const all = paragraphs.flatMap(brackets);
  const owners = [
    ...paragraphs.flatMap((paragraph) => paragraph.owners ?? []),
    ...all.flatMap((bracket) => [bracket.owner, ...bracket.alternatives.map((each) => each.by)]),
  ];
  const exactly = (listed) => same(listed.map((each) => each.party), parties);
  const before = (party) => [...(state?.versions.values() ?? [])].filter((each) => each.content && each.act.party === party).map((each) => each.content);
  const owned = ({ owner, id }) =>
    before(owner).some((noun) => noun.paragraphs.flatMap(brackets).some((each) => each.id === id && each.owner === owner));
  const contains = (settled, words) => languagesOf(words).every((language) => settled[language]?.includes(words[language]));
  const said = ({ by, words }, segment) =>
    (segment.type === "bracket" && segment.alternatives.some((each) => each.by === by && same(each.words, words))) ||
    (segment.type === "words" && words !== undefined && contains(segment.text, words)) ||
    (segment.type === "spelling" && segment.forms.some((form) => form.party === by && same(form.text, words)));
  const tabled = (alternative, id) =>
    before(alternative.by).some((noun) => noun.paragraphs.some((each) => each.id === id && each.segments.some((segment) => said(alternative, segment))));
  return [
    [() => twice(paragraphs.map((paragraph) => paragraph.id)), "consultation.paragraph_twice"],
    [() => twice(all.map((bracket) => bracket.id)), "consultation.bracket_twice"],
    [() => owners.some((party) => !parties.includes(party)), "consultation.unknown_party"],
    [() => !exactly(content.signatories), "consultation.signatories_differ"],
    ...paragraphs.flatMap((paragraph) => [
      [() => paragraph.segments.some((each) => each.type === "spelling" && !exactly(each.forms)), "consultation.spelling_incomplete"],
      ...brackets(paragraph).flatMap((bracket) => [
        [() => bracket.owner !== act.party && !owned(bracket), "consultation.bracket_of_another"],
        ...bracket.alternatives.map((each) => [() => each.by !== act.party && !tabled(each, paragraph.id), "consultation.words_of_another"]),
      ]),
    ]),
  ];
});

function statement(state, act, past) {
  const { verb, content, on } = act.body;
  const paragraphs = state?.versions.get(on)?.content?.paragraphs ?? [];
  if (verb === "accept" || verb === "accept_ad_referendum") {
    return paragraphs.some((paragraph) => brackets(paragraph).length) ? "consultation.open_brackets" : null;
  }
  if (verb !== "mark_paragraphs") return draft(state, act, past);
  const named = content.paragraphs.map((id) => paragraphs.find((paragraph) => paragraph.id === id));
  return first([
    [() => named.includes(undefined), "consultation.no_such_paragraph"],
    [() => content.mark !== "open" && named.some((paragraph) => brackets(paragraph).length), "consultation.paragraph_open"],
  ]);
}

function commitment(state, act, past) {
  const { verb, content } = act.body;
  if (verb !== "propose" && verb !== "correct") return null;
  const { paragraph, statement: paper, owners = [] } = content;
  return first([
    ...ofSession("commitments", state, content, past),
    [() => paragraph !== undefined && paper === undefined, "commitments.paragraph_of_nothing"],
    [() => paper !== undefined && past.recordOf(paper)?.family !== "consultation.statement", "commitments.not_a_statement"],
    [() => owners.some((party) => !past.parties.includes(party)), "commitments.unknown_owner"],
    [() => twice(owners), "commitments.owner_twice"],
  ]);
}

const progress = (state, act, past) =>
  act.body.verb === "report" && past.recordOf(act.body.content.terms)?.family !== "commitments.commitment" ? "commitments.not_a_commitment" : null;

export const GUARDS = {
  "framework.charter/1": charter,
  "consultation.session/1": session,
  "consultation.agenda_item/1": agendaItem,
  "consultation.assessment/1": paper(() => []),
  "consultation.strategic_priorities/1": priorities,
  "consultation.briefing/1": paper(() => []),
  "consultation.statement/1": statement,
  "commitments.commitment/1": commitment,
  "commitments.progress/1": progress,
};
