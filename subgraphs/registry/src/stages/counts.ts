import {
  type ASTNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NameNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  visit,
} from "graphql";
import type { RegistryLimits } from "../limits";
import { Problems, refuseIfAny } from "../problem";
import { checkName } from "./check-names";
import { isTypeNode } from "./type-nodes";

/** What one type holds, its extensions added. */
interface TypeCounts {
  node: ASTNode;
  fields: number;
  keys: number;
  interfaces: number;
  values: number;
}

/** Refuses what would take long to compose before anything is composed. */
export function checkCounts(document: DocumentNode, subgraph: string, limits: RegistryLimits): void {
  const problems = new Problems(subgraph);
  countTypes(document, problems, limits);
  countEverywhere(document, problems, limits);
  refuseIfAny(problems);
}

function countTypes(document: DocumentNode, problems: Problems, limits: RegistryLimits): void {
  const types = new Map<string, TypeCounts>();
  for (const node of document.definitions) if (isTypeNode(node)) count(node, types);
  const sum = (of: (counts: TypeCounts) => number): number => [...types.values()].reduce((all, counts) => all + of(counts), 0);
  const tooMany = (node: ASTNode | undefined, many: number, most: number, noun: string): void => {
    if (many > most)
      problems.add(
        "SDL_LIMITS",
        node,
        `There are ${many} ${noun}; at most ${most} may be.`,
        "Publish what users ask for, and leave the rest out.",
      );
  };
  tooMany(undefined, types.size, limits.types, "types");
  tooMany(
    undefined,
    sum(({ fields }) => fields),
    limits.fields,
    "fields",
  );
  tooMany(
    undefined,
    sum(({ interfaces }) => interfaces),
    limits.implementations,
    "implementations of interfaces",
  );
  for (const [name, { node, fields, keys, interfaces, values }] of types) {
    tooMany(node, fields, limits.fieldsOfType, `fields of ${name}`);
    tooMany(node, keys, limits.keysOfType, `keys of ${name}`);
    tooMany(node, interfaces, limits.interfacesOfType, `interfaces of ${name}`);
    tooMany(node, values, limits.valuesOfEnum, `values of ${name}`);
  }
}

function count(node: TypeDefinitionNode | TypeExtensionNode, types: Map<string, TypeCounts>): void {
  const counts = types.get(node.name.value) ?? { node, fields: 0, keys: 0, interfaces: 0, values: 0 };
  types.set(node.name.value, counts);
  if ("fields" in node) counts.fields += node.fields?.length ?? 0;
  if ("interfaces" in node) counts.interfaces += node.interfaces?.length ?? 0;
  if ("values" in node) counts.values += node.values?.length ?? 0;
  if ("types" in node) counts.values += node.types?.length ?? 0;
  // A key under another name counts too; what is no key is counted, which harms nobody.
  counts.keys += node.directives?.length ?? 0;
}

function countEverywhere(document: DocumentNode, problems: Problems, limits: RegistryLimits): void {
  let directives = 0;
  visit(document, {
    FieldDefinition: (node: FieldDefinitionNode) => {
      const many = node.arguments?.length ?? 0;
      if (many > limits.argumentsOfField) {
        problems.add(
          "SDL_LIMITS",
          node,
          `${node.name.value} has ${many} arguments; at most ${limits.argumentsOfField} may be.`,
          "Take an input type.",
        );
      }
    },
    Name: (node: NameNode, _, parent) => checkName(node, parent, problems, limits),
    StringValue: (node, _, parent) => {
      if (node.value.length > limits.descriptionLength) {
        problems.add("SDL_LIMITS", node, `A text has ${node.value.length} characters; at most ${limits.descriptionLength}.`, "Shorten it.");
      }
      if (isArgument(parent, "fields")) checkFieldSet(node.value, node, problems, limits);
    },
    Directive: (node) => {
      directives += 1;
      if (directives === limits.directives + 1)
        problems.add("SDL_LIMITS", node, `There are more than ${limits.directives} directives.`, "Use fewer.");
    },
  });
}

type Parent = ASTNode | readonly ASTNode[] | undefined;

const isArgument = (parent: Parent, name: string): boolean =>
  parent !== undefined && "kind" in parent && parent.kind === Kind.ARGUMENT && parent.name.value === name;

function checkFieldSet(text: string, node: ASTNode, problems: Problems, limits: RegistryLimits): void {
  let depth = 1;
  let deepest = 1;
  for (const sign of text) {
    if (sign === "{") deepest = Math.max(deepest, ++depth);
    else if (sign === "}") depth -= 1;
  }
  if (deepest > limits.fieldSetDepth) {
    problems.add(
      "SDL_LIMITS",
      node,
      `This set of fields is ${deepest} deep; at most ${limits.fieldSetDepth}.`,
      "Name fields nearer to the type.",
    );
  }
  if (text.length > limits.fieldSetLength) {
    problems.add(
      "SDL_LIMITS",
      node,
      `This set of fields has ${text.length} characters; at most ${limits.fieldSetLength}.`,
      "Name fewer fields.",
    );
  }
}
