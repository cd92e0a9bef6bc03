import { linkOf } from "../delivery/webhook-body";
import type { StoredEvent } from "../store";
import type { FeedPage } from "./feed-page";

/** The same feed in Atom (RFC 4287, next pages as in RFC 5005). */
export function atomFeed({ watch, events, before }: FeedPage, publicUrl: string): string {
  const url = `${publicUrl}/feeds/${watch._id}.atom`;
  const updated = events[0]?.at ?? watch.savedAt;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>urn:actionline:${escapeXml(watch._id)}</id>`,
    `<title>${escapeXml(watch.name)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    "<author><name>Actionline</name></author>",
    `<link rel="self" href="${escapeXml(url)}"/>`,
    ...(before === null ? [] : [`<link rel="next" href="${escapeXml(`${url}?before=${before}`)}"/>`]),
    ...events.map((event) => entryOf(event, publicUrl)),
    "</feed>",
    "",
  ].join("\n");
}

function entryOf({ _id: id, kind, at, text, watch }: StoredEvent, publicUrl: string): string {
  const parts = [
    `<id>urn:actionline:${escapeXml(id)}</id>`,
    `<title>${escapeXml(text)}</title>`,
    `<updated>${at.toISOString()}</updated>`,
    `<category term="${kind}"/>`,
    `<link href="${escapeXml(`${publicUrl}${linkOf(watch)}`)}"/>`,
    `<content type="text">${escapeXml(text)}</content>`,
  ];
  return `<entry>${parts.join("")}</entry>`;
}

/** Text as it may stand in XML, which holds no control characters in any spelling. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Cs}/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
