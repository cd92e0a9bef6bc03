import fc from "fast-check";
import { JsonScan } from "./scan-json";

/** How deep a value is nested, and how many containers and commas its text has. */
function measureOf(value: unknown): { depth: number; nodes: number } {
  if (typeof value !== "object" || value === null) return { depth: 0, nodes: 0 };
  const inner = Object.values(value).map(measureOf);
  const nodes = inner.reduce((sum, each) => sum + each.nodes, 1 + Math.max(0, inner.length - 1));
  return { depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)), nodes };
}

function scanned(text: string, cuts: readonly number[], depth: number, nodes: number): string | null {
  const scan = new JsonScan(depth, nodes);
  const bytes = Buffer.from(text);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((one, other) => one - other);
  const pieces = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
  return pieces.map((piece) => scan.take(piece)).find((code) => code !== null) ?? null;
}

const json = fc.jsonValue({ maxDepth: 6 });
const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe("the scan of JSON text", () => {
  it("finds a value too deep exactly where it is, however its text is cut", () => {
    fc.assert(
      fc.property(json, cuts, fc.nat(8), fc.constantFrom(undefined, 2), (value, at, limit, space) => {
        const code = scanned(JSON.stringify(value, null, space), at, limit, 1e9);
        expect(code).toBe(measureOf(value).depth > limit ? "SOURCE_TOO_DEEP" : null);
      }),
      { numRuns: 500 },
    );
  });

  it("finds too many values exactly where there are, however the text is cut", () => {
    fc.assert(
      fc.property(json, cuts, fc.nat(30), (value, at, limit) => {
        expect(scanned(JSON.stringify(value), at, 1e9, limit)).toBe(measureOf(value).nodes > limit ? "SOURCE_TOO_MANY_NODES" : null);
      }),
      { numRuns: 500 },
    );
  });

  it("takes no bracket or comma in a string for one, whatever is escaped there and wherever it is cut", () => {
    const text = JSON.stringify({ '[{",\\': '[[[,,,"\\"]]]\\\\', b: "\\" });
    for (let cut = 0; cut <= text.length; cut++) {
      for (let next = cut; next <= text.length; next++) {
        expect(scanned(text, [cut, next], 1, 2)).toBeNull();
        expect(scanned(text, [cut, next], 0, 2)).toBe("SOURCE_TOO_DEEP");
        expect(scanned(text, [cut, next], 1, 1)).toBe("SOURCE_TOO_MANY_NODES");
      }
    }
  });
});
