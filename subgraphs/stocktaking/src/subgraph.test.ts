import { type GraphQLNamedType, isEnumType, isInputObjectType, isObjectType } from "graphql";
import { startStocktaking, type TestStocktaking } from "./testing/start-stocktaking";

let hub: TestStocktaking;

beforeAll(async () => {
  hub = await startStocktaking();
});
afterAll(() => hub.stop());

/** What of a type has no description: itself, its fields, arguments and values. */
function undescribed(type: GraphQLNamedType): string[] {
  const missing = (name: string, { description }: { readonly description?: string | null | undefined }): string[] =>
    description == null || description === "" ? [name] : [];
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : [];
  const values = isEnumType(type) ? type.getValues() : [];
  return [
    ...missing(type.name, type),
    ...[...fields, ...inputs, ...values].flatMap((part) => missing(`${type.name}.${part.name}`, part)),
    ...fields.flatMap((field) => field.args.flatMap((argument) => missing(`${type.name}.${field.name}(${argument.name})`, argument))),
  ];
}

describe("the stocktaking subgraph", () => {
  it("describes everything that it shows", () => {
    const own = Object.values(hub.subgraph.schema.getTypeMap()).filter(
      ({ name }) => !name.startsWith("_") && !["Query", "Mutation"].includes(name),
    );
    expect(own.flatMap(undescribed).filter((name) => !/^(String|Int|Float|Boolean|ID|link__|federation__)/.test(name))).toEqual([]);
  });

  it("answers every question of the public graph that is its own", () => {
    expect(Object.keys(hub.subgraph.schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining([
        "activities",
        "activity",
        "activityAggregate",
        "coverage",
        "definitions",
        "expectations",
        "reportingScopes",
        "snapshots",
      ]),
    );
    expect(Object.keys(hub.subgraph.schema.getMutationType()?.getFields() ?? {}).sort()).toEqual([
      "decideOverlap",
      "declareScope",
      "nameSnapshot",
      "recordCommitment",
      "reviewAssignment",
      "setExpectation",
      "signStatement",
      "undoOverlapDecision",
      "withdrawRegisterLine",
    ]);
  });
});
