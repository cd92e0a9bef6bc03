import type { Document } from "mongodb";
import type { BaseGrid } from "../coverage/base-grid";
import type { DefinitionChoices } from "../coverage/coverage-definition";

/** Where the oracle keeps what each name in a record meets, for its own look-ups. */
export const SCRATCH = "coverage_oracle_targets";

const atSequence = (sequence: number, privateToo: boolean): Document => ({
  from: { $lte: sequence },
  to: { $gt: sequence },
  ...(privateToo ? {} : { visibility: "PUBLIC" }),
});

const list = (field: string): Document => ({ $ifNull: [field, []] });
const keyOf = (field: string): Document => ({ $ifNull: [`${field}.id`, `${field}.reference`, `${field}.name`] });
const yearOf = (field: string): Document => ({ $cond: [{ $gt: [field, null] }, { $toInt: { $substrBytes: [field, 0, 4] } }, null] });
const firstOf = (array: Document): Document => ({ $arrayElemAt: [array, 0] });

/** Live activities that can be evidence, with what the rule looks at. */
export function liveActivities(sequence: number, privateToo: boolean, { completedWithoutEnd }: DefinitionChoices): Document[] {
  const goingOn = ["PLANNED", "IMPLEMENTING", ...(completedWithoutEnd === "ALL_LATER_YEARS" ? ["COMPLETED"] : [])];
  const actors = { $filter: { input: list("$record.participants"), as: "p", cond: { $in: ["$$p.role", ["LEAD", "IMPLEMENTER"]] } } };
  const leads = { $filter: { input: list("$record.participants"), as: "p", cond: { $eq: ["$$p.role", "LEAD"] } } };
  return [
    { $match: { ...atSequence(sequence, privateToo), "record.status": { $in: ["PLANNED", "IMPLEMENTING", "COMPLETED"] } } },
    { $match: { $or: [{ "record.period.start": { $exists: true } }, { "record.period.end": { $exists: true } }] } },
    {
      $project: {
        subject: 1,
        source: "$record.source",
        planned: { $eq: ["$record.status", "PLANNED"] },
        first: yearOf("$record.period.start"),
        goesOn: { $in: ["$record.status", goingOn] },
        end: yearOf("$record.period.end"),
        lead: { $ifNull: [firstOf({ $map: { input: leads, as: "l", in: keyOf("$$l.organisation") } }), keyOf("$record.reporter")] },
        actors: {
          $cond: [{ $eq: [actors, []] }, ["$record.reporter"], { $map: { input: actors, as: "a", in: "$$a.organisation" } }],
        },
        places: {
          $map: { input: list("$record.places"), as: "p", in: { name: { $concat: ["place ", "$$p.place"] }, rank: { $literal: 2 } } },
        },
        declared: {
          $concatArrays: [
            { $map: { input: list("$record.items"), as: "i", in: { $concat: ["item ", "$$i.item"] } } },
            { $map: { input: list("$record.actionLines"), as: "l", in: { $concat: ["line ", "$$l"] } } },
          ],
        },
        proposed: {
          $map: {
            input: list("$record.suggestions"),
            as: "s",
            in: { $cond: [{ $eq: ["$$s.item", null] }, { $concat: ["line ", "$$s.actionLine"] }, { $concat: ["item ", "$$s.item"] }] },
          },
        },
      },
    },
    { $set: { first: { $ifNull: ["$first", "$end"] } } },
    { $set: { last: { $ifNull: ["$end", { $cond: ["$goesOn", 9999, "$first"] }] } } },
    {
      $set: {
        untyped: { $map: { input: { $filter: { input: "$actors", as: "a", cond: { $not: ["$$a.type"] } } }, as: "a", in: keyOf("$$a") } },
      },
    },
    {
      $lookup: {
        from: "organizations",
        localField: "untyped",
        foreignField: "subject",
        pipeline: [{ $match: atSequence(sequence, privateToo) }, { $project: { _id: 0, subject: 1, type: "$record.type" } }],
        as: "known",
      },
    },
    {
      $set: {
        types: { $setUnion: ["$actors.type", "$known.type"] },
        unstated: { $ne: [{ $setDifference: ["$untyped", "$known.subject"] }, []] },
      },
    },
  ];
}

