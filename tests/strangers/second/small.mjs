// The small kinds of tests/record/kinds.py: one for each dealing, two of which no kind in use has.

import { DEALINGS } from "./dealings.mjs";
import { claimed } from "./claimed.mjs";
import { DECLARED, JOINT, REMARK, TRACKED, verb } from "./kinds.mjs";
import { alarm, sealed } from "./sealed.mjs";
import { Digest, Effective, PartName, PartyId, UtcTime, array, integer, object, some, text } from "./shapes.mjs";

const CLAIMED = {
  submit: verb("submit", "opener", "opens", "never", false, 1, "may", "noun"),
  supply: verb("supply", "opener", "continues", "may", false, 1, "may", "Parts"),
  revise: verb("revise", "opener", "continues", "never", false, 1, "may", "noun"),
  withdraw: verb("withdraw", "opener", "continues", "may", false, 1, "may", "Parts"),
  contest: verb("contest", "opener", "continues", "may", false, 1, "must", "Parts"),
  query: verb("query", "others", "continues", "always", false, 1, "must", "Parts"),
  decide: verb("decide", "others", "continues", "always", false, 1, "may", "Deciding"),
  pay: verb("pay", "others", "continues", "never", false, 1, "may", "Paying"),
  remark: REMARK,
};
const SEALED = {
  open: verb("open", "anyone", "opens", "never", false, 1, "may", "noun"),
  seal: verb("seal", "anyone", "continues", "never", false, 2, "may", "Sealing"),
  reveal: verb("reveal", "anyone", "continues", "never", false, 1, "may", "Revealing"),
  remark: REMARK,
};
const ALARM = {
  raise: { ...verb("raise", "anyone", "both", "never", false, 1, "may", "noun"), forgives: true },
  acknowledge: verb("acknowledge", "anyone", "continues", "never", false, 1, "may", "absent"),
  release: verb("release", "anyone", "continues", "never", false, 2, "may", "absent"),
  remark: REMARK,
};

const Words = text(1, 200);
const DIGITS = { USD: 2, JPY: 0 }; // the others do not occur here
const Money = object({ amount: text(), currency: text() }, {}, ({ amount, currency }) => {
  const [, sign, whole, , fraction = ""] = /^(-?)(0|[1-9][0-9]{0,17})(\.([0-9]+))?$/.exec(amount) ?? [];
  const plain = whole !== undefined && fraction.length === DIGITS[currency] && !amount.endsWith(".");
  return plain && !(sign && !/[1-9]/.test(amount));
});
const Bill = object({ parts: array(object({ id: text(), amount: Money })) }, { respondent: PartyId });
const Pick = object({ name: Words });

const same = (contents) => new Set(Object.values(contents).map((pick) => pick.name)).size === 1;
const bars = (says, holds, code) => (state, act) => (says.includes(act.body.verb) && holds(act.body.content, state, act) ? code : null);

export const SMALL = {
  family: "test.charter",
  dealings: { ...DEALINGS, claimed, sealed: sealed({ same }), alarm },
  charter: ({ parties, kinds = [], denunciation_notice_days: notice }) => ({ ids: parties, kinds, notice }),
  kinds: {
    "test.charter/1": { dealing: "joint", verbs: JOINT, noun: "Charter" },
    "test.accord/1": { dealing: "joint", verbs: { ...JOINT, convene: { ...JOINT.propose, keys: 2 } }, noun: "Accord" },
    "test.post/1": { dealing: "declared", verbs: DECLARED, noun: "Post" },
    "test.bill/1": { dealing: "claimed", verbs: CLAIMED, noun: "Bill" },
    "test.works/1": { dealing: "tracked", verbs: TRACKED, noun: "Works", about: "terms", done: ({ done }) => done === true },
    "test.draw/1": { dealing: "sealed", verbs: SEALED, noun: "Draw" },
    "test.bell/1": { dealing: "alarm", verbs: ALARM, noun: "Bell" },
  },
  guards: {
    "test.accord/1": bars(["propose"], ({ words }) => words === "barred", "accord.words"),
    "test.post/1": bars(["declare"], ({ place }) => place === "barred", "post.place"),
    "test.bill/1": bars(["submit"], ({ parts }) => !parts.length, "bill.empty"),
    "test.works/1": bars(["report"], ({ done }, state, { party }) => state?.reports.get(party)?.at(-1)[2] && !done, "works.undone"),
    "test.draw/1": (state, act) =>
      bars(["open"], ({ parties }) => !parties.includes(act.party), "draw.opener_absent")(state, act) ??
      bars(["reveal"], ({ content }) => content.name === "barred", "draw.name")(state, act),
  },
  types: {
    Charter: object({ parties: array(PartyId) }, { kinds: some(text()), denunciation_notice_days: integer(-Infinity, Infinity) }),
    Accord: object({ words: Words }, { effective: Effective }),
    Post: object({ place: Words }),
    Bill,
    Works: object({ terms: Digest, version: Digest }, { done: (value) => value === true }),
    Draw: object({ parties: array(PartyId), rule: Words, reveal_by: UtcTime }),
    Bell: object({}, { sector: Words }),
    Parts: object({}, { parts: some(PartName) }),
    Deciding: object({ parts: array(object({ id: PartName, allowed: Money }, { reason: text(1, 2000) }), 1) }),
    Paying: object({ parts: array(object({ id: PartName, amount: Money }), 1) }),
    Sealing: object({ seal: Digest }),
    Revealing: object({ salt: Digest, content: Pick }),
  },
};
