import type { FieldDefinitionNode } from "graphql";
import type { Prepared } from "../prepare";
import { argumentsOf, textOf } from "../stages/directives";
import { isTypeNode, namedTypeOf, outputFieldsOf } from "../stages/type-nodes";
import { type Answered, objectOf } from "./conformance";

/** A question for entities that nobody knows, and what its answer may be. */
export interface EntityQuestion {
  readonly representations: readonly Answered[];
  readonly operation: string;
  readonly check: (data: Answered) => string | null;
}

/** As many types are tried. */
const MOST = 10;

/** For each type that the server answers for by key: two keys that it can't know, which it has to answer in their order. */
export function* entityProblems({ document, directives }: Prepared): Generator<EntityQuestion> {
  let asked = 0;
  for (const node of document.definitions) {
    if (!isTypeNode(node)) continue;
    const key = directives
      .find(node, "key")
      .find((each) => argumentsOf(each).get("resolvable")?.kind !== "BooleanValue" || isTrue(argumentsOf(each).get("resolvable")));
    const names = key === undefined ? [] : (textOf(argumentsOf(key).get("fields")) ?? "").split(/[\s,]+/).filter((name) => name !== "");
    const fields = names.map((name) => outputFieldsOf(node).find((field) => field.name.value === name));
    // Keys within keys are asked when there is something to ask for.
    if (names.length === 0 || fields.includes(undefined) || asked++ >= MOST) continue;
    yield questionFor(node.name.value, fields as readonly FieldDefinitionNode[]);
  }
}

const isTrue = (value: { readonly kind: string; readonly value?: unknown } | undefined): boolean => value?.value === true;

function questionFor(type: string, key: readonly FieldDefinitionNode[]): EntityQuestion {
  const representations = [1, 2].map((index) => ({
    __typename: type,
    ...Object.fromEntries(key.map((field) => [field.name.value, trialValue(field, index)])),
  }));
  const names = key.map(({ name }) => name.value).join(" ");
  const operation = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type} { ${names} } } }`;
  return { representations, operation, check: (data) => entitiesProblem(data, representations) };
}

function trialValue({ type }: FieldDefinitionNode, index: number): string | number | boolean {
  const { value } = namedTypeOf(type).name;
  if (value === "Int" || value === "Float") return -index;
  return value === "Boolean" ? index === 1 : `actionline-check:${index}`;
}

function entitiesProblem({ _entities: entities }: Answered, representations: readonly Answered[]): string | null {
  const type = String(representations[0]?.__typename);
  if (!Array.isArray(entities)) return `It gives no list for two keys of ${type}.`;
  if (entities.length !== representations.length) return `It gives ${entities.length} for two keys of ${type}.`;
  for (const [index, wanted] of representations.entries()) {
    const entity: unknown = entities[index];
    if (entity === null) continue;
    const given = objectOf(entity);
    // A server may answer for any key; what it answers has to be for the one that was asked.
    if (Object.entries(wanted).some(([name, value]) => given[name] !== value))
      return `It gives another ${type} than was asked for, or in another order.`;
  }
  return null;
}
