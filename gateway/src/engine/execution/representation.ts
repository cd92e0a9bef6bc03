import type { TreeObject, TreeValue } from "../answer/tree";
import type { FetchNode, RequiredSelection } from "../plan/plan";
import type { EntityKey } from "./entity-keys";
import { jsonText } from "./json-text";
import { requiredFields } from "./required-fields";
import { type PendingRewrite, pendingRewrites, rewritesOf } from "./rewrites";
import { isObject, valueAt } from "./tree-values";
import type { TypeConditions } from "./type-conditions";

/** What goes into the representation of an object of one type. */
export interface Recipe {
  /** The `__typename` that the subgraph is told; null where none is asked, or no condition applies. */
  readonly typename: string | null;
  readonly parts: readonly RecipePart[];
  /** The keys that it holds, any of which may tell which object is meant; none where any object will do. */
  readonly keys: readonly EntityKey[];
  /** It holds leaves alone. */
  readonly isFlat: boolean;
  /** The same for two types whose representations are told apart by their values alone. */
  readonly signature: string;
}

interface RecipePart {
  /** What stands before the value: a bracket or comma, and its name. */
  readonly before: string;
  readonly name: string;
  /** The name that the subgraph is told. */
  readonly sentAs: string;
  /** Null for a leaf. */
  readonly inner: RepresentationWriter | null;
}

/** The keys of a type that names make whole; null where there is none, so that an object isn't to be asked about. */
type KeysHeld = (typename: string, names: ReadonlySet<string>) => readonly EntityKey[] | null;

const ANY: KeysHeld = () => [];

/** Writes representations as JSON text: the objects that a subgraph is asked to add to, told by what it requires. */
export class RepresentationWriter {
  readonly #requires: readonly RequiredSelection[];
  readonly #rewrites: readonly PendingRewrite[];
  readonly #types: TypeConditions;
  readonly #keysHeld: KeysHeld;
  readonly #recipes = new Map<unknown, Recipe>();

  constructor(requires: readonly RequiredSelection[], rewrites: readonly PendingRewrite[], types: TypeConditions, keysHeld: KeysHeld) {
    this.#requires = requires;
    this.#rewrites = rewrites;
    this.#types = types;
    this.#keysHeld = keysHeld;
  }

  /** Null where something required is missing. */
  write(object: TreeObject, { parts, typename }: Recipe): string | null {
    let text = typename === null ? "" : `{"__typename":${jsonText(typename)}`;
    for (const { before, name, inner } of parts) {
      const value = valueAt(object, name);
      const written = value === undefined ? null : inner === null ? jsonText(value) : inner.#writeValue(value);
      if (written === null) return null;
      text += before + written;
    }
    return text === "" ? "{}" : `${text}}`;
  }

  /** Whether nothing that a flat recipe requires is missing. */
  holdsAll(object: TreeObject, { parts }: Recipe): boolean {
    for (const { name } of parts) if (valueAt(object, name) === undefined) return false;
    return true;
  }

  /** The same as an object of its own, of one from which a text was written. */
  objectOf(object: TreeObject, { parts, typename }: Recipe): object {
    const sent: Record<string, unknown> = typename === null ? {} : { __typename: typename };
    for (const { name, sentAs, inner } of parts) {
      const value = valueAt(object, name);
      sent[sentAs] = inner === null ? ownValue(value) : inner.#ownObjects(value);
    }
    return sent;
  }

  recipeOf(object: TreeObject): Recipe {
    const typename = object.__typename;
    const known = this.#recipes.get(typename);
    if (known !== undefined) return known;
    const made = this.#compose(typename);
    this.#recipes.set(typename, made);
    return made;
  }

  #writeValue(value: TreeValue): string | null {
    if (value === null) return "null";
    if (isObject(value)) return this.write(value, this.recipeOf(value));
    return Array.isArray(value) ? this.#writeList(value) : null;
  }

  #ownObjects(value: TreeValue | undefined): unknown {
    if (Array.isArray(value)) return value.map((item: TreeValue) => this.#ownObjects(item));
    return isObject(value) ? this.objectOf(value, this.recipeOf(value)) : null;
  }

  #writeList(items: readonly TreeValue[]): string | null {
    const texts = items.map((item) => this.#writeValue(item));
    return texts.includes(null) ? null : `[${texts.join(",")}]`;
  }

  #compose(typename: unknown): Recipe {
    const meets = (condition: string) => typeof typename === "string" && this.#types.holds(typename, condition);
    const { renamed, constants, below } = rewritesOf(this.#rewrites, meets);
    const fields = requiredFields(this.#requires, meets);
    const told = fields.delete("__typename") ? typenameSent(typename, constants) : null;
    const keys = told === null ? null : this.#keysHeld(told, new Set(fields.keys()));
    const sent = keys === null ? null : told;
    const parts = [...fields].map(([name, nested], index) => ({
      before: `${sent === null && index === 0 ? "{" : ","}${jsonText(renamed.get(name) ?? name)}:`,
      name,
      sentAs: renamed.get(name) ?? name,
      inner: nested.length === 0 ? null : new RepresentationWriter(nested, below(name), this.#types, ANY),
    }));
    const isFlat = parts.every(({ inner }) => inner === null);
    return { typename: sent, parts, keys: keys ?? [], isFlat, signature: [sent, ...parts.map(({ before }) => before)].join() };
  }
}

/** A leaf as its text would give it back: a custom scalar's may be more than JSON can say. */
function ownValue(value: TreeValue | undefined): unknown {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
  return JSON.parse(jsonText(value));
}

/** The writer of what a fetch requires, given the keys by which its subgraph knows each type. */
export function representationWriter(
  { requires = [], inputRewrites }: RequiringFetch,
  keysOf: (typename: string) => readonly EntityKey[] | null,
  types: TypeConditions,
): RepresentationWriter {
  // Where a fetch is meant for some types of an interface alone, what it requires of the others holds no key.
  const keysHeld: KeysHeld = (typename, names) => {
    const keys = keysOf(typename);
    const held = keys?.filter((key) => key.names.every((name) => names.has(name))) ?? [];
    return held.length > 0 || keys?.length === 0 ? held : null;
  };
  return new RepresentationWriter(requires, pendingRewrites(inputRewrites), types, keysHeld);
}

/** The types that a fetch's representations may be sent as. */
export function typesSent({ requires = [], inputRewrites = [] }: RequiringFetch): readonly string[] {
  const set = inputRewrites.flatMap((rewrite) => (rewrite.kind === "ValueSetter" ? [String(rewrite.setValueTo)] : []));
  const named = requires.flatMap((one) => (one.kind === "InlineFragment" && one.typeCondition !== undefined ? [one.typeCondition] : []));
  return [...new Set([...named, ...set])].sort();
}

type RequiringFetch = Pick<FetchNode, "requires" | "inputRewrites">;

function typenameSent(typename: unknown, constants: readonly (readonly [string, TreeValue])[]): string | null {
  const set = new Map(constants);
  if (set.size > 1 || (set.size === 1 && !set.has("__typename"))) throw new Error("A plan sets another input than __typename.");
  const sent = set.get("__typename") ?? typename;
  return typeof sent === "string" ? sent : null;
}
