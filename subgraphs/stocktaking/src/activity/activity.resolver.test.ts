import { change } from "@actionline/log/testing/change";
import { aHarvest, anActivity, suggested } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

interface Listed {
  readonly activities: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string; readonly title: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const LIST = `query ($filter: ActivityFilter, $orderBy: ActivityOrder, $first: Int, $after: String) {
  activities(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { id title } pageInfo { hasNextPage endCursor }
  }
}`;

/** Ids without their agency, in the order of the id. */
async function idsOf(filter: object): Promise<string> {
  const { activities } = await hub.ask<Listed>(LIST, {
    variables: { filter, orderBy: { field: "ID", direction: "ASCENDING" } },
  });
  expect(activities.totalCount).toBe(activities.nodes.length);
  return activities.nodes.map(({ id }) => id.split(":")[1]).join(" ");
}

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(
    ...smallWorld(),
    anActivity("itu:1", {
      title: [
        { language: "fr", text: "Former des infirmières" },
        { language: "en", text: "Training nurses" },
      ],
      description: [{ language: "fr", text: "Cours d'e-santé" }],
      items: [{ item: "GPA-18a", weight: 60 }],
      places: [{ place: "KE", percentage: 100 }],
      sdgs: [{ goal: 3, target: "3.c" }],
      activityKind: "TRAINING",
      sourceUrl: "https://example.org/1",
      updatedAt: "2025-01-02T03:04:05Z",
      links: [
        { type: "SIBLING", activity: "2" },
        { type: "PARENT", activity: "who:unheard-of" },
      ],
    }),
    anActivity("itu:2", {
      title: [{ language: "en", text: "Rural nurse registers" }],
      items: [{ item: "GPA-18b" }, { item: "GPA-11a" }],
      places: [{ place: "014" }],
      status: "COMPLETED",
      period: { start: "2020-05-01", end: "2021-04-30" },
    }),
    anActivity("who:3", {
      title: [{ language: "en", text: "Training the trainers of nurses" }],
      actionLines: ["C7-eHealth"],
      places: [{ place: "IN" }],
      status: "PLANNED",
      period: { start: "2026-01-01" },
      participants: [
        { role: "LEAD", organisation: { name: "A foundation", type: "CIVIL_SOCIETY" } },
        { role: "FUNDER", organisation: { name: "A ministry", type: "GOVERNMENT", reference: "XM-1" } },
      ],
    }),
    anActivity("who:4", { period: {}, suggestions: [suggested("GPA-18a", "C7-eHealth")], places: [{ place: "GLOBAL" }] }),
    anActivity("who:5", { title: [{ language: "en", text: "Nothing public about nurses" }] }, "PRIVATE"),
    change("BUDGET", "who:b1", {
      kind: "BUDGET",
      id: "who:b1",
      activity: "who:3",
      agency: "who",
      source: "who/feed",
      reporter: { name: "who" },
      measure: "BUDGET",
      period: { start: "2026-01-01", end: "2026-12-31" },
      value: { amount: "1", currency: "USD" },
    }),
  );
});
afterAll(() => hub.stop());

