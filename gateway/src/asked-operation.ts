import { type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from "graphql";
import type { NamedPoints, PointsOfFields } from "./as-of-of-request";
import { type AskedField, type AskedFields, askedFields, type Variables } from "./asked-fields";
import type { OperationLimits } from "./operation-limits";

/** What one request of an operation comes to before anything is asked of a subgraph. */
export interface Asked {
  /** Records that it could return. */
  readonly estimated: number;
  /** Whether it asks anything but about the schema. */
  readonly asks: boolean;
  /** The points of the log that it names; refuses those that differ. */
  readonly named: () => NamedPoints;
}

interface Measures {
  readonly limits: OperationLimits;
  readonly points: PointsOfFields;
}

/** An operation as admission knows it: what its document alone tells is worked out once, the rest with each request's variables. */
export class AskedOperation {
  readonly #fields: AskedFields;
  readonly #measures: Measures;
  /** Of an operation that no variable has a say in, once it was let through. */
  #always: Asked | null = null;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, measures: Measures) {
    this.#fields = askedFields(schema, operation, fragmentsOf(document));
    this.#measures = measures;
  }

  /** @param variables coerced, with defaults */
  with(variables: Variables): Asked {
    if (typeof this.#fields === "function") return this.#measure(this.#fields(variables));
    this.#always ??= this.#measure(this.#fields);
    return this.#always;
  }

  #measure(fields: readonly AskedField[]): Asked {
    const { limits, points } = this.#measures;
    return { estimated: limits.estimateNodes(fields), asks: fields.length > 0, named: () => points.gather(fields) };
  }
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
