import { type ConstDirectiveNode, type FieldDefinitionNode, Kind } from "graphql";
import { namedTypeOf } from "../stages/type-nodes";
import type { Publishing } from "./publishing";

/** Whether the field is another's that it was handed over by. */
export function overrides(field: FieldDefinitionNode, type: string, { directives, known, consents }: Publishing): boolean {
  if (directives.find(field, "override").length === 0) return false;
  const owner = known.ownerOfField(type, field.name.value);
  return owner !== null && consents.allow(owner, `${type}.${field.name.value}`, "override");
}

/** A field of the agency's own, at a type of another's or at the root: it may be lost without harm to what is beside it. */
export function checkOwnField(field: FieldDefinitionNode, type: string, publishing: Publishing): void {
  const { problems, directives } = publishing;
  const coordinate = `${type}.${field.name.value}`;
  if (field.type.kind === Kind.NON_NULL_TYPE) {
    const fix = `Write ${field.name.value}: ${namedTypeOf(field.type).name.value} without the last "!": while your server is away the field is null, and all beside it stays.`;
    problems.add("OWNERSHIP_VIOLATION", field.type, `${coordinate} can't be null, so its loss would take others' fields with it.`, fix);
  }
  for (const meaning of ["override", "shareable", "external"]) {
    for (const directive of directives.find(field, meaning)) refuseDirective(directive, coordinate, publishing);
  }
}

export function refuseDirective(directive: ConstDirectiveNode, coordinate: string, { problems }: Publishing): void {
  const message = `@${directive.name.value} at ${coordinate} would change who answers for it, or how others see it.`;
  problems.add("OWNERSHIP_VIOLATION", directive, message, "Leave it out; whose it is can allow it by a consent.");
}
