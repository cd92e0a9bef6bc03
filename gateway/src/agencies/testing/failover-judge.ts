/** What an answer of the failover tests was: all of it there and true, something missing, or something untrue. */
export type Verdict = "RIGHT" | "UNANSWERED" | "WRONG";

/** What an agency's server and its mirror tell of a thing: no two of all agencies tell the same. */
export function toldBy(agency: number, id: string): { readonly LIVE: Told; readonly MIRROR: Told } {
  const rating = agency * 10 + Number(id.slice(1));
  return { LIVE: { rating, note: `live ${agency} ${id}` }, MIRROR: { rating: 1_000 + rating, note: `kept ${agency} ${id}` } };
}

interface Told {
  readonly rating: number;
  readonly note: string;
}

interface Judged {
  readonly data?: unknown;
  readonly errors?: readonly unknown[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

type Source = { readonly agency: string; readonly answeredBy: string };

/** Holds an answer against what may be told, by whom it says that it was told, and against mixing the two for one thing. */
export function judge({ data, errors, extensions }: Judged, agencies: readonly string[]): Verdict {
  if (errors !== undefined || typeof data !== "object" || data === null) return "UNANSWERED";
  const tellers = new Map<string, string>();
  const verdicts = thingsIn(data).flatMap((thing) =>
    Object.entries(thing).flatMap(([field, value]) => judgeField(thing, field, value, agencies, tellers)),
  );
  if (verdicts.includes("WRONG")) return "WRONG";
  if (verdicts.includes("UNANSWERED")) return "UNANSWERED";
  const said = new Set(((extensions?.sources ?? []) as readonly Source[]).map(({ agency, answeredBy }) => `${agency} ${answeredBy}`));
  const told = [...tellers].map(([name, teller]) => `${name.split(" ")[0]} ${teller}`);
  return told.every((each) => said.has(each)) ? "RIGHT" : "WRONG";
}

type Thing = Readonly<Record<string, unknown>>;

function thingsIn(value: unknown): readonly Thing[] {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(thingsIn);
  return "id" in value ? [value as Thing, ...inner] : inner;
}

function judgeField(
  { id }: Thing,
  field: string,
  value: unknown,
  agencies: readonly string[],
  tellers: Map<string, string>,
): readonly Verdict[] {
  const [agency = "", what = ""] = field.split("_");
  if (what !== "rating" && what !== "note") return [];
  if (value === null) return ["UNANSWERED"];
  const told = toldBy(agencies.indexOf(agency), String(id));
  const teller = (["LIVE", "MIRROR"] as const).find((one) => told[one][what] === value);
  const name = `${agency} ${id}`;
  if (teller === undefined || (tellers.get(name) ?? teller) !== teller) return ["WRONG"];
  tellers.set(name, teller);
  return ["RIGHT"];
}
