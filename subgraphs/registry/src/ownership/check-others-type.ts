import type { ConstDirectiveNode, EnumTypeDefinitionNode, EnumTypeExtensionNode, FieldDefinitionNode, StringValueNode } from "graphql";
import { print } from "graphql";
import { argumentsOf, textOf } from "../stages/directives";
import { type AnyTypeNode, kindOf, outputFieldsOf } from "../stages/type-nodes";
import type { KnownField, KnownType } from "./known-types";
import { checkOwnField, overrides, refuseDirective } from "./own-field";
import { inWords, ownName, type Publishing } from "./publishing";
import { argumentsText, fieldSetText } from "./same-text";

/** A type of another's may be referred to as it is, and an entity be given fields of the agency's own. */
export function checkOthersType(node: AnyTypeNode, owner: string, publishing: Publishing): void {
  const { known, problems } = publishing;
  const type = known.type(node.name.value);
  if (type === undefined) return;
  if (kindOf(node) !== type.kind) {
    return void problems.add(
      "OWNERSHIP_VIOLATION",
      node.name,
      `${type.name} is ${inWords(owner)}, and something else there.`,
      `Call yours ${ownName(publishing, type.name)}.`,
    );
  }
  checkDescription(node, type.description, type.name, publishing);
  if (type.kind === "SCALAR") return void checkPlain(node, publishing);
  if (type.kind === "ENUM") return void checkEnum(node as EnumTypeDefinitionNode | EnumTypeExtensionNode, type, publishing);
  if (type.kind !== "OBJECT" || type.keys.size === 0) {
    const fix = `Make one of your own: ${ownName(publishing, type.name)}.`;
    return void problems.add("OWNERSHIP_VIOLATION", node.name, `${type.name} is ${inWords(owner)}, and can't be served by others.`, fix);
  }
  checkEntity(node, type, publishing);
}

/** Nothing of another's is described, tagged, hidden or deprecated by anyone else. */
function checkPlain(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined } & AnyTypeNode, publishing: Publishing): void {
  for (const directive of node.directives ?? []) refuseDirective(directive, node.name.value, publishing);
}

type Described = { readonly description?: StringValueNode | undefined };

function checkDescription(
  node: AnyTypeNode | FieldDefinitionNode | Described,
  theirs: string | null,
  coordinate: string,
  { problems }: Publishing,
): void {
  if (!("description" in node) || node.description === undefined || node.description.value === theirs) return;
  problems.add("OWNERSHIP_VIOLATION", node.description, `The description of ${coordinate} isn't yours to write.`, "Leave it out.");
}

function checkEnum(node: EnumTypeDefinitionNode | EnumTypeExtensionNode, type: KnownType, publishing: Publishing): void {
  checkPlain(node, publishing);
  const { problems } = publishing;
  const values = new Set((node.values ?? []).map(({ name }) => name.value));
  for (const value of node.values ?? []) {
    for (const directive of value.directives ?? []) refuseDirective(directive, `${type.name}.${value.name.value}`, publishing);
    if (value.description !== undefined)
      problems.add(
        "OWNERSHIP_VIOLATION",
        value.description,
        `The description of ${type.name}.${value.name.value} isn't yours to write.`,
        "Leave it out.",
      );
  }
  const differs = values.size !== type.values.size || [...values].some((value) => !type.values.has(value));
  if (!differs) return;
  const fix = `Give it all its values, ${[...type.values].slice(0, 20).join(", ")}, or make one of your own: ${ownName(publishing, type.name)}.`;
  problems.add("OWNERSHIP_VIOLATION", node.name, `${type.name} is ${inWords(type.owner)} and has other values there.`, fix);
}

