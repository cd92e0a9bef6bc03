import { Random } from "@actionline/scripts/demonstration/random";
import type { Counts, Room } from "./room";

const GROUPS = `{
  activityAggregate(groupBy: [REPORTER, ITEM], first: 200) { groups { nodes { count { none confirmed proposed } filter } } }
}`;
const PAGE = `query ($filter: ActivityFilter, $after: String) {
  activities(filter: $filter, first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
}`;

interface Groups {
  readonly activityAggregate: { readonly groups: { readonly nodes: readonly Numbered[] } };
}
interface Numbered {
  readonly count: Counts;
  readonly filter: object;
}
interface Rows {
  readonly activities: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** Picks twenty numbers of cells and of groups: each filter lists as many rows as its number says, in each way of counting. */
export async function expectNumbersToOpen(room: Room, lines: readonly string[]): Promise<void> {
  const random = new Random(2003, "numbers in the room");
  const cells = (await room.look({ lines })).cells
    .map(({ counts, filter }): Numbered => ({ count: counts, filter }))
    .filter(({ count }) => count.none > 0);
  const { nodes: groups } = (await room.ask<Groups>(GROUPS)).activityAggregate.groups;
  for (let nth = 0; nth < 20; nth += 1) {
    const { count, filter } = random.pick(nth % 2 === 0 ? cells : groups);
    expect([filter, await rowsOf(room, filter)]).toEqual([filter, count.confirmed]);
    for (const [dedupe, number] of Object.entries(count)) {
      expect([filter, dedupe, await rowsOf(room, { ...filter, dedupe: dedupe.toUpperCase() })]).toEqual([filter, dedupe, number]);
    }
  }
}

/** How many distinct activities a filter lists, read to the last page. */
async function rowsOf(room: Room, filter: object): Promise<number> {
  const seen = new Set<string>();
  let after: string | null = null;
  do {
    const { activities }: Rows = await room.ask<Rows>(PAGE, { filter, after });
    for (const { id } of activities.nodes) seen.add(id);
    after = activities.pageInfo.hasNextPage ? activities.pageInfo.endCursor : null;
  } while (after !== null);
  return seen.size;
}
