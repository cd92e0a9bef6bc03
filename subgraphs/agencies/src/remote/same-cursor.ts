import { contentHash } from "@actionline/log/canonical";
import type { UnreadableItem } from "../feed/feed-item";
import { REMOTE_RULES } from "./remote-rules";

/**
 * What a source said of each record at one place of its sequence. Where it says something else there the next time, one of the
 * two is no history: the first is kept, and the second is evidence.
 */
export class SameCursor {
  readonly #said = new Map<string, { readonly hash: string; readonly place: string }>();

  /** Null where it was said the same way, or not at all before. */
  contradiction(content: unknown, place: string): UnreadableItem | null {
    const id = idOf(content);
    if (id === null) return null;
    const hash = contentHash(content).slice(0, 16);
    const first = this.#said.get(id);
    if (first === undefined) this.#said.set(id, { hash, place });
    if (first === undefined || first.hash === hash) return null;
    const value = `the first, at ${first.place}, was kept (${first.hash}); this was refused (${hash})`;
    const finding = { rule: "CONTRADICTION", severity: REMOTE_RULES.CONTRADICTION.severity, pointer: "", value };
    return { type: "UNREADABLE", place, id, finding, excerpt: JSON.stringify(content).slice(0, 4_000) };
  }
}

function idOf(change: unknown): string | null {
  const { id, record } = (change ?? {}) as { readonly id?: unknown; readonly record?: { readonly id?: unknown } | null };
  const found = id ?? record?.id;
  return typeof found === "string" ? found : null;
}
