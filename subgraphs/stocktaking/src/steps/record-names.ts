import type { ReferenceView } from "../columns/reference-tables";

/** A sentence is read in a list or a message: beyond this it is none. */
const LONGEST_SENTENCE = 300;
/** How long a name may be: shorter ones are tried where a sentence grows too long, at last none but the codes. */
const LONGEST_NAMES = [80, 40, 20, 0] as const;

type RecordIn<T extends keyof ReferenceView> = ReferenceView[T] extends ReadonlyMap<string, infer R> ? R : never;

/** Records as a sentence names them: by code and name, since desk officers know the one or the other. */
export class RecordNames {
  readonly #views: readonly ReferenceView[];
  readonly #longest: number;

  /** @param views where a record is looked for, the first one first */
  constructor(views: readonly ReferenceView[], longest: number = LONGEST_NAMES[0]) {
    this.#views = views;
    this.#longest = longest;
  }

  agency(id: string): string {
    return this.#named(id, this.record("agencies", id)?.name);
  }

  organization(id: string): string {
    return this.#named(id, this.record("organizations", id)?.name);
  }

  place(id: string): string {
    return this.#named(id, this.record("places", id)?.name);
  }

  line(id: string): string {
    return this.#named(id, this.record("lines", id)?.shortName);
  }

  /** Many sources are called alike: whose it is tells more. */
  source(id: string): string {
    const { name = id, agency = "" } = this.record("sources", id) ?? {};
    const owner = this.record("agencies", agency)?.name;
    return name === id || owner === undefined ? this.#named(id, name) : this.#named(id, `${name} of ${owner}`);
  }

  /** Of a theme or a group of countries, which have a name and nothing else to be called by. */
  group(table: "themes" | "placeGroups", id: string): string {
    return this.#named(id, this.record(table, id)?.name);
  }

  /** An item is known by its code, and its title tells what it is about. */
  item(id: string): string {
    const title = cut(this.record("items", id)?.title ?? "", this.#longest);
    return title === "" || title === id ? id : `${id} "${title}"`;
  }

  /** What an activity is assigned to, by its code alone. */
  itemOrLine(code: string): string {
    return this.record("items", code) === undefined ? this.line(code) : this.item(code);
  }

  /** The record of an id in the first view that has it. */
  record<T extends keyof ReferenceView>(table: T, id: string): RecordIn<T> | undefined {
    for (const view of this.#views) {
      const records: ReadonlyMap<string, unknown> = view[table];
      // A table gives records of its own kind; the compiler can't tell that name and table walk in step.
      if (records.has(id)) return records.get(id) as RecordIn<T>;
    }
    return undefined;
  }

  #named(id: string, name = ""): string {
    const shown = cut(name, this.#longest);
    return shown === "" || shown === id ? id : `${shown} (${id})`;
  }
}

/** A sentence with names as long as it can bear. */
export function tellWithNames(views: readonly ReferenceView[], tell: (names: RecordNames) => string): string {
  let sentence = "";
  for (const longest of LONGEST_NAMES) {
    sentence = tell(new RecordNames(views, longest));
    if (sentence.length <= LONGEST_SENTENCE) return sentence;
  }
  return cut(sentence, LONGEST_SENTENCE);
}

/** The beginning of a text that is too long, at the end of a word where there is one. */
function cut(name: string, longest: number): string {
  const text = name.replace(/\s+/gu, " ").trim();
  if (text.length <= longest) return text;
  if (longest === 0) return "";
  const space = text.lastIndexOf(" ", longest - 1);
  // Half of a character in two code units would be none.
  const whole = space > longest / 2 ? text.slice(0, space) : text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${whole.replace(/[\s,;:.]+$/, "")}…`;
}
