import { logEntries } from "@actionline/log/collections";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { harvestStateOf } from "../feed/harvest-state";
import { many, record } from "../testing/feed-records";
import { FollowedSource } from "../testing/remote-harvests";
import { harvestRemote } from "./harvest-remote";

let log: TestLog;
beforeAll(async () => {
  log = await startLog();
});
afterAll(() => log.stop());

const titled = (id: string, text: string): object => record(id, { title: [{ language: "en", text }] });

describe("a source that is followed on its own server", () => {
  it("is read from its beginning, then from where the run before came to", async () => {
    const followed = new FollowedSource(log, "first");
    followed.server.upsert(...many("first", 5));
    followed.server.pageSize = 2;
    await expect(followed.harvest()).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { read: 5, added: 5 } });
    expect(followed.server.asked.map(({ after }) => after)).toEqual([null, "2", "4"]);

    followed.server.upsert(titled("first:100", "Another title"));
    followed.server.end("first:101");
    await expect(followed.harvest()).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { read: 2, changed: 1, deleted: 1 } });
    expect(followed.server.asked.at(-1)?.after).toBe("5");
    expect([...(await followed.held()).keys()]).toEqual(["first:100", "first:102", "first:103", "first:104"]);
  });

  it("leaves no report where nothing is new and none is asked for", async () => {
    const followed = new FollowedSource(log, "quiet");
    followed.server.upsert(...many("quiet", 3));
    await followed.harvest();
    const before = log.appender.watermark;
    await expect(harvestRemote(followed.task({ quietly: true }))).resolves.toMatchObject({ record: null });
    expect(log.appender.watermark).toBe(before);
  });

  it("ends a record that was merged or split, and notes what it went into", async () => {
    const followed = new FollowedSource(log, "merge");
    followed.server.upsert(...many("merge", 10));
    await followed.harvest();
    followed.server.end("merge:100", "MERGED_INTO", ["merge:101"]);
    await followed.harvest();
    followed.server.end("merge:102", "SPLIT_INTO", ["merge:103", "merge:104"]);
    await expect(followed.harvest()).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 1 } });
    const ends = await logEntries(log.db).find({ owner: "merge", operation: "DELETE" }).toArray();
    expect(ends.map(({ subject, into }) => [subject, into])).toEqual([
      ["merge:100", ["merge:101"]],
      ["merge:102", ["merge:103", "merge:104"]],
    ]);
  });

  it("refuses a record that went into itself or into nothing", async () => {
    const followed = new FollowedSource(log, "itself");
    followed.server.upsert(...many("itself", 4));
    followed.server.end("itself:100", "MERGED_INTO", ["itself:100"]);
    followed.server.end("itself:101", "SPLIT_INTO", []);
    await expect(followed.harvest()).resolves.toMatchObject({ counts: { refused: 2 }, issues: [{ rule: "SUCCESSORS_WRONG", count: 2 }] });
    expect((await followed.held()).size).toBe(4);
  });

  it("confirms without a version", async () => {
    const followed = new FollowedSource(log, "still");
    followed.server.upsert(...many("still", 2));
    await followed.harvest();
    followed.server.changes.push({ operation: "CONFIRMED", id: "still:100", kind: "ACTIVITY" });
    await expect(followed.harvest()).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { accepted: 1, changed: 0 } });
    expect(await followed.history("still:100")).toHaveLength(1);
  });

  it("tells its deletions by what is missing where its policy is to tell none", async () => {
    const followed = new FollowedSource(log, "none");
    followed.server.description = { deletionPolicy: "NONE" };
    followed.server.upsert(...many("none", 10));
    await followed.harvest();
    followed.server.changes.splice(0, 1);
    await expect(followed.harvest()).resolves.toMatchObject({ outcome: "SUCCEEDED", counts: { deleted: 1 } });
    expect(followed.server.asked.map(({ after }) => after)).toEqual([null, null]);
  });

  it("tells its owner of a server that is another agency's, and reads nothing", async () => {
    const followed = new FollowedSource(log, "other");
    followed.server.description = { id: "somebody" };
    followed.server.upsert(...many("other", 2));
    await expect(followed.harvest()).resolves.toMatchObject({ outcome: "FAILED", error: { code: "OTHER_AGENCY" } });
    expect((await followed.held()).size).toBe(0);
  });

  it("takes a cursor to the server that gave it, and to no other", async () => {
    const followed = new FollowedSource(log, "moved");
    followed.server.upsert(...many("moved", 3));
    await followed.harvest();
    await followed.harvest({ address: "https://elsewhere.org/graphql" });
    expect(followed.server.asked.map(({ after }) => after)).toEqual([null, null]);
    expect((await harvestStateOf(log.db).findOne({ _id: "moved/hosted" }))?.reached?.cursor).toBe("3");
  });
});
