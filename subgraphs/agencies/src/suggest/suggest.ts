import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { SuggestedAssignment } from "@actionline/schema/hub-records";
import { type Clue, cluesOf } from "./clues";
import { LINE_OF_PARAGRAPH, SDG_RULES, WEIGHING } from "./rules";

export { SUGGESTION_RULES } from "./rules";

/**
 * Suggests lines and items of the plan for an activity, from its sectors and its words. The most confident come first.
 * A suggestion waits for a reviewer and is never evidence. A publisher that declares items or lines has read the plan: a
 * line of which it names an item gets no suggestion, and another line none from a sector alone.
 *
 * @example a title "Telemedicine for island clinics" with DAC-5 sector 12220 suggests GPA-18e, because of
 * `DAC sector 12220 (basic health) and "telemedicine" in the title (rules: sector 122, telemedicine)`
 */
export function suggestAssignments(activity: ActivityRecord): SuggestedAssignment[] {
  const clues = cluesOf(activity);
  if (clues.length === 0) return [];
  const declared = declaredBy(activity);
  return targetsOf(clues)
    .filter((target) => leftOpen(target, declared, clues))
    .map((target) => weigh(target, clues, activity))
    .filter((suggestion) => suggestion.confidence >= WEIGHING.threshold)
    .sort(byConfidence)
    .slice(0, WEIGHING.mostSuggestions);
}

/** Whether the publisher's own declarations leave room for a suggestion. */
function leftOpen(target: Target, declared: Declared, clues: readonly Clue[]): boolean {
  if (declared.linesByItem.has(target.line)) return false;
  if (declared.lines.has(target.line)) return target.item !== null;
  const says = declared.lines.size + declared.linesByItem.size > 0;
  return !says || clues.some((clue) => clue.kind !== "sector" && clue.line === target.line);
}

interface Declared {
  readonly lines: ReadonlySet<string>;
  readonly linesByItem: ReadonlySet<string>;
}

function declaredBy(activity: ActivityRecord): Declared {
  const lines = new Set(activity.actionLines);
  const linesByItem = new Set<string>();
  for (const { item } of activity.items ?? []) {
    const line = LINE_OF_PARAGRAPH[/^GPA-(\d{1,2})/.exec(item)?.[1] ?? ""];
    if (line !== undefined) linesByItem.add(line);
  }
  return { lines, linesByItem };
}

interface Target {
  readonly line: string;
  readonly item: string | null;
}

/** Each item that a clue names, and each line that no such item stands for. */
function targetsOf(clues: readonly Clue[]): Target[] {
  const items = new Map<string, Target>();
  const lines = new Map<string, Target>();
  const linesWithItem = new Set<string>();
  for (const { line, item } of clues) {
    if (item === null) lines.set(line, { line, item });
    else {
      items.set(item, { line, item });
      linesWithItem.add(line);
    }
  }
  return [...items.values(), ...[...lines.values()].filter((target) => !linesWithItem.has(target.line))];
}

/** Joins the best clue of each kind; a clue for the whole line supports each item of it that another clue names. */
function weigh(target: Target, clues: readonly Clue[], activity: ActivityRecord): SuggestedAssignment {
  const best = new Map<Clue["kind"], Clue>();
  for (const clue of clues) {
    if (clue.line !== target.line || (clue.item !== null && clue.item !== target.item)) continue;
    if (clue.weight > (best.get(clue.kind)?.weight ?? 0)) best.set(clue.kind, clue);
  }
  const doubtOfClues = [...best.values()].reduce((left, clue) => left * (1 - clue.weight), 1);
  // An SDG tag strengthens what stands without it; it never lifts a faint clue over the threshold.
  const sdg = 1 - doubtOfClues < WEIGHING.threshold ? null : fittingSdg(target.line, activity);
  const doubt = sdg === null ? doubtOfClues : doubtOfClues * (1 - WEIGHING.sdg);
  return {
    item: target.item,
    actionLine: target.line,
    confidence: Math.min(WEIGHING.cap, Math.round((1 - doubt) * 100) / 100),
    reason: reasonOf([...best.values()], sdg),
  };
}

function reasonOf(clues: readonly Clue[], sdg: string | null): string {
  const parts = new Set<string>();
  for (const { sector, quotes } of clues) {
    if (sector !== null) parts.add(sector);
    for (const { words, place } of quotes) parts.add(`"${words}" in the ${place}`);
  }
  if (sdg !== null) parts.add(`SDG ${sdg}`);
  return `${listed([...parts])} (rules: ${[...new Set(clues.map((clue) => clue.rule))].join(", ")})`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function fittingSdg(line: string, activity: ActivityRecord): string | null {
  const fits = SDG_RULES.find((rule) => rule.line === line)?.fits ?? [];
  for (const { goal, target } of activity.sdgs ?? []) {
    if (fits.includes(`${goal}`) || (target !== undefined && fits.includes(target))) return target ?? `${goal}`;
  }
  return null;
}

function byConfidence(a: SuggestedAssignment, b: SuggestedAssignment): number {
  const keyOf = (each: SuggestedAssignment) => `${each.actionLine}#${each.item ?? ""}`;
  return b.confidence - a.confidence || (keyOf(a) < keyOf(b) ? -1 : 1);
}
