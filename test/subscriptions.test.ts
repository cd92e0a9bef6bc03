import { change } from "@actionline/log/testing/change";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { createClient as createEventClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import { WebSocket } from "ws";
import { startHub, type TestHub } from "./support/start-hub";

let hub: TestHub;
let url = "";
let now = new Date("2026-11-22T10:00:00Z");
let watch = "";
/** The sequence that the finding was confirmed at. */
let confirmed = 0;
/** How many follow the log while nobody subscribes. */
let atRest = 0;

const ID = "finding-000000000000000000000001";
const FINDING: FindingRecord = {
  id: ID,
  kind: "O2_ACTIVITY",
  item: "GPA-18a",
  actionLine: "C7-eHealth",
  place: "002",
  year: 2024,
  stakeholderType: null,
  activities: [],
  overlap: null,
  since: "2026-09-01T00:00:00.000Z",
  parties: [{ organization: "WHO", agency: null, role: "LEAD_FACILITATOR" }],
  evidence: [{ text: "Nothing is held.", kind: null, ids: [] }],
  state: "NOTIFIED",
  definition: "1.2.0",
  notifiedAt: "2026-10-01T00:00:00.000Z",
  deadline: "2026-11-01T00:00:00.000Z",
  replies: [],
  decision: null,
  resolution: null,
};

async function put(more: Partial<FindingRecord>): Promise<number> {
  now = new Date(now.getTime() + 60_000);
  const { sequence } = await hub.hub.appender.append([change("FINDING", ID, { ...FINDING, ...more }, "PRIVATE")]);
  return sequence;
}

interface Answer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly object[] | undefined;
  readonly extensions?: unknown;
}
type Listen = (query: string, token?: string) => AsyncIterableIterator<Answer>;

/** The two ways that a client takes a stream by. */
const WAYS: readonly (readonly [string, Listen])[] = [
  [
    "server-sent events",
    (query, token) =>
      createEventClient({ url, retryAttempts: 0, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }).iterate({
        query,
      }) as AsyncIterableIterator<Answer>,
  ],
  ["parts", inParts],
  [
    "a web socket",
    (query, token) =>
      createSocketClient({
        url: url.replace("http", "ws"),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
      }).iterate({ query }) as AsyncIterableIterator<Answer>,
  ],
];

/** What Apollo's clients speak: one response whose parts each hold an answer as their payload. */
async function* inParts(query: string, token?: string): AsyncGenerator<Answer, void, void> {
  const leaving = new AbortController();
  const accept = "multipart/mixed;subscriptionSpec=1.0, application/json";
  const signedIn = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { "content-type": "application/json", accept, ...signedIn };
  const { body } = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query }), signal: leaving.signal });
  let text = "";
  try {
    for await (const piece of body ?? []) {
      text += Buffer.from(piece).toString();
      const parts = text.split("\r\n--graphql");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const { payload } = JSON.parse(part.split("\r\n\r\n")[1] ?? "{}") as { readonly payload?: Answer };
        if (payload !== undefined) yield payload;
      }
    }
  } finally {
    leaving.abort();
  }
}

async function first(answers: AsyncIterableIterator<Answer>, count: number): Promise<Answer[]> {
  const read: Answer[] = [];
  for await (const answer of answers) {
    read.push(answer);
    if (read.length === count) break;
  }
  return read;
}

const followed = (since?: number): string =>
  `subscription { coverageChanged(watch: "${watch}"${since === undefined ? "" : `, since: ${since}`}) {
    event { position kind findings { id state decision { outcome } } } asOf { sequence }
  } }`;

