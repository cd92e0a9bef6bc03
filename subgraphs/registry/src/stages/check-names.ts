import { type ASTNode, Kind, type NameNode } from "graphql";
import type { RegistryLimits } from "../limits";
import type { Problems } from "../problem";
import { ROOT_FIELDS_OF_LIBRARIES, TYPES_OF_LIBRARIES } from "./names-of-libraries";

/** Names that mean something to JavaScript or to federation itself. */
const RESERVED = new Set(["constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "toLocaleString"]);
const OF_FEDERATION = /^(__|_|federation__|link__|join__|core__|inaccessible__|tag__|cost__|connect__)/;

type Parent = ASTNode | readonly ASTNode[] | undefined;

/** Refuses a name that is too long, or that something is defined by which is kept for others. */
export function checkName(
  node: NameNode,
  parent: ASTNode | readonly ASTNode[] | undefined,
  problems: Problems,
  limits: RegistryLimits,
): void {
  const { value } = node;
  if (value.length > limits.nameLength) {
    const message = `The name ${value.slice(0, 20)}… has ${value.length} characters; at most ${limits.nameLength}.`;
    problems.add("SDL_LIMITS", node, message, "Shorten it.");
  }
  if (!isDefinition(parent)) return;
  if (RESERVED.has(value) || (OF_FEDERATION.test(value) && !isOfLibraries(value))) {
    problems.add("OWNERSHIP_VIOLATION", node, `The name ${value} is kept for the hub and its tools.`, "Choose another one.");
  }
}

const isOfLibraries = (name: string): boolean =>
  TYPES_OF_LIBRARIES.has(name) || ROOT_FIELDS_OF_LIBRARIES.has(name) || name === "_representations";

function isDefinition(parent: Parent): boolean {
  return (
    parent !== undefined &&
    "kind" in parent &&
    (parent.kind.endsWith("Definition") || parent.kind.endsWith("Extension")) &&
    parent.kind !== Kind.DIRECTIVE_DEFINITION
  );
}
