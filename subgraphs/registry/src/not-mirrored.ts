import { type FieldDefinitionNode, Kind } from "graphql";
import type { Prepared } from "./prepare";
import { isTypeNode, outputFieldsOf } from "./stages/type-nodes";

/** What the hub's mirror can't answer while the agency's server is away: root fields, and arguments other than the usual. */
export function notMirrored({ document, directives }: Pick<Prepared, "document" | "directives">): string[] {
  const types = document.definitions.filter(isTypeNode);
  const things = new Set(types.filter((node) => directives.find(node, "key").length > 0).map(({ name }) => name.value));
  return types.flatMap((node) => {
    const name = node.name.value;
    return outputFieldsOf(node).flatMap((field) => {
      const why = whyNot(name, field, things.has(name));
      return why === null ? [] : [`${name}.${field.name.value}: ${why}`];
    });
  });
}

/** Null where the mirror keeps all that it may be asked for. */
function whyNot(type: string, { arguments: given = [] }: FieldDefinitionNode, ofThing: boolean): string | null {
  if (type === "Query") return "a root field is answered by the agency's server alone";
  if (type === "Subscription") return "events come from the agency's server alone";
  if (given.length === 0) return null;
  const names = given.map((argument) => argument.name.value).join(", ");
  const needed = given.some((argument) => argument.type.kind === Kind.NON_NULL_TYPE && argument.defaultValue === undefined);
  if (ofThing)
    return `${needed ? "" : "with its defaults, and "}with the numbers and codes that people gave for ${names} in the last 30 days`;
  return needed ? `a value within a thing isn't kept with ${names}` : "a value within a thing is kept with its defaults alone";
}
