import type { TreeObject } from "../answer/tree";
import { isToldByKey } from "./entity-keys";
import { KnownRepresentations, NEW } from "./known-representations";
import type { Recipe, RepresentationWriter } from "./representation";
import { valueAt } from "./tree-values";

/** The entities of one fetch: each representation once, with the objects of the tree that it stands for. */
export class EntityBatch {
  /** The object that each representation is written from. */
  readonly owners: TreeObject[] = [];
  /** More objects with the same representation. */
  readonly others: (TreeObject[] | undefined)[] = [];
  /** Objects whose keys are null, with the `__typename` that they would be asked as: they are nobody. */
  readonly nobodies: (readonly [TreeObject, string])[] = [];
  readonly #recipes: Recipe[] = [];
  readonly #texts: string[] = [];
  readonly #writer: RepresentationWriter;

  constructor(objects: readonly TreeObject[], writer: RepresentationWriter) {
    this.#writer = writer;
    const known = new KnownRepresentations(this.owners, (number) => this.#textOf(number));
    for (let index = 0; index < objects.length; index++) {
      const object = objects[index];
      if (object !== undefined) this.#add(object, writer.recipeOf(object), known);
    }
  }

  get size(): number {
    return this.owners.length;
  }

  /** The `__typename` that a representation is sent with. */
  typenameAt(number: number): string {
    return this.#recipes[number]?.typename ?? "";
  }

  /** The representations as JSON text: to be asked for as long as the tree is as it was, like the objects. */
  get representations(): readonly string[] {
    return this.owners.map((_, number) => this.#textOf(number));
  }

  /** The representations as objects that nobody else has. */
  objects(): readonly object[] {
    return this.#recipes.map((recipe, number) => this.#writer.objectOf(this.owners[number] ?? {}, recipe));
  }

  /** Every object and the number of its representation. */
  numbers(): Map<TreeObject, number> {
    const numbers = new Map<TreeObject, number>();
    this.owners.forEach((owner, number) => {
      numbers.set(owner, number);
      for (const other of this.others[number] ?? []) numbers.set(other, number);
    });
    return numbers;
  }

  /** An object without something required or a key isn't asked about, and neither is one of a type that no condition names. */
  #add(object: TreeObject, recipe: Recipe, known: KnownRepresentations): void {
    if (recipe.typename === null) return;
    if (!isToldByKey(object, recipe.keys)) {
      this.nobodies.push([object, recipe.typename]);
      return;
    }
    const alike = known.find(object, recipe);
    if (alike >= 0) this.#addOther(alike, object);
    // A subgraph in this process is never sent the text, so that it is written only where it has to tell.
    else if (alike !== NEW || !recipe.isFlat) this.#addByText(object, recipe, known, alike === NEW);
    else if (this.#writer.holdsAll(object, recipe)) this.#addNew(object, recipe, known);
  }

  #addByText(object: TreeObject, recipe: Recipe, known: KnownRepresentations, isNew: boolean): void {
    const text = this.#writer.write(object, recipe);
    if (text === null) return;
    const same = isNew ? undefined : known.byText(text);
    if (same === undefined) {
      this.#texts[this.size] = text;
      this.#addNew(object, recipe, known);
    } else this.#addOther(same, object);
  }

  #addNew(object: TreeObject, recipe: Recipe, known: KnownRepresentations): void {
    this.owners.push(object);
    this.others.push(undefined);
    this.#recipes.push(recipe);
    known.learn(object, recipe);
  }

  #textOf(number: number): string {
    const known = this.#texts[number];
    if (known !== undefined) return known;
    const recipe = this.#recipes[number];
    const text = recipe === undefined ? null : this.#writer.write(this.owners[number] ?? {}, recipe);
    if (text === null) throw new Error("a representation lost what it was written from");
    this.#texts[number] = text;
    return text;
  }

  #addOther(number: number, object: TreeObject): void {
    const others = this.others[number];
    if (others === undefined) this.others[number] = [object];
    else others.push(object);
  }
}

/** Whether nothing has answered a name that was asked of an object. */
export function isUnanswered(object: TreeObject, name: string): boolean {
  return valueAt(object, name) === undefined;
}
