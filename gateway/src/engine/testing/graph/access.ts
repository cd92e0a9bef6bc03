import { type ConstDirectiveNode, Kind, valueFromASTUntyped } from "graphql";
import { nameOf } from "./read-facts";
import type { SubgraphDocument } from "./subgraph-document";

/** What somebody is allowed, as far as the test graph asks. */
export interface Persona {
  readonly authenticated: boolean;
  readonly scopes: readonly string[];
  readonly policies: readonly string[];
}

const EVERYTHING = { authenticated: true, scopes: ["admin", "audit", "pay:all", "pay:read"], policies: ["auditor"] };

/** Who asks, by name. */
export const PERSONAS: Readonly<Record<string, Persona>> = {
  everything: EVERYTHING,
  nobody: { authenticated: false, scopes: [], policies: [] },
  somebody: { authenticated: true, scopes: ["pay:read", "audit"], policies: [] },
  clerk: { authenticated: true, scopes: ["pay:read", "pay:all"], policies: ["auditor"] },
};

/** What a field is refused with. */
export class Denied extends Error {}

type May = (persona: Persona) => boolean;

/** Who may be told a field, by coordinate, as the directives upon it and upon its type say. */
export function readAccess(documents: readonly SubgraphDocument[]): ReadonlyMap<string, readonly May[]> {
  const rules = new Map<string, readonly May[]>();
  const ofTypes = new Map(
    documents
      .flatMap((document) => document.objects().map((node) => [node.name.value, maysOf(node.directives)] as const))
      .filter(([, mays]) => mays.length > 0),
  );
  for (const type of documents.flatMap((document) => document.objects())) {
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const mays = [...maysOf(field.directives), ...(ofTypes.get(nameOf(field.type)) ?? []), ...(rules.get(coordinate) ?? [])];
      if (mays.length > 0) rules.set(coordinate, mays);
    }
  }
  return rules;
}

function maysOf(directives: readonly ConstDirectiveNode[] | undefined): readonly May[] {
  return (directives ?? []).flatMap((directive): readonly May[] => {
    switch (directive.name.value) {
      case "authenticated":
        return [({ authenticated }) => authenticated];
      case "requiresScopes":
        return [({ scopes }) => setsOf(directive).some((all) => all.every((scope) => scopes.includes(scope)))];
      case "policy":
        return [({ policies }) => setsOf(directive).some((all) => all.every((policy) => policies.includes(policy)))];
      default:
        return [];
    }
  });
}

function setsOf({ arguments: [sets] = [] }: ConstDirectiveNode): readonly (readonly string[])[] {
  if (sets?.value.kind !== Kind.LIST) throw new Error("sets of names are lists of lists");
  return valueFromASTUntyped(sets.value) as readonly (readonly string[])[];
}
