/** What a subgraph's `Cache-Control` allows. */
export interface HeaderCaching {
  /** Seconds; null where it isn't said. */
  readonly maxAge: number | null;
  readonly private: boolean;
}

/** Reads the header as a shared cache does: `s-maxage` goes before `max-age`, and what can't be read allows nothing. */
export function readCacheControl(header: string): HeaderCaching {
  const directives = new Map(header.split(",").map((part) => pair(part)));
  if (directives.has("no-store") || directives.has("no-cache")) return { maxAge: 0, private: directives.has("private") };
  const stated = directives.get("s-maxage") ?? directives.get("max-age");
  const seconds = stated === undefined ? null : /^\d{1,9}$/.test(stated) ? Number(stated) : 0;
  return { maxAge: seconds, private: directives.has("private") };
}

function pair(part: string): [string, string] {
  const [name = "", value = ""] = part.split("=", 2);
  return [name.trim().toLowerCase(), value.trim().replaceAll('"', "")];
}
