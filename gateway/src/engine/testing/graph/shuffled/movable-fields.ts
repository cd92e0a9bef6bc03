import { type DocumentNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, type TypeNode, visit } from "graphql";
import { EXPLICIT } from "../explicit-facts";
import { knowsAll } from "../records";

/** The parsed SDL of each subgraph, by name. */
export type Documents = ReadonlyMap<string, DocumentNode>;

/** A field of an entity that another subgraph could as well tell, and who could. */
export interface MovableField {
  readonly subgraph: string;
  readonly type: string;
  readonly field: FieldDefinitionNode;
  readonly others: readonly string[];
}

const BUILT_IN: ReadonlySet<string> = new Set(["Boolean", "Float", "ID", "Int", "String"]);

/** Fields that nothing else hangs on: no key, no requirement, no interface, no directive. */
export function movableFields(documents: Documents): readonly MovableField[] {
  const needed = new Set([...documents.values()].flatMap(namesNeeded));
  return [...documents].flatMap(([subgraph, document]) =>
    entitiesIn(document).flatMap((entity) =>
      (entity.fields ?? [])
        .filter((field) => field.directives?.length === 0 && !needed.has(field.name.value) && !isPromised(field, entity, document))
        .filter((field) => EXPLICIT[`${entity.name.value}.${field.name.value}`] === undefined)
        .map((field) => ({ subgraph, type: entity.name.value, field, others: othersFor(field, entity, subgraph, documents) })),
    ),
  );
}

/** Object types with a key by which they can be asked; interfaces that are one type here among them. */
function entitiesIn(document: DocumentNode): readonly ObjectTypeDefinitionNode[] {
  return document.definitions.filter((node): node is ObjectTypeDefinitionNode => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return false;
    return node.directives?.some((directive) => directive.name.value === "key" && directive.arguments?.length === 1) === true;
  });
}

/** Names in the field sets of keys, of what is required, provided or taken from the context. */
function namesNeeded(document: DocumentNode): readonly string[] {
  const names: string[] = [];
  visit(document, { [Kind.STRING]: ({ value }) => void names.push(...(value.match(/\w+/g) ?? [])) });
  return names;
}

function isPromised({ name }: FieldDefinitionNode, { interfaces = [] }: ObjectTypeDefinitionNode, { definitions }: DocumentNode): boolean {
  const promises = definitions.filter((node) => node.kind === Kind.INTERFACE_TYPE_DEFINITION);
  return promises.some(
    (node) => interfaces.some((one) => one.name.value === node.name.value) && node.fields?.some((field) => field.name.value === name.value),
  );
}

/** Subgraphs that know all records of the entity, every type that the field names, and no field of its name. */
function othersFor(field: FieldDefinitionNode, entity: ObjectTypeDefinitionNode, own: string, documents: Documents): readonly string[] {
  const types = [field.type, ...(field.arguments ?? []).map(({ type }) => type)].map(nameOf);
  return [...documents].flatMap(([subgraph, document]) => {
    const same = entitiesIn(document).find((node) => node.name.value === entity.name.value);
    if (subgraph === own || same === undefined || !knowsAll(subgraph, entity.name.value)) return [];
    if (same.fields?.some(({ name }) => name.value === field.name.value)) return [];
    const known = namesDefined(document);
    return types.every((type) => BUILT_IN.has(type) || known.includes(type)) ? [subgraph] : [];
  });
}

/** Names of the types that a subgraph knows. */
export function namesDefined({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((node) => ("name" in node && node.name !== undefined ? [node.name.value] : []));
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
