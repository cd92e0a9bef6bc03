import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { askHub } from "../hub/ask-hub";

export interface SdlSource {
  /** A file that holds it. */
  readonly sdl?: string | undefined;
  /** The agency's server, which serves it. */
  readonly url?: string | undefined;
}

/** The schema that an agency publishes: from a file, or as its server serves it; and what to call it in what is told. */
export async function sdlOfAgency({ sdl, url }: SdlSource): Promise<{ readonly name: string; readonly text: string }> {
  if (sdl !== undefined) {
    const text = await readFile(sdl, "utf8").catch(() => {
      throw new Error(`There is no file ${basename(sdl)}: give the path of a schema by --sdl.`);
    });
    return { name: sdl, text };
  }
  if (url === undefined) throw new Error("Give the schema: a file by --sdl, or a server that serves it by --url.");
  const { data } = await askHub({ url, token: null, document: "{ _service { sdl } }" });
  const served = (data as { readonly _service?: { readonly sdl?: unknown } } | null | undefined)?._service?.sdl;
  if (typeof served !== "string")
    throw new Error(`${url} doesn't answer { _service { sdl } }: serve your schema by a federation library, or give it by --sdl.`);
  return { name: "the served schema", text: served };
}
