import type { Page } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Collection, Filter } from "mongodb";

/** How a list is ordered: by a number that no two rows share. */
export interface Order<T> {
  readonly list: string;
  readonly key: string & keyof T;
  readonly direction: 1 | -1;
}

/** A page of what matches, that starts at its key: page 1,000 costs what page 1 does. */
export async function pageOf<T extends object>(
  collection: Collection<T>,
  filter: object,
  { list, key, direction }: Order<T>,
  { first, after }: PageArguments,
  { asOf }: RequestContext,
): Promise<Page<T>> {
  const size = pageSize(first);
  const last = after == null ? null : numberOf(list, readCursor(list, asOf, after));
  const bound = last === null ? {} : { [key]: direction === 1 ? { $gt: last } : { $lt: last } };
  const found = await collection
    .find({ $and: [filter, bound] } as Filter<T>)
    .sort({ [key]: direction })
    .limit(size + 1)
    .toArray();
  return {
    list,
    rows: found.slice(0, size) as T[],
    place: (row) => [row[key] as number],
    hasNextPage: found.length > size,
    hasPreviousPage: last !== null,
    totalCount: () => collection.countDocuments(filter as Filter<T>),
  };
}

function numberOf(list: string, [key]: readonly (string | number | null)[]): number {
  if (typeof key === "number") return key;
  throw hubError("CURSOR_INVALID", `"after" isn't a cursor of ${list}; take it from pageInfo.endCursor of the same list, or leave it out.`);
}
