/** Draws whole numbers from 0 to below a limit; the same seed draws the same ones. */
export type Draw = (below: number) => number;

/** Mulberry32: small, seeded, and good enough to choose what to break. */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const ODD = [
  "null",
  "true",
  "0",
  "-1",
  "1.5",
  "2147483648",
  "1e999",
  '""',
  '"999"',
  '"\\ud800"',
  "[]",
  "{}",
  "[null]",
  "[[]]",
  '{"id":"999"}',
  '{"__typename":"Person","id":"1"}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
];

/** An answer's JSON text with a few things in it that don't belong there. `names` are those that others answer. */
export function mutated(answer: string, names: readonly string[], draw: Draw): string {
  let text = answer;
  for (let times = draw(4); times >= 0; times--) text = mutateOnce(text, names, draw);
  return text;
}

function mutateOnce(text: string, names: readonly string[], draw: Draw): string {
  const root: Record<string, unknown> = { root: JSON.parse(text) };
  const places: [Record<string, unknown>, string][] = [];
  collect(root, places);
  const [holder, key] = places[draw(places.length)] ?? [root, "root"];
  const value = holder[key];
  const odd = JSON.parse(ODD[draw(ODD.length)] ?? "null");
  if (Array.isArray(value)) holder[key] = [value.toReversed(), [...value, odd], value.slice(1), [...value, ...value], odd][draw(5)];
  else if (typeof value === "object" && value !== null) holder[key] = changed(value, names, odd, draw);
  else holder[key] = odd;
  // A key that no object literal can hold, but that a parser makes.
  return JSON.stringify(root.root ?? null).replace(/"__odd__"/g, '"__proto__"');
}

function changed(object: object, names: readonly string[], odd: unknown, draw: Draw): unknown {
  const name = names[draw(names.length)] ?? "id";
  const [dropped] = Object.keys(object);
  switch (draw(4)) {
    case 0:
      return odd;
    case 1:
      return Object.fromEntries(Object.entries(object).filter(([one]) => one !== dropped));
    case 2:
      return Object.fromEntries(Object.entries({ ...object, [name]: odd }).toReversed());
    default:
      return { ...object, [name]: odd, __odd__: { polluted: 1 } };
  }
}

function collect(value: unknown, places: [Record<string, unknown>, string][]): void {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>;
    places.push([holder, key]);
    collect(holder[key], places);
  }
}
