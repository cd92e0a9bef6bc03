import type { ServerResponse } from "node:http";
import { buildSchema } from "graphql";
import type { SubgraphAnswer } from "../../engine/transport/transport";
import { type AgencyServer, startAgencyServer } from "../testing/agency-server";
import { agencyQuestion, liveAgencyOf } from "../testing/live-agency-of";
import type { LiveAgency } from "./live-agency";

const SCHEMA = buildSchema("type Query { itu_best: Best } type Best { id: ID } type Mutation { change: Int }");

let server: AgencyServer;
let agency: LiveAgency;
/** Answers that the test gives when it wants. */
let held: ServerResponse[];

beforeEach(async () => {
  server = await startAgencyServer(SCHEMA);
  held = [];
});
afterEach(async () => {
  await agency.close();
  await server.stop();
});

async function open(shares: boolean): Promise<void> {
  agency = liveAgencyOf(server.url, { shares });
  // The first question of all is asked alone.
  await agency.ask(agencyQuestion(), Number.POSITIVE_INFINITY);
  server.heard.length = 0;
  server.manner = (response) => void held.push(response);
}

const ask = (facts: Parameters<typeof agencyQuestion>[0] = {}): Promise<SubgraphAnswer> =>
  agency.ask(agencyQuestion(facts), Number.POSITIVE_INFINITY);

async function answerAll(count: number): Promise<void> {
  while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const response of held) response.writeHead(200, { "content-type": "application/json" }).end('{"data":{"itu_best":{"id":"1"}}}');
}

describe("a question that several requests put to an agency at once", () => {
  it("is asked once where that is set, and each has an answer of its own", async () => {
    await open(true);
    const asked = [ask(), ask(), ask(), ask({ text: "{ itu_best { id __typename } }" })];
    await answerAll(2);
    const answers = await Promise.all(asked);
    expect(server.heard).toHaveLength(2);
    for (const { data } of answers) expect(data).toEqual({ itu_best: { id: "1" } });
    expect(new Set(answers.map(({ data }) => data?.itu_best)).size).toBe(4);
  });

  it("is asked anew once it was answered, and a change each time", async () => {
    await open(true);
    const first = ask();
    await answerAll(1);
    await first;
    held.length = 0;
    const asked = [ask(), ...Array.from({ length: 2 }, () => ask({ text: "mutation { change }", kind: "mutation" }))];
    await answerAll(3);
    await Promise.all(asked);
    expect(server.heard).toHaveLength(4);
  });

  it("goes on for the others when one of them leaves", async () => {
    await open(true);
    const leaving = new AbortController();
    const [one, other] = [ask({ signal: leaving.signal }), ask()];
    while (held.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    leaving.abort();
    await expect(one).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    await answerAll(1);
    await expect(other).resolves.toMatchObject({ data: { itu_best: { id: "1" } } });
  });

  it("is asked by each where nothing is set", async () => {
    await open(false);
    const asked = [ask(), ask(), ask()];
    await answerAll(3);
    await Promise.all(asked);
    expect(server.heard).toHaveLength(3);
  });
});
