import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { OverlapRecord } from "@actionline/schema/coordination-records";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import { emptyLog } from "../testing/empty-log";
import { aBudget, anActivity, entered, inEnglish, referenceChanges, withdrawn } from "../testing/records";
import { Matcher } from "./matcher";

let log: TestLog;
let matcher: Matcher;

beforeAll(async () => {
  log = await startLog();
  await log.append(...referenceChanges());
});
beforeEach(async () => {
  await emptyLog(log.db);
  matcher = await Matcher.open(log.db, log.appender);
});
afterAll(async () => {
  await log.stop();
});

const heads = async (): Promise<OverlapRecord[]> =>
  (await versionsOf(log.db, "OVERLAP").find({ to: OPEN }).sort({ subject: 1 }).toArray()).map(({ record }) => record);
const pairs = async (): Promise<string[]> =>
  (await heads()).map(({ one, other, level, outcome }) => `${level} ${outcome} ${one} ${other}`).sort();

const WORK = {
  title: inEnglish("First steps in coding for school leavers"),
  places: [{ place: "KE" }],
  participants: [{ role: "LEAD" as const, organisation: { id: "WHO", name: "WHO" } }],
};
const twin = (id: string, more: Parameters<typeof anActivity>[1] = {}) => anActivity(id, { ...WORK, ...more });
const TRAINING = {
  activityKind: "TRAINING" as const,
  items: [{ item: "GPA-18a" }],
  places: [{ place: "KE" }],
  targetGroups: ["nurses"],
};

function decision(a: string, b: string, taken: boolean): Change {
  const [one, other] = inOrder(a, b);
  const id = overlapId(a, b);
  const record = {
    id,
    one,
    other,
    decision: "DISTINCT" as const,
    relation: null,
    reason: "Read.",
    decidedBy: "desk",
    decidedAt: "2026-01-01T00:00:00Z",
  };
  return {
    kind: "OVERLAP_DECISION",
    subject: id,
    operation: taken ? "UPSERT" : "DELETE",
    owner: "hub:decisions",
    record: taken ? record : null,
  };
}