beforeAll(async () => {
  hub = await startHub({ empty: true, clock: () => now });
  atRest = hub.hub.appender.listening;
  const secretariat = { id: "test:secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] } as const;
  await hub.hub.tokens.admit("secretariat", secretariat, "test");
  url = (await hub.hub.listen(0, "127.0.0.1")).url;
  url = url.endsWith("/graphql") ? url : `${url.replace(/\/$/, "")}/graphql`;
  const slice = { items: ["GPA-18a"], places: ["002"], years: [2024] };
  const input = { name: "Health in Africa", slice, events: ["GAP_CONFIRMED"], idempotencyKey: "watch" };
  const saved = await hub.ask("mutation ($input: SaveWatchInput!) { saveWatch(input: $input) { watch { id } } }", { input }, "secretariat");
  watch = (saved.saveWatch as { watch: { id: string } }).watch.id;
  await hub.hub.notices.follower.follow();
  await put({});
  const decision = { outcome: "CONFIRMED", reason: "Nothing was found.", by: "s", at: now.toISOString() } as const;
  confirmed = await put({ state: "CONFIRMED", decision });
  await hub.hub.notices.follower.follow();
  const resolution = { reason: "Work began.", by: "s", at: now.toISOString() };
  await put({ state: "RESOLVED", decision, resolution });
}, 120_000);
afterAll(() => hub.stop());

describe.each(WAYS)("subscriptions over %s", (way, listen) => {
  it("answer each event at its own point, what other subgraphs add to it too, whatever came since", async () => {
    const [answer] = await first(listen(followed(0), "secretariat"), 1);
    expect(answer?.errors).toBeUndefined();
    expect(answer?.data?.coverageChanged).toMatchObject({
      event: { kind: "GAP_CONFIRMED", findings: [{ id: ID, state: "CONFIRMED", decision: { outcome: "CONFIRMED" } }] },
      asOf: { sequence: confirmed },
    });
    expect(answer?.extensions).toMatchObject({ asOf: { sequence: confirmed } });
  });

  it("go on to the next event with nothing kept of the last", async () => {
    const query = `subscription { findingChanged(since: ${confirmed - 1}) { stateBefore finding { id state item { id title } } asOf { sequence } } }`;
    const answers = await first(listen(query), 2);
    expect(answers.map(({ data }) => data?.findingChanged)).toMatchObject([
      {
        stateBefore: "NOTIFIED",
        finding: { id: ID, state: "CONFIRMED", item: { id: "GPA-18a", title: expect.any(String) } },
        asOf: { sequence: confirmed },
      },
      { stateBefore: "CONFIRMED", finding: { id: ID, state: "RESOLVED" }, asOf: { sequence: confirmed + 1 } },
    ]);
  });

  it("tell of a harvest as it ends, and leave nobody following once the client left", async () => {
    const { appender } = hub.hub;
    // Those of the tests before may still be leaving.
    while (appender.listening > atRest) await new Promise((resolve) => setTimeout(resolve, 5));
    const name = way.replaceAll(" ", "-");
    const source = `test/${name}`;
    const facts = {
      id: source,
      agency: "test",
      name,
      format: "CONTRACT",
      mode: "MIRRORED",
      frequencyDays: 30,
      licence: "CC BY 4.0",
      caveat: null,
    } as const;
    await appender.append([change("SOURCE", source, facts)]);
    const answers = listen(
      `subscription { sourceChanged(source: "${source}") { run { outcome } source { id freshness } asOf { sequence } } }`,
    );
    const next = answers.next();
    while (appender.listening === atRest) await new Promise((resolve) => setTimeout(resolve, 5));
    now = new Date(now.getTime() + 60_000);
    const at = now.toISOString();
    const counts = { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 };
    const run = {
      source,
      run: `run of ${name}`,
      startedAt: at,
      finishedAt: at,
      outcome: "SUCCEEDED",
      error: null,
      counts,
      issues: [],
      lastGoodAt: at,
    } as const;
    const { sequence } = await appender.append([change("HARVEST", source, { ...run, withheld: 0 })]);
    await expect(next).resolves.toMatchObject({
      value: {
        data: { sourceChanged: { run: { outcome: "SUCCEEDED" }, source: { id: source, freshness: "UP_TO_DATE" }, asOf: { sequence } } },
        extensions: { asOf: { sequence } },
      },
    });
    await answers.return?.();
    while (appender.listening > atRest) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(appender.listening).toBe(atRest);
  });

  it("refuse what the queries beside them refuse", async () => {
    const [answer] = await first(listen(followed()), 1);
    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    const [other] = await first(listen("subscription { findingChanged(since: 1.5) { asOf { sequence } } }"), 1);
    expect(other).toMatchObject({ data: null, errors: [{ extensions: { code: "BAD_INPUT" } }] });
  });
});
