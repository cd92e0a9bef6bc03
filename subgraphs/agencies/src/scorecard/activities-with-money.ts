import type { RequestContext } from "@actionline/kit/request-context";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { HeirReader } from "@actionline/log/heirs";
import { visibleTo } from "@actionline/log/last-versions";
import type { Db } from "mongodb";

/** What of an agency is looked at: its records that hold at the request's point. */
export interface OfAgency {
  readonly agency: string;
  readonly db: Db;
  readonly request: RequestContext;
  /** What its records are found by. */
  readonly held: object;
}

/** How many of an agency's activities have an amount. Amounts of what was merged into one are its own, by whatever ids they came. */
export async function countWithMoney(of: OfAgency): Promise<number> {
  const [named, ended] = await Promise.all([countNamed(of), endedWithMoney(of)]);
  if (ended.length === 0) return named;
  const reader = new HeirReader({ db: of.db, kind: "ACTIVITY", request: of.request });
  const heirs = await Promise.all(ended.map(async (id) => ({ id, ...(await reader.of(id)) })));
  const gone = heirs.filter(({ id, all }) => !all.includes(id));
  const went = await activitiesAmong(
    of,
    gone.flatMap(({ whole }) => whole ?? []),
  );
  const alreadyNamed = await namedAmong(of, went);
  return named - gone.length + went.length - alreadyNamed.length;
}

async function countNamed({ db, held }: OfAgency): Promise<number> {
  const [found] = await versionsOf(db, "BUDGET")
    .aggregate<{ readonly count: number }>([
      { $match: held },
      { $group: { _id: "$record.activity" } },
      { $match: { _id: { $ne: null } } },
      { $count: "count" },
    ])
    .toArray();
  return found?.count ?? 0;
}

/** Records that its agency ended for others, and that amounts still name. */
async function endedWithMoney(of: OfAgency): Promise<string[]> {
  const { db, agency, request } = of;
  const ends = { into: { $exists: true }, kind: "ACTIVITY", owner: agency, _id: { $lte: request.asOf.sequence } } as const;
  return namedAmong(of, await logEntries(db).distinct("subject", { ...ends, ...visibleTo(request) }));
}

const namedAmong = async ({ db, held }: OfAgency, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : versionsOf(db, "BUDGET").distinct("record.activity" as never, { ...held, "record.activity": { $in: [...ids] } } as never);

const activitiesAmong = async ({ db, held }: OfAgency, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0 ? [] : versionsOf(db, "ACTIVITY").distinct("subject", { ...held, subject: { $in: [...new Set(ids)] } } as never);
