import { draw } from "./draw";

/** How many records there are of each entity, and the letter that their ids begin with. */
const TABLES: Readonly<Record<string, readonly [letter: string, count: number]>> = {
  Account: ["a", 5],
  Balance: ["n", 7],
  Book: ["b", 6],
  Film: ["f", 5],
  Game: ["g", 4],
  Offer: ["o", 10],
  Payment: ["y", 8],
  Person: ["p", 9],
  Place: ["l", 8],
  Review: ["r", 14],
  Shop: ["s", 4],
};

/** Ids of the records of an entity; null for the types of values. */
export function recordsOf(type: string): readonly string[] | null {
  return RECORDS.get(type) ?? null;
}

/** The type of the record of an id that there is. */
export function typeOfRecord(id: unknown): string | null {
  for (const [type, ids] of RECORDS) if (ids.some((known) => known === id)) return type;
  return null;
}

const RECORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(TABLES).map(([type, [letter, count]]) => [type, Array.from({ length: count }, (_, index) => `${letter}${index}`)]),
);

/** Types of which a subgraph doesn't know every record: a gateway that asks it for those is answered null. */
const GAPS: Readonly<Record<string, readonly string[]>> = {
  archive: ["Book", "Film", "Person"],
  customs: ["Offer"],
  ledger: ["Account"],
  reviews: ["Book", "Film", "Game", "Person"],
  search: ["Book", "Film"],
  shops: ["Book"],
};

/** Whether a subgraph knows a record. Where it doesn't, whatever it alone tells of it is null. */
export function knows(subgraph: string, type: string, id: string): boolean {
  if (subgraph === "accounts" && type === "Person") return hasMail(id);
  return GAPS[subgraph]?.includes(type) !== true || draw(`gap ${subgraph} ${id}`) % 6 !== 0;
}

/** Whether a subgraph knows every record of a type. */
export function knowsAll(subgraph: string, type: string): boolean {
  return !(subgraph === "accounts" && type === "Person") && GAPS[subgraph]?.includes(type) !== true;
}

/** Some people have no mail address, and those who know people by it can't be asked about them. */
export function hasMail(person: string): boolean {
  return draw(`mail ${person}`) % 4 !== 0;
}
