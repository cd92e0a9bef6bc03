import type { ActivityRecord } from "@actionline/schema/contract/records";
import { sectorVocabulary } from "./codes";
import type { Mapping } from "./mapping";
import type { XmlElement } from "./xml-element";

type Sector = NonNullable<ActivityRecord["sectors"]>[number];
type Sdg = NonNullable<ActivityRecord["sdgs"]>[number];

const MOST_SECTORS = 500;
const MOST_SDGS = 200;
const LONGEST_CODE = 60;

/** What an activity is about: its sectors, and the goals and targets that hide among sectors and tags. */
export interface Classification {
  readonly sectors: Sector[];
  readonly sdgs: Sdg[];
}

/** Reads sectors (those of transactions where the activity has none) and all four ways of writing goals and targets. */
export function classification(activity: XmlElement, transactions: readonly XmlElement[], mapping: Mapping): Classification {
  const goals = new Goals(mapping);
  const own = sectors(activity, goals, mapping);
  const ofTransactions = transactions.flatMap((transaction) => sectors(transaction, goals, mapping));
  // A transaction's share divides that transaction and not the activity.
  const found = own.length > 0 ? own : ofTransactions.map(({ vocabulary, code }) => ({ vocabulary, code }));
  readTags(activity, goals, mapping);
  return {
    sectors: mapping.atMost(MOST_SECTORS, once(found), activity, "sector"),
    sdgs: mapping.atMost(MOST_SDGS, goals.found(), activity, "tag"),
  };
}

function sectors(parent: XmlElement, goals: Goals, mapping: Mapping): Sector[] {
  return parent.take("sector").flatMap((element) => {
    const vocabulary = element.attribute("vocabulary");
    const code = element.attribute("code");
    if (code === null) {
      mapping.note("IATI_CODE_MISSING", element, "code", code);
      return [];
    }
    if (vocabulary === "7" || vocabulary === "8") {
      // A goal's share among sectors is of another whole than the sectors' own.
      element.attribute("percentage");
      goals.add(vocabulary === "7" ? "GOAL" : "TARGET", code, element);
      return [];
    }
    const percentage = mapping.percentage(element);
    const name = sectorVocabulary(vocabulary).slice(0, LONGEST_CODE);
    return [{ vocabulary: name, code: code.slice(0, LONGEST_CODE), ...(percentage !== null && { percentage }) }];
  });
}

function readTags(activity: XmlElement, goals: Goals, mapping: Mapping): void {
  for (const element of activity.take("tag")) {
    const vocabulary = element.attribute("vocabulary");
    const code = element.attribute("code");
    if (code === null) mapping.note("IATI_CODE_MISSING", element, "code", code);
    else if (vocabulary === "2") goals.add("GOAL", code, element);
    else if (vocabulary === "3") goals.add("TARGET", code, element);
    // Tags of other vocabularies are the publisher's own words for it: knowingly left out.
  }
}

function once(list: readonly Sector[]): Sector[] {
  const seen = new Set<string>();
  return list.filter(({ vocabulary, code }) => {
    const key = `${vocabulary} ${code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Goals and targets as they turn up, each once; a target says its goal. */
class Goals {
  readonly #mapping: Mapping;
  readonly #targets = new Map<number, Set<string>>();

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  add(kind: "GOAL" | "TARGET", code: string, element: XmlElement): void {
    const parts = /^0?(\d{1,2})(?:\.([0-9a-d]{1,2}))?$/.exec(code.toLowerCase());
    const goal = Number(parts?.[1]);
    const target = parts?.[2];
    if (!(goal >= 1 && goal <= 17) || (kind === "GOAL") !== (target === undefined)) {
      this.#mapping.note("IATI_SDG_UNUSABLE", element, "code", code);
      return;
    }
    const targets = this.#targets.get(goal) ?? new Set();
    this.#targets.set(goal, targets);
    if (target !== undefined) targets.add(`${goal}.${target}`);
  }

  found(): Sdg[] {
    const goals = [...this.#targets].sort(([a], [b]) => a - b);
    return goals.flatMap(([goal, targets]) => (targets.size === 0 ? [{ goal }] : [...targets].sort().map((target) => ({ goal, target }))));
  }
}
