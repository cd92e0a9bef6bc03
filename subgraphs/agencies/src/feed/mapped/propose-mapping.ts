import type { MappedActivity, MappedValue, Mapping } from "@actionline/schema/mapping";

/** Words by which columns are usually called, in the order of trust. */
const USUAL: Readonly<Record<keyof MappedActivity, readonly RegExp[]>> = {
  id: [/^(project|activity|record)?[ _-]?(id|ref|reference|code|number|no\.?)$/i, /identifier/i],
  title: [/title/i, /^name$/i, /project name/i],
  description: [/description|summary|abstract|objective/i],
  activityKind: [/^(type|kind)$/i, /activity type/i],
  status: [/status|state$/i],
  start: [/start|begin|from date/i],
  end: [/(^|[ _-])end|finish|until|to date/i],
  reporter: [/reporter|reporting org/i, /^(organi[sz]ation|agency)$/i],
  funders: [/funder|donor|funding source/i],
  leads: [/^lead|lead agency/i],
  implementers: [/implement|partner/i],
  items: [/plan item|gpa|\bitem\b/i],
  actionLines: [/action[ _-]?line/i, /wsis/i],
  sdgs: [/sdg|sustainable development/i],
  places: [/^countr|location|place|region/i],
  targetGroups: [/target group|beneficiar|audience/i],
  homepage: [/url|link|web/i],
};
/** For the agency to fill. */
const OPEN: MappedValue = { from: "" };
const LISTS = new Set<string>(["funders", "implementers", "items", "actionLines", "sdgs", "places", "targetGroups"]);
const MOST_WORDS = 20;

/** What a source looks like: its columns, and some values of each. */
export interface Sample {
  /** Of a JSON file: the way to its list of records, where it isn't the file itself. */
  readonly records?: string;
  readonly columns: readonly string[];
  values(column: string): readonly string[];
}

/**
 * A mapping to begin with, by how columns are usually called. What couldn't be found is left as an empty `from`, for the
 * agency to fill; a guess is a guess, and the preview shows what it makes of the file.
 *
 * @param reporter the agency's name
 */
export function proposeMapping(sample: Sample, reporter: string): Mapping {
  const taken = new Set<string>();
  const activity: Partial<Record<keyof MappedActivity, MappedValue>> = {};
  for (const [field, patterns] of Object.entries(USUAL) as [keyof MappedActivity, readonly RegExp[]][]) {
    const column = patterns.map((pattern) => sample.columns.find((name) => !taken.has(name) && pattern.test(name.trim()))).find(isText);
    if (column !== undefined) {
      taken.add(column);
      activity[field] = ruleFor(field, column, sample.values(column));
    }
  }
  const needed = { id: OPEN, title: OPEN, status: OPEN, reporter: { value: reporter } };
  const way = sample.records === undefined ? {} : { records: sample.records };
  return { mapping: 1, complete: true, ...way, activity: { ...needed, ...activity } };
}

const isText = (value: string | undefined): value is string => value !== undefined;

function ruleFor(field: keyof MappedActivity, from: string, values: readonly string[]): MappedValue {
  const split = LISTS.has(field) ? [";", "|", ","].find((sign) => values.some((value) => value.includes(sign))) : undefined;
  const words = split === undefined ? values : values.flatMap((value) => value.split(split).map((word) => word.trim()));
  const known = field === "status" || field === "activityKind" ? { values: translated(field, words) } : {};
  const language = field === "title" || field === "description" ? { language: "en" } : {};
  const date = field === "start" || field === "end" ? dateOf(values) : {};
  return { from, ...(split !== undefined && { split }), ...known, ...language, ...date };
}

const STATUS: readonly [RegExp, string][] = [
  [/plan|pipeline|propos|prepar/i, "PLANNED"],
  [/complet|finish|clos|ended|done/i, "COMPLETED"],
  [/suspend|hold|pause/i, "SUSPENDED"],
  [/cancel|terminat|drop/i, "CANCELLED"],
  [/ongoing|on-going|active|implement|running|progress|current/i, "IMPLEMENTING"],
];
const KIND: readonly [RegExp, string][] = [
  [/program/i, "PROGRAMME"],
  [/train|course|capacity/i, "TRAINING"],
  [/confer|forum|summit/i, "CONFERENCE"],
  [/meeting|workshop/i, "MEETING"],
  [/web|portal|site/i, "WEBSITE"],
  [/guid/i, "GUIDELINES"],
  [/tool/i, "TOOLKIT"],
  [/publi|report|book/i, "PUBLICATION"],
  [/data/i, "DATABASE"],
  [/project/i, "PROJECT"],
];

/** An empty word is left for the agency to fill: a row with it lacks the field until then. */
function translated(field: "status" | "activityKind", words: readonly string[]): Readonly<Record<string, string>> {
  const distinct = [...new Set(words)].filter((word) => word !== "").slice(0, MOST_WORDS);
  const table = field === "status" ? STATUS : KIND;
  return Object.fromEntries(distinct.map((word) => [word, table.find(([pattern]) => pattern.test(word))?.[1] ?? ""]));
}

/** A part over twelve can't be a month. */
function dateOf(values: readonly string[]): Pick<MappedValue, "date"> {
  if (values.every((value) => /^\d{4}$/.test(value))) return { date: "Y" };
  const parts = values.map((value) => /^(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{4}/.exec(value)).filter((found) => found !== null);
  if (parts.length === 0) return {};
  return { date: parts.some(([, , second]) => Number(second) > 12) ? "M/D/Y" : "D/M/Y" };
}
