import { hubError } from "@actionline/kit/hub-error";
import { contentHash } from "@actionline/log/canonical";
import type { ClientSession, Collection, Db } from "mongodb";
import type { PublishInput, PublishResult } from "./publish-input";

interface StoredResult {
  /** Agency and key as a list. */
  readonly _id: string;
  readonly input: string;
  readonly result: PublishResult;
  readonly at: Date;
}

/** What publishes under a key led to: asked again, it is told again, and nothing is done. */
export class PublishResults {
  readonly #results: Collection<StoredResult>;

  constructor(db: Db) {
    this.#results = db.collection("publish_results");
  }

  async find(input: PublishInput): Promise<PublishResult | null> {
    if (!input.idempotencyKey) return null;
    const stored = await this.#results.findOne({ _id: idOf(input) });
    if (stored === null) return null;
    if (stored.input === inputHash(input)) return stored.result;
    throw hubError(
      "IDEMPOTENCY_MISMATCH",
      `The idempotencyKey "${input.idempotencyKey}" was used with another schema; take a new key for a new publish.`,
    );
  }

  async note(input: PublishInput, result: PublishResult, at: Date, session?: ClientSession): Promise<void> {
    if (!input.idempotencyKey) return;
    await this.#results.insertOne({ _id: idOf(input), input: inputHash(input), result, at }, session === undefined ? {} : { session });
  }
}

const idOf = ({ agency, idempotencyKey }: PublishInput): string => JSON.stringify([agency, idempotencyKey]);

function inputHash({ agency, sdl, url, force }: PublishInput): string {
  return contentHash({ agency, sdl, url, force: force === true });
}
