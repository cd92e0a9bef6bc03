import { Kind, print, visit } from "graphql";
import { DEFAULT_LIMITS } from "../limits";
import { prepare } from "../prepare";
import { Refused } from "../problem";

/** Whether a server serves what was published: the same elements, in whatever order and words. */
export type Drift = { readonly same: true } | { readonly same: false; readonly reason: string };

/**
 * Compares the text that an agency's server gives as its own with the one that was admitted.
 *
 * @param served as `_service { sdl }` gives it
 * @param published as the record keeps it
 */
export function compareServed(agency: string, served: string, published: string): Drift {
  const theirs = elementsOf(agency, served);
  if (typeof theirs === "string") return { same: false, reason: theirs };
  const ours = elementsOf(agency, published);
  if (typeof ours === "string") return { same: false, reason: ours };
  for (const element of ours)
    if (!theirs.has(element)) return { same: false, reason: `The server doesn't serve ${firstLine(element)} as it was published.` };
  for (const element of theirs)
    if (!ours.has(element)) return { same: false, reason: `The server serves ${firstLine(element)}, which wasn't published.` };
  return { same: true };
}

const firstLine = (element: string): string => element.split("\n")[0]?.slice(0, 200) ?? "";

/** Each field, value and type by itself; a sentence where the text can't be read. */
function elementsOf(agency: string, sdl: string): Set<string> | string {
  try {
    const { document, directives } = prepare(agency, sdl, DEFAULT_LIMITS);
    const elements = new Set<string>();
    const plain = visit(document, {
      StringValue: (node, key) => (key === "description" ? null : node),
      Directive: (node) => ({ ...node, name: { kind: Kind.NAME, value: directives.meaningOf(node.name.value) ?? node.name.value } }),
    });
    for (const node of plain.definitions) {
      if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION || node.kind === Kind.DIRECTIVE_DEFINITION) continue;
      if (!("name" in node) || node.name === undefined) continue;
      const name = node.name.value;
      elements.add(`${name} ${printed("directives" in node ? (node.directives ?? []) : [])}`);
      if ("fields" in node)
        for (const field of node.fields ?? [])
          elements.add(`${name}.${print({ ...field, directives: [] })} ${printed(field.directives ?? [])}`);
      if ("values" in node)
        for (const value of node.values ?? []) elements.add(`${name}.${value.name.value} ${printed(value.directives ?? [])}`);
      if ("types" in node) for (const type of node.types ?? []) elements.add(`${name} = ${type.name.value}`);
      if ("interfaces" in node) for (const type of node.interfaces ?? []) elements.add(`${name} implements ${type.name.value}`);
    }
    return elements;
  } catch (error) {
    if (error instanceof Refused) return `The schema that the server gives can't be read: ${error.message}`;
    throw error;
  }
}

const printed = (directives: readonly Parameters<typeof print>[0][]): string => directives.map(print).sort().join(" ");
