import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { ActivityRecord, BudgetRecord, ContractRecord, OrganisationReference } from "@actionline/schema/contract/records";
import type { Db } from "mongodb";

/** Grows when the hub resolves references differently: files that haven't changed are then read anew once. */
export const RESOLUTION_VERSION = "1";

/** The scheme of the identifiers that agencies' references are written in. */
const SCHEME = "iati";

/**
 * The organizations that the hub knew when a run began, by their identifiers. Where an agency names one by such an
 * identifier and not by the hub's id, the hub adds its id; the agency's reference and name stay as they were published.
 */
export class KnownOrganizations {
  readonly #byIdentifier: ReadonlyMap<string, string | null>;

  private constructor(byIdentifier: ReadonlyMap<string, string | null>) {
    this.#byIdentifier = byIdentifier;
  }

  /** One find: organizations are hundreds, and one run needs most of them. */
  static async read(db: Db): Promise<KnownOrganizations> {
    const byIdentifier = new Map<string, string | null>();
    const held = versionsOf(db, "ORGANIZATION")
      .find({ to: OPEN })
      .project<{ subject: string; record: { identifiers?: readonly { scheme: string; value: string }[] } }>({
        subject: 1,
        "record.identifiers": 1,
      });
    for await (const { subject, record } of held) {
      for (const { scheme, value } of record.identifiers ?? []) {
        if (scheme !== SCHEME) continue;
        // Two that claim one identifier: neither is meant for sure.
        const claimed = byIdentifier.get(value);
        byIdentifier.set(value, claimed === undefined || claimed === subject ? subject : null);
      }
    }
    return new KnownOrganizations(byIdentifier);
  }

  /** The record with the hub's ids of the organizations that it names; the same record where there are none. */
  named(record: ContractRecord): ContractRecord {
    if (record.kind === "ACTIVITY") return this.#inActivity(record);
    return record.kind === "BUDGET" ? this.#inBudget(record) : record;
  }

  #inActivity(record: ActivityRecord): ActivityRecord {
    const { reporter, participants } = record;
    return {
      ...record,
      reporter: this.#resolved(reporter),
      ...(participants !== undefined && {
        participants: participants.map((each) => ({ ...each, organisation: this.#resolved(each.organisation) })),
      }),
    };
  }

  #inBudget(record: BudgetRecord): BudgetRecord {
    const { reporter, provider, receiver } = record;
    return {
      ...record,
      reporter: this.#resolved(reporter),
      ...(provider !== undefined && { provider: this.#resolved(provider) }),
      ...(receiver !== undefined && { receiver: this.#resolved(receiver) }),
    };
  }

  #resolved(organisation: OrganisationReference): OrganisationReference {
    if (organisation.id !== undefined || organisation.reference === undefined) return organisation;
    const id = this.#byIdentifier.get(organisation.reference) ?? null;
    return id === null ? organisation : { ...organisation, id };
  }
}
