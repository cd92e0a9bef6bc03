import type { ItemNature } from "../reference-records";

/**
 * Items whose nature isn't their section's. The reading is ours: a chapeau introduces other items, a procedural item
 * is about the follow-up itself, and an external one isn't in the plan's text.
 */
const NATURE_OF: Readonly<Record<string, ItemNature>> = {
  "GPA-6-businesses": "EXTERNAL",
  "GPA-7": "CHAPEAU",
  "GPA-14": "CHAPEAU",
  "GPA-17": "CHAPEAU",
  "GPA-27": "CHAPEAU",
  "GPA-28": "CHAPEAU",
  "GPA-29": "PROCEDURAL",
  "GPA-29a": "PROCEDURAL",
  "GPA-29b": "PROCEDURAL",
  "GPA-27-D2-x3": "PROCEDURAL",
  "W20-67": "PROCEDURAL",
  "W20-113": "PROCEDURAL",
};

/** Paragraphs of the Tunis Agenda that ask for work rather than for a follow-up mechanism. */
const TUNIS_ACTIONS: ReadonlySet<number> = new Set([85, 86, 87, 88, 89, 90, 91, 92, 93, 95, 96, 98, 118, 120, 121]);

/** The nature of an item: its own where one is set, else what its section usually holds. */
export function natureOf(id: string, usual: ItemNature): ItemNature {
  const paragraph = /^TAIS-(\d+)$/.exec(id)?.[1];
  if (paragraph !== undefined && TUNIS_ACTIONS.has(Number(paragraph))) return "ACTION";
  return NATURE_OF[id] ?? usual;
}
