import { canonicalText } from "@actionline/log/canonical";
import type { GraphQLField } from "graphql";

/** Under what a field's value is kept: its name alone where it is asked as it is without arguments. */
export function valueName(
  { name, args }: Pick<GraphQLField<unknown, unknown>, "name" | "args">,
  given: Readonly<Record<string, unknown>>,
): string {
  const differing = args.filter(
    (arg) => Object.hasOwn(given, arg.name) && canonicalText(given[arg.name]) !== canonicalText(arg.defaultValue),
  );
  if (differing.length === 0) return name;
  return `${name}(${canonicalText(Object.fromEntries(differing.map((arg) => [arg.name, given[arg.name]])))})`;
}
