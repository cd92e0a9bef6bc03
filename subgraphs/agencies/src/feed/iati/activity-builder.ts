import type { IatiRule } from "./iati-rules";
import { ELEMENT_CHARGE, type ReadingLimits } from "./reading-limits";
import { XmlElement } from "./xml-element";

const LONGEST_NAME = 80;
const BEGINNING = 2_000;

/** Builds the tree of one activity out of the parser's events, leaving out what is ignored, within its limits. */
export class ActivityBuilder {
  readonly activity: XmlElement;
  #refused: { rule: IatiRule; place: string } | null = null;
  readonly #limits: ReadingLimits;
  readonly #ignored: Readonly<Record<string, string>>;
  readonly #open: XmlElement[];
  /** How many levels deep we are in something that is left out; 0 when we aren't. */
  #leavingOut = 0;
  #size = 0;
  #identifier = "";
  #beginning = "";

  constructor(
    attributes: Readonly<Record<string, string>>,
    line: number,
    column: number,
    limits: ReadingLimits,
    ignored: Readonly<Record<string, string>>,
  ) {
    this.#limits = limits;
    this.#ignored = ignored;
    this.activity = new XmlElement("/iati-activity", this.#kept(attributes), line, column);
    this.#open = [this.activity];
  }

  /** The identifier as far as it was read, for an activity that is refused. */
  get identifier(): string | null {
    const raw = this.#identifier.trim();
    return raw === "" ? null : raw;
  }

  /** The first texts, so that someone can tell which activity was refused. */
  get beginning(): string {
    return this.#beginning.trim();
  }

  open(name: string, attributes: Readonly<Record<string, string>>, line: number, column: number): void {
    const parent = this.#open.at(-1);
    if (this.#leavingOut > 0 || parent === undefined) {
      this.#leavingOut += 1;
      return;
    }
    const path = `${parent.path}/${name.slice(0, LONGEST_NAME)}`;
    // Names with a prefix belong to other standards that travel in the same file.
    if (this.#refused !== null || Object.hasOwn(this.#ignored, path) || name.includes(":")) {
      // Of a refused activity only its identifier is still wanted.
      if (path !== "/iati-activity/iati-identifier") {
        this.#leavingOut = 1;
        return;
      }
    }
    const element = new XmlElement(path, this.#kept(attributes), line, column);
    this.#charge(ELEMENT_CHARGE, element.place);
    if (this.#open.length >= this.#limits.depth) this.refuse("IATI_TOO_DEEP", element.place);
    if (this.#refused === null) parent.addChild(name, element);
    this.#open.push(element);
  }

  text(text: string): void {
    const element = this.#open.at(-1);
    if (this.#leavingOut > 0 || element === undefined) return;
    const room = this.#limits.text - element.textLength;
    const kept = text.length <= room ? text : text.slice(0, Math.max(0, room));
    element.cutText += text.length - kept.length;
    if (element.path === "/iati-activity/iati-identifier" && this.#identifier.length < 600) this.#identifier += kept.slice(0, 600);
    if (this.#beginning.length < BEGINNING && kept.trim() !== "") this.#beginning += `${kept.slice(0, BEGINNING).trim()} `;
    if (this.#refused !== null) return;
    element.addText(kept);
    this.#charge(kept.length, element.place);
  }

  close(): { done: boolean; refused: { rule: IatiRule; place: string } | null } {
    if (this.#leavingOut > 0) this.#leavingOut -= 1;
    else this.#open.pop();
    return { done: this.#open.length === 0, refused: this.#refused };
  }

  /** The whole activity is refused; what was built is let go, and the reading goes on behind it. */
  refuse(rule: IatiRule, place: string): void {
    this.#refused ??= { rule, place };
  }

  #charge(size: number, place: string): void {
    this.#size += size;
    if (this.#size > this.#limits.activity) this.refuse("IATI_ACTIVITY_TOO_LARGE", place);
  }

  #kept(attributes: Readonly<Record<string, string>>): Map<string, string> {
    const kept = new Map<string, string>();
    for (const name in attributes) {
      if (name.includes(":") && name !== "xml:lang") continue;
      if (name === "xmlns") continue;
      kept.set(name.slice(0, LONGEST_NAME), attributes[name] ?? "");
      this.#size += name.length + (attributes[name]?.length ?? 0);
    }
    return kept;
  }
}
