import {
  doTypesOverlap,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from "graphql";
import type { AskedField, AskedFragment, AskedNode, Deferral } from "../operation/normalised-operation";
import type { Variant } from "./variants";

/** A selection of one object: those of all fields with the same response name together. */
export type Selections = readonly (readonly AskedNode[])[];

/** What is asked of an object of one type, in the order in which graphql-js would complete it. */
export interface CollectedFields {
  readonly fields: readonly CollectedField[];
  readonly putOff: readonly (AskedFragment & { readonly defer: Deferral })[];
  /** Whether it depends on which object type it is; never of an object type. */
  readonly undecided: boolean;
}

export interface CollectedField {
  /** The first of its response name: it says what is asked. */
  readonly asked: AskedField;
  readonly selections: Selections;
}

/** The fields that apply to a type. Of an interface or a union only what is asked of each of its objects applies. */
export function collectFields(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  selections: Selections,
  variant: Variant,
): CollectedFields {
  const fields = new Map<string, { asked: AskedField; selections: (readonly AskedNode[])[] }>();
  const putOff: (AskedFragment & { defer: Deferral })[] = [];
  let undecided = false;
  const collect = (selection: readonly AskedNode[]): void => {
    for (const node of selection) {
      if (!variant.holds(node.conditions)) continue;
      if (node.kind === "field") {
        undecided ||= node.name === "__typename" && !isObjectType(type);
        addField(fields, node);
        continue;
      }
      const applies = appliesTo(schema, node.typeCondition, type);
      if (applies === "undecided") undecided ||= asksSomething(schema, node, objectTypesOf(schema, type), variant);
      if (applies !== true) continue;
      const { defer } = node;
      if (variant.putsOff(defer)) putOff.push({ ...node, defer });
      else collect(node.selection);
    }
  };
  for (const selection of selections) collect(selection);
  return { fields: [...fields.values()], putOff, undecided };
}

function addField(fields: Map<string, { asked: AskedField; selections: (readonly AskedNode[])[] }>, asked: AskedField): void {
  const known = fields.get(asked.responseName);
  const selections = asked.selection === null ? [] : [asked.selection];
  if (known === undefined) fields.set(asked.responseName, { asked, selections });
  else {
    known.selections.push(...selections);
    // Denied in one fragment and allowed in another: here both apply, and the other was fetched.
    if (known.asked.denied) known.asked = asked;
  }
}

/** Fragments within one another may have no type in common: nobody asked then what an object is, for nothing hangs on it. */
function asksSomething(schema: GraphQLSchema, node: AskedNode, types: readonly GraphQLObjectType[], variant: Variant): boolean {
  if (!variant.holds(node.conditions)) return false;
  if (node.kind === "field") return true;
  const narrowed = types.filter((type) => appliesTo(schema, node.typeCondition, type) === true);
  return narrowed.length > 0 && node.selection.some((inner) => asksSomething(schema, inner, narrowed, variant));
}

function objectTypesOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

function appliesTo(schema: GraphQLSchema, typeCondition: string | null, type: GraphQLCompositeType): boolean | "undecided" {
  if (typeCondition === null || typeCondition === type.name) return true;
  const wanted = schema.getType(typeCondition);
  if (!isCompositeType(wanted)) throw new Error(`the public schema has no type ${typeCondition} to select from`);
  if (isObjectType(type)) return isAbstractType(wanted) && schema.isSubType(wanted, type);
  const possible = schema.getPossibleTypes(type);
  if (possible.every((each) => each === wanted || (isAbstractType(wanted) && schema.isSubType(wanted, each)))) return true;
  return doTypesOverlap(schema, type, wanted) ? "undecided" : false;
}
