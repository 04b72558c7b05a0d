// The shapes of acts, values and nouns (protocol §2.2 to §4, §9.3): each a function that says whether a value has it.

import { points } from "./bytes.mjs";

const matching = (pattern) => (value) => typeof value === "string" && pattern.test(value);
export const text = (least = 0, most = Infinity) => (value) =>
  typeof value === "string" && points(value) >= least && points(value) <= most;
export const integer = (least, most) => (value) => Number.isInteger(value) && value >= least && value <= most;
const choice = (...choices) => (value) => choices.includes(value);
export const array = (of, least = 0, most = Infinity) => (value) =>
  Array.isArray(value) && value.length >= least && value.length <= most && value.every((item) => of(item));
export const some = (of, most) => array(of, 1, most); // of a field that is absent when empty
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value, key) => Object.hasOwn(value, key);

/** An object with these needed fields, these others, and no more. */
export const object = (needed, others = {}, rule = () => true) => (value) =>
  isObject(value) &&
  Object.keys(needed).every((key) => has(value, key)) &&
  Object.keys(value).every((key) => (has(needed, key) ? needed[key](value[key]) : has(others, key) && others[key](value[key]))) &&
  rule(value);

export const Digest = matching(/^[0-9a-f]{64}$/);
export const PartyId = matching(/^[A-Z][A-Z0-9-]{1,15}$/);
export const UtcTime = matching(/^(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/);
const DAY =
  "(?:[12][0-9]{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))" +
  "|(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:1[26]|2[048])00)-02-29)";
const CalendarDate = matching(new RegExp(`^(?:[12][0-9]{3}|[12][0-9]{3}-(?:0[1-9]|1[0-2])|${DAY})$`));
const LANGUAGES = ["en", "ps", "prs", "ur"];
const Language = choice(...LANGUAGES);
const FrameworkName = matching(/^[a-z0-9][a-z0-9-]{1,62}$/);
const KindName = matching(/^[a-z_]{1,32}\.[a-z_]{1,32}\/[1-9][0-9]{0,3}$/);
const TermName = matching(/^[a-z_]{1,32}(\.[a-z_]{1,32}){1,3}$/);
const ParagraphName = matching(/^[a-z0-9][a-z0-9._-]{0,31}$/);
const PublicId = matching(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/);
const Area = matching(/^[a-z][a-z0-9_]{0,39}$/);
export const PartName = matching(/^[A-Za-z0-9._/-]{1,64}$/);
const Address = matching(/^https?:\/\/[!-~]{1,1000}$/);

// Words that people sign (§2.3); all ranges of one alternative each, in the order of the table.
const BARRED = new RegExp(
  [
    "[\\u202A-\\u202E\\u2066-\\u2069]",
    "[\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F\\u2028\\u2029]",
    "[\\u00AD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B\\u2060-\\u2065\\u206A-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u{E0000}-\\u{E0FFF}]",
    "[\\u{10000}-\\u{1CFFF}]",
    "[\\uD800-\\uDFFF\\uE000-\\uF8FF\\uFDD0-\\uFDEF\\uFFFC-\\uFFFF\\u{F0000}-\\u{10FFFF}]",
  ].join("|"),
  "u",
);
const WHITE = /^[\u0009-\u000D\u001C-\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*$/;
export const blank = (value) => WHITE.test(value);
const words = (value) => typeof value === "string" && !blank(value) && !BARRED.test(value) && value.normalize("NFC") === value;

export const languagesOf = (value) => LANGUAGES.filter((language) => has(value, language));
const Text = object({}, { en: words, original: Language, prs: words, ps: words, ur: words }, (value) => {
  const there = languagesOf(value);
  return there.length > 0 && (!has(value, "original") || there.includes(value.original));
});

const Dates = object({ first: CalendarDate }, { last: CalendarDate }, ({ first, last = first }) => {
  // As all that is asked is order, 31 will do for the last day of every month.
  const firstDay = first + "-01-01".slice(first.length === 4 ? 0 : first.length === 7 ? 3 : 6);
  const lastDay = last + "-12-31".slice(last.length === 4 ? 0 : last.length === 7 ? 3 : 6);
  return firstDay <= lastDay;
});
export const Effective = object({}, { condition: text(1, 2000), on: CalendarDate }, (value) => Object.keys(value).length > 0);
const Source = object({}, { title: Text, url: Address, published: CalendarDate }, (value) => has(value, "title") || has(value, "url"));
const Sources = some(Source);
const RecordedLater = object({ basis: Text }, { happened: CalendarDate, sources: Sources });
const Head = object({}, { name: Text, post: Text }, (value) => Object.keys(value).length > 0);
const Forum = object({}, { session: Digest, name: Text }, (value) => Object.keys(value).length > 0);
const Related = object({ name: Text }, { framework: FrameworkName, since: CalendarDate });
const later = { sources: Sources, recorded_later: RecordedLater };

const Delegation = object({ party: PartyId }, { planned: some(Head), heads: some(Head), size: integer(1, 10000), notes: Text });
const Meeting = object({ name: Text }, { dates: Dates, city: Text, delegations: some(Delegation), notes: Text, sources: Sources });

const Terms = object(
  {},
  {
    answer_within_days: integer(1, 36600),
    denunciation_notice_days: integer(1, 36600),
    clock_tolerance_seconds: integer(0, 86400),
    confirmation_age_hours: integer(1, 8784),
    priorities_at_most: integer(1, 100),
    separations: some(object({ category: matching(/^[a-z_]{1,32}$/), metres: integer(1, 1000000) })),
    further: some(
      object({ name: TermName, amount: integer(0, 1000000000), unit: choice("days", "hours", "items", "metres", "minutes", "seconds") }),
    ),
  },
);
const keys = array(text(1, 4000), 2, 2);
const CharterParty = object({ id: PartyId, name: Text, origin: text(1, 200), log_keys: keys, mirror_keys: keys });

const typed = (type, fields) => object({ type: choice(type), ...fields });
const bracketFields = {
  id: ParagraphName,
  owner: PartyId,
  alternatives: array(object({ by: PartyId }, { words: Text }), 1, 16),
};
const segments = [
  typed("words", { text: Text }),
  typed("names", { of: choice("heads", "parties"), between: Text }),
  typed("spelling", { forms: array(object({ party: PartyId, text: Text }), 2, 16) }),
  typed("bracket", bracketFields),
];
const Paragraph = object(
  {
    id: ParagraphName,
    type: choice("achievement", "appreciation", "briefing", "commitment", "identification", "next_meeting", "position"),
    segments: array((value) => segments.some((shape) => shape(value)), 1),
  },
  { owners: some(PartyId), due: CalendarDate, forum: Forum, public_id: PublicId, sources: Sources },
);

export const TYPES = {
  Charter: object(
    { title: Text, framework: FrameworkName, parties: array(CharterParty, 2, 16), kinds: array(KindName), terms: Terms, languages: array(Language, 1) },
    { founded: CalendarDate, parent: Related, successor: Related, suspended: object({ since: CalendarDate, reason: Text }), ...later },
  ),
  Session: object(
    { number: integer(1, 9999), number_basis: choice("inferred", "stated") },
    {
      number_reason: Text, planned: Dates, actual: Dates, dates_note: Text, host: PartyId, city: Text, delegations: some(Delegation),
      working_groups: some(Meeting), intersessional: some(Meeting), topics: some(Text), reports_to: Text,
      called_off: object({ how: choice("cancelled", "postponed") }, { reason: Text }),
      without_statement: Text, notes: Text, coverage: Text, ...later,
    },
  ),
  AgendaItem: object(
    { session: Digest, title: Text, where: choice("group", "plenary") },
    {
      words: Text, order: integer(1, 999), group: Text, minutes: integer(1, 1440), ...later,
      outcome: object({ what: choice("commitment", "deferred", "nothing", "position", "referred") }, { words: Text, forum: Forum }),
    },
  ),
  Assessment: object({ session: Digest, subject: Text, words: Text }, { as_of: CalendarDate, ...later }),
  StrategicPriorities: object(
    { session: Digest, ranked: array(object({ title: Text }, { why: Text, area: Area }), 1) },
    later,
  ),
  Briefing: object({ session: Digest, subject: Text }, { words: Text, given_by: Text, as_of: CalendarDate, ...later }),
  Statement: object(
    {
      session: Digest,
      signatories: array(object({ party: PartyId, name: Text }, { head: Head, language: Language }), 2, 16),
      languages: array(Language, 1),
      paragraphs: array(Paragraph),
    },
    { title: Text, previous: Digest, notes: Text, ...later },
  ),
  MarkParagraphs: object({ paragraphs: array(ParagraphName), mark: choice("ad_referendum", "agreed", "open") }),
  Commitment: object(
    {
      session: Digest,
      wording: Text,
      type: choice(
        "areas", "commitment", "discussed", "document", "follow_up_meeting", "institutional",
        "next_meeting", "pending", "position", "principle", "request", "schedule",
      ),
    },
    {
      statement: Digest, paragraph: ParagraphName, public_id: PublicId, owners: some(PartyId), due: CalendarDate, forum: Forum,
      effective: Effective, notes: Text, ...later,
    },
  ),
  ProgressReport: object(
    {
      terms: Digest,
      version: Digest,
      status: choice("done", "done_late", "in_progress", "not_applicable", "not_begun", "not_done", "not_seen", "partly"),
    },
    {
      as_of: CalendarDate,
      next_step: Text,
      evidence: some(object({}, { words: Text, sources: Sources }, (value) => Object.keys(value).length > 0)),
      recorded_later: RecordedLater,
    },
  ),
};

const seen = object({ root: Digest, size: integer(1, Number.MAX_SAFE_INTEGER) });
export const Act = object(
  {
    at: UtcTime,
    by: array(text(1, 80), 1, 2),
    kind: KindName,
    seen: (value) => isObject(value) && Object.entries(value).every(([party, each]) => PartyId(party) && seen(each)),
    verb: matching(/^[a-z_]{1,32}$/),
  },
  { content: () => true, note: text(1, 8000), on: Digest, over: some(Digest, 16), record: Digest, until: UtcTime },
);
