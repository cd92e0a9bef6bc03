import { hubError } from "@actionline/kit/hub-error";
import { GraphQLError } from "graphql";

type Path = readonly (string | number)[];

/**
 * Raises what the executor nulled on its own, which it would tell in an extension that nobody reads, as errors at their
 * place. Where an error already stands at that place, above or below it, that one says more.
 */
export function lostValues(completion: unknown, told: readonly GraphQLError[]): readonly GraphQLError[] {
  if (!Array.isArray(completion)) return [];
  const places = told.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return completion.flatMap((loss: unknown) => {
    const path = loss instanceof GraphQLError ? loss.path : undefined;
    if (path === undefined || places.some((place) => onOneLine(place, path))) return [];
    return [lostAt(path)];
  });
}

function lostAt(path: Path): GraphQLError {
  const { message, extensions } = hubError(
    "SOURCE_INVALID_VALUE",
    `"${path.join(".")}" has no usable value here, so what needs it is null: ` +
      "the record it belongs to isn't in the hub at this point of the log, or a source gave a value of the wrong kind.",
  );
  return new GraphQLError(message, { path, extensions });
}

function onOneLine(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((part, index) => part === other[index]);
}
