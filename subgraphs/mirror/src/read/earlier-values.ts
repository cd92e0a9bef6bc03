import { canonicalText } from "@actionline/log/canonical";
import type { EntityRecord } from "@actionline/schema/federation-records";
import type { Db } from "mongodb";
import { entityReads, type ReadDates } from "../known-things";
import type { Told } from "./told";

type Values = NonNullable<Told["values"]>;

/** Characters that the values of one thing may come to, those of earlier readings included. */
const LONGEST = 131_072;

/** What was told now, over what was told before: what failed, or isn't asked any more, stays as long as there is room. */
export function merged(before: EntityRecord | undefined, values: Told["values"]): EntityRecord["values"] {
  if (values === null) return null;
  const all = { ...before?.values, ...values };
  return untold(before, values).length === 0 || canonicalText(all).length <= LONGEST ? all : values;
}

/** By id, when values were read that stay though they weren't told now. */
export async function earlierDates(
  db: Db,
  told: readonly (readonly [string, Told])[],
  before: ReadonlyMap<string, EntityRecord>,
): Promise<ReadonlyMap<string, ReadDates>> {
  const left = told.flatMap(([id, { values }]) => {
    const names = values === null ? [] : untold(before.get(id), values);
    return names.length === 0 ? [] : [[id, names] as const];
  });
  if (left.length === 0) return new Map();
  const reads = await entityReads(db)
    .find({ _id: { $in: left.map(([id]) => id) } })
    .toArray();
  const known = new Map(reads.map((read) => [read._id, read]));
  return new Map(
    left.map(([id, names]) => {
      const { at = new Date(0), older = {} } = known.get(id) ?? {};
      return [id, Object.fromEntries(names.map((name) => [name, older[name] ?? at]))];
    }),
  );
}

function untold(before: EntityRecord | undefined, values: Values): readonly string[] {
  return Object.keys(before?.values ?? {}).filter((name) => !Object.hasOwn(values, name));
}
