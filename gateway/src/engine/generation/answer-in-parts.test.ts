import { ask, faultAt } from "../answer/testing/ask";
import { sampleSchema } from "../answer/testing/sample-schema";
import type { Fault, TreeObject } from "../answer/tree";
import type { AnswerPart } from "../engine-api";
import { answerInParts } from "./answer-in-parts";
import { AnswerWriter } from "./answer-writer";

interface Told {
  /** Met while the first answer was fetched. */
  readonly first?: readonly Fault[];
  /** Met while the rest was, by label. */
  readonly rest?: Readonly<Record<string, { readonly faults: readonly Fault[]; readonly faultsLeftOut: number }>>;
  readonly mostErrors?: number;
}

/** The answer to a document that defers, from a tree that holds everything already. */
async function partsOf(query: string, tree: TreeObject, { first = [], rest = {}, mostErrors = 10 }: Told) {
  const { normalised } = ask(query);
  const logged: Fault[] = [];
  const writer = new AnswerWriter(sampleSchema, normalised, { mostErrors, isTrusted: () => false, onFault: (fault) => logged.push(fault) });
  const deferred = Object.entries(rest).map(([id, met]) => ({ id, path: [], ready: Promise.resolve(met) }));
  const answer = answerInParts(writer, { tree, faults: first, faultsLeftOut: 0, deferred }, {});
  const parts: AnswerPart[] = [];
  for await (const batch of answer.parts) parts.push(...batch);
  return { first: answer.first, parts, logged };
}

const paths = ({ errors }: Pick<AnswerPart, "errors">) => errors.map(({ path }) => path?.join("."));

describe("an answer in parts", () => {
  const QUERY = "{ teams { title ... @defer { budget } } }";
  const lost = { teams: [{ title: "C1", budget: null }] };

  it("tells once what was lost with the first answer, and is missing in a part", async () => {
    const { first, parts } = await partsOf(QUERY, lost, { first: [faultAt("teams", 0, "budget")] });
    expect(paths(first)).toEqual(["teams.0.budget"]);
    expect(parts).toEqual([{ label: null, path: ["teams", 0], data: "null", errors: [], errorsLeftOut: 0 }]);
  });

  it("tells once what was lost with an earlier part, and is missing in a later one", async () => {
    const query = "{ teams { ... @defer { open } ... @defer { budget } } }";
    const rest = { _d0: { faults: [faultAt("teams", 0, "budget")], faultsLeftOut: 0 }, _d1: { faults: [], faultsLeftOut: 0 } };
    const { parts } = await partsOf(query, { teams: [{ open: true, budget: null }] }, { rest });
    expect(parts.flatMap(paths)).toEqual(["teams.0.budget"]);
  });

  it("tells in a part what nothing told before", async () => {
    const { parts } = await partsOf(QUERY, lost, {});
    expect(parts.map(paths)).toEqual([["teams.0.budget"]]);
  });

  it("counts what a part has no room to tell", async () => {
    const query = "{ teams { title ... @defer { lead { id } place { city } } } }";
    const tree = { teams: [{ title: "C1", lead: { __typename: "Person", id: null }, place: { city: null } }] };
    const { parts } = await partsOf(query, tree, { rest: { _d0: { faults: [], faultsLeftOut: 3 } }, mostErrors: 1 });
    expect(parts.map((part) => [paths(part), part.errorsLeftOut])).toEqual([[["teams.0.lead.id"], 3 + 1]]);
  });

  it("tells of a part that would make it larger than may be, keeps what that part lost beside it, and goes on", async () => {
    const long = "x".repeat(6_000_000);
    const query = "{ place { code ... @defer { city } ... @defer { within { code } } } }";
    const rest = { _d0: { faults: [faultAt("place", "city")], faultsLeftOut: 2 } };
    const { first, parts } = await partsOf(query, { place: { code: long, city: long, within: { code: "GE" } } }, { rest });
    expect(first.data?.length).toBeGreaterThan(long.length);
    const told = parts.map(({ data, errors, errorsLeftOut }) => [data, errors.map(({ extensions }) => extensions.code), errorsLeftOut]);
    expect(told).toEqual([
      ['{"within":{"code":"GE"}}', [], 0],
      ["null", ["QUERY_TOO_COSTLY", "SOURCE_INVALID_VALUE"], 2],
    ]);
    expect(parts[1]).toMatchObject({ path: ["place"], errors: [{ path: ["place"] }, { path: ["place", "city"] }] });
  });

  it("tells of a part that the hub failed to write, what it failed on to the log alone", async () => {
    const tree = {
      teams: [
        Object.defineProperty({ title: "C1" }, "budget", {
          enumerable: true,
          get: () => {
            throw new Error("a secret");
          },
        }),
      ],
    };
    const { parts, logged } = await partsOf(QUERY, tree, {});
    expect(parts).toMatchObject([{ data: "null", errors: [{ path: ["teams", 0], extensions: { code: "INTERNAL" } }] }]);
    expect(JSON.stringify(parts)).not.toContain("secret");
    expect(logged).toMatchObject([{ code: "INTERNAL", cause: { message: "a secret" } }]);
  });
});
