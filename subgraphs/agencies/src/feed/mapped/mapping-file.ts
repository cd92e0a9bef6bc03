import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { hubError } from "@actionline/kit/hub-error";
import { canonicalText, textHash } from "@actionline/log/canonical";
import type { Mapping } from "@actionline/schema/mapping";

/** Grows when the adapters change what they make of the same file by the same mapping. */
const ADAPTER_VERSION = "1.0.0";

const NEEDED = ["id", "title", "status", "reporter"] as const;
const ACTIVITY = [
  ...NEEDED,
  ...["description", "activityKind", "start", "end", "funders", "leads", "implementers", "items", "actionLines", "sdgs", "places"],
  ...["targetGroups", "homepage"],
];
const BUDGET_NEEDED = ["amount", "currency", "measure", "start", "end"];
const RULE = new Set(["from", "value", "split", "values", "otherwise", "date", "decimal", "language"]);

/** Under which a reading by this mapping is taken up again. */
export function fingerprintOf(mapping: Mapping): string {
  return `${ADAPTER_VERSION} ${textHash(canonicalText(mapping))}`;
}

/** Reads a mapping file; refuses one that isn't a mapping, with the place. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, "utf8").catch(() => {
    throw hubError("BAD_INPUT", `There is no mapping ${basename(path)}: make one with "actionline new agency".`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw hubError("BAD_INPUT", `${basename(path)} isn't JSON; check its commas and quotes.`);
  }
  return checkedMapping(value, basename(path));
}

/** @param name what the mapping is called in what is said of it */
export function checkedMapping(value: unknown, name: string): Mapping {
  assertMapping(value, name);
  return value;
}

function assertMapping(value: unknown, name: string): asserts value is Mapping {
  const refuse = (place: string, what: string): never => {
    throw hubError("BAD_INPUT", `${name}${place}: ${what}`);
  };
  if (!isObject(value)) return refuse("", "a mapping is an object.");
  if (value.mapping !== 1) refuse("/mapping", "this hub reads version 1.");
  if (typeof value.complete !== "boolean")
    refuse("/complete", "say true where the source lists all that it has, false where it lists changes.");
  const { activity, budgets = [] } = value;
  if (!isObject(activity)) return refuse("/activity", "say which column each field of an activity comes from.");
  for (const field of NEEDED)
    if (!Object.hasOwn(activity, field)) refuse(`/activity/${field}`, "every activity has it; say where it comes from.");
  for (const field of Object.keys(activity))
    if (!ACTIVITY.includes(field)) refuse(`/activity/${field}`, `there is no such field; known are ${ACTIVITY.join(", ")}.`);
  checkRules(activity, "/activity", refuse);
  if (!Array.isArray(budgets)) return refuse("/budgets", "give a list.");
  for (const [index, budget] of (budgets as readonly unknown[]).entries()) {
    if (!isObject(budget)) return refuse(`/budgets/${index}`, "give an object.");
    for (const field of BUDGET_NEEDED) if (!Object.hasOwn(budget, field)) refuse(`/budgets/${index}/${field}`, "every amount has it.");
    checkRules(budget, `/budgets/${index}`, refuse);
  }
}

type Refuse = (place: string, what: string) => never;

function checkRules(fields: Readonly<Record<string, unknown>>, place: string, refuse: Refuse): void {
  for (const [field, given] of Object.entries(fields)) {
    for (const rule of Array.isArray(given) ? (given as readonly unknown[]) : [given]) checkRule(rule, `${place}/${field}`, refuse);
  }
}

function checkRule(rule: unknown, place: string, refuse: Refuse): void {
  if (!isObject(rule)) {
    refuse(place, 'give an object such as { "from": "Title" }.');
    return;
  }
  const unknown = Object.keys(rule).find((key) => !RULE.has(key));
  if (unknown !== undefined) refuse(`${place}/${unknown}`, `there is no such setting; known are ${[...RULE].join(", ")}.`);
  if ((typeof rule.from === "string") === (typeof rule.value === "string"))
    refuse(place, "give either `from`, a column, or `value`, a text.");
  if (rule.from === "") refuse(place, 'it is left open (""): name the column that it comes from, give a `value`, or take it out.');
  if (rule.date !== undefined && !["Y-M-D", "D/M/Y", "M/D/Y", "Y"].includes(String(rule.date)))
    refuse(`${place}/date`, "give Y-M-D, D/M/Y, M/D/Y or Y.");
  if (rule.decimal !== undefined && rule.decimal !== "." && rule.decimal !== ",") refuse(`${place}/decimal`, 'give "." or ",".');
  if (rule.split === "") refuse(`${place}/split`, "give at least one sign.");
  const words = rule.values;
  if (words !== undefined && !(isObject(words) && Object.values(words).every((word) => typeof word === "string"))) {
    refuse(`${place}/values`, "give an object from the source's words to the contract's.");
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
