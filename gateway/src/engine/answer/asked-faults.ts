import { type GraphQLSchema, isAbstractType, isObjectType } from "graphql";
import type { AskedField, AskedNode, Condition, OperationVariables } from "../operation/normalised-operation";
import type { Fault, TreeObject, TreeValue } from "./tree";

type Path = readonly (string | number)[];

/**
 * Faults as far as the client asked for what they spoil. A plan may fetch for every kind of object what the client asks
 * of one kind alone; what goes wrong where the client asked nothing isn't told, unless it made null what the client did
 * ask for: then it is told there. A fault at a name that is the planner's own, of a key or a required field, always is:
 * other fields hang on it. One place is told once, however many fetches asked for it.
 */
export class AskedFaults {
  readonly #schema: GraphQLSchema;
  readonly #selection: readonly AskedNode[];

  constructor(schema: GraphQLSchema, selection: readonly AskedNode[]) {
    this.#schema = schema;
    this.#selection = selection;
  }

  of(faults: readonly Fault[], tree: TreeObject | null, variables: OperationVariables): readonly Fault[] {
    return faults.length === 0 ? faults : oncePerPlace(faults.flatMap((fault) => this.#asked(fault, tree, variables)));
  }

  #asked(fault: Fault, tree: TreeObject | null, variables: OperationVariables): readonly Fault[] {
    if (fault.path === null) return [fault];
    const path = this.#askedPath(fault.path, tree, variables);
    return path === null ? [] : [path === fault.path ? fault : { ...fault, path }];
  }

  /** The path itself where the client asked for it; else as much of it as leads to the null that came of it, if one did. */
  #askedPath(path: Path, tree: TreeObject | null, variables: OperationVariables): Path | null {
    let value: TreeValue | undefined = tree;
    let anywhere: readonly (readonly AskedNode[])[] = [this.#selection];
    let here = anywhere;
    let lost: Path | null = null;
    for (const [index, step] of path.entries()) {
      if (typeof step === "string") {
        const typename = typenameOf(value);
        anywhere = under(anywhere, step, () => true);
        here = under(here, step, (node) => holds(node.conditions, variables) && this.#meets(node, typename));
        if (anywhere.length === 0) return path;
        if (here.length === 0) return lost;
      }
      value = below(value, step);
      if (value === null) lost ??= path.slice(0, index + 1);
    }
    return path;
  }

  /** Of an object whose type nobody asked, any condition may hold. */
  #meets(node: AskedNode, typename: string | null): boolean {
    if (node.kind === "field" || node.typeCondition === null || typename === null || node.typeCondition === typename) return true;
    const condition = this.#schema.getType(node.typeCondition);
    const type = this.#schema.getType(typename);
    if (!isObjectType(type)) return true;
    return isAbstractType(condition) && this.#schema.isSubType(condition, type);
  }
}

/** The first of the faults at each place; of those at no place, all. */
function oncePerPlace(faults: readonly Fault[]): readonly Fault[] {
  const places = new Map<Fault | string, Fault>();
  for (const fault of faults) {
    const place = fault.path === null ? fault : JSON.stringify(fault.path);
    if (!places.has(place)) places.set(place, fault);
  }
  return [...places.values()];
}

/** What the client asks below a name, in each of the selections; one empty selection for a leaf. */
function under(
  selections: readonly (readonly AskedNode[])[],
  key: string,
  applies: (node: AskedNode) => boolean,
): readonly (readonly AskedNode[])[] {
  return selections.flatMap((selection) => [...fieldsOf(selection, key, applies)]).map((field) => field.selection ?? []);
}

function* fieldsOf(selection: readonly AskedNode[], key: string, applies: (node: AskedNode) => boolean): Generator<AskedField> {
  for (const node of selection) {
    if (!applies(node)) continue;
    if (node.kind === "fragment") yield* fieldsOf(node.selection, key, applies);
    else if (node.key === key) yield node;
  }
}

function holds(conditions: readonly Condition[], variables: OperationVariables): boolean {
  return conditions.every(({ variable, negated }) => (variables[variable] === true) !== negated);
}

function typenameOf(value: TreeValue | undefined): string | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const { __typename } = value as TreeObject;
  return typeof __typename === "string" ? __typename : null;
}

function below(value: TreeValue | undefined, step: string | number): TreeValue | undefined {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
  return (value as { readonly [step: string | number]: TreeValue | undefined })[step];
}
