import { excerpt } from "@actionline/schema/validator/excerpt";
import sax from "sax";
import type { FeedError, UnreadableItem } from "../feed-item";
import { ActivityBuilder } from "./activity-builder";
import { IATI_RULES, type IatiRule } from "./iati-rules";
import { IGNORED_ELEMENTS } from "./ignored";
import type { ReadingLimits } from "./reading-limits";
import type { XmlElement } from "./xml-element";

/** What came out of a stretch of text: whole activities, and those that could not be read. */
export type Read = XmlElement | UnreadableItem;

/** sax knows the option; its types don't. It leaves the five entities that XML itself has, and no other. */
const OPTIONS = { position: true, strictEntities: true } as sax.SAXOptions;

/**
 * Reads IATI as a stream: one activity at a time is in memory, and of it only what isn't ignored. Whatever breaks the
 * reading is kept in `broken` with its line; everything read before it stands.
 */
export class ActivityReader {
  broken: FeedError | null = null;
  rootSeen = false;
  readonly #parser = sax.parser(true, OPTIONS);
  readonly #limits: ReadingLimits;
  #read: Read[] = [];
  #depth = 0;
  #attributes = 0;
  #building: ActivityBuilder | null = null;

  constructor(limits: ReadingLimits) {
    this.#limits = limits;
    const parser = this.#parser;
    const unlessBroken =
      <A>(handle: (argument: A) => void) =>
      (argument: A): void => {
        if (this.broken === null) handle(argument);
      };
    parser.onerror = (error) => this.#break("XML_MALFORMED", firstLine(error));
    parser.ondoctype = unlessBroken(() => this.#break("DTD_FORBIDDEN", "a document type declaration, which IATI files don't have"));
    parser.onopentagstart = () => {
      this.#attributes = 0;
    };
    parser.onattribute = unlessBroken(() => this.#countAttribute());
    parser.onopentag = unlessBroken((tag: sax.Tag | sax.QualifiedTag) => this.#open(tag as sax.Tag));
    parser.onclosetag = unlessBroken(() => this.#close());
    parser.ontext = unlessBroken((text: string) => this.#building?.text(text));
    parser.oncdata = unlessBroken((text: string) => this.#building?.text(text));
  }

  get place(): string {
    return `line ${this.#parser.line + 1}, column ${this.#parser.column + 1}`;
  }

  /** Reads on; returns what was completed. */
  write(text: string): readonly Read[] {
    this.#guarded(() => this.#parser.write(text));
    return this.#taken();
  }

  /** Ends the reading; an activity that is still open then is lost with the break. */
  end(): readonly Read[] {
    if (this.broken === null) this.#guarded(() => this.#parser.close());
    if (this.broken === null && !this.rootSeen) this.#break("XML_MALFORMED", "the file is empty");
    return this.#taken();
  }

  /** Bytes here were no text: the activity they stand in is refused. False where they stand in none. */
  refuseForEncoding(): boolean {
    if (this.#building === null) return false;
    this.#building.refuse("IATI_ENCODING_BROKEN", this.place);
    return true;
  }

  #guarded(work: () => void): void {
    if (this.broken !== null) return;
    try {
      work();
    } catch (error) {
      // sax throws at some hostile names, such as an attribute called hasOwnProperty.
      if (this.broken === null) this.#break("XML_MALFORMED", firstLine(error));
    }
  }

  #taken(): readonly Read[] {
    const read = this.#read;
    this.#read = [];
    return read;
  }

  #break(code: string, what: string): void {
    this.broken ??= { code, message: `The reading stopped at ${this.place}: ${excerpt(what)}. What stands before it went in.` };
  }

  #countAttribute(): void {
    this.#attributes += 1;
    if (this.#attributes === this.#limits.attributes + 1) this.#building?.refuse("IATI_TOO_MANY_ATTRIBUTES", this.place);
    if (this.#attributes > this.#limits.attributes * 10) this.#break("XML_TOO_LARGE", "an element with more attributes than can be read");
  }

  #open({ name, attributes }: sax.Tag): void {
    this.#depth += 1;
    const [line, column] = [this.#parser.line + 1, this.#parser.column + 1];
    if (this.#depth > this.#limits.depth * 4) this.#break("XML_TOO_DEEP", "elements nested deeper than can be read");
    else if (this.#depth === 1) this.#openRoot(name, attributes);
    else if (this.#building !== null) this.#building.open(name, attributes, line, column);
    else if (this.#depth === 2 && name === "iati-activity") {
      this.#building = new ActivityBuilder(attributes, line, column, this.#limits, IGNORED_ELEMENTS);
    }
  }

  #openRoot(name: string, attributes: Readonly<Record<string, string>>): void {
    this.rootSeen = true;
    const version = attributes.version ?? "";
    if (name !== "iati-activities") this.#break("NOT_IATI", `the file is <${name}> and not <iati-activities>`);
    else if (!/^2\.0\d$/.test(version)) this.#break("IATI_VERSION_UNKNOWN", `IATI version "${version}"; the hub reads 2.01 to 2.03`);
  }

  #close(): void {
    this.#depth -= 1;
    if (this.#building === null) return;
    const { done, refused } = this.#building.close();
    if (!done) return;
    this.#read.push(refused === null ? this.#building.activity : unreadable(this.#building.activity, refused, this.#building));
    this.#building = null;
  }
}

function unreadable(activity: XmlElement, refused: { rule: IatiRule; place: string }, builder: ActivityBuilder): UnreadableItem {
  const raw = builder.identifier;
  const { severity } = IATI_RULES[refused.rule];
  const finding = {
    rule: refused.rule,
    severity,
    pointer: activity.path,
    value: excerpt(raw ?? "no identifier read"),
    place: refused.place,
  };
  // The id has no agency yet: the adapter knows whose file it is.
  return { type: "UNREADABLE", place: activity.place, id: raw, finding, excerpt: builder.beginning };
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0] ?? message;
}
