import type { StoredEvent } from "../store";

/** What is posted: the same bytes at every attempt. `position` orders events; `id` tells a second delivery of one. */
export function webhookBody({
  _id: id,
  position,
  kind,
  at,
  sequence,
  watch,
  count,
  text,
  cells,
  overlaps,
  findings,
  sources,
}: StoredEvent): string {
  const subjects = { cells, overlaps, findings, sources };
  return JSON.stringify({ id, position, kind, at: at.toISOString(), sequence, watch, count, text, ...subjects, link: linkOf(watch) });
}

/** Where to read on, as a path of the hub: an address of its own is the operator's to know. */
export function linkOf(watch: string | null): string {
  const question =
    watch === null
      ? "{ notifications(first: 20) { nodes { read event { id kind at text } } } }"
      : `{ events(watch: "${watch}") { nodes { id kind at text } } }`;
  return `/graphql?query=${encodeURIComponent(question)}`;
}
