import { type GraphQLField, getNamedType, isLeafType, isObjectType, isRequiredArgument } from "graphql";
import { questionFor } from "./read/entity-question";
import type { SubgraphShape } from "./subgraph-shape";

/** A field of an agency's that is null while its server doesn't answer, and why. */
export interface Unmirrored {
  /** Such as `Activity.who_cost`. */
  readonly element: string;
  /** A sentence for whoever publishes. */
  readonly reason: string;
}

const ROOT = "A root field isn't kept: while the server doesn't answer it is null. Add the field to an entity by its key instead.";
const REQUIRED = "It needs arguments; only the argument sets that people ask with are kept.";
const ARGUMENTS = "It is kept as it is without arguments, and with the argument sets that people ask with.";
const DEEP = "It holds nothing that could be kept: only objects within objects, more levels down than are read.";

/** What of an SDL the mirror can't answer, or not in every way. */
export function unmirroredOf(shape: SubgraphShape): readonly Unmirrored[] {
  const roots = Object.keys(shape.schema.getQueryType()?.getFields() ?? {}).filter((name) => !name.startsWith("_"));
  const ofEntities = [...shape.entities.values()].flatMap((entity) => {
    const type = shape.schema.getType(entity.name);
    if (!isObjectType(type)) return [];
    const kept = new Set([...(questionFor(shape, entity)?.fields.values() ?? [])].map(({ field }) => field.name));
    const fields = entity.fields.map((name) => type.getFields()[name]).filter((field) => field !== undefined);
    return fields.flatMap((field) => {
      const reason = reasonFor(field, kept.has(field.name));
      return reason === null ? [] : [{ element: `${entity.name}.${field.name}`, reason }];
    });
  });
  return [...roots.map((name) => ({ element: `Query.${name}`, reason: ROOT })), ...ofEntities];
}

function reasonFor({ args, type }: GraphQLField<unknown, unknown>, kept: boolean): string | null {
  if (args.some(isRequiredArgument)) return REQUIRED;
  if (args.length > 0) return ARGUMENTS;
  return kept || isLeafType(getNamedType(type)) ? null : DEEP;
}
