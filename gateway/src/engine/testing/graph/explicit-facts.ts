import { hasMail, knows, recordsOf, typeOfRecord } from "./records";
import type { Source } from "./source";
import type { World } from "./world";

type Arguments = Readonly<Record<string, unknown>>;
type Explicit = (source: Source, args: Arguments, world: World) => unknown;

/** Keys, which can't be drawn because they must lead back to their record, and the questions that ask by one. */
export const EXPLICIT: Readonly<Record<string, Explicit>> = {
  "Account.iban": ({ id }) => `IBAN-${id}`,
  "Account.number": ({ id }) => `N-${id}`,
  "Book.isbn": ({ id }) => `isbn-${id}`,
  "Game.code": (source) => ({ __typename: "GameCode", id: source.id, via: source }),
  "GameCode.maker": (source) => ({ __typename: "Maker", id: `maker${numberOf(source) % 2}`, via: source }),
  "GameCode.serial": (source) => numberOf(source),
  "Maker.name": (source) => `Maker ${numberOf(source)}`,
  "Offer.number": (source) => numberOf(source),
  "Offer.shop": (source) => ({ __typename: "Shop", id: `s${numberOf(source) % 4}`, via: source }),
  "Offer.sku": ({ id }) => `sku-${id}`,
  "Person.email": ({ id }) => (hasMail(id) ? `${id}@example.org` : null),
  "Query.account": (_, { number }, world) => world.find("Account", { number }),
  "Query.bankOf": (_, { iban }, world) => world.find("Account", { iban }),
  "Query.book": (_, { isbn }, world) => world.find("Book", { isbn }),
  "Query.byEmail": (_, { email }, world) => world.find("Person", { email }),
  "Query.game": (_, { code }, world) => gameOf(code, world),
  "Query.media": (_, { id }) => recordOf(id, ["Book", "Film", "Game"], "catalogue"),
  "Query.node": (_, { id }) => recordOf(id, ["Book", "Film", "Person", "Shop"], "search"),
  "Query.nodes": (_, { ids }) => (Array.isArray(ids) ? ids.map((id) => recordOf(id, ["Book", "Film", "Person", "Shop"], "search")) : []),
  "Query.offer": (_, { sku }, world) => world.find("Offer", { sku }),
  "Query.person": (_, { id }) => recordOf(id, ["Person"], "people"),
  "Query.place": (_, { id }) => recordOf(id, ["Place"], "places"),
  "Query.review": (_, { id }, world) => world.find("Review", { id }),
  "Query.shop": (_, { id }) => recordOf(id, ["Shop"], "shops"),
};

function numberOf({ id }: Source): number {
  return Number(id.replace(/\D+/, ""));
}

function recordOf(id: unknown, types: readonly string[], subgraph: string): Source | null {
  const type = typeOfRecord(id);
  if (typeof id !== "string" || type === null || !types.includes(type)) return null;
  return knows(subgraph, type, id) ? { __typename: type, id, via: null } : null;
}

function gameOf(code: unknown, world: World): Source | null {
  const asked = code as { readonly maker: string; readonly serial: number };
  const ids = recordsOf("Game") ?? [];
  const games = ids.map((id): Source => ({ __typename: "Game", id, via: null }));
  return games.find((game) => world.matches(game, { code: { maker: { name: asked.maker }, serial: asked.serial } })) ?? null;
}
