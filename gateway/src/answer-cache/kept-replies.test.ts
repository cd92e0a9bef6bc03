import { startTinyHub, type TinyHub } from "../testing/tiny-hub";

let hub: TinyHub;
let url: string;

beforeAll(async () => {
  hub = await startTinyHub({ settings: { cacheSeconds: { teams: 60 } } });
  ({ url } = await hub.gateway.listen(0, "127.0.0.1"));
});
afterAll(() => hub.gateway.stop());

async function ask(
  query: string,
  headers: Record<string, string> = {},
): Promise<{ kept: boolean; control: string | null; body: { data?: unknown } }> {
  const before = hub.controls.contexts.length;
  const body = JSON.stringify({ query });
  const response = await fetch(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  const told = (await response.json()) as { data?: unknown };
  return { kept: hub.controls.contexts.length === before, control: response.headers.get("cache-control"), body: told };
}

describe("an answer that may be kept", () => {
  it("is given again without asking any subgraph, once its question is known, and says how long it holds", async () => {
    const query = "{ teams { id name } }";
    expect((await ask(query)).kept).toBe(false);
    const first = await ask(query);
    const second = await ask(query);
    expect([first.kept, second.kept]).toEqual([false, true]);
    expect(first.control).toBe("max-age=60, public");
    expect(second.control).toMatch(/^max-age=(59|60), public$/);
    expect(second.body.data).toEqual(first.body.data);
  });

  it("is made anew for whoever is signed in, at another point, and where another subgraph says nothing", async () => {
    await ask("{ teamList { nodes { id } } }");
    const signedIn = await ask("{ teamList { nodes { id } } }", { authorization: "Bearer good" });
    expect(signedIn.kept).toBe(false);
    expect(signedIn.body.data).toEqual({ teamList: { nodes: [{ id: "c1" }, { id: "c2" }] } });
    expect((await ask('{ teamList(asOf: { snapshot: "spring" }) { nodes { id } } }')).kept).toBe(false);
    await ask("{ teams { moneyReadAt } }");
    expect(await ask("{ teams { moneyReadAt } }")).toMatchObject({ kept: false, control: null });
  });

  it("is made anew where something went wrong, and where it changes something", async () => {
    for (const query of ["{ teams { id } broken }", "mutation { write }"]) {
      await ask(query);
      expect((await ask(query)).kept).toBe(false);
    }
  });
});
