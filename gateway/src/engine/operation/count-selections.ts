import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode } from "graphql";
import { EngineError } from "../engine-error";

/** What an operation asks once its fragments are written out where they are used. */
export interface Count {
  readonly fields: number;
  /** Fields and fragments. */
  readonly selections: number;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Fragments may hold little and be many: so many to a field are taken for granted, more are taken for an attack. */
const SELECTIONS_PER_FIELD = 4;

const NOTHING: Count = { fields: 0, selections: 0 };

/** Counts each fragment once, however often it is used: counting a bomb of doubling fragments costs no more than reading it. */
export class SelectionCounter {
  readonly #fragments: Fragments;
  readonly #counted = new Map<string, Count>();

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** Throws QUERY_TOO_LARGE where the operation, written out, has more fields than these. */
  refuseMoreThan(most: number, { selectionSet }: OperationDefinitionNode): void {
    const { fields, selections } = this.ofSet(selectionSet);
    if (fields > most) throw tooLarge("fields, fragments written out", fields, most);
    if (selections > most * SELECTIONS_PER_FIELD)
      throw tooLarge("fragments, written out", selections - fields, most * SELECTIONS_PER_FIELD);
  }

  ofSet({ selections }: SelectionSetNode): Count {
    let count = NOTHING;
    for (const selection of selections) count = together(count, this.#ofSelection(selection));
    return count;
  }

  #ofSelection(selection: SelectionNode): Count {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return together({ fields: 0, selections: 1 }, this.#ofFragment(selection.name.value));
    const inner = selection.selectionSet === undefined ? NOTHING : this.ofSet(selection.selectionSet);
    return together({ fields: selection.kind === Kind.FIELD ? 1 : 0, selections: 1 }, inner);
  }

  #ofFragment(name: string): Count {
    const known = this.#counted.get(name);
    if (known !== undefined) return known;
    // One that leads back to itself counts nothing there: validation refuses it.
    this.#counted.set(name, NOTHING);
    const fragment = this.#fragments.get(name);
    const count = fragment === undefined ? NOTHING : this.ofSet(fragment.selectionSet);
    this.#counted.set(name, count);
    return count;
  }
}

function together(one: Count, other: Count): Count {
  return { fields: one.fields + other.fields, selections: one.selections + other.selections };
}

function tooLarge(what: string, count: number, most: number): EngineError {
  return new EngineError("QUERY_TOO_LARGE", `The document has ${count} ${what}; at most ${most}. Ask for less at once.`, { most });
}
