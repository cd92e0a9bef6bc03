import { ANYONE, type Principal } from "@actionline/kit/access";
import type { Answers } from "@actionline/kit/testing/subscribe";
import { anActivity } from "../testing/records";
import { ANNA, BEN, SECRETARIAT, startNotices, type TestNotices } from "../testing/start-notices";

let hub: TestNotices;
const open: Answers[] = [];
beforeAll(async () => {
  hub = await startNotices();
});
beforeEach(() => hub.reset());
afterEach(async () => {
  await Promise.all(open.splice(0).map((answers) => answers.return?.()));
  expect(hub.faults).toEqual([]);
});
afterAll(() => hub.stop());

const FOLLOW = `subscription ($watch: ID!, $since: Float) {
  coverageChanged(watch: $watch, since: $since) { event { position kind sequence cells { year } watch } asOf { sequence at } }
}`;
const CELL = { item: "I1", place: "P1", year: 2024, type: null } as const;
let titles = 0;

async function follow(watch: string, as: Principal = ANNA, since?: number): Promise<Answers> {
  const answers = await hub.subscribe(FOLLOW, { as, variables: { watch, since } });
  open.push(answers);
  return answers;
}

interface Told {
  readonly event: { readonly position: number; readonly sequence: number; readonly watch: string };
  readonly asOf: { readonly sequence: number };
}
const next = async (answers: Answers): Promise<Told> => (await answers.next()).value?.data?.coverageChanged as Told;

const touch = (): Promise<number> => hub.append(anActivity("who:x", ["I1"], ["P1"], "PUBLIC", `title ${++titles}`));
/** The cell becomes a possible gap; returns the sequence that it is found at. */
async function gap(): Promise<number> {
  hub.cells.set(CELL, "OTHER");
  await touch();
  await hub.notices.follower.follow();
  hub.cells.set(CELL, "OMITTED");
  const sequence = await touch();
  await hub.notices.follower.follow();
  return sequence;
}

describe("coverageChanged", () => {
  test("tells a watch's owner of what is found from then on, each read at the point that it was found at", async () => {
    const { id } = await hub.watch({});
    await gap();
    const answers = await follow(id);
    const [first, second] = [await gap(), await gap()];
    for (const sequence of [first, second]) {
      await expect(next(answers)).resolves.toMatchObject({
        event: { kind: "CELL_OMITTED", sequence, watch: id, cells: [{ year: 2024 }] },
        asOf: { sequence },
      });
    }
  });

  test("goes on after the position of the last event that was read, with nothing twice and nothing of other watches", async () => {
    const { id } = await hub.watch({});
    await hub.watch({}, BEN);
    await gap();
    const first = await next(await follow(id, ANNA, 0));
    await gap();
    const second = await next(await follow(id, ANNA, first.event.position));
    expect(second.event.position).toBeGreaterThan(first.event.position);
    expect([first.event.watch, second.event.watch]).toEqual([id, id]);
    await expect(follow(id, ANNA, 1_000)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  test.each([
    ["anybody", ANYONE, "UNAUTHENTICATED"],
    ["somebody else", BEN, "NOT_FOUND"],
    ["the secretariat", SECRETARIAT, "NOT_FOUND"],
  ])("is refused to %s", async (_, as, code) => {
    const { id } = await hub.watch({});
    await expect(follow(id, as)).rejects.toMatchObject({ extensions: { code } });
  });

  test("ends, and says so, once the watch is removed", async () => {
    const { id } = await hub.watch({});
    const answers = await follow(id);
    const remove = "mutation ($input: RemoveWatchInput!) { removeWatch(input: $input) { watch } }";
    await hub.ask(remove, { variables: { input: { watch: id, idempotencyKey: "remove" } }, as: ANNA });
    const { value } = await answers.next();
    expect(value?.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    await expect(answers.next()).resolves.toMatchObject({ done: true });
  });

  test("leaves nobody listening when those who follow leave", async () => {
    const { id } = await hub.watch({});
    const all = await Promise.all(Array.from({ length: 20 }, () => follow(id)));
    const waiting = all.map((answers) => answers.next());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hub.notices.stream.listening).toBe(20);
    await Promise.all(all.map((answers) => answers.return?.()));
    expect(hub.notices.stream.listening).toBe(0);
    expect((await Promise.all(waiting)).every(({ done }) => done)).toBe(true);
  });
});
