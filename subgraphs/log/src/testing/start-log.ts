import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import { Appender } from "../appender";
import { type AsOfInput, resolveAsOf } from "../as-of";
import type { Change } from "../log-entry";

/** A log of its own for one test file, and requests that read it as the gateway's do. */
export interface TestLog extends TestIndex {
  readonly appender: Appender;
  /** Takes changes in; returns the watermark after them. */
  append(...changes: readonly Change[]): Promise<number>;
  /**
   * What a request of anyone would be handed.
   *
   * @param asOf the point it names; the watermark where it names none
   * @param now the instant it is judged at where it names no point
   */
  request(asOf?: AsOfInput | null, now?: Date): Promise<RequestContext>;
}

/** The change that takes a record in under its own id. */
export function upsert<K extends EntryKind>(
  kind: K,
  record: RecordOfKind[K] & { readonly id: string },
  owner = "hub:reference",
): Change<K> {
  return { kind, subject: record.id, operation: "UPSERT", owner, record };
}

/** @param clock the log's clock, for tests about instants */
export async function startLog(clock: () => Date = () => new Date()): Promise<TestLog> {
  const index = await startIndex();
  const appender = await Appender.acquire(index.client, index.db, { space: "DEMONSTRATION", clock });
  return {
    ...index,
    appender,
    append: async (...changes) => (await appender.append(changes)).sequence,
    request: async (asOf = null, now = new Date()) => new RequestContext(ANYONE, await resolveAsOf(index.db, asOf, now)),
    stop: async () => {
      await appender.release();
      await index.stop();
    },
  };
}
