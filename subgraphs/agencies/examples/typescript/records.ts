/** What the agency reports and knows. Everything in it is invented; yours comes from your own system. */

export const AGENCY = {
  id: "aurora",
  name: "Aurora Training Centre (invented)",
  licence: "CC-BY-4.0",
  contactDesk: "data@aurora.example",
  frequencyDays: 7,
  deletionPolicy: "TRANSIENT",
  contractVersion: "1.0",
  capabilities: ["ENTITIES"],
};

/** A record of the contract: schema/contract/activity.schema.json says what it may hold. */
const course = (number: string, title: string, place: string) => ({
  kind: "ACTIVITY",
  id: `aurora:${number}`,
  title: [{ language: "en", text: title }],
  activityKind: "TRAINING",
  status: "COMPLETED",
  period: { start: "2025-03-01", end: "2025-06-30" },
  reporter: { name: AGENCY.name },
  actionLines: ["C4"],
  places: [{ place }],
});

export interface Change {
  readonly operation: "UPSERT" | "DELETE" | "CONFIRMED";
  readonly kind?: string;
  readonly id?: string;
  readonly record?: { readonly id: string };
}

/** In the order in which they happened: a change's number is its cursor, and never a clock. */
export const CHANGES: readonly Change[] = [
  { operation: "UPSERT", record: course("K-1", "Open source for town halls", "RO") },
  { operation: "UPSERT", record: course("K-2", "Data stewards of ministries", "MA") },
  { operation: "CONFIRMED", kind: "ACTIVITY", id: "aurora:K-1" },
];

/** What it adds to organizations, by their id in the hub. */
export const KNOWN: Readonly<Record<string, { readonly courses: Readonly<Record<number, number>>; readonly desk: object }>> = {
  ITU: { courses: { 2024: 3, 2025: 5 }, desk: { name: "Learning", city: "Geneva" } },
  UNESCO: { courses: { 2025: 2 }, desk: { name: "Education", city: "Paris" } },
};
