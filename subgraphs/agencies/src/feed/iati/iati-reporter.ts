import type { OrganisationReference } from "@actionline/schema/contract/records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { iatiFeed } from "./iati-feed";

/** Who reports in a file, as its first activity says. */
export interface IatiReporter {
  readonly reference: string | null;
  readonly name: string;
  readonly type: StakeholderType | null;
}

/** Reads as far as the first activity; null where the file has none or can't be read, which its harvest then reports. */
export async function readIatiReporter(path: string): Promise<IatiReporter | null> {
  const feed = await iatiFeed(path, "reporter");
  for await (const items of feed.read()) {
    for (const item of items) {
      const reporter = item.type === "PUBLISHED" ? reporterOf(item.changes[0]?.change) : null;
      if (reporter !== null) return { reference: reporter.reference ?? null, name: reporter.name, type: reporter.type ?? null };
    }
  }
  return null;
}

function reporterOf(change: unknown): OrganisationReference | null {
  if (typeof change !== "object" || change === null || !("reporter" in change)) return null;
  return change.reporter as OrganisationReference;
}