describe("activities", () => {
  it.each<[object, string]>([
    [{}, "1 2 3 4"],
    [{ ids: ["itu:1", "who:4", "who:5", "nobody:0"] }, "1 4"],
    [{ text: "nurses" }, "1 2 3"],
    [{ text: "NURSES training" }, "1 3"],
    [{ text: "nurse" }, "1 2 3"],
    [{ text: "infirmieres" }, "1"],
    [{ text: '-nurses "training" .*' }, ""],
    [{ text: "training nur" }, ""],
    [{ text: " " }, "1 2 3 4"],
    [{ items: ["GPA-18"] }, "1 2"],
    [{ items: ["GPA-18a"], includeSuggested: true }, "1 4"],
    [{ items: [] }, ""],
    [{ actionLines: ["C7"] }, "1 2 3"],
    [{ actionLines: ["C4"] }, "2"],
    [{ sdgs: [3, 4] }, "1"],
    [{ countries: ["KE"] }, "1"],
    [{ regions: ["002"] }, "1 2"],
    [{ places: ["GLOBAL"] }, "1 2 3 4"],
    [{ regions: ["002"], countries: ["IN"] }, ""],
    [{ kinds: ["TRAINING"] }, "1"],
    [{ statuses: ["PLANNED", "COMPLETED"] }, "2 3"],
    [{ years: { from: 2021, to: 2023 } }, "2"],
    [{ years: { from: 2030 } }, "3"],
    [{ reporters: ["WHO"] }, "3 4"],
    [{ agencies: ["itu"] }, "1 2"],
    [{ sources: ["who/feed"] }, "3 4"],
    [{ stakeholderTypes: ["CIVIL_SOCIETY"] }, "3"],
    [{ stakeholderTypes: ["GOVERNMENT"] }, ""],
    [{ hasBudget: true }, "3"],
    [{ hasBudget: false, agencies: ["who"] }, "4"],
    [{ basis: ["SUGGESTED"] }, "4"],
    [{ without: ["YEAR"] }, "4"],
    [{ without: ["ITEM"] }, "3 4"],
    [{ allOf: [{ agencies: ["itu"] }, { places: ["KE"] }] }, "1"],
    [{ noneOf: [{ agencies: ["itu"] }, { hasBudget: true }] }, "4"],
  ])("lists by %j", async (filter, ids) => {
    await expect(idsOf(filter)).resolves.toBe(ids);
  });

  it.each([
    [{ countries: ["Kenya"] }, 'There is no country "Kenya"'],
    [{ countries: ["ke"] }, 'There is no country "ke"'],
    [{ regions: ["KE"] }, 'There is no region "KE"'],
    [{ actionLines: ["C99"] }, 'There is no action line "C99"'],
    [{ items: ["GPA-99z"] }, 'There is no plan item "GPA-99z"'],
    [{ agencies: ["nobody"] }, 'There is no agency "nobody"'],
    [{ sdgs: [18] }, "18 is no goal"],
    [{ years: { from: 2025, to: 2020 } }, "years runs from 2025 to 2020"],
    [{ noneOf: [{ places: ["Atlantis"] }] }, 'There is no place "Atlantis"'],
  ])("refuses %j rather than finding nothing", async (filter, sentence) => {
    await expect(idsOf(filter)).rejects.toThrow(sentence);
  });

  it("searches for a word once, and finds in it what came in later too", async () => {
    await idsOf({ text: "midwives" });
    const { activities } = await hub.ask<Listed>(LIST, { variables: { filter: { text: "nurses" } } });
    hub.reads.length = 0;
    await hub.ask(LIST, { variables: { filter: { text: "nurses" } } });
    expect(hub.reads.filter((collection) => collection === "activities")).toHaveLength(1);
    await hub.append(anActivity("itu:9", { title: [{ language: "en", text: "More nurses, and midwives" }] }));
    const found = await hub.ask<Listed>(LIST, { variables: { filter: { text: "nurses" } } });
    expect(found.activities.totalCount).toBe(activities.totalCount + 1);
    await expect(idsOf({ text: "midwives" })).resolves.toBe("9");
    await hub.append(change("ACTIVITY", "itu:9", null));
    await expect(idsOf({ text: "midwives" })).resolves.toBe("");
  });

  it("lists what changed since a sequence, or since an instant", async () => {
    const sequence = await hub.append(aHarvest("itu/feed", "2025-05-31T00:00:00Z"));
    hub.clock.now = new Date("2025-06-02T00:00:00Z");
    await hub.append(anActivity("itu:1a"), anActivity("itu:2a"));
    await expect(idsOf({ changedSince: { sequence } })).resolves.toBe("1a 2a");
    await expect(idsOf({ changedSince: { at: "2025-06-01T12:00:00Z" } })).resolves.toBe("1a 2a");
    await expect(idsOf({ changedSince: { at: "2025-06-01T12:00:00Z", sequence } })).rejects.toMatchObject({
      extensions: { code: "BAD_INPUT" },
    });
    await hub.append(change("ACTIVITY", "itu:1a", null), change("ACTIVITY", "itu:2a", null));
  });

  it("shows a private activity to the secretariat and to nobody else", async () => {
    const filter = { text: "public" };
    await expect(idsOf(filter)).resolves.toBe("");
    const { activities } = await hub.ask<Listed>(LIST, { variables: { filter }, as: SECRETARIAT });
    expect(activities.nodes).toEqual([{ id: "who:5", title: "Nothing public about nurses" }]);
    await expect(hub.ask('{ activity(id: "who:5") { id } }')).resolves.toEqual({ activity: null });
  });

  it("refuses a filter that would do the work of hundreds", async () => {
    const deep = { allOf: [{ allOf: [{ allOf: [{ allOf: [{}] }] }] }] };
    await expect(idsOf(deep)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    await expect(idsOf({ ids: Array.from({ length: 501 }, String) })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    await expect(idsOf({ text: "a b c d e f g h i j k" })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("PAGE_TOO_LARGE and CURSOR_INVALID: says what to do", async () => {
    await expect(hub.ask(LIST, { variables: { first: 201 } })).rejects.toMatchObject({ extensions: { code: "PAGE_TOO_LARGE" } });
    const { activities } = await hub.ask<Listed>(LIST, { variables: { first: 1 } });
    const variables = { after: activities.pageInfo.endCursor, orderBy: { field: "START" } };
    await expect(hub.ask(LIST, { variables })).rejects.toMatchObject({ extensions: { code: "CURSOR_INVALID" } });
  });

  it("notes the sources that an answer stands on, narrowed by the filter", async () => {
    const all = await hub.askWithContext(LIST);
    expect([...all.request.sources.keys()]).toEqual(["itu/feed", "who/feed"]);
    const some = await hub.askWithContext(LIST, { variables: { filter: { agencies: ["who"] } } });
    expect([...some.request.sources.values()]).toEqual([
      { source: "who/feed", agency: "who", answeredBy: "INDEX", freshness: "UP_TO_DATE", asOf: "2025-05-30T00:00:00.000Z" },
    ]);
  });
});

describe("an activity", () => {
  it("shows what its record says, who says so, and when", async () => {
    const { activity } = await hub.ask<{ activity: object }>(`{ activity(id: "itu:1") {
      id title titles { language text } description kind status period { start end } reporter { id } reporterName
      items { item { id } actionLine { code } basis weight } actionLines { code } sdgs { goal target } places { id }
      placeShares { place { id } percentage } stakeholderTypes links { type activityId activity { title } }
      provenance { agency { id } source { id } sourceUrl licence mode updatedAt recordedAt harvestedAt asOf }
    } }`);
    expect(activity).toEqual({
      id: "itu:1",
      title: "Former des infirmières",
      titles: [
        { language: "fr", text: "Former des infirmières" },
        { language: "en", text: "Training nurses" },
      ],
      description: "Cours d'e-santé",
      kind: "TRAINING",
      status: "IMPLEMENTING",
      period: { start: "2024-01-01", end: "2024-12-31" },
      reporter: { id: "ITU" },
      reporterName: "itu",
      items: [{ item: { id: "GPA-18a" }, actionLine: { code: "C7-eHealth" }, basis: "DECLARED", weight: 60 }],
      actionLines: [{ code: "C7-eHealth" }],
      sdgs: [{ goal: 3, target: "3.c" }],
      places: [{ id: "KE" }],
      placeShares: [{ place: { id: "KE" }, percentage: 100 }],
      stakeholderTypes: ["INTERNATIONAL_ORGANIZATION"],
      links: [
        { type: "SIBLING", activityId: "2", activity: { title: "Rural nurse registers" } },
        { type: "PARENT", activityId: "who:unheard-of", activity: null },
      ],
      provenance: {
        agency: { id: "itu" },
        source: { id: "itu/feed" },
        sourceUrl: "https://example.org/1",
        licence: "CC-BY-4.0",
        mode: "MIRRORED",
        updatedAt: "2025-01-02T03:04:05.000Z",
        recordedAt: "2025-06-01T00:00:00.000Z",
        harvestedAt: "2025-05-31T00:00:00.000Z",
        // The log stamps the batches of one frozen moment a millisecond apart.
        asOf: expect.stringMatching(/^2025-06-02T00:00:00\.00\dZ$/),
      },
    });
  });

  it("never counts a funder among those who do the work, nor a suggestion among its lines", async () => {
    const { who3, who4 } = await hub.ask<Record<string, object>>(`{
      who3: activity(id: "who:3") { stakeholderTypes participants { role name type reference organization { id } } }
      who4: activity(id: "who:4") { actionLines { code } items { basis confidence reason } }
    }`);
    expect(who3).toEqual({
      stakeholderTypes: ["CIVIL_SOCIETY"],
      participants: [
        { role: "LEAD", name: "A foundation", type: "CIVIL_SOCIETY", reference: null, organization: null },
        { role: "FUNDER", name: "A ministry", type: "GOVERNMENT", reference: "XM-1", organization: null },
      ],
    });
    expect(who4).toEqual({ actionLines: [], items: [{ basis: "SUGGESTED", confidence: 0.5, reason: "A word in its title." }] });
  });

  it("answers the gateway's references by key in one find", async () => {
    const operation = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Activity { id title } } }`;
    const keys = ["itu:1", "who:3", "nobody:0"].map((id) => ({ __typename: "Activity", id }));
    hub.reads.length = 0;
    await expect(hub.ask(operation, { variables: { keys } })).resolves.toEqual({
      _entities: [{ id: "itu:1", title: "Former des infirmières" }, { id: "who:3", title: "Training the trainers of nurses" }, null],
    });
    expect(hub.reads.filter((collection) => collection === "activities")).toHaveLength(1);
  });
});
