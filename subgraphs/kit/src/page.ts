import type { GraphQLError } from "graphql";
import { hubError } from "./hub-error";
import { isSamePoint, nameOfPoint, type Point } from "./point";

export const PAGE = { default: 50, most: 200 } as const;

/** The page size asked for, 50 where none is given; refuses anything but 1 to 200. */
export function pageSize(first: number | null | undefined): number {
  if (first === null || first === undefined) return PAGE.default;
  if (first >= 1 && first <= PAGE.most) return first;
  throw hubError("PAGE_TOO_LARGE", `Ask for 1 to ${PAGE.most} at a time; you asked for ${first}.`, { most: PAGE.most });
}

type Key = string | number | null;

/** What a cursor holds: the list it belongs to, the point it is pinned to, and the last row's place in the order. */
export interface Cursor {
  readonly list: string;
  readonly point: Point;
  readonly last: readonly Key[];
}

export function writeCursor({ list, point, last }: Cursor): string {
  return Buffer.from(JSON.stringify([list, point.sequence, point.instant.getTime(), ...last])).toString("base64url");
}

/** Reads a cursor of this list; refuses one of another list, of another point, or of nobody's making. */
export function readCursor(list: string, point: Point, text: string): Cursor["last"] {
  const cursor = parseCursor(text);
  if (cursor === null || cursor.list !== list) throw notOf(list);
  if (!isSamePoint(cursor.point, point)) {
    const name = nameOfPoint(cursor.point);
    throw hubError("CURSOR_INVALID", `This cursor is pinned to asOf: { snapshot: "${name}" }; ask the next page with that asOf.`, {
      sequence: cursor.point.sequence,
      name,
    });
  }
  return cursor.last;
}

/** The key of the last row before this page, for lists in the order of one key; null for the first page. */
export function readAfter(list: string, point: Point, after: string | null | undefined): string | null {
  if (after === null || after === undefined) return null;
  const [key] = readCursor(list, point, after);
  if (typeof key === "string") return key;
  throw notOf(list);
}

/** The point a cursor is pinned to, so that a request that gives only a cursor reads where its first page read. */
export function pinnedPoint(text: string): Point | null {
  return parseCursor(text)?.point ?? null;
}

function parseCursor(text: string): Cursor | null {
  if (text.length > 4096) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(parts)) return null;
    const [list, sequence, milliseconds, ...last]: unknown[] = parts;
    const point = pointOf(sequence, milliseconds);
    return typeof list === "string" && point !== null && last.every(isKey) ? { list, point, last } : null;
  } catch {
    return null;
  }
}

function pointOf(sequence: unknown, milliseconds: unknown): Point | null {
  if (typeof sequence !== "number" || !Number.isSafeInteger(sequence) || !Number.isSafeInteger(milliseconds)) return null;
  const instant = new Date(Number(milliseconds));
  return Number.isNaN(instant.getTime()) ? null : { sequence, instant };
}

const isKey = (part: unknown): part is Key => part === null || typeof part === "string" || typeof part === "number";

function notOf(list: string): GraphQLError {
  return hubError(
    "CURSOR_INVALID",
    `"after" isn't a cursor of ${list}; take it from pageInfo.endCursor of the same list, or leave it out.`,
  );
}
