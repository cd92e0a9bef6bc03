import { agencyOfName, prefixOf, subgraphNameOf } from "@actionline/schema/agency-names";
import { parse } from "graphql";
import type { ComposedSubgraph } from "./composition/job";
import type { KnownSubgraph } from "./ownership/known-types";
import { Problems } from "./problem";
import { Directives } from "./stages/directives";
import { isTypeNode, outputFieldsOf } from "./stages/type-nodes";

/** An agency's text that is served, or would be. */
export interface ServedAgency extends KnownSubgraph {
  readonly agency: string;
  readonly sdl: string;
}

export function servedAgency(agency: string, sdl: string): ServedAgency {
  return { ...knownSubgraph(subgraphNameOf(agency), sdl), agency, sdl };
}

/** A text that was let in before, read for what it holds. */
export function knownSubgraph(name: string, sdl: string): KnownSubgraph {
  const document = parse(sdl);
  return { name, agency: null, document, directives: Directives.read(document, new Problems(name)) };
}

/** What stands in the supergraph for an address: the real one is nobody's business who reads the graph. */
export function composedAgency({ agency, name, sdl }: Pick<ServedAgency, "agency" | "name" | "sdl">): ComposedSubgraph {
  return { name, url: `agency:${agency}`, sdl };
}

/** Whether an agency serves what by its name is another's, who never published a word of it. */
export function squatsOn(agency: string, { agency: other, document }: ServedAgency, agencies: readonly string[]): boolean {
  if (other === agency || !prefixOf(agency).startsWith(prefixOf(other))) return false;
  const isTheirs = (name: string): boolean => agencyOfName(name, agencies) === agency;
  return document.definitions.some(
    (node) => isTypeNode(node) && (isTheirs(node.name.value) || outputFieldsOf(node).some(({ name }) => isTheirs(name.value))),
  );
}

/** Whether a text touches what is another agency's: its types, or fields of it. */
export function touches(agency: string, { document }: Pick<ServedAgency, "document">, agencies: readonly string[]): boolean {
  return document.definitions.some(
    (node) =>
      isTypeNode(node) &&
      (agencyOfName(node.name.value, agencies) === agency ||
        outputFieldsOf(node).some(({ name }) => agencyOfName(name.value, agencies) === agency)),
  );
}
