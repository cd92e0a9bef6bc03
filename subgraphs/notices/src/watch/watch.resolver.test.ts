import { ANYONE, type Principal } from "@actionline/kit/access";
import { eventsOf, watchesOf } from "../store";
import { aFinding, anActivity } from "../testing/records";
import { ANNA, BEN, SAVE, SECRETARIAT, startNotices, type TestNotices } from "../testing/start-notices";
import { MOST } from "./checked-watch";

let hub: TestNotices;
beforeAll(async () => {
  hub = await startNotices();
});
beforeEach(() => hub.reset());
afterEach(() => expect(hub.faults).toEqual([]));
afterAll(() => hub.stop());

type Saved = { saveWatch: { watch: { id: string; feed: string | null }; secret: string | null } };
const save = (input: Readonly<Record<string, unknown>>, as: Principal = ANNA): Promise<Saved> =>
  hub.ask<Saved>(SAVE, { variables: { input: { name: "mine", slice: {}, idempotencyKey: "k", ...input } }, as });
const CELL = { item: "I1", place: "P1", year: 2024, type: null } as const;
async function gap(): Promise<void> {
  hub.cells.set(CELL, "OMITTED");
  await hub.append(anActivity("who:x", ["I1"], ["P1"], "PUBLIC", `${Math.random()}`));
  await hub.notices.follower.follow();
}

describe("saving", () => {
  test("the key of the webhook is told once, and the same request again is the same watch without it", async () => {
    const input = { webhook: "https://example.org/hook" };
    const first = await save(input);
    const second = await save(input);
    expect(first.saveWatch.secret).toMatch(/^whsec_[\w-]{43}$/);
    expect(second).toEqual({ saveWatch: { watch: first.saveWatch.watch, secret: null } });
    expect(JSON.stringify(await hub.ask("{ watches { nodes { webhook { url } } } }", { as: ANNA }))).not.toContain("whsec");
    await expect(save({ ...input, name: "another" })).rejects.toMatchObject({ extensions: { code: "IDEMPOTENCY_MISMATCH" } });
  });

  test("nobody saves a watch without signing in", async () => {
    await expect(save({}, ANYONE)).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
    await expect(hub.ask("{ watches { totalCount } }")).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
    await expect(hub.ask("{ notifications { totalCount } }")).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ name: "two\nlines" }, "name"],
    [{ name: "turned \u202e round" }, "name"],
    [{ webhook: "http://example.org/" }, "https"],
    [{ webhook: "https://127.0.0.1/" }, "public"],
    [{ events: [] }, "at least one"],
    [{ slice: { places: [] } }, "no cell"],
    [{ slice: { years: Array.from({ length: 26 }, (_, year) => 2000 + year) } }, "years"],
    [{ slice: { items: Array.from({ length: 301 }, (_, item) => `I${item}`) } }, "items"],
    [{ slice: { items: list("I"), places: list("P") } }, "90000 cells"],
  ])("%j is refused with a sentence that says why", async (input, words) => {
    await expect(save(input)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" }, message: expect.stringContaining(words) });
    expect(await watchesOf(hub.db).countDocuments()).toBe(0);
  });

  test("one principal has fifty at most, however many it saves at once", async () => {
    const all = await Promise.allSettled(Array.from({ length: MOST.watches + 3 }, (_, number) => save({ idempotencyKey: `k${number}` })));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(MOST.watches);
    expect(await watchesOf(hub.db).countDocuments({ owner: "anna" })).toBe(MOST.watches);
    await save({}, BEN);
  });
});

function list(letter: string): string[] {
  return Array.from({ length: 300 }, (_, number) => `${letter}${number}`);
}

describe("whose it is", () => {
  test("everyone sees their own watches and events, and the secretariat nobody else's", async () => {
    const { id } = await hub.watch({});
    await gap();
    for (const as of [BEN, SECRETARIAT]) {
      expect(await hub.ask("{ watches { totalCount nodes { id } } }", { as })).toEqual({ watches: { totalCount: 0, nodes: [] } });
      const asked = hub.ask("query ($id: ID!) { events(watch: $id) { totalCount } }", { variables: { id }, as });
      await expect(asked).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
      const removed = hub.ask('mutation ($id: ID!) { removeWatch(input: { watch: $id, idempotencyKey: "r" }) { watch } }', {
        variables: { id },
        as,
      });
      await expect(removed).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
    }
    const own = await hub.ask("query ($id: ID!) { events(watch: $id) { nodes { kind cells { item { id } place { id } year } } } }", {
      variables: { id },
      as: ANNA,
    });
    expect(own).toEqual({
      events: { nodes: [{ kind: "CELL_OMITTED", cells: [{ item: { id: "I1" }, place: { id: "P1" }, year: 2024 }] }] },
    });
  });

  test("removing twice under one key is done once", async () => {
    const { id } = await hub.watch({});
    const removal = 'mutation ($id: ID!) { removeWatch(input: { watch: $id, idempotencyKey: "r" }) { watch } }';
    for (let time = 0; time < 2; time += 1) {
      expect(await hub.ask(removal, { variables: { id }, as: ANNA })).toEqual({ removeWatch: { watch: id } });
    }
  });
});

