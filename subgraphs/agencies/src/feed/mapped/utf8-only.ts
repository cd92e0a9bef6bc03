/** Refuses bytes that aren't UTF-8, wherever they were cut into pieces: what is read wrongly would be published wrongly. */
export class Utf8Only {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });

  check(chunk: Buffer): void {
    this.#decode(chunk, true);
  }

  end(): void {
    this.#decode(new Uint8Array(), false);
  }

  #decode(bytes: Uint8Array, stream: boolean): void {
    try {
      this.#decoder.decode(bytes, { stream });
    } catch {
      throw Object.assign(new Error("bytes that aren't UTF-8"), { code: "CSV_NOT_UTF8" });
    }
  }
}
