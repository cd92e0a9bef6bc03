import { parse, print } from "graphql";
import type { DeferredNode, FetchNode, PlanNode, QueryPlan, RequiredSelection, SubscriptionNode } from "./plan";

/** A plan as people read it, in the notation that users of federation know. */
export function printPlan({ node }: QueryPlan): string {
  return node === undefined ? "QueryPlan {}" : block("QueryPlan", [nodeLines(node)]).join("\n");
}

type Lines = readonly string[];

function nodeLines(node: PlanNode | SubscriptionNode): Lines {
  switch (node.kind) {
    case "Fetch":
      return fetchLines(node);
    case "Sequence":
    case "Parallel":
      return block(node.kind, node.nodes.map(nodeLines));
    case "Flatten":
      return block(`Flatten(path: "${node.path.join(".")}")`, [nodeLines(node.node)]);
    case "Condition":
      return [...clause("Include", node.condition, node.ifClause), ...clause("Skip", node.condition, node.elseClause)];
    case "Defer":
      return block("Defer", [block("Primary", partLines(node.primary.node)), ...node.deferred.map(deferredLines)]);
    case "Subscription":
      return block("Subscription", [block("Primary", [nodeLines(node.primary)]), block("Rest", partLines(node.rest))]);
  }
}

function clause(kind: "Include" | "Skip", condition: string, node: PlanNode | undefined): Lines {
  return node === undefined ? [] : block(`${kind}(if: $${condition})`, [nodeLines(node)]);
}

function partLines(node: PlanNode | undefined): readonly Lines[] {
  return node === undefined ? [] : [nodeLines(node)];
}

function deferredLines({ label, queryPath, depends, node }: DeferredNode): Lines {
  const facts = [`path: "${queryPath.join(".")}"`, `depends: [${depends.map(({ id }) => id).join(", ")}]`];
  return block(`Deferred(${label === undefined ? facts.join(", ") : [`label: "${label}"`, ...facts].join(", ")})`, partLines(node));
}

function fetchLines({ serviceName, id, requires, operation }: FetchNode): Lines {
  const opening = `Fetch(service: "${serviceName}"${id === undefined ? "" : `, id: ${id}`})`;
  const asked = print(parse(operation, { noLocation: true })).split("\n");
  if (requires === undefined) return block(opening, [asked]);
  return block(opening, [[...braced(requires.flatMap(requiredLines)), "=>", ...asked]]);
}

function requiredLines(selection: RequiredSelection): Lines {
  if (selection.kind === "Field") {
    const name = selection.alias === undefined ? selection.name : `${selection.alias}: ${selection.name}`;
    return selection.selections === undefined ? [name] : braced(selection.selections.flatMap(requiredLines), `${name} `);
  }
  const condition = selection.typeCondition === undefined ? "... " : `... on ${selection.typeCondition} `;
  return braced(selection.selections.flatMap(requiredLines), condition);
}

function braced(lines: Lines, before = ""): Lines {
  return [`${before}{`, ...lines.map((line) => `  ${line}`), "}"];
}

function block(opening: string, parts: readonly Lines[]): Lines {
  return braced(
    parts.flatMap((lines) => [...lines.slice(0, -1), `${lines.at(-1) ?? ""},`]),
    `${opening} `,
  );
}