describe("notifications", () => {
  test("are read page by page, and marked as read up to a place that never goes back", async () => {
    await hub.watch({});
    for (let number = 0; number < 3; number += 1) {
      hub.cells.set(CELL, "OTHER");
      await hub.append(anActivity("who:x", ["I1"], ["P1"], "PUBLIC", `before ${number}`));
      await hub.notices.follower.follow();
      await gap();
    }
    const operation =
      "query ($after: String) { notifications(first: 2, after: $after) { totalCount nodes { read event { position } } pageInfo { endCursor hasNextPage } } }";
    type Page = { notifications: { nodes: { event: { position: number } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const first = await hub.ask<Page>(operation, { as: ANNA });
    expect(first).toMatchObject({
      notifications: { totalCount: 3, nodes: [{ read: false, event: { position: 3 } }, { event: { position: 2 } }] },
    });
    const mark =
      "mutation ($upTo: Float!, $key: String!) { markNotificationsRead(input: { upTo: $upTo, idempotencyKey: $key }) { upTo unread } }";
    expect(await hub.ask(mark, { variables: { upTo: 2, key: "1" }, as: ANNA })).toEqual({ markNotificationsRead: { upTo: 2, unread: 1 } });
    expect(await hub.ask(mark, { variables: { upTo: 1, key: "2" }, as: ANNA })).toEqual({ markNotificationsRead: { upTo: 2, unread: 1 } });
    const unread = await hub.ask("{ notifications(unread: true) { nodes { event { position } } } }", { as: ANNA });
    expect(unread).toEqual({ notifications: { nodes: [{ event: { position: 3 } }] } });
    expect(await hub.ask("{ notifications { totalCount } }", { as: BEN })).toEqual({ notifications: { totalCount: 0 } });
  });

  test("reach those who act for a party, by their role and nobody else", async () => {
    await hub.append(aFinding("f1"));
    await hub.notices.follower.follow();
    const count = async (name: Principal["roles"][number]["name"], of: string | null) => {
      const as = { id: "x", name: "x", roles: [{ name, of }] };
      return (await hub.ask<{ notifications: { totalCount: number } }>("{ notifications { totalCount } }", { as })).notifications
        .totalCount;
    };
    expect(await count("PUBLISHER", "who")).toBe(1);
    expect(await count("REPRESENTATIVE", "WHO")).toBe(1);
    expect(await count("MODERATOR", "C7")).toBe(1);
    expect(await count("PUBLISHER", "WHO")).toBe(0);
    expect(await count("REPRESENTATIVE", "who")).toBe(0);
    expect(await count("PUBLISHER", null)).toBe(0);
    expect(await count("ACCREDITED", "who")).toBe(0);
  });
});

describe("the feed", () => {
  const route = (kind: "json" | "atom") => {
    const found = hub.notices.routes.find(({ path }) => path.endsWith(kind));
    if (found === undefined) throw new Error(`There is no feed in ${kind}.`);
    return (watch: string, query = "") => found.answer({ path: { watch }, query: new URLSearchParams(query) });
  };

  test("tells public events, a page at a time, the latest first", async () => {
    const { id } = await hub.watch({ feed: true, name: "A & <B>" });
    for (let number = 0; number < 3; number += 1) {
      hub.cells.set(CELL, "OTHER");
      await hub.append(anActivity("who:x", ["I1"], ["P1"], "PUBLIC", `before ${number}`));
      await hub.notices.follower.follow();
      await gap();
    }
    const { body = "" } = (await route("json")(id, "first=2")) ?? {};
    const feed = JSON.parse(body);
    expect(feed).toMatchObject({ version: "https://jsonfeed.org/version/1.1", title: "A & <B>", next_url: `/feeds/${id}.json?before=2` });
    expect(
      feed.items.map(({ tags, _actionline }: { tags: string[]; _actionline: { position: number } }) => [tags, _actionline.position]),
    ).toEqual([
      [["CELL_OMITTED"], 3],
      [["CELL_OMITTED"], 2],
    ]);
    const next = JSON.parse((await route("json")(id, "before=2"))?.body ?? "");
    expect(next.items).toHaveLength(1);
    expect(next).not.toHaveProperty("next_url");
    const atom = (await route("atom")(id))?.body ?? "";
    expect(atom).toContain("<title>A &amp; &lt;B&gt;</title>");
    expect(atom.match(/<entry>/g)).toHaveLength(3);
  });

  test("stays the same until something happens, and its mark changes with it", async () => {
    const { id } = await hub.watch({ feed: true });
    const before = await route("json")(id);
    expect((await route("json")(id))?.etag).toBe(before?.etag);
    await gap();
    expect((await route("json")(id))?.etag).not.toBe(before?.etag);
  });

  test("isn't there for an unknown id, a watch without one, and one that was removed, all alike", async () => {
    const { id } = await hub.watch({});
    const { id: gone } = await hub.watch({ feed: true });
    await hub.ask('mutation ($id: ID!) { removeWatch(input: { watch: $id, idempotencyKey: "r" }) { watch } }', {
      variables: { id: gone },
      as: ANNA,
    });
    for (const watch of [id, gone, "watch-0", ""]) expect(await route("json")(watch)).toBeNull();
  });

  test("holds nothing that only its owner may know", async () => {
    const { id } = await hub.watch({ feed: true, events: ["GAP_CONFIRMED"] }, BEN);
    const decision = { outcome: "CONFIRMED", reason: "So.", by: "s", at: "2025-06-02T00:00:00Z" } as const;
    await hub.append(aFinding("f1", { state: "CONFIRMED", decision }));
    await hub.notices.follower.follow();
    expect(await eventsOf(hub.db).countDocuments({ watch: id })).toBe(1);
    expect(JSON.parse((await route("json")(id))?.body ?? "").items).toEqual([]);
  });

  test.each(["first=0", "first=201", "first=x", "before=-1", "before=1e3"])("refuses %s", async (query) => {
    const { id } = await hub.watch({ feed: true });
    await expect(route("json")(id, query)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });
});
