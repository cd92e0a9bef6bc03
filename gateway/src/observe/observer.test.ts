import { startTinyHub, type TinyHub } from "../testing/tiny-hub";

let hub: TinyHub;
let url: string;

beforeAll(async () => {
  hub = await startTinyHub({ settings: { slowMs: 100 } });
  ({ url } = await hub.gateway.listen(0, "127.0.0.1"));
});
afterAll(() => hub.gateway.stop());

const ask = (query: string) =>
  fetch(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) });
/** A request is counted once its connection is done with it, which may be a moment after its answer came. */
async function counted(sign: string): Promise<string> {
  for (;;) {
    const text = await (await metrics()).text();
    if (text.includes(sign)) return text;
  }
}
const metrics = (headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

describe("what is seen from outside", () => {
  it("counts each request with its operation, and each question to a subgraph", async () => {
    await ask("query Everyone { teams { id moneyReadAt } }");
    const text = await counted('actionline_requests_total{operation="Everyone",kind="query",status="200"} 1');
    expect(text).toContain('actionline_fetches_total{subgraph="money",answered_by="LIVE",code="none"} 1');
    expect(text).toContain('actionline_fetch_entities_total{subgraph="money"} 2');
    expect(text).toContain('actionline_plans_total{code="none"}');
  });

  it("explains an answer to whoever asks for that: the plan, and how each question to a subgraph went", async () => {
    const body = JSON.stringify({ query: "{ teams { id moneyReadAt } }", extensions: { explain: true } });
    const response = await fetch(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { extensions } = (await response.json()) as { extensions: { explain: { plan: string; fetches: object[] } } };
    expect(extensions.explain.plan).toContain("money");
    expect(extensions.explain.fetches).toEqual([
      { subgraph: "teams", answeredBy: "LIVE", milliseconds: expect.any(Number), bytes: 0, entities: 0 },
      { subgraph: "money", answeredBy: "LIVE", milliseconds: expect.any(Number), bytes: 0, entities: 2 },
    ]);
    const unasked = (await (await ask("{ teams { id } }")).json()) as { extensions: object };
    expect(unasked.extensions).not.toHaveProperty("explain");
  });

  it("is for programs on this machine alone, unless the operator says otherwise", async () => {
    expect((await metrics()).status).toBe(200);
    expect((await metrics({ "x-forwarded-for": "203.0.113.7" })).status).toBe(404);
    const closed = await startTinyHub({ settings: { metrics: "off" } });
    const { url: other } = await closed.gateway.listen(0, "127.0.0.1");
    expect((await fetch(`${other}/metrics`)).status).toBe(404);
    await closed.gateway.stop();
  });

  it("notes a slow operation with the subgraphs that took the time, and none of its variables", async () => {
    hub.controls.gate = new Promise((resolve) => setTimeout(resolve, 150));
    await ask("query Patient { waits }");
    await counted('operation="Patient"');
    const line = hub.log.find((each) => each.includes("slow operation") && each.includes("Patient"));
    expect(JSON.parse(line ?? "{}")).toMatchObject({ operation: "Patient", status: 200, fetches: [{ subgraph: "teams", entities: 0 }] });
  });

  it("gives names that clients make up no more rows than there is room for", async () => {
    for (let count = 0; count < 210; count += 1) await ask(`query Made${count} { __typename }`);
    const text = await counted('operation="other"');
    expect((text.match(/actionline_requests_total\{/g) ?? []).length).toBeLessThan(215);
  });
});
