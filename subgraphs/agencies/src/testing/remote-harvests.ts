import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { createValidator } from "@actionline/schema/validator/validator";
import type { Db, MongoClient } from "mongodb";
import { harvestRemote, type RemoteTask } from "../remote/harvest-remote";
import { ContractSource } from "./contract-source";
import { aSource } from "./feed-records";

const validator = createValidator({ items: new Set(["GPA-18a"]), actionLines: new Set(["C7-eHealth"]), places: new Set(["KE", "UG"]) });

/** What a hub writes to. */
export interface WrittenTo {
  readonly client: MongoClient;
  readonly db: Db;
  readonly appender: Appender;
}

/** An agency's server and the hub that follows it. */
export class FollowedSource {
  readonly server: ContractSource;
  readonly source: SourceRecord;
  readonly #log: WrittenTo;

  constructor(log: WrittenTo, agency: string, facts: Partial<SourceRecord> = {}) {
    this.#log = log;
    this.server = new ContractSource(agency);
    this.source = aSource(agency, { id: `${agency}/hosted`, mode: "HOSTED", ...facts });
  }

  /** One run, and its report. */
  async harvest(options: Partial<RemoteTask> = {}): Promise<HarvestRecord> {
    const { record } = await harvestRemote(this.task(options));
    if (record === null) throw new Error("The run left no report.");
    return record;
  }

  task(options: Partial<RemoteTask> = {}): RemoteTask {
    return {
      ...this.#log,
      source: this.source,
      ask: this.server.ask,
      address: "https://data.agency.org/graphql",
      validator,
      clock: () => new Date(),
      suggest: () => [],
      suggestionRules: "none",
      ...options,
    };
  }

  /** What the hub holds of it: by id, the title's text. */
  async held(): Promise<Map<string, string | undefined>> {
    const versions = versionsOf(this.#log.db, "ACTIVITY").find({ owner: this.source.agency, to: OPEN }).sort({ subject: 1 });
    return new Map((await versions.toArray()).map(({ subject, record }) => [subject, record.title[0]?.text]));
  }

  /** The versions that the hub has had of one record, in their order: the title's text of each. */
  async history(id: string): Promise<(string | undefined)[]> {
    const versions = versionsOf(this.#log.db, "ACTIVITY").find({ subject: id }).sort({ from: 1 });
    return (await versions.toArray()).map(({ record }) => record.title[0]?.text);
  }
}
