import { recordsOf } from "./records";

const IDS = ["Book", "Film", "Game", "Book", "Film", "Game", "Person", "Review", "Shop", "Place"].flatMap((type) => recordsOf(type) ?? []);

/** What to ask by, so that most questions find something and some don't. */
const BY_NAME: Readonly<Record<string, readonly (string | number)[]>> = {
  account: ["a1"],
  author: [...(recordsOf("Person") ?? []), "nobody"],
  email: [...(recordsOf("Person") ?? []).map((id) => `${id}@example.org`), "nobody@example.org"],
  first: [0, 1, 2, 2, 3, 3, 4],
  iban: (recordsOf("Account") ?? []).map((id) => `IBAN-${id}`),
  id: [...IDS, "zz"],
  ids: [...IDS, "zz"],
  isbn: [...(recordsOf("Book") ?? []).map((id) => `isbn-${id}`), "isbn-none"],
  maker: ["Maker 0", "Maker 1"],
  number: [...(recordsOf("Account") ?? []).map((id) => `N-${id}`), "N-none"],
  one: [...(recordsOf("Person") ?? []), "nobody"],
  other: recordsOf("Person") ?? [],
  serial: [0, 1, 2, 3],
  sku: [...(recordsOf("Offer") ?? []).map((id) => `sku-${id}`), "sku-none"],
  subject: ["b0", "b1", "b2", "b3", "f0", "f1", "g0", "g1", "zz"],
};

/** Values for the arguments of the test graph. */
export function candidates(name: string, type: string): readonly (string | number)[] | null {
  const found = BY_NAME[name] ?? null;
  const fits = found?.every((value) => (typeof value === "number") === (type === "Int" || type === "Float")) === true;
  return fits ? found : null;
}
