import type { Json } from "../../operation/normalised-operation";
import type { AppliedDirective, SupergraphFacts } from "../../supergraph/supergraph-facts";
import type { Requirement } from "./requirement";

type Args = AppliedDirective["args"];

/** Directives by specification and name, and what they require. */
const REQUIRING: ReadonlyMap<string, (args: Args) => Requirement> = new Map<string, (args: Args) => Requirement>([
  ["https://specs.apollo.dev/authenticated authenticated", () => ({ kind: "authenticated" })],
  ["https://specs.apollo.dev/requiresScopes requiresScopes", ({ scopes }) => ({ kind: "scopes", anyOf: setsIn(scopes) })],
  ["https://specs.apollo.dev/policy policy", ({ policies }) => ({ kind: "policies", anyOf: setsIn(policies) })],
]);

const NONE: readonly Requirement[] = [];

/** What a supergraph requires of whoever asks: `@authenticated`, `@requiresScopes` and `@policy`, wherever they stand. */
export class AccessRules {
  readonly #required = new Map<string, readonly Requirement[]>();

  constructor({ directives }: Pick<SupergraphFacts, "directives">) {
    const distinct = new Map<string, Requirement>();
    for (const [coordinate, applied] of Object.entries(directives)) {
      const required = applied.flatMap((directive) => requirementOf(directive, distinct));
      if (required.length > 0) this.#required.set(coordinate, required);
    }
  }

  /** Whether anything is required anywhere. */
  get any(): boolean {
    return this.#required.size > 0;
  }

  /** What stands at the coordinate of a type or field; equal requirements are one object. */
  at(coordinate: string): readonly Requirement[] {
    return this.#required.get(coordinate) ?? NONE;
  }
}

function requirementOf({ specification, name, args }: AppliedDirective, distinct: Map<string, Requirement>): readonly Requirement[] {
  const required = REQUIRING.get(`${specification} ${name}`)?.(args);
  if (required === undefined) return NONE;
  const key = JSON.stringify(required);
  const known = distinct.get(key) ?? required;
  distinct.set(key, known);
  return [known];
}

/** Sets of names; a requirement that can't be read is one that nobody meets. */
function setsIn(value: Json | undefined): readonly (readonly string[])[] {
  if (!Array.isArray(value) || !value.every(isNames)) return [];
  return value;
}

function isNames(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
