import type { FileSource } from "@actionline/agencies/feed/file-sources";
import type { HarvestWitness } from "@actionline/agencies/feed/harvest";
import { readBytes } from "@actionline/agencies/feed/open-file";
import type { FoundSource } from "./find-source";
import type { LineWriter } from "./line-writer";
import { type Rehearsal, type RehearsalOptions, rehearse } from "./rehearse";

export const STAGES = ["raw", "records", "leftovers", "report"] as const;
export type Stage = (typeof STAGES)[number];

/** The file's text, unpacked. */
export async function* rawText({ input }: FileSource): AsyncGenerator<string> {
  if (!("file" in input)) return;
  const decoder = new TextDecoder();
  for await (const bytes of readBytes(input.file)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** A dry run that writes down one stage while it goes; null where its reader went before the end. */
export async function showStage(
  found: FoundSource,
  stage: "records" | "leftovers",
  lines: LineWriter,
  options: RehearsalOptions,
): Promise<Rehearsal | null> {
  const signals = options.stop === undefined ? [lines.failed] : [lines.failed, options.stop];
  const watched = { stop: AbortSignal.any(signals), witness: WITNESSES[stage](lines), keepUp: () => lines.flush() };
  try {
    const rehearsal = await rehearse(found, { ...options, ...watched });
    await lines.flush();
    return rehearsal;
  } catch (error) {
    if (lines.isUnread) return null;
    throw error;
  }
}

const WITNESSES: Readonly<Record<"records" | "leftovers", (lines: LineWriter) => HarvestWitness>> = {
  /** What goes in, as the validator leaves it. */
  records: (lines) => ({ taken: (record) => lines.add(record), found: () => undefined }),
  /** What the source said and the hub doesn't take: refused records, values set aside, words without a meaning here. */
  leftovers: (lines) => ({ taken: () => undefined, found: (finding, record) => lines.add({ record, ...finding }) }),
};
