/**
 * A point of the log: which entries were known, and the instant at which age and closed years are judged. Neither alone
 * settles an answer: a source that was fresh on Monday is overdue on Friday, though nothing was entered between.
 */
export interface Point {
  readonly sequence: number;
  readonly instant: Date;
}

const RESERVED = /^\s*\d+\s*@\s*\d{4}-\d{2}-\d{2}/;
const NAME = /^(\d{1,16})@(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/;

/** The text that names a point which nobody gave a name: `3448@2026-11-22T13:05:41.312Z`. */
export function nameOfPoint({ sequence, instant }: Point): string {
  return `${sequence}@${instant.toISOString()}`;
}

/** The point that such a text names; null for any other text. */
export function pointOfName(text: string): Point | null {
  const [, digits, iso] = NAME.exec(text) ?? [];
  if (digits === undefined || iso === undefined) return null;
  const point = { sequence: Number(digits), instant: new Date(iso) };
  if (!Number.isSafeInteger(point.sequence) || Number.isNaN(point.instant.getTime())) return null;
  // One point has one name: "007@…" and the thirtieth of February have none.
  return nameOfPoint(point) === text ? point : null;
}

/** Whether a text reads like a point's own name, well made or not; no snapshot may be given such a name. */
export function readsLikeAPoint(text: string): boolean {
  return RESERVED.test(text);
}

export function isSamePoint(one: Point, other: Point): boolean {
  return one.sequence === other.sequence && one.instant.getTime() === other.instant.getTime();
}
