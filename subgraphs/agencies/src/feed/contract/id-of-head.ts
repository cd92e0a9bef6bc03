import { splitHubId } from "@actionline/schema/hub-id";

/** The keys under which a record's id may stand: bare, or within a change. */
const PLACES = new Set(["id", "record/id"]);
const LONGEST_ID = 512;
const MOST_STEPS = 20_000;
/** One step of JSON: a whole text, a bracket, or a comma or colon. What is none of these can't begin or end a level. */
const STEPS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * The id of a record whose line isn't sound JSON or is too long, where it can be read before the trouble: so that what
 * became of it can be found by its id. Null where it can't, and where it may be the id of something within the record.
 */
export function idOfHead(head: string): string | null {
  const path: (string | null)[] = [];
  let key: string | null = null;
  let steps = 0;
  for (const [step] of head.matchAll(STEPS)) {
    steps += 1;
    if (steps > MOST_STEPS) return null;
    if (step === "{" || step === "[") {
      path.push(step === "[" ? null : key);
      key = null;
    } else if (step === "}" || step === "]") path.pop();
    else if (step === ",") key = null;
    else if (step !== ":") {
      if (key === null) key = step.slice(1, -1);
      else if (PLACES.has([...path.slice(1), key].join("/"))) return readable(step);
    }
  }
  return null;
}

function readable(text: string): string | null {
  try {
    const id: unknown = JSON.parse(text);
    return typeof id === "string" && id.length <= LONGEST_ID && splitHubId(id) !== null && !/[\p{Cc}\ufffd]/u.test(id) ? id : null;
  } catch {
    return null;
  }
}
