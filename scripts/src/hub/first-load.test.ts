import { randomUUID } from "node:crypto";
import { connectIndex } from "@actionline/kit/connect-index";
import { EARLIER_POINT, loadDemonstrationOnce } from "./first-load";
import { type Hub, openHub } from "./open-hub";
import { quietLogger } from "./quiet-logger";

let hub: Hub;
let stop: () => Promise<void>;

beforeAll(async () => {
  const { client, db, close } = await connectIndex(process.env.ACTIONLINE_TEST_MONGODB ?? "", `test_first_${randomUUID().slice(0, 8)}`);
  hub = await openHub({ client, db, space: "DEMONSTRATION", clock: () => new Date("2026-11-22T10:00:00Z"), logger: quietLogger });
  stop = async () => {
    await hub.close();
    await db.dropDatabase();
    await close();
  };
  await loadDemonstrationOnce(hub, () => undefined);
}, 120_000);
afterAll(() => stop());

interface Answer {
  readonly coverageChanges: {
    readonly since: { readonly sequence: number; readonly name: string };
    readonly asOf: { readonly sequence: number };
    readonly counts: readonly { readonly cause: string }[];
  };
}

async function changes(): Promise<Answer["coverageChanges"]> {
  const query = `{ coverageChanges(by: [ITEM, REGION], since: { snapshot: "${EARLIER_POINT}" }) {
    since { sequence name } asOf { sequence } counts { cause }
  } }`;
  const { body } = await hub.execute({ query }, {});
  expect(body.errors).toBeUndefined();
  return (JSON.parse(JSON.stringify(body.data)) as Answer).coverageChanges;
}

describe("the first load of the demonstration", () => {
  it("names a point before its last sources came in, since which cells changed for several causes", async () => {
    const { since, asOf, counts } = await changes();
    expect(since.name).toBe(EARLIER_POINT);
    expect(since.sequence).toBeLessThan(asOf.sequence);
    expect(new Set(counts.map(({ cause }) => cause)).size).toBeGreaterThan(1);
  });

  it("is done once, and leaves the names where they are", async () => {
    const { since } = await changes();
    await expect(loadDemonstrationOnce(hub, () => undefined)).resolves.toBe(false);
    expect((await changes()).since).toEqual(since);
  });
});
