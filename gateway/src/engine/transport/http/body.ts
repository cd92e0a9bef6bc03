import type { SourceCode } from "../../engine-error";
import { textOf } from "../parse-json";
import { JsonScan } from "../scan-json";
import type { HttpLimits } from "./http-limits";

const MERGED = 256;

/**
 * The bytes of one answer, measured as they come. Pieces are merged by the hundred, since a source may send its bytes one
 * by one, and an object for each would take a hundred times their room.
 */
export class Body {
  readonly #most: number;
  readonly #scan: JsonScan;
  readonly #pieces: Buffer[] = [];
  /** How many of them are this body's own. */
  #kept = 0;
  #unmerged = 0;
  #length = 0;

  constructor(limits: HttpLimits) {
    this.#most = limits.bytes;
    this.#scan = new JsonScan(limits.depth, limits.nodes);
  }

  get length(): number {
    return this.#length;
  }

  /** The fault that ends it, or null while it stays inside the limits. The piece holds until it is kept. */
  take(piece: Buffer): SourceCode | null {
    this.#length += piece.length;
    if (this.#length > this.#most) return "SOURCE_TOO_LARGE";
    const fault = this.#scan.take(piece);
    if (fault === null) this.#pieces.push(piece);
    return fault;
  }

  /** Copies what was taken, since the next piece may be read into its place. */
  keep(): void {
    if (this.#kept === this.#pieces.length) return;
    this.#merge(this.#kept);
    if (++this.#unmerged < MERGED) return;
    this.#unmerged = 0;
    this.#merge(-MERGED);
  }

  /** Null where it isn't UTF-8. */
  text(): string | null {
    const [only] = this.#pieces;
    return textOf(this.#pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.#pieces, this.#length));
  }

  #merge(from: number): void {
    this.#pieces.push(Buffer.concat(this.#pieces.splice(from)));
    this.#kept = this.#pieces.length;
  }
}
