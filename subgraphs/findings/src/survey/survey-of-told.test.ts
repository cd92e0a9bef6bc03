import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { aHarvest, anActivity, aScope } from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import type { FindingAppender } from "../finding-log";
import { startFindings, type TestFindings } from "../testing/start-findings";
import { SURVEY_NAME, SURVEY_OWNER } from "./reconcile";
import { surveyFindings } from "./survey-findings";

let hub: TestFindings;

const SCOPE = aScope("who:all", "COMPLETE", { items: ["GPA-18b"], places: ["142"] });
const inIndia = anActivity("who:1", { items: [{ item: "GPA-18b" }], places: [{ place: "IN" }] });

/** The one possible omission of these tests, as the log holds it, in all its occurrences. */
async function omissions(): Promise<FindingRecord[]> {
  const versions = await versionsOf(hub.db, "FINDING").find({ to: OPEN, "record.kind": "O2_ACTIVITY" }).sort({ subject: 1 }).toArray();
  return versions.map(({ record }) => record);
}

/** What a notice writes, by the owner that the survey's findings keep. */
const told = (record: FindingRecord): Change => ({
  kind: "FINDING",
  subject: record.id,
  operation: "UPSERT",
  owner: SURVEY_OWNER,
  visibility: "PRIVATE",
  record: { ...record, state: "NOTIFIED", notifiedAt: "2025-06-01T00:00:00.000Z", deadline: "2025-07-01T00:00:00.000Z" },
});

async function only(): Promise<FindingRecord> {
  const [finding, ...others] = await omissions();
  if (finding === undefined || others.length > 0) throw new Error(`There are ${others.length + 1} findings or none.`);
  return finding;
}

beforeEach(async () => {
  hub = await startFindings();
  await hub.append(...smallWorld(), SCOPE);
  await hub.survey();
});
afterEach(() => hub.stop());

describe("a survey, of findings that parties were told of", () => {
  it("resolves one that the facts overtook with the reason, and drafts another where it comes back", async () => {
    const draft = await only();
    await hub.append(told(draft), inIndia);
    await expect(hub.survey()).resolves.toMatchObject({ resolved: 1, drafted: expect.any(Number) });
    await expect(only()).resolves.toMatchObject({
      state: "RESOLVED",
      notifiedAt: "2025-06-01T00:00:00.000Z",
      resolution: { by: SURVEY_NAME, reason: "It no longer holds: the cell is COVERED." },
    });
    await hub.append(change("ACTIVITY", "who:1", null));
    await hub.survey();
    await expect(omissions()).resolves.toMatchObject([
      { id: draft.id, state: "RESOLVED" },
      { id: `${draft.id}-2`, state: "DRAFT" },
    ]);
  });

  it("resolves one whose scope was withdrawn", async () => {
    await hub.append(told(await only()), change("SCOPE", "who:all", null));
    await hub.survey();
    await expect(only()).resolves.toMatchObject({
      state: "RESOLVED",
      resolution: { reason: "It no longer holds: the cell is UNKNOWN (NO_SCOPE)." },
    });
  });

  it("ends none for an outage alone, and drops a draft, which can't be told of now", async () => {
    const draft = await only();
    await hub.append(told(draft), aHarvest("who/feed", "2025-05-30T00:00:00Z", "FAILED"));
    await expect(hub.survey()).resolves.toMatchObject({ resolved: 0 });
    await expect(only()).resolves.toMatchObject({ state: "NOTIFIED" });
    await hub.append({ ...told(draft), record: draft });
    await expect(hub.survey()).resolves.toMatchObject({ dropped: 1 });
    await expect(omissions()).resolves.toEqual([]);
  });

  it("never writes over what a person did while it ran: it begins anew", async () => {
    const draft = await only();
    await hub.append(inIndia);
    let raced = false;
    // The notice goes in after the survey has read the draft, which it is about to delete, and before it writes.
    const racing: FindingAppender = {
      db: hub.db,
      append: async (changes, alongside) => {
        if (!raced) await hub.append(told(draft));
        raced = true;
        return hub.appender.append(changes, alongside);
      },
    };
    await expect(surveyFindings(hub.db, hub.index, racing, () => hub.clock.now)).resolves.toMatchObject({ resolved: 1 });
    expect(raced).toBe(true);
    await expect(only()).resolves.toMatchObject({ state: "RESOLVED", notifiedAt: "2025-06-01T00:00:00.000Z" });
  });
});

describe("a survey of a hub that holds nothing", () => {
  it("finds nothing, writes nothing and fails at nothing", async () => {
    const empty = await startFindings();
    try {
      await expect(empty.survey()).resolves.toMatchObject({ drafted: 0, updated: 0, dropped: 0, resolved: 0 });
      expect(empty.appender.watermark).toBe(0);
    } finally {
      await empty.stop();
    }
  });
});
