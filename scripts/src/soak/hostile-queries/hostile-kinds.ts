import type { GraphQLSchema } from "graphql";
import { BODY_KINDS } from "./body-kinds";
import { DOCUMENT_KINDS } from "./document-kinds";
import { drawnKinds } from "./drawn-kinds";
import { FRAGMENT_KINDS } from "./fragment-kinds";
import type { HostileKind } from "./hostile-request";
import { VALUE_KINDS } from "./value-kinds";

/** Every kind of hostile query that is known, upon the hub's public schema. */
export function hostileKinds(schema: GraphQLSchema): Readonly<Record<string, HostileKind>> {
  return { ...DOCUMENT_KINDS, ...FRAGMENT_KINDS, ...VALUE_KINDS, ...BODY_KINDS, ...drawnKinds(schema) };
}
