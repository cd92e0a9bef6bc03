import { ask, faultAt } from "./testing/ask";
import type { Fault, TreeObject } from "./tree";

const MOST_GAPS = 10;

function written(query: string, tree: TreeObject, repeated: readonly TreeObject[], faults: readonly Fault[] = []) {
  const { projection } = ask(query);
  const { text, gaps, nodes } = projection.write(tree, {}, { mostGaps: MOST_GAPS, faults, repeated: new Set(repeated) });
  expect(projection.write(tree, {}, { mostGaps: MOST_GAPS, faults })).toMatchObject({ text, gaps, nodes });
  return { text, places: gaps.map(({ path }) => path.join(".")), nodes };
}

describe("An object that stands at several places", () => {
  it("is written once for all of them, and counted at each", () => {
    let looked = 0;
    const place: TreeObject = Object.defineProperty({ code: "GVA" }, "city", { enumerable: true, get: () => `Geneva ${++looked}` });
    const tree = {
      teams: [
        { title: "C1", place },
        { title: "C2", place },
      ],
      place,
    };
    const { text, nodes } = ask("{ teams { title place { city } } }").projection.write(
      tree,
      {},
      { mostGaps: MOST_GAPS, repeated: new Set([place]) },
    );
    expect(text).toBe('{"teams":[{"title":"C1","place":{"city":"Geneva 1"}},{"title":"C2","place":{"city":"Geneva 1"}}]}');
    expect([looked, nodes]).toEqual([1, 4]);
  });

  it("is written as is asked at each place", () => {
    const place: TreeObject = { code: "GVA", city: "Geneva" };
    const { text } = written("{ teams { place { city } } place { code } }", { teams: [{ place }, { place }], place }, [place]);
    expect(text).toBe('{"teams":[{"place":{"city":"Geneva"}},{"place":{"city":"Geneva"}}],"place":{"code":"GVA"}}');
  });

  it("is missed at each place of those where something of it is missing", () => {
    const place: TreeObject = {};
    const tree = {
      teams: [
        { title: "C1", place },
        { title: "C2", place },
      ],
    };
    expect(written("{ teams { title place { code } } }", tree, [place]).places).toEqual(["teams.0.place.code", "teams.1.place.code"]);
    const team: TreeObject = { title: null };
    const found = written("{ teams { title } }", { teams: [team, team] }, [team], [faultAt("teams", 0, "title")]);
    expect(found).toEqual({ text: '{"teams":[null,null]}', places: ["teams.1.title"], nodes: 0 });
  });
});
