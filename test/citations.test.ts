import type { Change } from "@actionline/log/log-entry";
import { redact } from "@actionline/log/redaction/redact";
import { startHub, type TestHub } from "./support/start-hub";

let hub: TestHub;
let url: string;

beforeAll(async () => {
  hub = await startHub();
  ({ url } = await hub.hub.listen(0, "127.0.0.1"));
});
afterAll(() => hub.stop());

const CITE = "cite { address note sha256 definitions { id version } asOf { name } }";

/** One question of each kind whose answer can be cited. */
const QUESTIONS = {
  coverage: `query ($lines: [ID!]) { answer: coverage(actionLines: $lines, by: [ITEM, REGION]) {
    bounds { covered { low high } N } cells { totalCount nodes { state activities filter evidence(first: 2) { activity { title reporter { name } } } } } ${CITE} } }`,
  aggregate: `{ answer: activityAggregate(groupBy: [REPORTER]) { totals { none confirmed proposed } groups { nodes { keys { value } count { none } } } ${CITE} } }`,
  changes: `{ answer: coverageChanges(since: { sequence: 900 }, by: [ITEM, REGION], counts: true) {
    counts { from to cause count } cells(first: 5) { totalCount nodes { from to cause text entries(first: 5) { kind id change } filter } } ${CITE} } }`,
  steps: `{ answer: coverage(actionLines: ["C7-eHealth"], by: [ITEM, REGION]) {
    cells(first: 10) { nodes { state whatWouldChange { state steps { kind text } } } } ${CITE} } }`,
  list: `{ answer: activities(filter: { countries: ["KE"] }, first: 3) { totalCount edges { cursor node { id title } } ${CITE} } }`,
  register: `{ answer: reportingScopes(first: 5) { nodes { id level } ${CITE} } }`,
} as const;

interface Cited {
  readonly address: string | null;
  readonly note: string | null;
  readonly sha256: string;
  readonly definitions: readonly { readonly id: string; readonly version: string }[];
}

async function cite(query: string): Promise<Cited> {
  const { answer } = await hub.ask(query, { lines: ["C7-eHealth"] });
  return (answer as { cite: Cited }).cite;
}

async function recall(address: string | null): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${address}`);
  return { status: response.status, text: await response.text() };
}

/** Everything that a cited answer could follow: a scope gone, an activity renamed, a harvest failed. */
async function disturb(): Promise<void> {
  const { db, appender } = hub.hub;
  const head = { to: Number.MAX_SAFE_INTEGER };
  const scopes = await db.collection("scopes").find(head).toArray();
  const activities = await db
    .collection("activities")
    .find({ ...head, visibility: "PUBLIC" })
    .limit(20)
    .toArray();
  const harvests = await db.collection("harvests").find(head).limit(3).toArray();
  const upsert = (kind: string, version: (typeof scopes)[number], record: object): Change =>
    ({ kind, subject: version.subject, operation: "UPSERT", owner: version.owner, record }) as Change;
  await appender.append([
    ...scopes.map(({ subject, owner }): Change => ({ kind: "SCOPE", subject, operation: "DELETE", owner, record: null })),
    ...activities.map((each) => upsert("ACTIVITY", each, { ...each.record, title: [{ language: "en", text: "Renamed" }] })),
    ...harvests.map((each) =>
      upsert("HARVEST", each, { ...each.record, outcome: "FAILED", error: { code: "SOURCE_ERROR", message: "No." } }),
    ),
  ]);
}

describe("a cited answer", () => {
  it("is given again to the byte, whatever came into the log since", async () => {
    const cited = new Map<string, { cited: Cited; bytes: string }>();
    for (const [kind, query] of Object.entries(QUESTIONS)) {
      const citation = await cite(query);
      expect(citation).toMatchObject({ note: null, address: expect.stringMatching(/^\/cite\?/), definitions: [{ id: "coverage" }] });
      const { status, text } = await recall(citation.address);
      expect(status).toBe(200);
      cited.set(kind, { cited: citation, bytes: text });
    }
    await disturb();
    for (const [kind, { cited: citation, bytes }] of cited) {
      expect([kind, await recall(citation.address)]).toEqual([kind, { status: 200, text: bytes }]);
    }
    const now = await cite(QUESTIONS.coverage);
    expect(now.sha256).not.toBe(cited.get("coverage")?.cited.sha256);
  });

  it("CITATION_BROKEN: is refused, with the reason, once a record behind it has been redacted", async () => {
    const { address } = await cite(QUESTIONS.list);
    const ids = JSON.parse((await recall(address)).text).data.answer.edges.map(({ node }: { node: { id: string } }) => node.id);
    const order = { kind: "ACTIVITY", subject: ids[0], pointer: "/title/0/text", reason: "A person.", orderedBy: "a desk" } as const;
    await redact(hub.hub.appender, { ...order, at: hub.hub.clock() });
    const { status, text } = await recall(address);
    expect(status).toBe(410);
    expect(JSON.parse(text).errors[0]).toMatchObject({ extensions: { code: "CITATION_BROKEN", reason: "REDACTED" } });
  });
});