function checkEntity(node: AnyTypeNode, type: KnownType, publishing: Publishing): void {
  const { directives, problems } = publishing;
  const keys = directives.find(node, "key");
  const keyText = (key: ConstDirectiveNode): string => fieldSetText(textOf(argumentsOf(key).get("fields")) ?? "");
  for (const directive of node.directives ?? []) {
    const meaning = directives.meaningOf(directive.name.value);
    if (meaning === "extends") continue;
    if (meaning !== "key") refuseDirective(directive, type.name, publishing);
    else if (!type.keys.has(keyText(directive)) && !publishing.consents.allow(type.owner, type.name, "key")) {
      const fix = `Use its own: ${[...type.keys].map((key) => `@key(fields: "${key}")`).join(" or ")}.`;
      problems.add(
        "OWNERSHIP_VIOLATION",
        directive,
        `"${keyText(directive)}" is no key of ${type.name}, which is ${inWords(type.owner)}.`,
        fix,
      );
    }
  }
  if (keys.length === 0)
    problems.add(
      "OWNERSHIP_VIOLATION",
      node.name,
      `${type.name} is referred to without its key.`,
      `Add @key(fields: "${[...type.keys][0] ?? "id"}").`,
    );
  if ("interfaces" in node && (node.interfaces?.length ?? 0) > 0) {
    problems.add("OWNERSHIP_VIOLATION", node, `What ${type.name} implements is its owner's to say.`, "Leave the interface out.");
  }
  const inKeys = new Set(keys.flatMap((key) => keyText(key).match(/\w+/g) ?? []));
  for (const field of outputFieldsOf(node)) checkField(field, type, inKeys.has(field.name.value), publishing);
}

function checkField(field: FieldDefinitionNode, type: KnownType, isKey: boolean, publishing: Publishing): void {
  const { directives, known, agency, problems, extendable } = publishing;
  const name = field.name.value;
  const coordinate = `${type.name}.${name}`;
  const theirs = type.fields.get(name);
  if (known.ownerOfField(type.name, name) === agency) {
    if (type.owner === "hub" && !extendable.has(type.name)) {
      problems.add(
        "OWNERSHIP_VIOLATION",
        field.name,
        `${type.name} takes no fields of agencies.`,
        `Add it to ${[...extendable].join(", ")}, or to a type of your own.`,
      );
    }
    return void checkOwnField(field, type.name, publishing);
  }
  if (overrides(field, type.name, publishing)) return void checkSame(field, coordinate, theirs, publishing);
  const overriding = directives.find(field, "override");
  for (const directive of overriding) refuseDirective(directive, coordinate, publishing);
  if (overriding.length > 0) return;
  if (isKey || directives.find(field, "external").length > 0) return void checkReferred(field, coordinate, theirs, publishing);
  const whose = theirs === undefined ? "doesn't tell whose it is" : `is ${inWords(theirs.owner)}`;
  problems.add("OWNERSHIP_VIOLATION", field.name, `The field ${coordinate} ${whose}.`, `Call yours ${ownName(publishing, name)}.`);
}

const AT_REFERRED = new Set(["external", "shareable", "override"]);

/** A field of another's that stands here as part of a key, or because another one is worked out from it. */
function checkReferred(field: FieldDefinitionNode, coordinate: string, theirs: KnownField | undefined, publishing: Publishing): void {
  const { directives } = publishing;
  for (const directive of field.directives ?? []) {
    const meaning = directives.meaningOf(directive.name.value);
    if (meaning === null || !AT_REFERRED.has(meaning)) refuseDirective(directive, coordinate, publishing);
  }
  checkSame(field, coordinate, theirs, publishing);
}

function checkSame(field: FieldDefinitionNode, coordinate: string, theirs: KnownField | undefined, publishing: Publishing): void {
  const { problems } = publishing;
  checkDescription(field, theirs?.description ?? null, coordinate, publishing);
  if (theirs === undefined) return void problems.add("OWNERSHIP_VIOLATION", field.name, `There is no ${coordinate}.`, "Leave it out.");
  if (print(field.type) !== theirs.type) {
    problems.add(
      "OWNERSHIP_VIOLATION",
      field.type,
      `${coordinate} is a ${theirs.type}, not a ${print(field.type)}.`,
      `Write ${theirs.type}.`,
    );
  }
  if (
    argumentsText(field) !== theirs.arguments ||
    (field.arguments ?? []).some(({ directives = [], description }) => directives.length > 0 || description !== undefined)
  ) {
    problems.add(
      "OWNERSHIP_VIOLATION",
      field,
      `The arguments of ${coordinate} aren't its owner's.`,
      `Write (${theirs.arguments}), or none where there are none.`,
    );
  }
}
