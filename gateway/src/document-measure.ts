import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from "graphql";

/** What a selection asks once its fragments are written out. */
export interface Measure {
  readonly fields: number;
  /** Fields of the set itself, through its fragments. */
  readonly rootFields: number;
  readonly depth: number;
  /** Levels below `__schema` and `__type`, which are counted apart: what GraphiQL asks first is deep and small. */
  readonly introspectionDepth: number;
}

const NOTHING: Measure = { fields: 0, rootFields: 0, depth: 0, introspectionDepth: 0 };

/** The measure of each operation of a document. */
export function measureOperations(document: DocumentNode): readonly Measure[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const ruler = new Ruler(fragments);
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [ruler.ofSet(definition.selectionSet)] : [],
  );
}

/** Measures each fragment once, however often and however deep it is used: doubling fragments cost no more than others. */
class Ruler {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, Measure>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  ofSet(set: SelectionSetNode): Measure {
    return set.selections.map((selection) => this.#ofSelection(selection)).reduce(together, NOTHING);
  }

  #ofSelection(selection: SelectionNode): Measure {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.ofSet(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value);
    const { fields, depth, introspectionDepth } = selection.selectionSet === undefined ? NOTHING : this.ofSet(selection.selectionSet);
    const name = selection.name.value;
    return name === "__schema" || name === "__type"
      ? { fields: fields + 1, rootFields: 1, depth: 1, introspectionDepth: 1 + Math.max(depth, introspectionDepth) }
      : { fields: fields + 1, rootFields: 1, depth: 1 + depth, introspectionDepth };
  }

  #ofFragment(name: string): Measure {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    // A fragment that leads back to itself counts nothing there; validation refuses it a moment later.
    this.#measured.set(name, NOTHING);
    const fragment = this.#fragments.get(name);
    const measure = fragment === undefined ? NOTHING : this.ofSet(fragment.selectionSet);
    this.#measured.set(name, measure);
    return measure;
  }
}

function together(one: Measure, other: Measure): Measure {
  return {
    fields: one.fields + other.fields,
    rootFields: one.rootFields + other.rootFields,
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  };
}
