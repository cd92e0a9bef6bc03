import { type GraphQLSchema, parse, specifiedRules } from "graphql";
import type { PreparedOperation } from "../../../engine-api";
import { OperationStore } from "../../../operation/operation-store";
import { SupergraphReading } from "../../../plan/supergraph-reading";
import { publicSchemaAtOnce } from "../../../supergraph/public-schema";
import type { SupergraphFacts } from "../../../supergraph/supergraph-facts";
import { composed } from "../../../testing/compose";
import { CostWeights } from "../cost-weights";
import { OperationCost } from "../operation-cost";

/** Items that a list of this graph is taken to hold where nothing else is said. */
export const LIST_SIZE = 3;

/** A graph that says what it costs in every way there is. */
const SDL = `
  type Query {
    shelf(first: Int = 4): [Thing!]! @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    strict(first: Int, last: Int): [Box!] @listSize(slicingArguments: ["first", "last"])
    page(first: Int, last: Int, window: Window): Page @listSize(
      slicingArguments: ["first", "last"], sizedFields: ["nodes"], assumedSize: 6, requireOneSlicingArgument: false
    )
    few: [Thing] @listSize(assumedSize: 2)
    plain: [Box!]
    grid: [[Bag!]]
    heavy: Box @cost(weight: 9)
    any(level: Level, notes: [String!] @cost(weight: 2)): Any
  }
  type Mutation { fill(window: Window!): Box }
  input Window { size: Int note: String @cost(weight: 2) inner: Window }
  interface Thing { id: ID! name(upper: Boolean @cost(weight: 1)): String kin: [Thing!] }
  type Box implements Thing @cost(weight: 4) {
    id: ID!
    name(upper: Boolean): String
    kin: [Thing!] @listSize(assumedSize: 1)
    tags: [Tag!]
  }
  type Bag implements Thing {
    id: ID!
    name(upper: Boolean): String @cost(weight: 3)
    kin: [Thing!]
    items(first: Int!): [Any!] @listSize(slicingArguments: ["first"])
  }
  type Page { nodes: [Thing!]! total: Int! @cost(weight: 3) }
  union Any = Box | Bag
  scalar Tag @cost(weight: 1)
  enum Level @cost(weight: 5) { LOW HIGH }
`;

/** A supergraph's public schema, and what its operations cost. */
export class CostedGraph {
  readonly schema: GraphQLSchema;
  readonly #facts: SupergraphFacts;
  readonly #operations: OperationStore;

  readonly #listSize: number;

  constructor(listSize = LIST_SIZE) {
    const { publicSchema, facts } = new SupergraphReading(parse(composed([{ name: "costed", sdl: SDL }]))).digest();
    this.#listSize = listSize;
    this.schema = publicSchemaAtOnce(publicSchema);
    this.#facts = JSON.parse(facts) as SupergraphFacts;
    this.#operations = new OperationStore({
      schema: this.schema,
      rules: specifiedRules,
      check: undefined,
      mostTokens: 15_000,
      mostFields: 10_000,
      mostErrors: 10,
      mostDepth: 32,
      bytes: 1e8,
    });
  }

  prepare(query: string, operationName: string | null = null): Promise<PreparedOperation> {
    return this.#operations.prepare({ query, operationName });
  }

  costOf(prepared: PreparedOperation, strict = false): OperationCost {
    const rules = { schema: this.schema, weights: new CostWeights(this.#facts), listSize: this.#listSize, strict };
    return new OperationCost(rules, prepared.normalised);
  }

  async estimate(query: string, variables: Record<string, unknown> = {}, strict = false): Promise<number> {
    const prepared = await this.prepare(query);
    return this.costOf(prepared, strict).estimated(prepared.coerceInputs(variables));
  }
}
