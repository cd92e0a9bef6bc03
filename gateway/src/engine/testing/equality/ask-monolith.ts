import {
  buildASTSchema,
  type DocumentNode,
  execute,
  type FieldDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  printSchema,
  subscribe,
  type TypeNode,
  validate,
  visit,
} from "graphql";
import { Denied } from "../graph/access";
import { tellAsMonolith } from "../graph/monolith";
import type { TestGraph } from "../graph/test-graph";
import type { TestOperation } from "../operations/test-operation";
import type { Answer, Path } from "./answer";
import type { Faults } from "./compare-answers";

/** graphql-js upon one schema with all the data: what it answers is right. */
export class Monolith {
  readonly #graph: TestGraph;
  readonly #schema: GraphQLSchema;
  readonly #tolerant: GraphQLSchema;

  constructor(graph: TestGraph) {
    this.#graph = graph;
    this.#schema = graph.monolith;
    this.#tolerant = tolerantOf(graph);
  }

  ask(operation: TestOperation, world: string): Answer {
    const document = parsed(operation.query);
    if (document === null) return { kind: "refused", reason: "it doesn't parse" };
    const [invalid] = validate(this.#schema, document);
    if (invalid !== undefined) return { kind: "refused", reason: invalid.message };
    const { data, errors = [] } = this.#execute(this.#schema, document, operation, world);
    if (data === undefined) return { kind: "refused", reason: errors[0]?.message ?? "" };
    return answeredWith(data, errors);
  }

  /** What each event of a subscription is answered. */
  async events(operation: TestOperation, world: string): Promise<readonly Answer[]> {
    const document = parsed(operation.query);
    const [invalid] = document === null ? [null] : validate(this.#schema, document);
    if (document === null || invalid !== undefined) return [{ kind: "refused", reason: invalid?.message ?? "it doesn't parse" }];
    const { variables, operationName } = operation;
    const contextValue = this.#graph.scopeOf(world);
    const events = await subscribe({ schema: this.#schema, document, variableValues: variables, operationName, contextValue });
    if (!(Symbol.asyncIterator in events)) return [{ kind: "refused", reason: events.errors?.[0]?.message ?? "" }];
    const answers: Answer[] = [];
    for await (const { data, errors } of events) answers.push(answeredWith(data, errors ?? []));
    return answers;
  }

  /**
   * Every place where something goes wrong, also beneath what is lost anyway: graphql-js stops reading an object at the
   * first thing that loses it, so its errors are only some of those that may be told.
   */
  everyFault(operation: TestOperation, world: string): Faults {
    const document = parsed(operation.query);
    return toldIn(document === null ? [] : (this.#execute(this.#tolerant, document, operation, world).errors ?? []));
  }

  #execute(schema: GraphQLSchema, document: DocumentNode, { variables, operationName }: TestOperation, world: string) {
    const contextValue = this.#graph.scopeOf(world);
    const answer = execute({ schema, document, variableValues: variables, operationName, contextValue });
    if (answer instanceof Promise) throw new Error("the monolith's resolvers answer at once");
    return answer as { data?: unknown; errors?: readonly GraphQLError[] };
  }
}

function answeredWith(data: unknown, errors: readonly GraphQLError[]): Answer {
  return { kind: "answered", data: JSON.stringify(data), ...toldIn(errors) };
}

function toldIn(errors: readonly GraphQLError[]): Faults {
  return { errors: pathsOf(errors), denied: pathsOf(errors.filter(({ originalError }) => originalError instanceof Denied)) };
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

/** Where errors stand. */
export function pathsOf(errors: readonly GraphQLError[]): Path[] {
  return errors.map(({ path }) => path ?? []);
}

/** The same schema with every output nullable; a null where the schema forbids one fails at its own place. */
function tolerantOf({ monolith: schema, access }: TestGraph): GraphQLSchema {
  const document = visit(parse(printSchema(schema)), {
    [Kind.FIELD_DEFINITION]: (node: FieldDefinitionNode) => ({ ...node, type: nullable(node.type) }),
  });
  const tolerant = tellAsMonolith(buildASTSchema(document), access);
  for (const type of Object.values(schema.getTypeMap())) {
    const other = tolerant.getType(type.name);
    if (!isObjectType(type) || !isObjectType(other) || type.name.startsWith("__")) continue;
    for (const [name, field] of Object.entries(other.getFields())) {
      const { resolve } = field;
      const strict = String(type.getFields()[name]?.type).endsWith("!");
      if (resolve === undefined || !strict) continue;
      field.resolve = (...given) => {
        const value = resolve(...given);
        if (value === null || value === undefined) throw new Error(`${type.name}.${name} is never null`);
        return value;
      };
    }
  }
  return tolerant;
}

function nullable(type: TypeNode): TypeNode {
  if (type.kind === Kind.NON_NULL_TYPE) return nullable(type.type);
  return type.kind === Kind.LIST_TYPE ? { ...type, type: nullable(type.type) } : type;
}
