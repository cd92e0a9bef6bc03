import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "./appender";
import { resolveAsOf } from "./as-of";
import { readChanges } from "./follow";
import type { Change } from "./log-entry";

let index: TestIndex;
let appender: Appender;

beforeAll(async () => {
  index = await startIndex();
  appender = await Appender.acquire(index.client, index.db, { space: "DEMONSTRATION" });
});
afterAll(async () => {
  await appender.release();
  await index.stop();
});

const theme = (id: string, name: string): Change<"THEME"> => ({
  kind: "THEME",
  subject: id,
  operation: "UPSERT",
  owner: "hub:reference",
  record: { id, name, items: [] },
});

describe("the log", () => {
  it("numbers what changed and leaves out what did not", async () => {
    await expect(appender.append([theme("a", "A"), theme("b", "B")])).resolves.toEqual({
      sequence: 2,
      added: 2,
      changed: 0,
      deleted: 0,
      unchanged: 0,
    });
    await expect(appender.append([theme("a", "A"), theme("b", "B2")])).resolves.toEqual({
      sequence: 3,
      added: 0,
      changed: 1,
      deleted: 0,
      unchanged: 1,
    });
  });

  it("hands a follower every entry up to the watermark, in order", async () => {
    const point = await resolveAsOf(index.db, null, new Date());
    const seen: string[] = [];
    for await (const batch of readChanges(index.db, ["THEME"], 0, point.sequence, 2)) {
      for (const change of batch) seen.push(`${change.sequence} ${change.subject} ${change.record?.name} ends ${change.ends}`);
    }
    expect(seen).toEqual(["1 a A ends null", "2 b B ends null", "3 b B2 ends 2"]);
  });
});
