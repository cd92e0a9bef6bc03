import { outsideUrl } from "@actionline/kit/egress/outside-url";
import type { NoticeSettings } from "../notice-settings";

/** A webhook's address as the hub keeps it; refuses with BAD_INPUT what it would never post to. */
export function webhookUrl(text: string, { allowLocalWebhooks }: Pick<NoticeSettings, "allowLocalWebhooks">): URL {
  return outsideUrl(text, { what: "A webhook's address", allowLocal: allowLocalWebhooks });
}
