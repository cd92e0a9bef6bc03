import { foldText } from "./fold-text";

/** A part of a country that a title names by its unit, such as "Kisumu County", or by a point of the compass. */
export interface AreaMark {
  readonly unit: string;
  readonly name: string;
}

const NAME = "\\p{Lu}[\\p{L}'’-]+(?:\\s\\p{Lu}[\\p{L}'’-]+){0,2}";
const UNITS: Readonly<Record<string, string>> = {
  province: "PROVINCE",
  provincia: "PROVINCE",
  district: "DISTRICT",
  distrito: "DISTRICT",
  county: "COUNTY",
  governorate: "GOVERNORATE",
  oblast: "OBLAST",
  municipality: "MUNICIPALITY",
  municipio: "MUNICIPALITY",
  commune: "MUNICIPALITY",
  prefecture: "PREFECTURE",
  departement: "DEPARTMENT",
  departamento: "DEPARTMENT",
  wilaya: "WILAYA",
  estado: "STATE",
  state: "STATE",
};
const unitAt = "([Pp]rovince|[Dd]istrict|[Cc]ounty|[Gg]overnorate|[Oo]blast|[Mm]unicipality|[Pp]refecture|State)";
const AFTER_NAME = new RegExp(`(${NAME})\\s${unitAt}(?!\\p{L})`, "gu");
const unitBefore =
  "([Pp]rovince|[Pp]rov[ií]ncia|[Dd]istrict|[Dd]istrito|[Mm]unic[ií]pio|[Cc]ommune|[Pp]r[ée]fecture|[Dd][ée]partement|[Dd]epartamento|[Ww]ilaya|[Ee]stado)";
const BEFORE_NAME = new RegExp(
  `(?<!\\p{L})${unitBefore}\\s(?:de\\sla\\s|del\\s|de\\sl['’]|du\\s|de\\s|do\\s|da\\s|d['’]|of\\s)(${NAME})`,
  "gu",
);

const COMPASS: readonly (readonly [name: string, expression: RegExp])[] = [
  ["NORTH", /(?<!\p{L})(?:northern|du nord|del norte|do norte)(?!\p{L})/u],
  ["SOUTH", /(?<!\p{L})(?:southern|du sud|del sur|do sul)(?!\p{L})/u],
  ["EAST", /(?<!\p{L})(?:eastern|de l'est|del este|do leste)(?!\p{L})/u],
  ["WEST", /(?<!\p{L})(?:western|de l'ouest|del oeste|do oeste)(?!\p{L})/u],
];
const OPPOSITE: Readonly<Record<string, string>> = { NORTH: "SOUTH", SOUTH: "NORTH", EAST: "WEST", WEST: "EAST" };

/** Areas that a title names expressly. A town without its unit isn't recognised: there is no list of towns to know it by. */
export function areaMarks(text: string): AreaMark[] {
  const short = text.slice(0, 1_000);
  const found: AreaMark[] = [];
  for (const [, name = "", unit = ""] of short.matchAll(AFTER_NAME)) found.push(area(unit, name));
  for (const [, unit = "", name = ""] of short.matchAll(BEFORE_NAME)) found.push(area(unit, name));
  const folded = foldText(short);
  for (const [name, expression] of COMPASS) if (expression.test(folded)) found.push({ unit: "COMPASS", name });
  return found;
}

const area = (unit: string, name: string): AreaMark => ({ unit: UNITS[foldText(unit)] ?? foldText(unit), name: foldText(name) });

/** The first unit in which two titles name areas that don't meet; null where they name none that can be compared. */
export function disjointAreas(one: readonly AreaMark[], other: readonly AreaMark[]): readonly [string, string] | null {
  for (const unit of new Set(one.map((mark) => mark.unit))) {
    const ours = namesIn(one, unit);
    const theirs = namesIn(other, unit);
    if (ours.length === 0 || theirs.length === 0 || ours.some((name) => theirs.includes(name))) continue;
    // North and east may meet; only opposite sides don't.
    if (unit === "COMPASS" && !ours.every((name) => theirs.every((opposite) => OPPOSITE[name] === opposite))) continue;
    return [told(unit, ours), told(unit, theirs)];
  }
  return null;
}

const namesIn = (marks: readonly AreaMark[], unit: string): string[] => marks.filter((mark) => mark.unit === unit).map(({ name }) => name);

const told = (unit: string, names: readonly string[]): string => `${unit.toLowerCase()} ${names.join(", ").toLowerCase()}`;
