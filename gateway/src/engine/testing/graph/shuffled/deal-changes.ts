import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  visit,
} from "graphql";
import type { SeededRandom } from "../../operations/seeded-random";
import { type Documents, movableFields, namesDefined } from "./movable-fields";

/** One way to deal a graph otherwise; it may come to nothing, and to what doesn't compose. */
export type Change = (documents: Documents, random: SeededRandom) => Documents;

const SHAREABLE: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "shareable" } };

/** A field is told by another subgraph. */
export const move: Change = (documents, random) => {
  const { subgraph, type, field, others } = random.pick(movableFields(documents).filter(({ others }) => others.length > 0));
  const taken = withFields(documents, subgraph, type, (fields) => fields.filter((one) => one.name.value !== field.name.value));
  return withFields(taken, random.pick(others), type, (fields) => [...fields, field]);
};

/** A field is told by two. */
export const share: Change = (documents, random) => {
  const { subgraph, type, field, others } = random.pick(movableFields(documents).filter(({ others }) => others.length > 0));
  const shared = { ...field, directives: [SHAREABLE] };
  const own = withFields(documents, subgraph, type, (fields) => fields.map((one) => (one.name.value === field.name.value ? shared : one)));
  return withFields(own, random.pick(others), type, (fields) => [...fields, shared]);
};

/** A field that may be null never is, or the other way about. */
export const turnNullability: Change = (documents, random) => {
  const { subgraph, type, field } = random.pick(movableFields(documents));
  return withFields(documents, subgraph, type, (fields) => fields.map((one) => (one.name.value === field.name.value ? turned(one) : one)));
};

const STUBS = [
  'type Account @key(fields: "iban") { iban: ID! }',
  'type Account @key(fields: "number") { number: ID! }',
  'type Balance @key(fields: "id") { id: ID! }',
  'type Book @key(fields: "id") { id: ID! }',
  'type Book @key(fields: "isbn") { isbn: ID! }',
  'type Film @key(fields: "id") { id: ID! }',
  'type Game @key(fields: "id") { id: ID! }',
  'type Media @key(fields: "id") @interfaceObject { id: ID! }',
  'type Offer @key(fields: "sku") { sku: ID! }',
  'type Payment @key(fields: "id") { id: ID! }',
  'type Person @key(fields: "id") { id: ID! }',
  'type Place @key(fields: "id") { id: ID! }',
  'type Review @key(fields: "id") { id: ID! }',
  'type Shop @key(fields: "id") { id: ID! }',
];

/** A subgraph comes to know an entity. */
export const introduce: Change = (documents, random) => {
  const [name, document] = random.pick([...documents]);
  const [stub] = parse(random.pick(STUBS), { noLocation: true }).definitions;
  if (stub?.kind !== Kind.OBJECT_TYPE_DEFINITION || namesDefined(document).includes(stub.name.value)) return documents;
  return new Map([...documents, [name, { ...document, definitions: [...document.definitions, stub] }]]);
};

/** A subgraph that only named entities can be asked about them. */
export const makeResolvable: Change = (documents, random) => {
  const [name, document] = random.pick([...documents]);
  const resolvable = visit(document, {
    [Kind.DIRECTIVE]: (node: DirectiveNode) =>
      node.name.value === "key" ? { ...node, arguments: node.arguments?.filter((given) => given.name.value === "fields") } : undefined,
  });
  return new Map([...documents, [name, resolvable]]);
};

/** A subgraph provides nothing of others' any more. */
export const provideNothing: Change = (documents, random) => {
  const [name, document] = random.pick([...documents]);
  const without: DocumentNode = visit(document, {
    [Kind.DIRECTIVE]: (node: DirectiveNode) => (node.name.value === "provides" ? null : undefined),
  });
  return new Map([...documents, [name, without]]);
};

function turned(field: FieldDefinitionNode): FieldDefinitionNode {
  const { type } = field;
  return { ...field, type: type.kind === Kind.NON_NULL_TYPE ? type.type : { kind: Kind.NON_NULL_TYPE, type } };
}

type Fields = readonly FieldDefinitionNode[];

/** The documents with the fields of one subgraph's object type changed. */
function withFields(documents: Documents, subgraph: string, type: string, change: (fields: Fields) => Fields): Documents {
  const document = documents.get(subgraph);
  if (document === undefined) throw new Error(`there is no subgraph ${subgraph}`);
  const changed = visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (node: ObjectTypeDefinitionNode) =>
      node.name.value === type ? { ...node, fields: change(node.fields ?? []) } : undefined,
  });
  return new Map([...documents, [subgraph, changed]]);
}
