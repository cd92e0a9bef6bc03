import { hubError } from "@actionline/kit/hub-error";
import type { Point } from "@actionline/kit/point";
import { webhookUrl } from "../delivery/webhook-url";
import { WATCHED_KINDS, type WatchedKindName } from "../event/event-kind";
import type { NoticeSettings } from "../notice-settings";
import { plainText } from "../plain-text";
import type { CellStates } from "../ports";
import type { SaveWatchInput, WatchSliceInput } from "./watch.input";
import { cellsOf, type WatchSlice } from "./watch-slice";

/** What one principal, and one watch, may take up. */
export const MOST = { watches: 50, cells: 50_000, listed: 300, years: 25 } as const;

/** A watch as it was asked for, every part of it checked. */
export interface CheckedWatch {
  readonly name: string;
  readonly slice: WatchSlice;
  readonly kinds: readonly WatchedKindName[];
  readonly url: string | null;
  readonly feed: boolean;
}

/** Checks what a principal asks to be told of; refuses with BAD_INPUT what the plan doesn't know or what is too much. */
export function checkedWatch(input: SaveWatchInput, cells: CellStates, settings: NoticeSettings, point: Point): CheckedWatch {
  const name = plainText("name", input.name, 100);
  const slice = sliceOf(input.slice);
  for (const [axis, list] of Object.entries(slice)) checkList(axis, list);
  const size = cellsOf(cells.gridOf(slice, point));
  if (size > MOST.cells) {
    throw hubError("BAD_INPUT", `This slice has ${size} cells; a watch may have ${MOST.cells}. Name fewer items, places, years or types.`, {
      cells: size,
      most: MOST.cells,
    });
  }
  if (size === 0) throw hubError("BAD_INPUT", "This slice has no cell: nothing can happen in it. Name other items, places or years.");
  const url = input.webhook == null ? null : webhookUrl(input.webhook, settings).href;
  return { name, slice, kinds: kindsOf(input), url, feed: input.feed === true };
}

function sliceOf({ items, actionLines, places, placeLevel, years, stakeholderTypes }: WatchSliceInput): WatchSlice {
  return {
    items: items ?? null,
    actionLines: actionLines ?? null,
    places: places ?? null,
    placeLevel: placeLevel ?? null,
    years: years ?? null,
    stakeholderTypes: stakeholderTypes ?? null,
  };
}

function checkList(axis: string, list: readonly unknown[] | string | null): void {
  const most = axis === "years" ? MOST.years : MOST.listed;
  if (Array.isArray(list) && list.length > most) throw hubError("BAD_INPUT", `${axis} takes at most ${most} values; leave it out for all.`);
}

function kindsOf({ events }: SaveWatchInput): WatchedKindName[] {
  const kinds = WATCHED_KINDS.filter((kind) => events == null || events.includes(kind));
  if (kinds.length > 0) return kinds;
  throw hubError("BAD_INPUT", "Name at least one kind of event to be told of, or leave events out for all.");
}
