import { Engine } from "../engine";
import { ask } from "../testing/ask";
import { composed, executable, plainTransport, type TestSubgraph } from "../testing/compose";
import { OverrideLabels } from "./override-labels";

function drawing(...numbers: readonly number[]): () => number {
  const left = [...numbers];
  return () => left.shift() ?? 0;
}

describe("Labels of progressive overrides", () => {
  it("are drawn by their share, with one number for all", () => {
    const labels = new OverrideLabels(["percent(5)", "percent(50.5)", "percent(100)"], drawing(0.01, 0.3, 0.9));
    expect([labels.active(), labels.active(), labels.active()]).toEqual([
      ["percent(100)", "percent(5)", "percent(50.5)"],
      ["percent(100)", "percent(50.5)"],
      ["percent(100)"],
    ]);
  });

  it("are active where the request says so, if the supergraph knows them; a share isn't the request's to choose", () => {
    const labels = new OverrideLabels(["beta", "alpha", "percent(0)"], () => 0.5);
    expect(labels.active(["beta", "unknown", "beta", "percent(0)", "alpha"])).toEqual(["alpha", "beta"]);
    expect(labels.active()).toEqual([]);
  });

  it("are drawn for nobody where there are none", () => {
    const random = jest.fn(() => 0);
    expect(new OverrideLabels([], random).active(["beta"])).toEqual([]);
    expect(random).not.toHaveBeenCalled();
  });
});

describe("A field that moves from one subgraph to another", () => {
  const subgraph = (name: string, override: string): TestSubgraph => ({
    name,
    sdl: `
      type Query { ${name}: [Thing!]! }
      type Thing @key(fields: "id") { id: ID!  shared: String ${override.replace("LABEL", "percent(20)")}  asked: String ${override.replace("LABEL", "beta")} }
    `,
    resolvers: {
      Query: { [name]: () => [{ id: "1" }] },
      Thing: { __resolveReference: (reference: object) => reference, shared: () => name, asked: () => name },
    },
  });
  const subgraphs = [subgraph("before", ""), subgraph("after", '@override(from: "before", label: "LABEL")')];

  async function open(random: () => number): Promise<Engine> {
    const transportOf = ({ name }: { readonly name: string }) => {
      const found = subgraphs.find((one) => one.name === name);
      if (found === undefined) throw new Error(`there is no subgraph "${name}"`);
      return plainTransport(executable(found));
    };
    return Engine.open({ supergraphSdl: composed(subgraphs), transportOf, random });
  }

  it("is answered by the one that its label says, request by request", async () => {
    const engine = await open(drawing(0.1, 0.9, 0.1, 0.9));
    const query = "{ before { shared asked } }";
    const answers = [
      await ask(engine.current, query),
      await ask(engine.current, query),
      await ask(engine.current, query, { overrideLabels: ["beta"] }),
    ];
    expect(answers.map(({ data }) => (data as { before: unknown[] }).before[0])).toEqual([
      { shared: "after", asked: "before" },
      { shared: "before", asked: "before" },
      { shared: "after", asked: "after" },
    ]);
    await engine.close();
  });
});
