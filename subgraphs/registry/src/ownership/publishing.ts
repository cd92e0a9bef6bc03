import { prefixOf } from "@actionline/schema/agency-names";
import type { DocumentNode } from "graphql";
import type { Problems } from "../problem";
import type { Directives } from "../stages/directives";
import type { Consents } from "./consents";
import type { KnownGraph } from "./known-graph";

/** A text on its way into the graph, as the checks of ownership see it. */
export interface Publishing {
  readonly agency: string;
  readonly document: DocumentNode;
  readonly directives: Directives;
  readonly known: KnownGraph;
  readonly consents: Consents;
  /** The hub's types that fields may be added to. */
  readonly extendable: ReadonlySet<string>;
  readonly problems: Problems;
}

/** The name that something of the agency's has to have. */
export function ownName({ agency }: Publishing, name: string): string {
  const prefix = prefixOf(agency);
  return name.startsWith(prefix) ? name : `${prefix}${name}`;
}

/** Whose it is, in words. */
export function inWords(owner: string | null): string {
  if (owner === null) return "nobody's";
  return owner === "hub" ? "the hub's" : `${owner}'s`;
}
