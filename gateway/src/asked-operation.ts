import { hubError } from "@actionline/kit/hub-error";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";
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

/** Texts of variables for which an operation keeps what it comes to, and how long they may be. */
const KEPT = { texts: 20, longest: 300 };

/** An operation as admission knows it: what its document alone tells is worked out once, the rest with each request's variables. */
export class AskedOperation {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fields: AskedFields;
  readonly #measures: Measures;
  /** Of an operation that no variable has a say in, once it was let through. */
  #always: Asked | null = null;
  /** By the text of the variables, which are often the same: pages that many look at ask the same of everyone. */
  #known: LRUCache<string, Asked> | null = null;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, measures: Measures) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fields = askedFields(schema, operation, fragmentsOf(document));
    this.#measures = measures;
  }

  /** @param variables as the client sent them; refuses those of another kind than is declared */
  with(variables: Variables): Asked {
    const { variableDefinitions = [] } = this.#operation;
    return variableDefinitions.length === 0 ? this.#with(NO_VARIABLES) : this.#withGiven(variables);
  }

  #withGiven(variables: Variables): Asked {
    const text = JSON.stringify(variables);
    const known = this.#known?.get(text);
    if (known !== undefined) return known;
    const asked = this.#with(coerced(this.#schema, this.#operation, variables));
    if (text.length > KEPT.longest) return asked;
    this.#known ??= new LRUCache({ max: KEPT.texts });
    this.#known.set(text, asked);
    return asked;
  }

  /** @param variables coerced, with defaults */
  #with(variables: Variables): Asked {
    if (typeof this.#fields === "function") return this.#measure(this.#fields(variables));
    this.#always ??= this.#measure(this.#fields);
    return this.#always;
  }

  #measure(fields: readonly AskedField[]): Asked {
    const { limits, points } = this.#measures;
    const estimated = limits.estimateNodes(fields);
    let named: NamedPoints | null = null;
    const gathered = (): NamedPoints => {
      named ??= points.gather(fields);
      return named;
    };
    return { estimated, asks: fields.length > 0, named: gathered };
  }
}

const NO_VARIABLES: Variables = {};

function coerced(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): Variables {
  const { coerced: values, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 });
  if (values === undefined) throw hubError("BAD_INPUT", errors?.[0]?.message ?? "A variable has a value of the wrong kind.");
  return values;
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
