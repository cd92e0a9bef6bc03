import { hubError } from "./hub-error";

export const PAGE = { default: 50, most: 200 } as const;

/** The page size asked for, 50 where none is given; refuses anything but 1 to 200. */
export function pageSize(first: number | null | undefined): number {
  if (first === null || first === undefined) return PAGE.default;
  if (first >= 1 && first <= PAGE.most) return first;
  throw hubError("PAGE_TOO_LARGE", `Ask for 1 to ${PAGE.most} at a time; you asked for ${first}.`, { most: PAGE.most });
}

/** What a cursor holds: the list it belongs to, the point it is pinned to, and the last row's place in the order. */
export interface Cursor {
  readonly list: string;
  readonly sequence: number;
  readonly last: readonly (string | number | null)[];
}

export function writeCursor({ list, sequence, last }: Cursor): string {
  return Buffer.from(JSON.stringify([list, sequence, ...last])).toString("base64url");
}

/** Reads a cursor of this list; refuses one of another list, of another point, or of nobody's making. */
export function readCursor(list: string, sequence: number, text: string): Cursor["last"] {
  const parts = parseCursor(text);
  if (parts === null || parts[0] !== list) {
    throw hubError(
      "CURSOR_INVALID",
      `"after" isn't a cursor of ${list}; take it from pageInfo.endCursor of the same list, or leave it out.`,
    );
  }
  if (parts[1] !== sequence) {
    throw hubError("CURSOR_INVALID", `This cursor is pinned to asOf: { sequence: ${parts[1]} }; ask the next page with that asOf.`, {
      sequence: parts[1],
    });
  }
  return parts.slice(2) as Cursor["last"];
}

/** The key of the last row before this page, for lists in the order of one key; null for the first page. */
export function readAfter(list: string, sequence: number, after: string | null | undefined): string | null {
  if (after === null || after === undefined) return null;
  const [key] = readCursor(list, sequence, after);
  if (typeof key === "string") return key;
  throw hubError("CURSOR_INVALID", `"after" isn't a cursor of ${list}; take it from pageInfo.endCursor of the same list, or leave it out.`);
}

/** The sequence a cursor is pinned to, so that a request that gives only a cursor reads where its first page read. */
export function pinnedSequence(text: string): number | null {
  const parts = parseCursor(text);
  return parts !== null && typeof parts[1] === "number" && Number.isSafeInteger(parts[1]) ? parts[1] : null;
}

function parseCursor(text: string): unknown[] | null {
  if (text.length > 4096) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const whole =
      Array.isArray(parts) && parts.slice(1).every((part) => part === null || typeof part === "string" || typeof part === "number");
    return whole ? parts : null;
  } catch {
    return null;
  }
}
