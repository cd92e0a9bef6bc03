import {
  baseType,
  type CompositeType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  possibleRuntimeTypes,
  type Schema,
} from "@apollo/federation-internals";
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/**
 * The same operation in words that the planner doesn't stumble over. It takes for nothing what is asked under conditions
 * that can't all hold, and forgets the field around it; it fails, or takes minutes, on fragments within others of the
 * same or of no common type. So what can match nothing is left out, conditions that always hold are too, and every
 * object is asked for something that doesn't hang on a condition.
 *
 * @param expand writes a fragment upon an interface or union within another as one for each object type that both may be
 */
export function narrowFragments(schema: Schema, document: DocumentNode, expand: boolean): DocumentNode {
  const narrowing = new Narrowing(schema, expand);
  return {
    ...document,
    definitions: document.definitions.map((node) => (node.kind === Kind.OPERATION_DEFINITION ? narrowing.operation(node) : node)),
  };
}

/** A place of the operation: the type that stands there, and the object types that may, for all the fragments around. */
interface Place {
  readonly type: CompositeType;
  readonly possible: ReadonlySet<string>;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

class Narrowing {
  readonly #schema: Schema;
  readonly #expand: boolean;
  readonly #places = new Map<string, Place>();

  constructor(schema: Schema, expand: boolean) {
    this.#schema = schema;
    this.#expand = expand;
  }

  operation(node: OperationDefinitionNode): OperationDefinitionNode {
    const root = this.#schema.schemaDefinition.rootType(node.operation);
    if (root === undefined) return node;
    return { ...node, selectionSet: setOf(this.#selections(node.selectionSet, this.#placeOf(root))) };
  }

  #selections({ selections }: SelectionSetNode, place: Place): SelectionNode[] {
    return selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return [this.#field(node, place)];
      if (node.kind === Kind.INLINE_FRAGMENT) return this.#fragment(node, place);
      throw new Error("the text of an operation has its fragments written out");
    });
  }

  #field(node: FieldNode, { type }: Place): FieldNode {
    const definition = isUnionType(type) ? undefined : type.field(node.name.value);
    const inner = definition?.type === undefined ? undefined : baseType(definition.type);
    if (node.selectionSet === undefined || inner === undefined || !isCompositeType(inner)) return node;
    const selections = this.#selections(node.selectionSet, this.#placeOf(inner));
    return { ...node, selectionSet: setOf(selections.some(isUnconditional) ? selections : [TYPENAME, ...selections]) };
  }

  #fragment(node: InlineFragmentNode, place: Place): SelectionNode[] {
    const condition = node.typeCondition === undefined ? place.type : this.#typeNamed(node.typeCondition.name.value);
    const possible = new Set([...place.possible].filter((name) => this.#placeOf(condition).possible.has(name)));
    if (possible.size === 0) return [];
    const { directives = [], selectionSet } = node;
    if (isObjectType(place.type) || condition === place.type) {
      return held(directives, this.#selections(selectionSet, { type: place.type, possible }));
    }
    if (this.#expand && isAbstractType(condition)) {
      return held(
        directives,
        [...possible].flatMap((name) => this.#on(this.#typeNamed(name), new Set([name]), [], selectionSet)),
      );
    }
    return this.#on(condition, possible, directives, selectionSet);
  }

  #on(type: CompositeType, possible: ReadonlySet<string>, directives: readonly DirectiveNode[], set: SelectionSetNode): SelectionNode[] {
    const selections = this.#selections(set, { type, possible });
    if (selections.length === 0) return [];
    const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } } as const;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: setOf(selections) }];
  }

  #typeNamed(name: string): CompositeType {
    const type = this.#schema.type(name);
    if (type === undefined || !isCompositeType(type)) throw new Error(`"${name}" is no composite type of the public schema`);
    return type;
  }

  #placeOf(type: CompositeType): Place {
    const known = this.#places.get(type.name);
    if (known !== undefined) return known;
    const place = { type, possible: new Set(possibleRuntimeTypes(type).map(({ name }) => name)) };
    this.#places.set(type.name, place);
    return place;
  }
}

/** Selections under directives, or as they are where there are none. */
function held(directives: readonly DirectiveNode[], selections: SelectionNode[]): SelectionNode[] {
  if (directives.length === 0 || selections.length === 0) return selections;
  return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: setOf(selections) }];
}

function isUnconditional(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && (node.directives ?? []).length === 0;
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
