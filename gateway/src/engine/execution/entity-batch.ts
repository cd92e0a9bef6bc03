import type { TreeObject } from "../answer/tree";
import { KnownRepresentations, NEW } from "./known-representations";
import type { Recipe, RepresentationWriter } from "./representation";
import { valueAt } from "./tree-values";

/** The entities of one fetch: each representation once, with the objects of the tree that it stands for. */
export class EntityBatch {
  readonly representations: string[] = [];
  /** The object that each was written from. */
  readonly owners: TreeObject[] = [];
  /** More objects with the same representation. */
  readonly others: (TreeObject[] | undefined)[] = [];
  readonly #recipes: Recipe[] = [];
  readonly #writer: RepresentationWriter;

  constructor(objects: readonly TreeObject[], writer: RepresentationWriter) {
    this.#writer = writer;
    const known = new KnownRepresentations(this.representations, this.owners);
    for (let index = 0; index < objects.length; index++) {
      const object = objects[index];
      if (object !== undefined) this.#add(object, writer.recipeOf(object), writer, known);
    }
  }

  get size(): number {
    return this.representations.length;
  }

  /** The `__typename` that a representation is sent with. */
  typenameAt(number: number): string {
    return this.#recipes[number]?.typename ?? "";
  }

  /** The representations as objects that nobody else has: to be asked for as long as the tree is as it was. */
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

  /** An object without something required isn't asked about, and neither is one of a type that no condition names. */
  #add(object: TreeObject, recipe: Recipe, writer: RepresentationWriter, known: KnownRepresentations): void {
    if (recipe.typename === null) return;
    const alike = known.find(object, recipe);
    if (alike >= 0) {
      this.#addOther(alike, object);
      return;
    }
    const text = writer.write(object, recipe);
    if (text === null) return;
    const same = alike === NEW ? undefined : known.byText(text);
    if (same === undefined) this.#addNew(object, recipe, text, known);
    else this.#addOther(same, object);
  }

  #addNew(object: TreeObject, recipe: Recipe, text: string, known: KnownRepresentations): void {
    known.learn(object, recipe, text);
    this.representations.push(text);
    this.owners.push(object);
    this.others.push(undefined);
    this.#recipes.push(recipe);
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
