import { may } from "@actionline/kit/access";
import type { RequestContext } from "@actionline/kit/request-context";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";
import { versionsOf } from "./collections";

/** Records of one kind, at the point and within the visibility of one request. */
export interface Read {
  readonly db: Db;
  readonly kind: EntryKind;
  readonly request: RequestContext;
}

/** Where the last version of a record ends that had begun by the request's point. */
export interface LastVersion {
  readonly _id: string;
  readonly to: number;
  readonly redacted: boolean;
}

/** Those that there are of these records. */
export async function lastVersions({ db, kind, request }: Read, subjects: readonly string[]): Promise<LastVersion[]> {
  const begun = { subject: { $in: [...subjects] }, from: { $lte: request.asOf.sequence }, ...visibleTo(request) };
  return versionsOf(db, kind)
    .aggregate<LastVersion>([
      { $match: begun },
      { $sort: { subject: 1, to: -1 } },
      { $group: { _id: "$subject", to: { $first: "$to" }, redacted: { $first: { $eq: ["$record", null] } } } },
    ])
    .toArray();
}

export const visibleTo = ({ principal }: RequestContext): { readonly visibility?: "PUBLIC" } =>
  may(principal, "readPrivate") ? {} : { visibility: "PUBLIC" };
