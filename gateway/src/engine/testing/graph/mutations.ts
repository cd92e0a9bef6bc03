import { PlannedFailure } from "./derive";
import { knows, typeOfRecord } from "./records";
import type { Source } from "./source";
import type { World } from "./world";

type Arguments = Readonly<Record<string, unknown>>;

/** What each mutation changes, so that whatever is asked after it can tell; and the events of subscriptions. */
export const MUTATIONS: Readonly<Record<string, (world: World, args: Arguments) => unknown>> = {
  "Mutation.addReview": (world, { input }) => addReview(world, input as Arguments),
  "Mutation.befriend": (world, { one, other }) => befriend(world, known(one, ["Person"]), known(other, ["Person"])),
  "Mutation.countCatalogue": (world, { by }) => count(world, "catalogue", typeof by === "number" ? by : 1),
  "Mutation.countPeople": (world) => count(world, "people", 1),
  "Mutation.countReviews": (world) => count(world, "reviews", 1),
  "Mutation.countShops": (world) => count(world, "shops", 1),
  "Mutation.retitle": (world, { id, title }) => changed(world, known(id, ["Book", "Film", "Game"]), "title", title),
  "Mutation.reweigh": (world, { sku, weight }) => reweigh(world, sku, weight),
};

/** The events of a subscription, in order; none of what the subgraph doesn't know. */
export function* eventsOf(world: World, field: string, args: Arguments): Generator<Source> {
  const known = ["b1", "b2", "f2", "g1", "g3"].map(recordOf).filter(({ __typename, id }) => knows("reviews", __typename, id));
  if (field === "ratingChanged") return yield* known;
  const subjects = known.filter(({ id }) => id === (args.subject ?? id));
  for (const { id } of subjects.slice(0, 3)) yield addReview(world, { subject: id, stars: id.length });
}

function recordOf(id: string): Source {
  return { __typename: typeOfRecord(id) ?? "Book", id, via: null };
}

function addReview(world: World, input: Arguments): Source {
  const subject = known(input.subject, ["Book", "Film", "Game"], "reviews");
  const author = typeof input.author === "string" ? known(input.author, ["Person"], "reviews") : null;
  const review: Source = { __typename: "Review", id: `r${100 + count(world, "added", 1)}`, via: null };
  world.changes.set(`${review.id} added Review`, true);
  world.changes.set(`${review.id} subject`, subject);
  world.changes.set(`${review.id} stars`, input.stars);
  if (typeof input.text === "string") world.changes.set(`${review.id} text`, input.text);
  if (author !== null) world.changes.set(`${review.id} author`, author);
  return review;
}

function befriend(world: World, one: Source, other: Source): Source[] {
  world.changes.set(`${one.id} spouse`, other);
  world.changes.set(`${other.id} spouse`, one);
  return [one, other];
}

function reweigh(world: World, sku: unknown, weight: unknown): Source | null {
  const offer = world.find("Offer", { sku });
  return offer === null ? null : changed(world, offer, "weight", weight);
}

function changed(world: World, record: Source, field: string, value: unknown): Source {
  world.changes.set(`${record.id} ${field}`, value);
  return record;
}

function count(world: World, of: string, by: number): number {
  const counted = (world.counts.get(of) ?? 0) + by;
  world.counts.set(of, counted);
  return counted;
}

function known(id: unknown, types: readonly string[], subgraph = "catalogue"): Source {
  const type = typeOfRecord(id);
  if (typeof id === "string" && type !== null && types.includes(type) && knows(subgraph, type, id))
    return { __typename: type, id, via: null };
  throw new PlannedFailure(`there is no ${types.join(" or ")} ${String(id)}`);
}
