import { type FieldDefinitionNode, Kind, type OperationTypeDefinitionNode } from "graphql";
import { type AnyTypeNode, isTypeNode, kindOf, outputFieldsOf } from "../stages/type-nodes";
import { checkOthersType } from "./check-others-type";
import { checkOwnField, overrides, refuseDirective } from "./own-field";
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

function checkRootType({ operation, type, loc }: OperationTypeDefinitionNode, { problems }: Publishing): void {
  if (operation === "query" && type.name.value === "Query") return;
  const place = loc === undefined ? undefined : type;
  if (operation === "query") problems.add("OWNERSHIP_VIOLATION", place, `The root type is called ${type.name.value}.`, "Call it Query.");
  else refuseRoot(operation, place, problems);
}

function refuseRoot(
  operation: string,
  place: AnyTypeNode | OperationTypeDefinitionNode["type"] | undefined,
  problems: Publishing["problems"],
): void {
  problems.add(
    "OWNERSHIP_VIOLATION",
    place,
    `An agency's subgraph answers queries; it has no ${operation}.`,
    "Leave it out: changes are told by the contract's feed.",
  );
}

function checkType(node: AnyTypeNode, publishing: Publishing): void {
  const { known, agency, problems, consents } = publishing;
  const name = node.name.value;
  if (name === "Query") return void checkQuery(node, publishing);
  if (name === "Mutation" || name === "Subscription") return void refuseRoot(name.toLowerCase(), node, problems);
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

function checkQuery(node: AnyTypeNode, publishing: Publishing): void {
  const { problems, directives, known, agency } = publishing;
  for (const directive of node.directives ?? []) {
    if (directives.meaningOf(directive.name.value) === "extends") continue;
    problems.add(
      "OWNERSHIP_VIOLATION",
      directive,
      `@${directive.name.value} at Query would be about everybody's root fields.`,
      "Leave it out.",
    );
  }
  if ("description" in node && node.description !== undefined) {
    problems.add("OWNERSHIP_VIOLATION", node.description, "The description of Query is the hub's.", "Describe your own fields.");
  }
  if ("interfaces" in node && (node.interfaces?.length ?? 0) > 0) {
    problems.add("OWNERSHIP_VIOLATION", node, "Query implements nothing.", "Leave the interface out.");
  }
  for (const field of outputFieldsOf(node)) {
    if (known.ownerOfField("Query", field.name.value) === agency) checkOwnField(field, "Query", publishing);
    else if (!overrides(field, "Query", publishing)) refuseRootField(field, publishing);
  }
}

function refuseRootField(field: FieldDefinitionNode, publishing: Publishing): void {
  const name = field.name.value;
  const whose = publishing.known.type("Query")?.fields.get(name)?.owner;
  const message = whose === undefined ? `The root field ${name} doesn't tell whose it is.` : `The root field ${name} is ${inWords(whose)}.`;
  const list = whose === "hub" ? "; the hub's lists stay whole, and an agency adds fields of its own to what they list" : "";
  publishing.problems.add("OWNERSHIP_VIOLATION", field.name, message, `Call it ${ownName(publishing, name)}${list}.`);
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
