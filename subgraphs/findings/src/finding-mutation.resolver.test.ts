import { ANYONE, type Principal } from "@actionline/kit/access";
import { change } from "@actionline/log/testing/change";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { anActivity, aScope } from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import { aDraft, aFinding, aReply } from "./testing/a-finding";
import {
  HEALTH_MODERATOR,
  ITU_PUBLISHER,
  ITU_REPRESENTATIVE,
  OUTSIDER,
  SECRETARIAT,
  startFindings,
  type TestFindings,
  WHO_PUBLISHER,
  WHO_REPRESENTATIVE,
} from "./testing/start-findings";

let hub: TestFindings;
let number = 0;

const SHOWN =
  "id state version level wording deadline notifiedAt replies { stance text } decision { outcome reason by } resolution { reason by } parties { organization { id } replied }";
const mutation = (name: string, input: string, shown = `finding { ${SHOWN} }`) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${shown} } }`;
const NOTIFY = mutation("notifyFindings", "NotifyFindingsInput", `findings { ${SHOWN} }`);
const REPLY = mutation("replyToFinding", "ReplyToFindingInput");
const DECIDE = mutation("decideFinding", "DecideFindingInput");
const RESOLVE = mutation("resolveFinding", "ResolveFindingInput");
const DRAFT = mutation("draftFinding", "DraftFindingInput");
const SURVEY = mutation(
  "surveyFindings",
  "SurveyFindingsInput",
  "drafted updated dropped resolved holding { kind count } leftOut { kind count }",
);

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

let key = 0;
const freshKey = (): string => `key ${++key}`;

/** Puts a finding of its own into the log; returns its id. */
async function put(more: Partial<FindingRecord> = {}): Promise<string> {
  const id = `finding-${String(++number).padStart(24, "0")}`;
  await hub.append(change("FINDING", id, aFinding({ ...more, id }), "PRIVATE"));
  return id;
}

async function act(operation: string, as: Principal, input: object): Promise<Shown> {
  const variables = { input: { idempotencyKey: freshKey(), ...input } };
  const answer = await hub.ask<Record<string, { readonly finding?: Shown; readonly findings?: readonly Shown[] }>>(operation, {
    as,
    variables,
  });
  const [payload] = Object.values(answer);
  const shown = payload?.finding ?? payload?.findings?.[0];
  if (shown === undefined) throw new Error("The answer holds no finding.");
  return shown;
}

const refusal = (operation: string, as: Principal, input: object): Promise<string> =>
  hub.refusal(operation, { as, variables: { input: { idempotencyKey: "a key", ...input } } });
const reply = (finding: string, stance: string, more: object = {}) => ({ finding, stance, text: "It is otherwise.", ...more });
const decide = (finding: string, outcome: string) => ({ finding, outcome, reason: "We read both." });

beforeAll(async () => {
  hub = await startFindings();
  await hub.append(
    ...smallWorld(),
    aScope("who:all", "COMPLETE", { actionLines: ["C7-eHealth"] }),
    anActivity("who:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] }),
    anActivity("itu:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] }),
    anActivity("itu:hidden", {}, "PRIVATE"),
  );
});
beforeEach(() => {
  hub.clock.now = new Date("2025-06-02T00:00:00Z");
});
afterAll(() => hub.stop());

describe("notifyFindings", () => {
  it("tells the parties of a draft and gives them 30 days", async () => {
    const finding = await put(aDraft());
    const shown = await act(NOTIFY, SECRETARIAT, { findings: [{ finding }] });
    expect(shown).toMatchObject({ state: "NOTIFIED", notifiedAt: "2025-06-02T00:00:00.000Z", deadline: "2025-07-02T00:00:00.000Z" });
  });

  it.each([
    ["O2_ACTIVITY", 29.9, false],
    ["L3_CANDIDATE_DUPLICATION", 29.9, false],
    ["O4_BREADTH", 29.9, false],
    ["CONFLICT", 29.9, false],
    ["O2_ACTIVITY", 30, true],
    ["O1_MANDATE", 29.9, true],
    ["O6_REPORTING", 6.9, false],
    ["O6_REPORTING", 7, true],
    ["O2_ACTIVITY", 367, false],
    ["O6_REPORTING", -1, false],
  ] as const)("gives a finding of the kind %s %d days: %s", async (kind, days, allowed) => {
    const finding = await put(aDraft({ kind }));
    const deadline = new Date(hub.clock.now.getTime() + days * 86_400_000).toISOString();
    const input = { findings: [{ finding }], deadline };
    if (allowed) await expect(act(NOTIFY, SECRETARIAT, input)).resolves.toMatchObject({ deadline });
    else await expect(refusal(NOTIFY, SECRETARIAT, input)).resolves.toContain("BAD_INPUT");
  });

  it("tells of all of them or of none", async () => {
    const [draft, told] = [await put(aDraft()), await put()];
    const { watermark } = hub.appender;
    await expect(refusal(NOTIFY, SECRETARIAT, { findings: [{ finding: draft }, { finding: told }] })).resolves.toContain("NOTIFIED");
    await expect(refusal(NOTIFY, SECRETARIAT, { findings: [{ finding: draft }, { finding: draft }] })).resolves.toContain("each once");
    await expect(refusal(NOTIFY, SECRETARIAT, { findings: [] })).resolves.toContain("BAD_INPUT");
    expect(hub.appender.watermark).toBe(watermark);
  });
});

describe("replyToFinding", () => {
  it.each([
    ["a representative", WHO_REPRESENTATIVE, "WHO"],
    ["a publisher", ITU_PUBLISHER, "ITU"],
  ])("takes the reply of %s of a party beside the finding, whether it is public or not", async (_, as, organization) => {
    const shown = await act(REPLY, as, reply(await put(), "DISPUTES"));
    expect(shown).toMatchObject({ state: "REPLIED", replies: [{ stance: "DISPUTES", text: "It is otherwise." }] });
    expect(shown.parties).toContainEqual({ organization: { id: organization }, replied: true });
  });

  it("takes that of the line's moderator, and one after the decision, which stays", async () => {
    const decision = { outcome: "CONFIRMED", reason: "Read.", by: "s", at: "2025-06-01T00:00:00.000Z" } as const;
    const finding = await put({ state: "CONFIRMED", decision });
    await expect(act(REPLY, HEALTH_MODERATOR, reply(finding, "EXPLAINS"))).resolves.toMatchObject({ state: "CONFIRMED", replies: [{}] });
  });

  it.each([
    ["empty", " "],
    ["too long", "x".repeat(5_001)],
    ["with control characters", "a\u0000b"],
    ["with half a character", "a\ud800b"],
    ["turning the direction of what follows", "a\u202eb"],
    ["turning it by an isolate", "a\u2067b"],
  ])("refuses a text that is %s", async (_, text) => {
    await expect(refusal(REPLY, WHO_REPRESENTATIVE, reply(await put(), "AGREES", { text }))).resolves.toContain("BAD_INPUT");
  });

  it("keeps a text as it was written, markup and right-to-left writing and all", async () => {
    const text = "<img src=x onerror=alert(1)>\n\u200fشكرا\u200e & 谢谢";
    await expect(act(REPLY, WHO_REPRESENTATIVE, reply(await put(), "AGREES", { text }))).resolves.toMatchObject({ replies: [{ text }] });
  });

  it("takes no more than ten replies of one party", async () => {
    const replies = Array.from({ length: 10 }, () => aReply("WHO", "2025-06-01T12:00:00.000Z"));
    const finding = await put({ state: "REPLIED", replies });
    await expect(refusal(REPLY, WHO_PUBLISHER, reply(finding, "AGREES"))).resolves.toContain("10 replies");
    await expect(act(REPLY, ITU_PUBLISHER, reply(finding, "AGREES"))).resolves.toMatchObject({ state: "REPLIED" });
  });

  it("is for the parties: others who see it hear FORBIDDEN, nobody in particular UNAUTHENTICATED", async () => {
    const finding = await put({ deadline: "2025-06-01T00:00:00.000Z" });
    await expect(refusal(REPLY, OUTSIDER, reply(finding, "AGREES"))).resolves.toContain("FORBIDDEN");
    await expect(refusal(REPLY, SECRETARIAT, reply(finding, "AGREES"))).resolves.toContain("FORBIDDEN");
    await expect(refusal(REPLY, ANYONE, reply(finding, "AGREES"))).resolves.toContain("UNAUTHENTICATED");
  });

  it("does the same request twice once, at the same time too", async () => {
    const input = { ...reply(await put(), "AGREES"), idempotencyKey: freshKey() };
    const answers = await Promise.all([act(REPLY, WHO_PUBLISHER, input), act(REPLY, WHO_PUBLISHER, input)]);
    for (const { replies } of answers) expect(replies).toMatchObject([{ stance: "AGREES" }]);
    const { watermark } = hub.appender;
    await expect(act(REPLY, WHO_PUBLISHER, input)).resolves.toMatchObject({ replies: [{ stance: "AGREES" }] });
    expect(hub.appender.watermark).toBe(watermark);
    await expect(refusal(REPLY, WHO_PUBLISHER, { ...input, stance: "DISPUTES" })).resolves.toContain("IDEMPOTENCY_MISMATCH");
  });

  it("VERSION_CONFLICT: keeps nothing of what was said to another version", async () => {
    const finding = await put();
    const { version } = await act(REPLY, WHO_PUBLISHER, reply(finding, "AGREES"));
    await act(REPLY, ITU_PUBLISHER, reply(finding, "AGREES", { expectedVersion: version }));
    const { watermark } = hub.appender;
    await expect(refusal(REPLY, WHO_PUBLISHER, reply(finding, "AGREES", { expectedVersion: version }))).resolves.toContain(
      "VERSION_CONFLICT",
    );
    expect(hub.appender.watermark).toBe(watermark);
  });
});

describe("several acts at the same time", () => {
  const settled = (acts: readonly Promise<unknown>[]) => Promise.allSettled(acts).then((all) => all.map(({ status }) => status).sort());

  it("lose no reply: one party is heard, and the other one is asked to read again", async () => {
    const finding = await put();
    const [one, other] = [WHO_PUBLISHER, ITU_PUBLISHER].map((as) => act(REPLY, as, reply(finding, "AGREES")));
    await expect(settled([one ?? Promise.reject(), other ?? Promise.reject()])).resolves.toEqual(["fulfilled", "rejected"]);
    const [, late] = await Promise.allSettled([one, other]);
    await act(REPLY, late?.status === "rejected" ? ITU_PUBLISHER : WHO_PUBLISHER, reply(finding, "AGREES"));
    const kept = hub.findings.table.at(hub.appender.watermark).get(finding);
    expect(kept?.record.replies.map(({ organization }) => organization).sort()).toEqual(["ITU", "WHO"]);
  });

  it("send one notice and take one decision", async () => {
    const draft = await put(aDraft());
    const notices = [1, 2].map(() => act(NOTIFY, SECRETARIAT, { findings: [{ finding: draft }] }));
    await expect(settled(notices)).resolves.toEqual(["fulfilled", "rejected"]);
    const told = await put({ deadline: "2025-06-01T12:00:00.000Z" });
    const decisions = ["CONFIRMED", "REFUTED"].map((outcome) => act(DECIDE, SECRETARIAT, decide(told, outcome)));
    await expect(settled(decisions)).resolves.toEqual(["fulfilled", "rejected"]);
  });

  it("take a key for its own user's alone", async () => {
    const input = { ...reply(await put(), "AGREES"), idempotencyKey: freshKey() };
    await act(REPLY, WHO_PUBLISHER, input);
    await expect(act(REPLY, ITU_PUBLISHER, input)).resolves.toMatchObject({ replies: [{}, {}] });
  });
});

describe("a finding that isn't for the asker", () => {
  const edits: readonly [string, string, (finding: string) => object][] = [
    ["replied to", REPLY, (finding) => reply(finding, "AGREES")],
    ["replied to with a version", REPLY, (finding) => reply(finding, "AGREES", { expectedVersion: 1 })],
  ];
  const hidden: readonly [string, Partial<FindingRecord>][] = [
    ["a draft", aDraft()],
    ["one told to others", {}],
    ["a candidate", { kind: "L3_CANDIDATE_DUPLICATION" }],
    ["one refuted early", { state: "REFUTED", decision: { outcome: "REFUTED", reason: "x", by: "s", at: "2025-06-01T12:00:00.000Z" } }],
  ];
  const cases = edits.flatMap(([how, operation, input]) => hidden.map(([what, more]) => [what, how, operation, input, more] as const));

  it.each(cases)(
    "%s, %s, is refused byte for byte as one that isn't there, after the same reads",
    async (_what, _how, operation, input, more) => {
      const finding = await put(more);
      await hub.findings.reach(hub.appender.watermark);
      const asked = async (id: string) => {
        hub.reads.length = 0;
        const refused = await refusal(operation, OUTSIDER, input(id));
        return { refused, reads: [...hub.reads] };
      };
      const other = await asked("finding-nobody");
      expect(other.refused).toContain("NOT_FOUND");
      await expect(asked(finding)).resolves.toEqual(other);
    },
  );

  it.each([
    [NOTIFY, (finding: string) => ({ findings: [{ finding }] })],
    [DECIDE, (finding: string) => decide(finding, "REFUTED")],
    [RESOLVE, (finding: string) => ({ finding, reason: "Settled." })],
  ])("is refused by role alone where the role isn't held: %s", async (operation, input) => {
    const refused = await refusal(operation, OUTSIDER, input("finding-nobody"));
    expect(refused).toContain("FORBIDDEN");
    await expect(refusal(operation, OUTSIDER, input(await put()))).resolves.toBe(refused);
    await expect(refusal(operation, SECRETARIAT, input("finding-nobody"))).resolves.toContain("NOT_FOUND");
  });
});

describe("decideFinding", () => {
  it("waits for the deadline, or until all have replied", async () => {
    const finding = await put();
    await expect(refusal(DECIDE, SECRETARIAT, decide(finding, "CONFIRMED"))).resolves.toContain("2025-07-01T00:00:00.000Z");
    hub.clock.now = new Date("2025-06-30T23:59:59.999Z");
    await expect(refusal(DECIDE, SECRETARIAT, decide(finding, "REFUTED"))).resolves.toContain("BAD_INPUT");
    hub.clock.now = new Date("2025-07-01T00:00:00Z");
    const shown = await act(DECIDE, SECRETARIAT, decide(finding, "CONFIRMED"));
    expect(shown).toMatchObject({
      state: "CONFIRMED",
      wording: "omission, confirmed",
      decision: { by: "the secretariat", reason: "We read both." },
    });
    await expect(refusal(DECIDE, SECRETARIAT, decide(finding, "REFUTED"))).resolves.toContain("CONFIRMED can't be refuted");
  });

  it("may come before the deadline once the last party has replied", async () => {
    hub.clock.now = new Date("2025-07-02T00:00:00Z");
    const finding = await put({ deadline: "2025-09-01T00:00:00.000Z" });
    await act(REPLY, WHO_REPRESENTATIVE, reply(finding, "DISPUTES"));
    await expect(refusal(DECIDE, SECRETARIAT, decide(finding, "REFUTED"))).resolves.toContain("BAD_INPUT");
    await act(REPLY, ITU_REPRESENTATIVE, reply(finding, "DISPUTES"));
    await expect(act(DECIDE, SECRETARIAT, decide(finding, "REFUTED"))).resolves.toMatchObject({ state: "REFUTED" });
  });

  it("never decides on a draft", async () => {
    hub.clock.now = new Date("2025-07-03T00:00:00Z");
    await expect(refusal(DECIDE, SECRETARIAT, decide(await put(aDraft()), "CONFIRMED"))).resolves.toContain("DRAFT can't be confirmed");
  });

  it("calls two activities a duplication once both agencies agree, in their own words, and not while one doesn't", async () => {
    hub.clock.now = new Date("2025-07-04T00:00:00Z");
    const finding = await put({ kind: "L3_CANDIDATE_DUPLICATION", deadline: "2025-09-01T00:00:00.000Z" });
    await act(REPLY, WHO_PUBLISHER, reply(finding, "AGREES", { text: "Both train nurses." }));
    const disputed = await act(REPLY, ITU_PUBLISHER, reply(finding, "DISPUTES"));
    expect(disputed).toMatchObject({ state: "REPLIED", level: "L3", wording: "possible overlap: review requested" });
    const agreed = await act(REPLY, ITU_PUBLISHER, reply(finding, "AGREES", { text: "On reflection, yes." }));
    expect(agreed).toMatchObject({
      state: "CONFIRMED",
      level: "L4",
      wording: "confirmed duplication",
      decision: { outcome: "CONFIRMED", by: "ITU and WHO", reason: "ITU: On reflection, yes.\nWHO: Both train nurses." },
    });
  });

  it("leaves a pair that one agency alone reports to the secretariat: one doesn't speak for two", async () => {
    hub.clock.now = new Date("2025-07-04T12:00:00Z");
    const parties = [
      { organization: "WHO", agency: "who", role: null },
      { organization: "FAO", agency: null, role: null },
    ];
    const finding = await put({ kind: "L3_CANDIDATE_DUPLICATION", parties, deadline: "2025-09-01T00:00:00.000Z" });
    await expect(act(REPLY, WHO_PUBLISHER, reply(finding, "AGREES"))).resolves.toMatchObject({ state: "REPLIED", decision: null });
  });

  it("leaves every other kind to the secretariat, whoever agrees", async () => {
    hub.clock.now = new Date("2025-07-05T00:00:00Z");
    const finding = await put({ deadline: "2025-09-01T00:00:00.000Z" });
    await act(REPLY, WHO_PUBLISHER, reply(finding, "AGREES"));
    await expect(act(REPLY, ITU_PUBLISHER, reply(finding, "AGREES"))).resolves.toMatchObject({ state: "REPLIED", decision: null });
  });
});

describe("resolveFinding", () => {
  it("ends what is settled, with the reason", async () => {
    const shown = await act(RESOLVE, SECRETARIAT, { finding: await put(), reason: "The team assigned it." });
    expect(shown).toMatchObject({ state: "RESOLVED", resolution: { reason: "The team assigned it.", by: "the secretariat" } });
    await expect(refusal(RESOLVE, SECRETARIAT, { finding: shown.id, reason: "Again." })).resolves.toContain("BAD_INPUT");
  });
});

describe("draftFinding", () => {
  const cell = { kind: "O2_ACTIVITY", item: "GPA-18b", place: "KE", year: 2024, reason: "Told at the team's meeting." };

  it("drafts one about a cell, for those who answer for it; the survey leaves it alone", async () => {
    hub.clock.now = new Date("2025-07-10T00:00:00Z");
    const shown = await act(DRAFT, SECRETARIAT, cell);
    expect(shown).toMatchObject({ state: "DRAFT", parties: [{ organization: { id: "WHO" } }] });
    await expect(refusal(DRAFT, SECRETARIAT, cell)).resolves.toContain(shown.id);
    await hub.survey();
    const told = await act(NOTIFY, SECRETARIAT, { findings: [{ finding: shown.id, expectedVersion: shown.version }] });
    await hub.survey();
    await act(RESOLVE, SECRETARIAT, { finding: shown.id, reason: "Settled.", expectedVersion: told.version });
    // What was resolved keeps its record; the same found again is another one.
    await expect(act(DRAFT, SECRETARIAT, cell)).resolves.toMatchObject({ id: `${shown.id}-2`, state: "DRAFT" });
  });

  it("drafts one about a pair, for both agencies", async () => {
    const shown = await act(DRAFT, SECRETARIAT, {
      kind: "L3_CANDIDATE_DUPLICATION",
      activities: ["who:1", "itu:1"],
      reason: "Read side by side.",
    });
    expect(shown).toMatchObject({ level: "L3", parties: [{ organization: { id: "ITU" } }, { organization: { id: "WHO" } }] });
  });

  it.each([
    [{ ...cell, item: null }, "needs item"],
    [{ ...cell, item: "GPA-99" }, "no plan item"],
    [{ ...cell, place: "XX" }, "no place"],
    [{ ...cell, year: 1066 }, "isn't a year"],
    [{ ...cell, reason: " " }, "stands on"],
    [{ ...cell, kind: "O4_BREADTH" }, "stakeholderType"],
    [{ kind: "L3_CANDIDATE_DUPLICATION", activities: ["who:1", "who:1"], reason: "x" }, "two activities"],
    [{ kind: "L3_CANDIDATE_DUPLICATION", activities: ["who:1", "itu:hidden"], reason: "x" }, "everybody may see"],
  ])("refuses %j: %s", async (input, sentence) => {
    await expect(refusal(DRAFT, SECRETARIAT, input)).resolves.toContain(sentence);
  });

  it("is for the secretariat", async () => {
    await expect(refusal(DRAFT, WHO_PUBLISHER, cell)).resolves.toContain("FORBIDDEN");
  });
});

describe("a request sent twice at once", () => {
  it("drafts by hand once, and both are answered with the draft", async () => {
    const input = { kind: "O2_ACTIVITY", item: "GPA-11a", place: "KE", year: 2024, reason: "Told.", idempotencyKey: freshKey() };
    const [one, other] = await Promise.all([act(DRAFT, SECRETARIAT, input), act(DRAFT, SECRETARIAT, input)]);
    expect(one.id).toBe(other.id);
    expect(one.version).toBe(other.version);
  });
});

describe("surveyFindings", () => {
  it("surveys, and the same request twice surveys once", async () => {
    hub.clock.now = new Date("2025-07-20T00:00:00Z");
    await hub.append(aScope("who:all", "COMPLETE", { actionLines: ["C7-eHealth"], years: [2023, 2024] }));
    const variables = { input: { idempotencyKey: "survey" } };
    const first = await hub.ask<{ surveyFindings: { holding: object[] } }>(SURVEY, { as: SECRETARIAT, variables });
    expect(first.surveyFindings.holding).toContainEqual({ kind: "O6_REPORTING", count: 2 });
    const { watermark } = hub.appender;
    await hub.ask(SURVEY, { as: SECRETARIAT, variables });
    expect(hub.appender.watermark).toBe(watermark);
    await expect(hub.refusal(SURVEY, { as: WHO_PUBLISHER, variables })).resolves.toContain("FORBIDDEN");
  });
});
