import { ANYONE } from "@actionline/kit/access";
import { writeCursor } from "@actionline/kit/page";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { resolveAsOf } from "@actionline/log/as-of";
import { type DocumentNode, execute, parse } from "graphql";
import type { Db } from "mongodb";
import type { StocktakingIndex } from "../stocktaking-index";
import { rowOrder, rowsAfter } from "./activity.selection";

/** Median milliseconds of two pages of one list, measured in turns in one run, and the later one's over the first one's. */
export interface PagesMeasured {
  readonly activities: number;
  readonly pageSize: number;
  readonly page: number;
  readonly firstPageMs: number;
  readonly laterPageMs: number;
  readonly ratio: number;
}

export interface PagesMeant {
  readonly pageSize?: number;
  /** Which page is held against page 1. */
  readonly page?: number;
  readonly rounds?: number;
}

const PAGE = parse(`query ($first: Int, $after: String) {
  activities(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id title status period { start end } items { basis item { id } } places { id } provenance { recordedAt } }
  }
}`);

/**
 * What page 1,000 of `activities` costs against page 1, through the subgraph's own schema.
 *
 * @param db holds enough activities for the page; with too few it refuses, because an empty page costs nothing
 */
export async function benchPages(
  { db, index, subgraph }: { readonly db: Db; readonly index: StocktakingIndex; readonly subgraph: Subgraph },
  { pageSize = 50, page = 1000, rounds = 15 }: PagesMeant = {},
): Promise<PagesMeasured> {
  const point = await resolveAsOf(db, null, new Date());
  await index.reach(point.sequence);
  const rows = index.rowsMatching({}, point, false);
  if (rows.length < page * pageSize) throw new Error(`Page ${page} needs ${page * pageSize} activities; there are ${rows.length}.`);
  const order = rowOrder(index.columns, "CHANGED", "DESCENDING");
  const [before = 0] = rowsAfter(rows, order, null, (page - 1) * pageSize).slice(-1);
  const after = writeCursor({ list: "activities CHANGED DESCENDING", point, last: order.placeOf(before) });
  const once = async (cursor: string | null): Promise<number> => {
    const contextValue = subgraph.context(new RequestContext(ANYONE, point));
    return timed(subgraph, PAGE, contextValue, { first: pageSize, after: cursor }, pageSize);
  };
  await once(null);
  await once(after);
  const first: number[] = [];
  const later: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    first.push(await once(null));
    later.push(await once(after));
  }
  const [firstPageMs, laterPageMs] = [median(first), median(later)];
  return { activities: rows.length, pageSize, page, firstPageMs, laterPageMs, ratio: laterPageMs / firstPageMs };
}

async function timed(
  { schema }: Subgraph,
  document: DocumentNode,
  contextValue: object,
  variableValues: Readonly<Record<string, unknown>>,
  rows: number,
): Promise<number> {
  const started = performance.now();
  const { data, errors } = await execute({ schema, document, contextValue, variableValues });
  const took = performance.now() - started;
  const shown = (data as { activities: { nodes: readonly unknown[] } } | null | undefined)?.activities.nodes.length;
  if (shown !== rows) throw errors?.[0] ?? new Error(`A page of ${rows} showed ${shown} rows.`);
  return took;
}

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[values.length >>> 1] ?? Number.NaN;
