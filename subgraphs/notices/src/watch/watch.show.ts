import type { WebhookStatus } from "../channel/webhook-status";
import type { StoredWatch } from "../store";
import type { Watch } from "./watch";

/** Where a watch's feed is read. */
export const feedPath = (watch: string): string => `/feeds/${watch}.json`;

export function showWatch({ _id: id, name, slice, kinds, savedAt, feed }: StoredWatch, webhook: WebhookStatus | null): Watch {
  const { items, actionLines, places } = slice;
  return {
    id,
    name,
    slice: {
      ...slice,
      items: items?.map((item) => ({ id: item })) ?? null,
      actionLines: actionLines?.map((code) => ({ code })) ?? null,
      places: places?.map((place) => ({ id: place })) ?? null,
    },
    events: kinds,
    savedAt,
    feed: feed ? feedPath(id) : null,
    webhook,
  };
}
