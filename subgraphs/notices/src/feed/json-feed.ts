import { linkOf } from "../delivery/webhook-body";
import type { StoredEvent } from "../store";
import { feedPath } from "../watch/watch.show";
import type { FeedPage } from "./feed-page";

/** JSON Feed 1.1. Addresses are paths where the operator names no address of the hub's own. */
export function jsonFeed({ watch, events, before }: FeedPage, publicUrl: string): string {
  const url = `${publicUrl}${feedPath(watch._id)}`;
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: watch.name,
    description: "What happened in a saved slice of the coverage grid, as far as it is public.",
    language: "en",
    feed_url: url,
    ...(before === null ? {} : { next_url: `${url}?before=${before}` }),
    items: events.map((event) => itemOf(event, publicUrl)),
  });
}

function itemOf(
  { _id: id, kind, at, text, position, sequence, count, cells, overlaps, findings, sources, watch }: StoredEvent,
  publicUrl: string,
) {
  return {
    id,
    url: `${publicUrl}${linkOf(watch)}`,
    title: text,
    content_text: text,
    date_published: at.toISOString(),
    tags: [kind],
    _actionline: { kind, position, sequence, count, cells, overlaps, findings, sources },
  };
}
