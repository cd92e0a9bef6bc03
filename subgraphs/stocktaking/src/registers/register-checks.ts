import { hubError } from "@actionline/kit/hub-error";
import { lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { unknownId } from "../columns/unknown-id";
import { isExpectable } from "../coverage/expectations";

const YEARS = { from: 1990, to: 2199 } as const;

/** A list without repeats, each of them known at this point; null stays null. */
export function checkKnown(
  noun: string,
  given: readonly string[] | null | undefined,
  known: ReadonlyMap<string, unknown>,
  most: number,
): string[] | null {
  if (given === null || given === undefined) return null;
  const distinct = [...new Set(given)];
  if (distinct.length < 1 || distinct.length > most)
    throw hubError("BAD_INPUT", `Name 1 to ${most} of: ${noun}; leave the list out for all.`);
  const unknown = distinct.find((id) => !known.has(id));
  if (unknown === undefined) return distinct.sort();
  throw unknownId(noun, unknown);
}

export function checkYears(years: readonly number[]): number[] {
  const distinct = [...new Set(years)].sort((a, b) => a - b);
  if (distinct.length < 1 || distinct.length > 100) throw hubError("BAD_INPUT", "Name 1 to 100 years.");
  const wrong = distinct.find((year) => !Number.isInteger(year) || year < YEARS.from || year > YEARS.to);
  if (wrong === undefined) return distinct;
  throw hubError("BAD_INPUT", `${wrong} isn't a year from ${YEARS.from} to ${YEARS.to}.`);
}

/** Only actions and targets of the plan can be expected, declared on or committed to. */
export function checkItems(given: readonly string[] | null | undefined, view: ReferenceView, most: number): string[] | null {
  const items = checkKnown("plan item", given, view.items, most);
  const other = items?.find((item) => !isExpectable(view.items.get(item)?.nature ?? "EXTERNAL"));
  if (other === undefined) return items;
  throw hubError("BAD_INPUT", `${other} is neither an action nor a target of the plan; name the items below it.`);
}

/** Refuses items of another team. */
export function checkOfLine(items: readonly string[], line: string, view: ReferenceView): void {
  const other = items.find((item) => lineOfItem(view, item) !== line);
  if (other !== undefined) throw hubError("BAD_INPUT", `${other} isn't an item of ${line}; a team speaks for its own items.`);
}
