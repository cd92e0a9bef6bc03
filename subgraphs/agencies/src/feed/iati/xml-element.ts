/**
 * One element of an activity, read destructively: what the mapping takes is gone, and what is left in the end was
 * neither mapped nor put on the written list of what is ignored. So an element that a publisher adds tomorrow shows.
 */
export class XmlElement {
  /** From the activity down, such as `/iati-activity/budget`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Characters of text beyond what is kept. */
  cutText = 0;
  #text = "";
  readonly #attributes: Map<string, string>;
  readonly #children = new Map<string, XmlElement[]>();
  readonly #taken: XmlElement[] = [];

  constructor(path: string, attributes: Map<string, string>, line: number, column: number) {
    this.path = path;
    this.#attributes = attributes;
    this.line = line;
    this.column = column;
  }

  get place(): string {
    return `line ${this.line}, column ${this.column}`;
  }

  get textLength(): number {
    return this.#text.length;
  }

  addText(text: string): void {
    this.#text += text;
  }

  addChild(name: string, child: XmlElement): void {
    const siblings = this.#children.get(name);
    if (siblings === undefined) this.#children.set(name, [child]);
    else siblings.push(child);
  }

  /** Takes every child of this name. */
  take(name: string): readonly XmlElement[] {
    const children = this.#children.get(name) ?? [];
    this.#children.delete(name);
    this.#taken.push(...children);
    return children;
  }

  /** Takes the child of this name; null where there is none. More than the standard allows are leftovers. */
  takeOne(name: string): XmlElement | null {
    const [first, ...others] = this.#children.get(name) ?? [];
    if (first === undefined) return null;
    if (others.length === 0) this.#children.delete(name);
    else this.#children.set(name, others);
    this.#taken.push(first);
    return first;
  }

  /** Takes an attribute; null where it is missing or empty, which publishers' tools write alike. */
  attribute(name: string): string | null {
    const value = this.#attributes.get(name)?.trim() ?? "";
    this.#attributes.delete(name);
    return value === "" ? null : value;
  }

  /** Takes the element's own text as it stands. */
  text(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  /** Takes all of it, unread: what the mapping has no use for in this activity. */
  discard(): void {
    this.#text = "";
    this.#attributes.clear();
    this.#children.clear();
  }

  /** What nothing took, in this element and below. */
  *leftovers(): Generator<Leftover> {
    for (const [name, value] of this.#attributes) yield { path: `${this.path}/@${name}`, place: this.place, value };
    for (const [name, children] of this.#children) {
      for (const child of children) yield { path: `${this.path}/${name}`, place: child.place, value: child.#text.trim() };
    }
    if (this.#text.trim() !== "") yield { path: `${this.path}/text()`, place: this.place, value: this.#text.trim() };
    for (const child of this.#taken) yield* child.leftovers();
  }
}

export interface Leftover {
  readonly path: string;
  readonly place: string;
  readonly value: string;
}
