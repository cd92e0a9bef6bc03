import { type DocumentNode, GraphQLError, isTypeSystemDefinitionNode, isTypeSystemExtensionNode, parse } from "graphql";
import type { RegistryLimits } from "../limits";
import { Problems, refuseIfAny } from "../problem";

/** Parses a text that `checkText` let through; refuses with the line and column where it stops being a schema. */
export function parseSdl(sdl: string, subgraph: string, { tokens }: RegistryLimits): DocumentNode {
  const problems = new Problems(subgraph);
  try {
    const document = parse(sdl, { maxTokens: tokens });
    for (const node of document.definitions) {
      if (isTypeSystemDefinitionNode(node) || isTypeSystemExtensionNode(node)) continue;
      problems.add(
        "SDL_SYNTAX",
        node,
        "This is an operation, and no part of a schema.",
        "Publish the types that the server serves, and nothing else.",
      );
    }
    refuseIfAny(problems);
    return document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [location] = error.locations ?? [];
    const place = { line: location?.line ?? null, column: location?.column ?? null };
    if (error.message.includes("token limit")) {
      problems.add("SDL_LIMITS", place, `The schema has more than ${tokens} words and signs.`, "Publish fewer types.");
    } else {
      problems.add("SDL_SYNTAX", place, error.message, "Write it as a GraphQL schema: the server's own tool prints one.");
    }
    refuseIfAny(problems);
    throw error;
  }
}
