import type { AnsweringSource, RequestContext } from "@actionline/kit/request-context";
import { versionsOf } from "@actionline/log/collections";
import { VersionReader } from "@actionline/log/versions";
import { freshnessAt } from "@actionline/schema/freshness";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";

interface Standing {
  readonly source: SourceRecord;
  readonly answering: AnsweringSource;
}

/** Tells which sources an answer stands on and how old they are. A request reads them once: they are dozens. */
export class AnsweringSources {
  readonly #db: Db;
  readonly #sources: VersionReader<"SOURCE">;
  readonly #harvests: VersionReader<"HARVEST">;
  readonly #request: RequestContext;
  #standings: Promise<Standing[]> | null = null;

  constructor(db: Db, request: RequestContext) {
    this.#db = db;
    this.#sources = new VersionReader(db, "SOURCE", request);
    this.#harvests = new VersionReader(db, "HARVEST", request);
    this.#request = request;
  }

  /** Notes, in the request, the sources that an answer stands on. */
  async note(standsOn: (source: SourceRecord) => boolean): Promise<void> {
    this.#standings ??= this.#read();
    for (const { source, answering } of await this.#standings) if (standsOn(source)) this.#request.noteSource(answering);
  }

  async #read(): Promise<Standing[]> {
    const [sources, lastGood] = await Promise.all([this.#sources.all(), this.#lastGood()]);
    return sources.map((source) => ({ source, answering: this.#answering(source, lastGood.get(source.id) ?? null) }));
  }

  #answering({ id, agency, frequencyDays }: SourceRecord, lastGoodAt: string | null): AnsweringSource {
    const at = lastGoodAt === null ? null : new Date(lastGoodAt);
    const freshness = freshnessAt(at, frequencyDays, this.#request.asOf.instant);
    return { source: id, agency, answeredBy: "INDEX", freshness, asOf: at?.toISOString() ?? null };
  }

  /** When each source last brought good data. Only that is read: a harvest's report can be long. */
  async #lastGood(): Promise<Map<string, string>> {
    const lastGood = new Map<string, string>();
    const found = versionsOf(this.#db, "HARVEST")
      .find(this.#harvests.visible())
      .project<{ record: Pick<HarvestRecord, "source" | "lastGoodAt"> }>({ "record.source": 1, "record.lastGoodAt": 1 });
    for await (const { record } of found) {
      const known = lastGood.get(record.source) ?? "";
      if (record.lastGoodAt !== null && known < record.lastGoodAt) lastGood.set(record.source, record.lastGoodAt);
    }
    return lastGood;
  }
}
