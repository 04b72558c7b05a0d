// The verbs of each dealing and kind (protocol §8, §9.1): who, where, `on`, `over`, keys, note, what `content` is.

export const verb = (effect, who, where, on, over, keys, note, content) => ({ effect, who, where, on, over, keys, note, content });
export const REMARK = verb("remark", "anyone", "continues", "may", false, 1, "must", "absent");
export const JOINT = {
  propose: verb("propose", "anyone", "both", "never", true, 1, "may", "noun"),
  correct: verb("correct", "anyone", "continues", "never", true, 1, "may", "noun"),
  propose_end: verb("propose_end", "anyone", "continues", "never", true, 1, "may", "empty"),
  accept: verb("accept", "anyone", "continues", "always", false, 1, "may", "absent"),
  accept_ad_referendum: verb("accept_ad_referendum", "anyone", "continues", "always", false, 1, "may", "absent"),
  return: verb("return", "anyone", "continues", "always", false, 1, "must", "absent"),
  refuse: verb("refuse", "anyone", "continues", "always", false, 1, "must", "absent"),
  hold: verb("hold", "anyone", "continues", "always", false, 1, "may", "absent"),
  withdraw: verb("withdraw", "anyone", "continues", "always", false, 1, "may", "absent"),
  denounce: verb("denounce", "anyone", "continues", "never", false, 1, "must", "absent"),
  report_met: verb("report_met", "anyone", "continues", "always", false, 1, "may", "absent"),
  remark: REMARK,
};
export const DECLARED = {
  declare: verb("declare", "opener", "both", "never", false, 1, "may", "noun"),
  attest: verb("attest", "opener", "continues", "always", false, 1, "may", "absent"),
  end: verb("end", "opener", "continues", "never", false, 1, "may", "absent"),
  confirm: verb("confirm", "others", "continues", "always", false, 1, "may", "absent"),
  dispute: verb("dispute", "others", "continues", "always", false, 1, "must", "absent"),
  lift: verb("lift", "others", "continues", "always", false, 1, "may", "absent"),
  take_note: verb("take_note", "others", "continues", "always", false, 1, "may", "absent"),
  remark: REMARK,
};
export const TRACKED = { report: verb("report", "anyone", "both", "never", false, 1, "may", "noun"), remark: REMARK };
const MARK = { mark_paragraphs: verb("remark", "anyone", "continues", "always", false, 1, "may", "MarkParagraphs") };

/** Joint verbs, some left out; with two keys for what binds, unless one will do. */
function joint(without, keys = 2, more = {}) {
  const verbs = { ...JOINT, ...more };
  for (const name of without) delete verbs[name];
  for (const name of ["propose", "correct", "propose_end", "accept", "withdraw", "denounce"]) if (verbs[name]) verbs[name] = { ...verbs[name], keys };
  return { dealing: "joint", verbs };
}
const declared = { dealing: "declared", verbs: DECLARED };

const done = ({ status }) => ["done", "done_late", "not_applicable"].includes(status);

export const KINDS = {
  "framework.charter/1": { ...joint(["report_met"]), noun: "Charter" },
  "consultation.session/1": { ...joint(["report_met"]), noun: "Session" },
  "consultation.agenda_item/1": { ...joint(["denounce", "report_met"], 1), noun: "AgendaItem", about: "session" },
  "consultation.assessment/1": { ...declared, noun: "Assessment", about: "session" },
  "consultation.strategic_priorities/1": { ...declared, noun: "StrategicPriorities", about: "session" },
  "consultation.briefing/1": { ...declared, noun: "Briefing", about: "session" },
  "consultation.statement/1": { ...joint(["report_met"], 2, MARK), noun: "Statement", about: "session" },
  "commitments.commitment/1": { ...joint([]), noun: "Commitment", about: "session" },
  "commitments.progress/1": { dealing: "tracked", verbs: TRACKED, noun: "ProgressReport", about: "terms", done },
};