/** Their assignments under the reviewers' decisions in force. */
export function withReviews(sequence: number, privateToo: boolean): Document[] {
  const names = (decision: string): Document => ({
    $map: {
      input: { $filter: { input: "$reviews", as: "r", cond: { $eq: ["$$r.decision", decision] } } },
      as: "r",
      in: { $cond: [{ $eq: ["$$r.item", null] }, { $concat: ["line ", "$$r.actionLine"] }, { $concat: ["item ", "$$r.item"] }] },
    },
  });
  const ranked = (input: Document | string, rank: string): Document => ({ $map: { input, as: "n", in: { name: "$$n", rank } } });
  return [
    {
      $lookup: {
        from: "reviews",
        localField: "subject",
        foreignField: "record.activity",
        pipeline: [{ $match: atSequence(sequence, privateToo) }, { $replaceWith: "$record" }],
        as: "reviews",
      },
    },
    { $set: { accepted: names("ACCEPTED"), decided: { $concatArrays: [names("ACCEPTED"), names("REJECTED")] } } },
    {
      $set: {
        assignments: {
          $concatArrays: [
            ranked({ $setUnion: ["$declared", "$accepted"] }, "counted"),
            ranked({ $setDifference: ["$proposed", { $setUnion: ["$declared", "$decided"] }] }, "proposed"),
          ],
        },
      },
    },
  ];
}

/** Turns the names in a list into the members of the grid that they meet, one document for each. */
export function meeting(field: string, as: string): Document[] {
  return [
    { $unwind: `$${field}` },
    { $lookup: { from: SCRATCH, localField: `${field}.name`, foreignField: "_id", as } },
    { $unwind: `$${as}` },
    { $unwind: `$${as}.members` },
  ];
}

/** One document for each activity, item and place, with the closest way that it meets them. */
export function bestOfEach(): Document[] {
  const nearest = (rank: string): Document => ({ $max: { $cond: [{ $eq: ["$assignments.rank", rank] }, "$item.members.nearness", 0] } });
  const kept = ["source", "planned", "first", "last", "lead", "types", "unstated"].map((field) => [field, { $first: `$${field}` }]);
  return [
    {
      $group: {
        _id: { row: "$_id", item: "$item.members.member", place: "$place.members.member" },
        counted: nearest("counted"),
        proposed: nearest("proposed"),
        where: { $max: "$place.members.nearness" },
        ...Object.fromEntries(kept),
      },
    },
  ];
}

/** One document for each base cell that an activity meets, with what its evidence fails in. */
export function crossYearsAndTypes({ years, types }: BaseGrid, lapsed: readonly { source: string; from: number }[]): Document[] {
  return [
    { $set: { year: [...years], type: types.map((type) => ({ name: type })), lapsed: { $literal: lapsed } } },
    { $unwind: "$year" },
    { $match: { $expr: { $and: [{ $lte: ["$first", "$year"] }, { $gte: ["$last", "$year"] }] } } },
    { $unwind: "$type" },
    { $set: { ofType: { $or: [{ $eq: ["$type.name", null] }, { $in: ["$type.name", "$types"] }] } } },
    { $match: { $expr: { $or: ["$ofType", "$unstated"] } } },
    {
      $set: {
        coarse: { $eq: ["$counted", 1] },
        diffuse: { $eq: ["$where", 1] },
        stale: {
          $anyElementTrue: [
            {
              $map: {
                input: "$lapsed",
                as: "l",
                in: { $and: [{ $eq: ["$$l.source", "$source"] }, { $lte: ["$$l.from", "$year"] }] },
              },
            },
          ],
        },
      },
    },
    {
      $set: {
        strong: { $and: ["$ofType", { $eq: ["$counted", 2] }, { $not: ["$planned"] }, { $not: ["$diffuse"] }, { $not: ["$stale"] }] },
        evidence: { $and: ["$ofType", { $gt: ["$counted", 0] }] },
        awaiting: { $and: ["$ofType", { $gt: ["$proposed", "$counted"] }] },
      },
    },
    { $set: { weak: { $and: ["$evidence", { $not: ["$strong"] }] } } },
  ];
}

/** Base cells with their distinct counts. */
export function perCell(): Document[] {
  const count = (condition: Document | string): Document => ({ $sum: { $cond: [condition, 1, 0] } });
  const anyWeak = (flaw: string): Document => ({ $max: { $and: ["$weak", flaw] } });
  return [
    {
      $group: {
        _id: { item: "$_id.item", place: "$_id.place", year: "$year", type: "$type.name" },
        strong: count("$strong"),
        weak: count("$weak"),
        suggested: count("$awaiting"),
        leads: { $addToSet: { $cond: ["$strong", "$lead", null] } },
        planned: anyWeak("$planned"),
        coarse: anyWeak("$coarse"),
        diffuse: anyWeak("$diffuse"),
        stale: anyWeak("$stale"),
        untyped: { $max: { $not: ["$ofType"] } },
      },
    },
    {
      $project: {
        _id: 0,
        item: "$_id.item",
        place: "$_id.place",
        year: "$_id.year",
        type: "$_id.type",
        strong: 1,
        weak: 1,
        suggested: 1,
        leads: { $size: { $setDifference: ["$leads", [null]] } },
        planned: 1,
        coarse: 1,
        diffuse: 1,
        stale: 1,
        untyped: 1,
      },
    },
    { $match: { $or: [{ strong: { $gt: 0 } }, { weak: { $gt: 0 } }, { suggested: { $gt: 0 } }, { untyped: true }] } },
  ];
}
