import type { SourceCode } from "../../engine-error";
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
  #unmerged = 0;
  #length = 0;

  constructor(limits: HttpLimits) {
    this.#most = limits.bytes;
    this.#scan = new JsonScan(limits.depth, limits.nodes);
  }

  get length(): number {
    return this.#length;
  }

  /** The fault that ends it, or null while it stays inside the limits. */
  take(piece: Buffer): SourceCode | null {
    this.#length += piece.length;
    if (this.#length > this.#most) return "SOURCE_TOO_LARGE";
    const fault = this.#scan.take(piece);
    if (fault !== null) return fault;
    this.#pieces.push(piece);
    if (++this.#unmerged === MERGED) this.#merge();
    return null;
  }

  whole(): Buffer {
    const [only] = this.#pieces;
    return this.#pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.#pieces, this.#length);
  }

  #merge(): void {
    this.#pieces.push(Buffer.concat(this.#pieces.splice(-MERGED)));
    this.#unmerged = 0;
  }
}