describe("the matcher", () => {
  it("enters a pair when its second half comes and ends it when one half changes or goes", async () => {
    await log.append(entered(twin("a:1")));
    expect(await matcher.catchUp()).toMatchObject({ activities: 1, added: 0 });
    await log.append(entered(twin("b:2")));
    expect(await matcher.catchUp()).toMatchObject({ activities: 1, added: 1 });
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2"]);
    await log.append(entered(twin("b:2", { title: inEnglish("Rural broadband for islands") })));
    expect(await matcher.catchUp()).toMatchObject({ added: 0, ended: 1 });
    await log.append(entered(twin("b:2")));
    await matcher.catchUp();
    await log.append(withdrawn("a:1"));
    await matcher.catchUp();
    expect(await pairs()).toEqual([]);
  });

  it("makes no entry for a pair that stays as it is", async () => {
    await log.append(entered(twin("a:1")), entered(twin("b:2")));
    await matcher.catchUp();
    await log.append(entered(twin("b:2", { description: inEnglish("More about it.") })));
    const { sequence } = await log.request().then(({ asOf }) => asOf);
    expect(await matcher.catchUp()).toMatchObject({ activities: 1, added: 0, changed: 0, ended: 0 });
    expect(log.appender.watermark).toBe(sequence);
  });

  it("tells an activity's pairs without writing them", async () => {
    await log.append(entered(twin("a:1")), entered(twin("b:2")));
    const found = await matcher.overlapsOf("b:2");
    expect(found?.map(({ assessment }) => [assessment.one, assessment.other, assessment.level])).toEqual([["a:1", "b:2", "L0"]]);
    expect(await matcher.overlapsOf("c:3")).toBeNull();
    expect(await pairs()).toEqual([]);
  });

  it("goes on after a restart where it was, and writes nothing twice", async () => {
    await log.append(entered(twin("a:1")));
    await matcher.catchUp();
    await log.append(entered(twin("b:2")));
    const another = await Matcher.open(log.db, log.appender);
    expect(await another.catchUp()).toMatchObject({ activities: 1, added: 1 });
    const last = await Matcher.open(log.db, log.appender);
    expect(await last.catchUp()).toMatchObject({ activities: 0, added: 0 });
  });

  it("neither loses nor repeats a pair where a batch couldn't be written", async () => {
    await log.append(entered(twin("a:1")));
    await matcher.catchUp();
    await log.append(entered(twin("b:2")));
    const append = jest.spyOn(log.appender, "append").mockRejectedValueOnce(new Error("The database went away."));
    await expect(matcher.catchUp()).rejects.toThrow("went away");
    append.mockRestore();
    expect(await matcher.catchUp()).toMatchObject({ added: 1 });
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2"]);
  });

  it("goes through everything again after another version of the method, and ends what that one no longer finds", async () => {
    await log.append(entered(twin("a:1")), entered(twin("b:2")));
    const stale = {
      one: "a:1",
      other: "gone:1",
      level: "L0",
      outcome: "PROPOSED",
      assertions: [],
      items: [],
      places: [],
      method: "0.1.0",
    } as const;
    const id = overlapId("a:1", "gone:1");
    await log.append({ kind: "OVERLAP", subject: id, operation: "UPSERT", owner: "hub:matcher", record: { id, ...stale } });
    await log.db
      .collection<{ _id: string }>("matcher")
      .updateOne({ _id: "matcher" }, { $set: { method: "0.1.0", sequence: 3, swept: null } });
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2"]);
  });

  it("ends the pairs of a title that becomes a template, and finds them again when it is one no more", async () => {
    await log.append(...["a:1", "a:2", "a:3", "a:4"].map((id) => entered(twin(id))));
    await matcher.catchUp();
    expect(await pairs()).toHaveLength(6);
    await log.append(entered(twin("a:5")));
    await matcher.catchUp();
    expect(await pairs()).toEqual([]);
    await log.append(withdrawn("a:3"));
    await matcher.catchUp();
    expect(await pairs()).toHaveLength(6);
  });

  it("keeps L3, and whatever a private record is half of, from everybody else", async () => {
    await log.append(entered(twin("a:1")), entered(twin("b:2"), "PRIVATE"));
    const title = (id: string) => ({ title: inEnglish(`Work of ${id}`) });
    await log.append(
      entered(anActivity("c:1", { ...TRAINING, ...title("c") })),
      entered(anActivity("d:1", { ...TRAINING, ...title("d") })),
    );
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2", "L3 PROPOSED c:1 d:1"]);
    const found = await versionsOf(log.db, "OVERLAP").find({ to: OPEN }).toArray();
    expect(found.map(({ visibility }) => visibility)).toEqual(["PRIVATE", "PRIVATE"]);
    expect(found.find(({ record }) => record.level === "L3")?.record).toMatchObject({ items: ["GPA-18a"], places: ["KE"] });
  });

  it("leaves a decided pair as it stands, proposes none that was decided before, and looks again when the decision is undone", async () => {
    await log.append(entered(twin("a:1")), entered(twin("b:2")), decision("a:1", "c:3", true));
    await matcher.catchUp();
    await log.append(decision("a:1", "b:2", true), entered(twin("c:3")));
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2", "L0 PROPOSED b:2 c:3"]);
    await log.append(entered(twin("b:2", { title: inEnglish("Rural broadband for islands") })));
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2"]);
    await log.append(decision("a:1", "b:2", false), decision("a:1", "c:3", false));
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 c:3"]);
  });

  it("adds that amounts are near when a budget comes, and takes it back when it goes", async () => {
    const budget = (activity: string, amount: string): Change => {
      const record = { ...aBudget(activity, amount), source: "a/feed", agency: "a" };
      return { kind: "BUDGET", subject: record.id, operation: "UPSERT", owner: "a", record };
    };
    const near = async () => (await heads())[0]?.assertions.some(({ name }) => name === "AMOUNT_NEAR");
    await log.append(entered(twin("a:1")), entered(twin("b:2")), budget("a:1", "100"));
    await matcher.catchUp();
    expect(await near()).toBe(false);
    await log.append(budget("b:2", "101"));
    expect(await matcher.catchUp()).toMatchObject({ changed: 1 });
    expect(await near()).toBe(true);
    await log.append({ kind: "BUDGET", subject: "b:2/budget", operation: "DELETE", owner: "a", record: null });
    expect(await matcher.catchUp()).toMatchObject({ changed: 1 });
    expect(await near()).toBe(false);
  });

  it("takes an item that a reviewer accepted for one that is declared", async () => {
    const { items: _, ...undeclared } = TRAINING;
    await log.append(entered(anActivity("c:1", TRAINING)), entered(anActivity("d:1", undeclared)));
    await matcher.catchUp();
    expect(await pairs()).toEqual([]);
    const id = "d:1#GPA-18a";
    const facts = { activity: "d:1", item: "GPA-18a", actionLine: "C7-eHealth", decision: "ACCEPTED" as const, reason: "Read." };
    const record = { id, ...facts, decidedBy: "desk", decidedAt: "2026-01-01T00:00:00Z" };
    await log.append({ kind: "REVIEW", subject: id, operation: "UPSERT", owner: "hub:review", record });
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L3 PROPOSED c:1 d:1"]);
    await log.append({ kind: "REVIEW", subject: id, operation: "DELETE", owner: "hub:review", record: null });
    await matcher.catchUp();
    expect(await pairs()).toEqual([]);
  });

  it("looks at everything again when places are arranged anew", async () => {
    await log.append(entered(anActivity("c:1", TRAINING)), entered(anActivity("d:1", { ...TRAINING, places: [{ place: "009" }] })));
    await matcher.catchUp();
    expect(await pairs()).toEqual([]);
    const kenya = { id: "KE", level: "COUNTRY" as const, name: "Kenya" };
    const arranged = (within: string[]): Change => ({
      kind: "PLACE",
      subject: "KE",
      operation: "UPSERT",
      owner: "hub:test",
      record: { ...kenya, within },
    });
    await log.append(arranged(["009", "GLOBAL"]));
    await matcher.catchUp();
    expect(await pairs()).toEqual(["L3 PROPOSED c:1 d:1"]);
    await log.append(arranged(["014", "002", "GLOBAL"]));
    await matcher.catchUp();
    expect(await pairs()).toEqual([]);
  });

  it("enters at most so many L3 pairs for one activity, and says how many it left out", async () => {
    const many = Array.from({ length: 6 }, (_, at) =>
      entered(anActivity(`o${at}:1`, { ...TRAINING, title: inEnglish(`Work number ${at}`) })),
    );
    await log.append(...many);
    const few = await Matcher.open(log.db, log.appender, { sizes: { id: 64, url: 64, token: 256, cell: 512, partners: 2 } });
    const { skipped } = await few.catchUp();
    const counts = new Map<string, number>();
    for (const { one, other } of await heads()) for (const id of [one, other]) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
    expect(skipped.partners).toBe(6 * 3);
  });

  it("passes over a block that is too large from both sides, and counts it", async () => {
    await log.append(
      ...["a:1", "b:1", "c:1", "d:1"].map((id) => entered(anActivity(id, { ...TRAINING, title: inEnglish(`Work of ${id}`) }))),
    );
    const small = await Matcher.open(log.db, log.appender, { sizes: { id: 64, url: 64, token: 256, cell: 3, partners: 20 } });
    expect((await small.catchUp()).skipped.blocks).toBe(4);
    expect(await pairs()).toEqual([]);
    await log.append(withdrawn("d:1"));
    await small.catchUp();
    expect(await pairs()).toHaveLength(3);
    await log.append(entered(anActivity("e:1", { ...TRAINING, title: inEnglish("Work of e") })));
    await small.catchUp();
    expect(await pairs()).toEqual([]);
  });

  it("finds no pair by a link that names another record of the same number, whoever was looked at last", async () => {
    const homepage = "https://example.org/a";
    const namesAnother = twin("c:9", { homepage, links: [{ type: "THIRD_PARTY", activity: "b:1" }] });
    const elsewhere = twin("a:1", { homepage, places: [{ place: "KE" }, { place: "UG" }] });
    const small = await Matcher.open(log.db, log.appender, { sizes: { id: 64, url: 2, token: 256, cell: 512, partners: 20 } });
    await log.append(entered(namesAnother), entered(elsewhere));
    await small.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 c:9"]);
    await log.append(entered(twin("d:7", { homepage, title: inEnglish("Rural broadband for islands") })));
    await small.catchUp();
    expect(await pairs()).toEqual([]);
    await log.append(entered({ ...namesAnother, description: inEnglish("More about it.") }));
    await small.catchUp();
    expect(await pairs()).toEqual([]);
  });

  it("finds no pair by words that two languages share, whoever was looked at last", async () => {
    const homepage = "https://example.org/a";
    const few = [{ language: "es", text: "Internet digital total" }];
    const many = [{ language: "pt", text: "Internet digital total para escolas rurais, professores, alunos e bibliotecas" }];
    const small = await Matcher.open(log.db, log.appender, { sizes: { id: 64, url: 2, token: 256, cell: 512, partners: 20 } });
    await log.append(entered(twin("a:1", { homepage, title: few })), entered(twin("b:2", { homepage, title: many })));
    await small.catchUp();
    expect(await pairs()).toEqual(["L0 PROPOSED a:1 b:2"]);
    await log.append(entered(twin("d:7", { homepage, places: [{ place: "FJ" }] })));
    for (const id of ["b:2", "a:1"]) {
      await small.catchUp();
      expect(await pairs()).toEqual([]);
      await log.append(entered(twin(id, { homepage, title: id === "a:1" ? few : many, description: inEnglish("More about it.") })));
    }
    await small.catchUp();
    expect(await pairs()).toEqual([]);
  });
});
