import { composeServices } from "@apollo/composition";
import { type ASTNode, type GraphQLError, parse } from "graphql";
import { MOST_PROBLEMS, type Problem, placeOf } from "../problem";
import type { ComposedSubgraph } from "./job";

/** The same subgraphs give the same supergraph, in whatever order they come. */
export function compose(
  subgraphs: readonly ComposedSubgraph[],
): { readonly supergraphSdl: string } | { readonly problems: readonly Problem[] } {
  const sorted = [...subgraphs].sort((one, other) => (one.name < other.name ? -1 : 1));
  const { supergraphSdl, errors } = composeServices(sorted.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (supergraphSdl !== undefined) return { supergraphSdl: `${supergraphSdl.trimEnd()}\n` };
  return { problems: (errors ?? []).slice(0, MOST_PROBLEMS).map(problemOf) };
}

const MOST_WORDS = 500;

function problemOf(error: GraphQLError): Problem {
  const node = error.nodes?.find((each) => each.loc !== undefined);
  const subgraph = node === undefined ? null : subgraphOf(node);
  return {
    code: "COMPOSITION_FAILED",
    message: error.message.slice(0, MOST_WORDS),
    subgraph: subgraph ?? /^\[([^\]]+)\]/.exec(error.message)?.[1] ?? null,
    ...placeOf(node),
    howToFix: FIXES[String(error.extensions?.code)] ?? "Make the types named fit those of the graph as it is published.",
  };
}

/** Composition marks nodes with the subgraph that they are from. */
function subgraphOf(node: ASTNode): string | null {
  const { subgraph } = node as ASTNode & { readonly subgraph?: unknown };
  return typeof subgraph === "string" ? subgraph : null;
}

const FIXES: Readonly<Record<string, string>> = {
  EXTERNAL_UNUSED: "Leave the @external field out, or require it.",
  KEY_INVALID_FIELDS: "Name fields of the type itself in its key.",
  REQUIRES_INVALID_FIELDS: "Require fields that the type has, each declared here with @external.",
  SATISFIABILITY_ERROR: "Give the type a key that the gateway can reach it by.",
  INVALID_GRAPHQL: "Write it as GraphQL says; the message names what is missing.",
  FIELD_TYPE_MISMATCH: "Give the field the type that it has in the graph.",
};
