import { contentHash } from "@actionline/log/canonical";
import type { UnreadableItem } from "../feed/feed-item";
import { REMOTE_RULES } from "./remote-rules";

interface Said {
  readonly hashes: Set<string>;
  readonly place: string;
}

/**
 * What a source said of each record at one place of its sequence. Where it is asked again and says something else there, one of
 * the two is no history: the first is kept, and the second is evidence.
 */
export class SameCursor {
  readonly #before = new Map<string, Said>();
  #now = new Map<string, Said>();

  /** Another page begins. */
  turn(): void {
    for (const [id, said] of this.#now) if (!this.#before.has(id)) this.#before.set(id, said);
    this.#now = new Map();
  }

  /** Null where it was said the same way, or not at all before; one page may say several things of a record. */
  contradiction(content: unknown, place: string): UnreadableItem | null {
    const id = idOf(content);
    if (id === null) return null;
    const hash = contentHash(content).slice(0, 16);
    const first = this.#before.get(id);
    if (first === undefined) {
      const said = this.#now.get(id) ?? { hashes: new Set(), place };
      this.#now.set(id, said);
      said.hashes.add(hash);
    }
    return first === undefined || first.hashes.has(hash) ? null : evidence(id, content, place, { first, hash });
  }
}

function evidence(
  id: string,
  content: unknown,
  place: string,
  { first, hash }: { readonly first: Said; readonly hash: string },
): UnreadableItem {
  const value = `the first, at ${first.place}, was kept (${[...first.hashes].join(", ")}); this was refused (${hash})`;
  const finding = { rule: "CONTRADICTION", severity: REMOTE_RULES.CONTRADICTION.severity, pointer: "", value };
  return { type: "UNREADABLE", place, id, finding, excerpt: JSON.stringify(content).slice(0, 4_000) };
}

function idOf(change: unknown): string | null {
  const { id, record } = (change ?? {}) as { readonly id?: unknown; readonly record?: { readonly id?: unknown } | null };
  const found = id ?? record?.id;
  return typeof found === "string" ? found : null;
}
