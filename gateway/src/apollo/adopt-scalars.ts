import type { Subgraph } from "@actionline/kit/subgraph";
import { type GraphQLSchema, isScalarType, isSpecifiedScalarType } from "graphql";

/**
 * Gives the public schema's scalars the parsers that the subgraphs' have. A supergraph carries names only, so that
 * without this a date such as "yesterday" would pass here and fail inside a subgraph, as if the hub were at fault.
 */
export function adoptScalars(schema: GraphQLSchema, subgraphs: readonly Subgraph[]): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue;
    const own = subgraphs.map((subgraph) => subgraph.schema.getType(type.name)).find((found) => isScalarType(found));
    if (!isScalarType(own)) continue;
    type.parseValue = own.parseValue;
    type.parseLiteral = own.parseLiteral;
  }
}
