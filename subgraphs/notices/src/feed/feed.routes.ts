import { createHash } from "node:crypto";
import type { HttpRoute, RouteQuestion } from "@actionline/kit/http-route";
import type { Db } from "mongodb";
import type { NoticeSettings } from "../notice-settings";
import { atomFeed } from "./atom-feed";
import { type FeedPage, readFeedPage } from "./feed-page";
import { jsonFeed } from "./json-feed";

/** The feeds of watches whose owners want one: whoever knows the address may read it, and nobody can guess it. */
export function feedRoutes(db: Db, { publicUrl }: Pick<NoticeSettings, "publicUrl">): HttpRoute[] {
  return [
    routeOf(db, "/feeds/:watch.json", "application/feed+json; charset=utf-8", (page) => jsonFeed(page, publicUrl ?? "")),
    routeOf(db, "/feeds/:watch.atom", "application/atom+xml; charset=utf-8", (page) => atomFeed(page, publicUrl ?? "")),
  ];
}

function routeOf(db: Db, path: string, contentType: string, write: (page: FeedPage) => string): HttpRoute {
  const answer = async ({ path: { watch = "" }, query }: RouteQuestion) => {
    const page = await readFeedPage(db, watch, query);
    if (page === null) return null;
    const body = write(page);
    return { contentType, body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
  };
  return { path, answer };
}
