import { change } from "@actionline/log/testing/change";
import { anActivity } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

const activity = (number: number, title = `Activity ${number}`) =>
  anActivity(`itu:${String(number).padStart(3, "0")}`, {
    title: [{ language: "en", text: title }],
    period: number % 3 === 0 ? {} : { start: `20${10 + (number % 7)}-01-01` },
    items: [{ item: "GPA-18a" }],
    links: [{ type: "SIBLING", activity: "itu:001" }],
  });

interface Paged {
  readonly activities: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string; readonly title: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

const PAGE = `query ($first: Int, $after: String, $orderBy: ActivityOrder) {
  activities(first: $first, after: $after, orderBy: $orderBy) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { id title items { basis } actionLines { code } links { activity { id } } provenance { recordedAt licence } }
  }
}`;

beforeAll(async () => {
  hub = await startStocktaking();
  const sequence = await hub.append(...smallWorld(), ...Array.from({ length: 60 }, (_, number) => activity(number)));
  // What the index reads to follow the log is its own, and the same for every page.
  await hub.index.reach(sequence);
});
afterAll(() => hub.stop());

describe("pages of activities", () => {
  it("take the same reads for 5 rows and for 50, with everything that a row can show", async () => {
    const readsOf = async (first: number): Promise<string[]> => {
      hub.reads.length = 0;
      await hub.ask(PAGE, { variables: { first } });
      return [...hub.reads].sort();
    };
    const few = await readsOf(5);
    await expect(readsOf(50)).resolves.toEqual(few);
    // The rows, what they link to; decisions on them; when they came in; the log's state for the request's own point.
    expect(few).toEqual(["activities", "activities", "log", "log_state", "reviews"]);
  });

  it.each([
    ["CHANGED", "DESCENDING"],
    ["CHANGED", "ASCENDING"],
    ["START", "ASCENDING"],
    ["START", "DESCENDING"],
    ["END", "ASCENDING"],
    ["ID", "ASCENDING"],
    ["ID", "DESCENDING"],
  ])("by %s %s show each row once, as it was, while others are added, changed and deleted", async (field, direction) => {
    const sequence = hub.appender.watermark;
    const whole = await hub.ask<Paged>(PAGE, { variables: { first: 200, orderBy: { field, direction } } });
    const read: { id: string; title: string }[] = [];
    for (let after: string | null = null, turn = 0; turn === 0 || after !== null; turn += 1) {
      const page: Paged = await hub.ask<Paged>(PAGE, {
        variables: { first: 7, after, orderBy: { field, direction } },
        asOf: { sequence },
      });
      read.push(...page.activities.nodes);
      expect(page.activities.totalCount).toBe(whole.activities.totalCount);
      after = page.activities.pageInfo.hasNextPage ? page.activities.pageInfo.endCursor : null;
      await hub.append(
        activity(turn, `Changed on the way ${field} ${direction} ${turn}`),
        activity(100 + turn, `Added ${field} ${direction}`),
        change("ACTIVITY", `itu:${String(40 + turn).padStart(3, "0")}`, null),
      );
    }
    expect(read).toEqual(whole.activities.nodes);
  });

  it("put rows without a date last in both directions", async () => {
    for (const direction of ["ASCENDING", "DESCENDING"]) {
      const operation = `query ($orderBy: ActivityOrder) { activities(first: 200, orderBy: $orderBy) { nodes { period { start } } } }`;
      const { activities } = await hub.ask<{ activities: { nodes: { period: { start: string | null } }[] } }>(operation, {
        variables: { orderBy: { field: "START", direction } },
      });
      const starts = activities.nodes.map(({ period }) => period.start);
      const dated = starts.filter((start) => start !== null);
      expect(starts.slice(0, dated.length)).toEqual(direction === "ASCENDING" ? dated.toSorted() : dated.toSorted().reverse());
    }
  });

  it("show yesterday's rows at yesterday's point and today's at today's", async () => {
    const yesterday = await hub.append(activity(500, "As it was"));
    await hub.append(activity(500, "As it is"));
    const operation = `{ activity(id: "itu:500") { title } }`;
    await expect(hub.ask(operation, { asOf: { sequence: yesterday } })).resolves.toEqual({ activity: { title: "As it was" } });
    await expect(hub.ask(operation)).resolves.toEqual({ activity: { title: "As it is" } });
  });

  it("tell of one that was merged what to ask for in its place, and show it where it still was", async () => {
    const before = await hub.append(activity(501, "Still its own"));
    await hub.append({ ...activity(501, ""), operation: "DELETE", record: null, into: ["itu:500"] });
    const operation = `{ activity(id: "itu:501") { title } }`;
    await expect(hub.ask(operation)).rejects.toMatchObject({
      message: expect.stringMatching(/^itu:501 was merged into another record on \d{4}-\d\d-\d\d: ask for itu:500\./),
      extensions: { code: "RECORD_SUCCEEDED", successors: ["itu:500"] },
    });
    await expect(hub.ask(operation, { asOf: { sequence: before } })).resolves.toEqual({ activity: { title: "Still its own" } });
  });

  it("lead from a link to what the other one went into: to one after merges, to all of them after a split", async () => {
    const link = (to: string) => ({ type: "SIBLING", activity: to }) as const;
    const own = "601"; // By the id that the agency uses itself.
    const linking = anActivity("itu:600", { links: [link(own), link("itu:603"), link("itu:605"), link("itu:607"), link("who:never")] });
    const before = await hub.append(linking, ...[601, 602, 603, 604, 605, 606].map((number) => activity(number)));
    const end = (number: number, ...into: string[]) => hub.append({ ...change("ACTIVITY", `itu:${number}`, null), into });
    await end(601, "itu:602");
    await end(602, "itu:604");
    await end(603, "itu:604", "itu:605", "itu:elsewhere");
    await end(605, "itu:604");
    const asked = `{ activity(id: "itu:600") { links { activityId activity { id } successors { id } } } }`;
    const ids = (...numbers: number[]) => numbers.map((number) => ({ id: `itu:${number}` }));
    const told = (activityId: string, one: number | null, ...all: number[]) => {
      return { activityId, activity: one === null ? null : { id: `itu:${one}` }, successors: ids(...all) };
    };
    await expect(hub.ask(asked)).resolves.toEqual({
      activity: {
        links: [told(own, 604, 604), told("itu:603", null, 604), told("itu:605", 604, 604), told("itu:607", null), told("who:never", null)],
      },
    });
    await expect(hub.ask(asked, { asOf: { sequence: before } })).resolves.toMatchObject({
      activity: { links: [told(own, 601), told("itu:603", 603), told("itu:605", 605), told("itu:607", null), told("who:never", null)] },
    });
  });
});
