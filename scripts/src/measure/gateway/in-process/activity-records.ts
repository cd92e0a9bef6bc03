/** Activities with who runs them, which team follows them and what they cost. */
export interface ActivityRecord {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly status: "PLANNED" | "RUNNING" | "COMPLETED";
  readonly startedIn: number;
  readonly organization: string;
  readonly team: string;
}

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
  readonly country: string;
}

export interface TeamRecord {
  readonly id: string;
  readonly name: string;
  readonly actionLine: string;
}

export interface BudgetRecord {
  readonly id: string;
  readonly year: number;
  readonly currency: string;
  readonly amount: number;
}

const STATUSES = ["PLANNED", "RUNNING", "COMPLETED"] as const;

const ACTIVITIES = 100;
const ORGANIZATIONS = 30;
const TEAMS = 11;
const BUDGETS = 3;

const numbered = <T>(count: number, made: (number: number) => T): T[] => Array.from({ length: count }, (_, index) => made(index + 1));

export const activities: readonly ActivityRecord[] = numbered(ACTIVITIES, (number) => ({
  id: `activity-${number}`,
  title: `Connecting the schools of district ${number}`,
  summary: `Phase ${(number % 4) + 1}: lines, devices and training for ${number * 12} classrooms, followed up every year.`,
  status: STATUSES[number % 3] ?? "PLANNED",
  startedIn: 2005 + (number % 20),
  organization: `organization-${(number % ORGANIZATIONS) + 1}`,
  team: `team-${(number % TEAMS) + 1}`,
}));

export const organizations: ReadonlyMap<string, OrganizationRecord> = byId(
  numbered(ORGANIZATIONS, (number) => ({ id: `organization-${number}`, name: `Ministry ${number}`, country: `C${number}` })),
);

export const teams: ReadonlyMap<string, TeamRecord> = byId(
  numbered(TEAMS, (number) => ({ id: `team-${number}`, name: `Facilitators of line ${number}`, actionLine: `C${number}` })),
);

export const budgets: ReadonlyMap<string, readonly BudgetRecord[]> = new Map(
  activities.map(({ id }, index) => [
    id,
    numbered(BUDGETS, (year) => ({ id: `${id}/${year}`, year: 2020 + year, currency: "USD", amount: (index + 1) * 1_000 * year })),
  ]),
);

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
