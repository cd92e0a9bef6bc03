import {
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** Ways to say the same in other words, by name. */
export const VARIANTS: Readonly<Record<string, (schema: GraphQLSchema, document: DocumentNode) => string>> = {
  "without spaces": (_schema, document) => stripIgnoredCharacters(print(document)),
  "with comments and commas": (_schema, document) => print(document).replaceAll("\n", " ,,# a comment }\n"),
  "with other names of operation, fragments and variables": (_schema, document) => print(renamed(document)),
  "with other aliases": (schema, document) => print(aliased(schema, document)),
  "with arguments and directives in another order": (_schema, document) => print(reordered(document)),
  "with fragments written inline": (_schema, document) => print(inlined(document)),
  "with fragments that say nothing": (_schema, document) => print(wrapped(document)),
  "with conditions that always hold": (_schema, document) => print(conditioned(document)),
  "with fields asked twice": (_schema, document) => print(doubled(document)),
};

/** The document with other values in its arguments, where these may become variables. */
export function withOtherLiterals(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const named = () => String(getNamedType(types.getInputType()));
  const visitor = visitWithTypeInfo(types, {
    enter(node) {
      if (node.kind === Kind.STRING && ["String", "ID", "Date", "Json"].includes(named())) return { ...node, value: `${node.value}z` };
      if (node.kind === Kind.INT && named() === "Int") return { ...node, value: String((Number(node.value) % 1_000) + 5) };
      if (node.kind === Kind.ENUM && named() === "Colour") return { ...node, value: OTHER_COLOURS[node.value] ?? "RED" };
      return undefined;
    },
  });
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return visit(definition, visitor);
    // Not the defaults of variables: they stay in the text.
    return { ...visit({ ...definition, variableDefinitions: [] }, visitor), variableDefinitions: definition.variableDefinitions ?? [] };
  });
  return { ...document, definitions };
}

const OTHER_COLOURS: Readonly<Record<string, string>> = { RED: "GREEN", GREEN: "BLUE", BLUE: "RED" };

function name<K extends string>(kind: K, value: string): { readonly kind: K; readonly value: string } {
  return { kind, value };
}

function renamed(document: DocumentNode): DocumentNode {
  return visit(document, {
    Variable: { leave: ({ kind, name: { value } }) => ({ kind, name: name(Kind.NAME, `${value}_other`) }) },
    FragmentSpread: { leave: (node) => ({ ...node, name: name(Kind.NAME, `Other${node.name.value}`) }) },
    FragmentDefinition: { leave: (node) => ({ ...node, name: name(Kind.NAME, `Other${node.name.value}`) }) },
    OperationDefinition: { leave: (node) => ({ ...node, name: name(Kind.NAME, "Other") }) },
  });
}

function aliased(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const leave = (node: FieldNode): FieldNode => {
    const plain = types.getFieldDef()?.args.length === 0 && (node.alias ?? node.name).value === node.name.value;
    return plain ? node : { ...node, alias: name(Kind.NAME, `${(node.alias ?? node.name).value}_other`) };
  };
  return visit(document, visitWithTypeInfo(types, { Field: { leave } }));
}

function reordered(document: DocumentNode): DocumentNode {
  const reverse = <T>(list: readonly T[] | undefined): readonly T[] => [...(list ?? [])].reverse();
  return visit(document, {
    Field: { leave: (node) => ({ ...node, arguments: reverse(node.arguments), directives: reverse(node.directives) }) },
    InlineFragment: { leave: (node) => ({ ...node, directives: reverse(node.directives) }) },
    FragmentSpread: { leave: (node) => ({ ...node, directives: reverse(node.directives) }) },
  });
}

function inlined(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const inline = <T extends ASTNode>(within: T): T =>
    visit(within, {
      enter(node) {
        if (node.kind !== Kind.FRAGMENT_SPREAD) return undefined;
        const fragment = fragments.get(node.name.value);
        if (fragment === undefined) throw new Error(`no fragment ${node.name.value}`);
        const { typeCondition, selectionSet } = fragment;
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: node.directives, selectionSet: inline(selectionSet) };
      },
    });
  const definitions = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return inline({ ...document, definitions });
}

function wrapped(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave: (selectionSet) => ({ ...selectionSet, selections: [{ kind: Kind.INLINE_FRAGMENT, directives: [], selectionSet }] }),
    },
  });
}

function conditioned(document: DocumentNode): DocumentNode {
  const always = directivesOf("{ a @include(if: true) @skip(if: false) }");
  const withConditions = <T extends SelectionNode>(node: T): T => {
    const known = new Set(node.directives?.map((directive) => directive.name.value));
    return { ...node, directives: [...(node.directives ?? []), ...always.filter((directive) => !known.has(directive.name.value))] };
  };
  return visit(document, { Field: { leave: withConditions }, InlineFragment: { leave: withConditions } });
}

function directivesOf(query: string): readonly DirectiveNode[] {
  const [operation] = parse(query).definitions;
  const [field] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  return field?.directives ?? [];
}

/** Unless the document defers anything: what is deferred twice is deferred twice. */
function doubled(document: DocumentNode): DocumentNode {
  if (print(document).includes("@defer")) return document;
  return visit(document, { SelectionSet: { leave: (node) => ({ ...node, selections: [...node.selections, ...node.selections] }) } });
}
