import type { HarvestWitness } from "@actionline/agencies/feed/harvest";
import { MAPPED_RULES } from "@actionline/agencies/feed/mapped/mapped-rules";
import { mayTellOfPerson } from "@actionline/agencies/feed/mapped/row";
import type { HarvestIssue } from "@actionline/schema/hub-records";
import { excerpt } from "@actionline/schema/validator/excerpt";

const SHOWN = 3;
const { severity, howToFix } = MAPPED_RULES.MAPPED_PERSON;

/** Looks in the texts of records for what may tell of a person; where they come from doesn't matter. */
export class PersonWatch implements HarvestWitness {
  readonly #examples: HarvestIssue["examples"][number][] = [];
  #count = 0;

  taken(record: Parameters<HarvestWitness["taken"]>[0]): void {
    for (const field of ["title", "description"] as const) {
      const texts: unknown = field in record ? Reflect.get(record, field) : [];
      if (!Array.isArray(texts)) continue;
      for (const [at, text] of texts.entries()) this.#look(record.id, `/${field}/${at}`, text);
    }
  }

  found(): void {}

  /** What was found, as a report tells its findings; nothing where there was none. */
  get issues(): readonly HarvestIssue[] {
    if (this.#count === 0) return [];
    return [{ rule: "MAPPED_PERSON", severity, pointer: "", count: this.#count, examples: this.#examples, howToFix }];
  }

  #look(record: string, place: string, value: unknown): void {
    const text = typeof value === "object" && value !== null && "text" in value ? value.text : null;
    if (typeof text !== "string" || !mayTellOfPerson(text)) return;
    this.#count += 1;
    if (this.#examples.length < SHOWN) this.#examples.push({ record, place, value: excerpt(text) });
  }
}
