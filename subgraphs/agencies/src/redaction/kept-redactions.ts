import { open, readFile } from "node:fs/promises";
import type { Appender } from "@actionline/log/appender";
import { redactAgain } from "@actionline/log/redaction/redact-again";
import type { RedactionRecord } from "@actionline/schema/federation-records";
import { BESIDE } from "./erase-beside";

/**
 * The orders in force, kept in a file beside the database as well: a database that is put back from an older copy holds what was
 * erased since, and no word of the orders. One line an order, none with what was erased.
 */
export class KeptRedactions {
  readonly #appender: Appender;
  readonly #file: string;
  readonly #known: Set<string>;
  #noting: Promise<void> = Promise.resolve();

  private constructor(appender: Appender, file: string, known: Iterable<string>) {
    this.#appender = appender;
    this.#file = file;
    this.#known = new Set(known);
  }

  /** Carries out anew what the database doesn't know of, before anything of it is read, and notes what the file doesn't. */
  static async open(appender: Appender, file: string): Promise<KeptRedactions> {
    const orders = await readOrders(file);
    // In their order: what one leaves is what the next one begins with.
    for (const order of orders) await redactAgain(appender, order, BESIDE);
    const kept = new KeptRedactions(
      appender,
      file,
      orders.map(({ id }) => id),
    );
    await kept.note();
    return kept;
  }

  /** Notes the orders that came since; settles once they are on the disk. */
  note(): Promise<void> {
    const noted = this.#noting.then(() => this.#write());
    this.#noting = noted.catch(() => undefined);
    return noted;
  }

  async #write(): Promise<void> {
    const { redactions } = this.#appender;
    // Every order of the file is in force, so that nearly every commit ends here.
    if (redactions.size === this.#known.size) return;
    const fresh = redactions.all.filter(({ id }) => !this.#known.has(id));
    if (fresh.length > 0) await appendLines(this.#file, fresh);
    for (const { id } of fresh) this.#known.add(id);
  }
}

/** A last line that was cut short is an order that the database knows. */
async function readOrders(file: string): Promise<RedactionRecord[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const orders = new Map<string, RedactionRecord>();
  const lines = text.split("\n").filter((line) => line !== "");
  for (const [at, line] of lines.entries()) {
    const order = readOrder(line);
    if (order === null && at < lines.length - 1)
      throw new Error(
        `Line ${at + 1} of ${file} can't be read: mend it, or take it from a copy. It says what must not come back from one.`,
      );
    if (order !== null) orders.set(order.id, order);
  }
  return [...orders.values()];
}

function readOrder(line: string): RedactionRecord | null {
  try {
    return JSON.parse(line) as RedactionRecord;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function appendLines(path: string, orders: readonly RedactionRecord[]): Promise<void> {
  const file = await open(path, "a", 0o600);
  try {
    // A line that was cut short ends here.
    await file.appendFile(orders.map((order) => `\n${JSON.stringify(order)}\n`).join(""));
    await file.sync();
  } finally {
    await file.close();
  }
}
