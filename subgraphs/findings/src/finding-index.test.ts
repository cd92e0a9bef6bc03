import { versionsOf } from "@actionline/log/collections";
import { change } from "@actionline/log/testing/change";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { aLine } from "@actionline/stocktaking/testing/records";
import { FindingIndex } from "./finding-index";
import { aDraft, aFinding } from "./testing/a-finding";

let log: TestLog;

const put = (record: FindingRecord) => change("FINDING", record.id, record, "PRIVATE");
const statesAt = ({ table }: FindingIndex, sequence: number): string[] =>
  Array.from(table.at(sequence).values(), ({ record, sequence: version }) => `${record.id.slice(-1)} ${record.state} ${version}`);

beforeEach(async () => {
  log = await startLog();
});
afterEach(() => log.stop());

describe("the findings in memory", () => {
  it("are the same for one that followed from the start and one that was opened late, at every sequence", async () => {
    const early = await FindingIndex.open(log.db);
    await log.append(aLine("C1"), aLine("C2"));
    await log.append(put(aDraft()));
    await log.append(aLine("C3"), put(aFinding()), put(aDraft({ id: "finding-2" })));
    const end = await log.append(change("FINDING", "finding-2", null), aLine("C4"));
    await early.reach(end);
    const late = await FindingIndex.open(log.db);
    for (let sequence = 0; sequence <= end; sequence += 1) expect(statesAt(late, sequence)).toEqual(statesAt(early, sequence));
    expect(statesAt(late, end - 2)).toEqual(["1 NOTIFIED 5", "2 DRAFT 6"]);
    expect(statesAt(late, end)).toEqual(["1 NOTIFIED 5"]);
  });

  it("read nothing of a log that holds none", async () => {
    await log.append(aLine("C1"), aLine("C2"));
    log.reads.length = 0;
    const index = await FindingIndex.open(log.db);
    expect([index.sequence, log.reads.filter((name) => name === "log")]).toEqual([2, []]);
  });

  it("refuse a sequence that the log hasn't reached, and share a catch-up", async () => {
    const index = await FindingIndex.open(log.db);
    await expect(index.reach(1)).rejects.toThrow(RangeError);
    const end = await log.append(put(aDraft()));
    log.reads.length = 0;
    await Promise.all([index.reach(end), index.reach(end), index.reach(end)]);
    expect(log.reads.filter((name) => name === "log")).toHaveLength(1);
  });

  it("quote nothing any more that was erased by order", async () => {
    const quoting = [{ text: "TITLE_NEAR: Maria's project", kind: null, ids: [] }];
    await log.append(put(aDraft({ activities: ["nord:1", "sud:1"], overlap: "nord:1 sud:1", evidence: quoting })));
    const index = await FindingIndex.open(log.db);
    const saying = (sequence: number) => JSON.stringify([...index.table.at(sequence).values()]);
    const before = index.sequence;
    expect(saying(before)).toContain("Maria");
    const tombstone = {
      id: "ACTIVITY/nord:1",
      kind: "ACTIVITY",
      subject: "nord:1",
      pointer: null,
      erased: null,
      reason: "-",
      orderedBy: "-",
      at: "",
    } as const;
    await log.append(change("REDACTION", tombstone.id, tombstone));
    await versionsOf(log.db, "FINDING").updateMany({}, { $set: { "record.evidence.0.text": "[redacted]" } } as never);
    await index.reach(before + 1);
    expect(saying(before)).not.toContain("Maria");
  });
});
