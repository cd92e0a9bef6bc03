import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import { type ClientSession, type Collection, type Db, MongoServerError } from "mongodb";
import { contentHash } from "./canonical";

/** What a mutation did under a key. It is written in the transaction of the mutation itself. */
interface DoneUnderKey {
  readonly _id: string;
  readonly input: string;
  readonly at: Date;
}

const DUPLICATE_KEY = 11000;

/** Makes a mutation that is sent twice under one key take effect once. */
export class Idempotency {
  readonly #done: Collection<DoneUnderKey>;

  private constructor(db: Db) {
    this.#done = db.collection<DoneUnderKey>("idempotency");
  }

  /**
   * Makes the collection first: a transaction that reads at a snapshot can't.
   *
   * @param db of the connection whose sessions it will note in, such as the appender's
   */
  static async open(db: Db): Promise<Idempotency> {
    const found = await db.listCollections({ name: "idempotency" }).toArray();
    if (found.length === 0) await db.createCollection("idempotency").catch(unlessItExists);
    return new Idempotency(db);
  }

  /**
   * Whether this very input was done under the key before.
   *
   * @param input all that the key stands for; another input under the same key is refused with IDEMPOTENCY_MISMATCH
   */
  async wasDone(principal: Principal, mutation: string, key: string, input: object): Promise<boolean> {
    const done = await this.#done.findOne({ _id: idOf(principal, mutation, key) });
    if (done === null) return false;
    if (done.input === contentHash(input)) return true;
    throw hubError("IDEMPOTENCY_MISMATCH", `The idempotencyKey "${key}" was used with another input; take a new key for a new request.`);
  }

  /** Notes the key in the session's transaction; a key that another request took meanwhile makes the transaction fail. */
  async note(principal: Principal, mutation: string, key: string, input: object, session: ClientSession): Promise<void> {
    await this.#done.insertOne({ _id: idOf(principal, mutation, key), input: contentHash(input), at: new Date() }, { session });
  }

  /**
   * Runs `write` unless the same was done before, and says whether it ran.
   *
   * @param write is handed what has to run in its transaction
   */
  async once(
    principal: Principal,
    mutation: string,
    { idempotencyKey, ...input }: { readonly idempotencyKey: string },
    write: (alongside: (session: ClientSession) => Promise<void>) => Promise<void>,
  ): Promise<boolean> {
    checkKey(idempotencyKey);
    if (await this.wasDone(principal, mutation, idempotencyKey, input)) return false;
    try {
      await write((session) => this.note(principal, mutation, idempotencyKey, input, session));
      return true;
    } catch (error) {
      // The same key came in twice at once and the other one won: what it did stands for both.
      if (isDuplicateKey(error) && (await this.wasDone(principal, mutation, idempotencyKey, input))) return false;
      throw error;
    }
  }
}

/** As a list, since a principal's id and a key may hold any character. */
const idOf = ({ id }: Principal, mutation: string, key: string): string => JSON.stringify([mutation, id, key]);

function checkKey(key: string): void {
  if (key.length >= 1 && key.length <= 200) return;
  throw hubError("BAD_INPUT", "idempotencyKey takes 1 to 200 characters of your own making, such as a UUID.");
}

const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === DUPLICATE_KEY;

function unlessItExists(error: unknown): void {
  if (!(error instanceof MongoServerError) || error.codeName !== "NamespaceExists") throw error;
}
