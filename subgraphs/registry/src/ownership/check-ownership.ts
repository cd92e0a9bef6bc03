import { Kind } from "graphql";
import { type AnyTypeNode, isTypeNode, kindOf, outputFieldsOf } from "../stages/type-nodes";
import { checkOthersType } from "./check-others-type";
import { checkRoot, checkRootType, ROOTS } from "./check-root";
import { overrides, refuseDirective } from "./own-field";
import { inWords, ownName, type Publishing } from "./publishing";

/** Finds what the text changes that isn't the publisher's. What each directive means is known by now, not what it is called. */
export function checkOwnership(publishing: Publishing): void {
  for (const node of publishing.document.definitions) {
    if (publishing.problems.full) return;
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
      for (const root of node.operationTypes ?? []) checkRootType(root, publishing);
      if ("description" in node && node.description !== undefined) {
        publishing.problems.add("OWNERSHIP_VIOLATION", node.description, "The schema's description is the hub's.", "Leave it out.");
      }
    } else if (isTypeNode(node)) checkType(node, publishing);
  }
}

function checkType(node: AnyTypeNode, publishing: Publishing): void {
  const { known, agency, problems, consents } = publishing;
  const name = node.name.value;
  if (ROOTS.has(name)) return void checkRoot(node, publishing);
  const owner = known.ownerOf(name);
  if (owner === agency) return void checkOwnType(node, publishing);
  if (owner === null || (owner !== "hub" && known.type(name) === undefined)) {
    const whose = owner === null ? "doesn't tell whose it is" : `begins like ${inWords(owner)}`;
    return void problems.add(
      "OWNERSHIP_VIOLATION",
      node.name,
      `The name of the type ${name} ${whose}.`,
      `Call it ${ownName(publishing, name)}.`,
    );
  }
  if (consents.allow(owner, name, "extend")) return;
  checkOthersType(node, owner, publishing);
}

function checkOwnType(node: AnyTypeNode, publishing: Publishing): void {
  const { directives, known, agency, problems, consents } = publishing;
  const name = node.name.value;
  for (const directive of directives.find(node, "interfaceObject")) refuseDirective(directive, name, publishing);
  if ("interfaces" in node) {
    for (const {
      name: { value },
      loc,
    } of node.interfaces ?? []) {
      const owner = known.ownerOf(value);
      if (owner === agency || (owner !== null && consents.allow(owner, value, "implement"))) continue;
      const message = `${name} implements ${value}, which is ${inWords(owner)}.`;
      problems.add(
        "OWNERSHIP_VIOLATION",
        loc === undefined ? node : node.interfaces?.find((one) => one.loc === loc),
        message,
        `Make an interface of your own: ${ownName(publishing, value)}.`,
      );
    }
  }
  for (const field of outputFieldsOf(node)) {
    if (kindOf(node) === "INTERFACE" || known.ownerOfField(name, field.name.value) === agency || overrides(field, name, publishing))
      continue;
    const owner = known.ownerOfField(name, field.name.value);
    problems.add(
      "OWNERSHIP_VIOLATION",
      field.name,
      `The field ${field.name.value} of ${name} begins like ${inWords(owner)}.`,
      "Choose another name.",
    );
  }
  for (const field of outputFieldsOf(node)) {
    for (const directive of directives.find(field, "override")) {
      if (!overrides(field, name, publishing)) refuseDirective(directive, `${name}.${field.name.value}`, publishing);
    }
  }
}
