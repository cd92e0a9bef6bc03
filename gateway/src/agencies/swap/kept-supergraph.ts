import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { FollowedSupergraph } from "./followed-supergraph";

const MARK = "# in force: ";

/** The last supergraph that was loaded, in a file: a gateway that begins while its database is away begins with it. */
export class KeptSupergraph {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Null where none was kept, or what is there was kept by somebody else. */
  async read(): Promise<FollowedSupergraph | null> {
    const text = await readFile(this.#file, "utf8").catch(() => null);
    if (text === null || !text.startsWith(MARK)) return null;
    const end = text.indexOf("\n");
    try {
      const { number, subgraphs } = JSON.parse(text.slice(MARK.length, end)) as FollowedSupergraph;
      return { number, subgraphs, sdl: text.slice(end + 1) };
    } catch {
      return null;
    }
  }

  /** Whole or not at all: who reads it meanwhile reads the one before. */
  async write({ number, subgraphs, sdl }: FollowedSupergraph): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    const aside = `${this.#file}.${process.pid}`;
    await writeFile(aside, `${MARK}${JSON.stringify({ number, subgraphs })}\n${sdl}`);
    await rename(aside, this.#file);
  }
}
