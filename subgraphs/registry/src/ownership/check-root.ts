import type { FieldDefinitionNode, OperationTypeDefinitionNode } from "graphql";
import { type AnyTypeNode, outputFieldsOf } from "../stages/type-nodes";
import { HUB } from "./known-types";
import { checkOwnField, overrides } from "./own-field";
import { inWords, ownName, type Publishing } from "./publishing";

/** The types that operations begin at. */
export const ROOTS: ReadonlySet<string> = new Set(["Query", "Mutation", "Subscription"]);

/** What a schema definition says of its roots. */
export function checkRootType({ operation, type, loc }: OperationTypeDefinitionNode, publishing: Publishing): void {
  const { problems } = publishing;
  const place = loc === undefined ? undefined : type;
  const name = operation === "query" ? "Query" : "Subscription";
  if (operation === "mutation" || (operation === "subscription" && !maySubscribe(publishing))) refuseRoot(operation, place, problems);
  else if (type.name.value !== name)
    problems.add("OWNERSHIP_VIOLATION", place, `The root type is called ${type.name.value}.`, `Call it ${name}.`);
}

/** Whether the secretariat granted the agency subscriptions: each of them holds a connection for as long as somebody listens. */
const maySubscribe = ({ consents }: Publishing): boolean => consents.allow(HUB, "Subscription", "subscribe");

function refuseRoot(
  operation: string,
  place: AnyTypeNode | OperationTypeDefinitionNode["type"] | undefined,
  problems: Publishing["problems"],
): void {
  problems.add(
    "OWNERSHIP_VIOLATION",
    place,
    `An agency's subgraph answers queries; it has no ${operation}${operation === "subscription" ? " unless it was granted one" : ""}.`,
    `Leave it out: changes are told by the contract's feed${operation === "subscription" ? ", and the secretariat may grant subscriptions" : ""}.`,
  );
}

/** What a text says of a root type: fields of its own, and nothing about anybody else's. */
export function checkRoot(node: AnyTypeNode, publishing: Publishing): void {
  const { problems, directives, known, agency } = publishing;
  const root = node.name.value;
  if (root === "Mutation" || (root === "Subscription" && !maySubscribe(publishing)))
    return void refuseRoot(root.toLowerCase(), node, problems);
  for (const directive of node.directives ?? []) {
    if (directives.meaningOf(directive.name.value) === "extends") continue;
    problems.add(
      "OWNERSHIP_VIOLATION",
      directive,
      `@${directive.name.value} at ${root} would be about everybody's root fields.`,
      "Leave it out.",
    );
  }
  if ("description" in node && node.description !== undefined) {
    problems.add("OWNERSHIP_VIOLATION", node.description, `The description of ${root} is the hub's.`, "Describe your own fields.");
  }
  if ("interfaces" in node && (node.interfaces?.length ?? 0) > 0) {
    problems.add("OWNERSHIP_VIOLATION", node, `${root} implements nothing.`, "Leave the interface out.");
  }
  for (const field of outputFieldsOf(node)) {
    if (known.ownerOfField(root, field.name.value) === agency) checkOwnField(field, root, publishing);
    else if (!overrides(field, root, publishing)) refuseRootField(field, root, publishing);
  }
}

function refuseRootField(field: FieldDefinitionNode, root: string, publishing: Publishing): void {
  const name = field.name.value;
  const whose = publishing.known.type(root)?.fields.get(name)?.owner;
  const message = whose === undefined ? `The root field ${name} doesn't tell whose it is.` : `The root field ${name} is ${inWords(whose)}.`;
  const list = whose === "hub" ? "; the hub's lists stay whole, and an agency adds fields of its own to what they list" : "";
  publishing.problems.add("OWNERSHIP_VIOLATION", field.name, message, `Call it ${ownName(publishing, name)}${list}.`);
}
