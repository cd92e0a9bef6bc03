import { type FieldDefinitionNode, print } from "graphql";

/** The same arguments have the same text. */
export function argumentsText({ arguments: given = [] }: FieldDefinitionNode): string {
  return given
    .map(({ name, type, defaultValue }) => `${name.value}: ${print(type)}${defaultValue === undefined ? "" : ` = ${print(defaultValue)}`}`)
    .sort()
    .join(", ");
}

/** The same set of fields has the same text; where it holds no braces, in whatever order it names them. */
export function fieldSetText(text: string): string {
  const names = text
    .replace(/([{}])/g, " $1 ")
    .split(/[\s,]+/)
    .filter((part) => part !== "");
  return names.includes("{") ? names.join(" ") : [...new Set(names)].sort().join(" ");
}
