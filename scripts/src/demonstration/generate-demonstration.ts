import type { ContractRecord, OrganisationRecord, OutputRecord } from "@actionline/schema/contract/records";
import { freshnessAt } from "@actionline/schema/freshness";
import { Calendar } from "./calendar";
import { agencies, CAST, mainSourceOf, organizations, sources } from "./cast";
import type { Demonstration, DemonstrationFailure, DemonstrationFeed, DemonstrationOptions } from "./demonstration";
import { draftBudgets, requirements } from "./draft-budgets";
import { eHealthStory } from "./e-health-story";
import { everydayWork } from "./everyday-work";
import { expectations } from "./expectations";
import { facilitators } from "./facilitators";
import { plantedFaults, withFaults } from "./faulty-records";
import { MONEY, moneyStory } from "./money-story";
import { otherLinesStory } from "./other-lines-story";
import { NURSES, overlapStory } from "./overlap-story";
import type { Planted } from "./planted";
import { Random } from "./random";
import { commitments, statements } from "./statements";
import type { PlantedSource, Truth } from "./truth";
import { undeclaredWork } from "./undeclared-work";

/** The seed of the set that `npm start` loads. */
export const DEFAULT_SEED = 2003;

/**
 * Makes the demonstration set: a pure function of the seed and the day. The story is planted by hand and the same for
 * every seed; everyday work around it is drawn.
 *
 * @example generateDemonstration({ seed: DEFAULT_SEED, today: new Date() }).truth.cells
 */
export function generateDemonstration({ seed, today }: DemonstrationOptions): Demonstration {
  const calendar = new Calendar(today);
  const randomFor = (name: string) => new Random(seed, name);
  const story = [
    eHealthStory(calendar),
    otherLinesStory(calendar),
    overlapStory(calendar),
    moneyStory(calendar),
    undeclaredWork(calendar, randomFor("undeclared")),
  ];
  const everyday = everydayWork(calendar, randomFor);
  const records: ContractRecord[] = [
    ...introduced(),
    ...story.flatMap((part) => [...(part.scopes ?? []), ...(part.activities ?? []), ...(part.budgets ?? [])]),
    ...everyday,
    ...draftBudgets(calendar, randomFor("budgets"), everyday),
    ...requirements(calendar),
    ...outputs(calendar),
  ];
  const feeds = feedsOf(calendar, records, story);
  const failures = failuresOf(calendar);
  return {
    organizations: organizations(),
    agencies: agencies(),
    sources: sources(),
    facilitators: facilitators(calendar),
    expectations: expectations(calendar),
    statements: statements(calendar),
    commitments: commitments(calendar),
    feeds,
    failures,
    truth: truthOf(seed, calendar, story, feeds, failures),
  };
}

/** One feed a source. Records go by their agency's first source, but for those that the story sends by another. */
function feedsOf(calendar: Calendar, records: readonly ContractRecord[], story: readonly Planted[]): DemonstrationFeed[] {
  const bySource = new Map<string, ContractRecord[]>();
  const add = (source: string, record: ContractRecord) => bySource.set(source, [...(bySource.get(source) ?? []), record]);
  for (const player of CAST) {
    const own = records.filter((record) => record.id.startsWith(`${player.agency}:`));
    bySource.set(mainSourceOf(player.agency), own);
  }
  for (const part of story) {
    for (const [source, sent] of Object.entries(part.bySource ?? {})) for (const record of sent) add(source, record);
  }
  return CAST.flatMap((player) =>
    player.sources.map(({ name, harvestedDaysAgo }) => ({
      source: `${player.agency}/${name}`,
      harvestedAt: calendar.harvestedDaysAgo(harvestedDaysAgo),
      ...withFaults(
        `${player.agency}/${name}`,
        (bySource.get(`${player.agency}/${name}`) ?? []).map((record) => ({ operation: "UPSERT" as const, record })),
      ),
    })),
  );
}

function failuresOf(calendar: Calendar): DemonstrationFailure[] {
  const startedAt = calendar.harvestedDaysAgo(1);
  return [
    {
      source: mainSourceOf("aldermoor"),
      startedAt,
      finishedAt: new Date(startedAt.getTime() + 30_000),
      code: "SOURCE_TIMEOUT",
      message: "The source didn't answer within 30 seconds; what it sent before still stands.",
    },
  ];
}

function introduced(): OrganisationRecord[] {
  return [
    { kind: "ORGANISATION", id: "openhands:lantern-college", name: "Lantern Nursing College (invented)", type: "ACADEMIA", country: "KE" },
    {
      kind: "ORGANISATION",
      id: "openhands:millpond-coop",
      name: "Millpond Farmers' Cooperative (invented)",
      type: "CIVIL_SOCIETY",
      country: "ML",
    },
  ];
}

function outputs(calendar: Calendar): OutputRecord[] {
  const output = (agency: string, actionLine: string, text: string): OutputRecord => ({
    kind: "OUTPUT",
    id: `${agency}:output-${actionLine}-${calendar.lastClosedYear}`,
    actionLine,
    year: calendar.lastClosedYear,
    title: [{ language: "en", text }],
    submittedOn: calendar.day(0, "12-20"),
  });
  return [
    output("nordlys", "C7-eHealth", "Annual contribution of the e-health team"),
    output("scriptoria", "C8", "Annual contribution of the team on cultural diversity"),
  ];
}

function truthOf(
  seed: number,
  calendar: Calendar,
  story: readonly Planted[],
  feeds: readonly DemonstrationFeed[],
  failures: readonly DemonstrationFailure[],
): Truth {
  const planted = feeds.map((feed) => sourceOf(calendar, feed, failures));
  return {
    seed,
    today: calendar.today,
    year: calendar.lastClosedYear,
    cells: story.flatMap((part) => part.cells ?? []),
    overlaps: story.flatMap((part) => part.overlaps ?? []),
    duplicates: story.flatMap((part) => part.duplicates ?? []),
    conflicts: story.flatMap((part) => part.conflicts ?? []),
    suggestions: story.flatMap((part) => part.suggestions ?? []),
    nurses: NURSES,
    money: MONEY,
    faults: plantedFaults(),
    sources: planted,
    activities: planted.reduce((sum, source) => sum + source.activities, 0),
  };
}

function sourceOf(calendar: Calendar, feed: DemonstrationFeed, failures: readonly DemonstrationFailure[]): PlantedSource {
  const frequencyDays = sources().find((source) => source.id === feed.source)?.frequencyDays ?? null;
  return {
    source: feed.source,
    activities: feed.changes.filter(({ record }) => record.kind === "ACTIVITY").length,
    freshness: freshnessAt(feed.harvestedAt, frequencyDays, calendar.daysAgo(0)),
    lastHarvestFailed: failures.some((failure) => failure.source === feed.source),
    refused: feed.faults.length,
  };
}
