import { isIP } from "node:net";
import { hubError } from "@actionline/kit/hub-error";
import { isLoopback, isPublicAddress } from "./public-address";

/** What an operator may set about where the hub posts to. */
export interface EgressSettings {
  /** Lets webhooks lead to this machine itself, by http too: for tests and demonstrations only. */
  readonly allowLocalWebhooks: boolean;
}

const MOST_CHARACTERS = 2_000;
/** What a receiver of webhooks listens on; other ports are other services. */
const PORTS = new Set(["", "443", "8443"]);
/** Names that lead nowhere outside of one network. */
const INTERNAL = /(?:^|\.)(?:localhost|local|internal|intranet|home|lan|corp|arpa|onion|test|invalid|example)$/;

/** A webhook's address as the hub keeps it; refuses with BAD_INPUT what it would never post to. */
export function webhookUrl(text: string, settings: EgressSettings): URL {
  const refusal = refusalOf(text, settings);
  if (refusal !== null) throw hubError("BAD_INPUT", refusal);
  return new URL(text);
}

/** Why the hub wouldn't post to an address; null where it would, if its name leads to a public address then. */
function refusalOf(text: string, { allowLocalWebhooks }: EgressSettings): string | null {
  if (text.length > MOST_CHARACTERS) return `A webhook's address takes at most ${MOST_CHARACTERS} characters.`;
  // URL parsers drop tabs and line breaks and turn a backslash into a slash: what was checked must be what is asked.
  if (!/^[\x21-\x7e]+$/.test(text) || /[\\#]/.test(text) || !URL.canParse(text)) {
    return "A webhook's address is an https address in plain characters, without a fragment, such as https://example.org/hooks/actionline.";
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return "A webhook's address holds no user name and no password; the signature tells who posts.";
  const host = hostOf(url);
  if (allowLocalWebhooks && (isLoopback(host) || host === "localhost")) {
    return url.protocol === "https:" || url.protocol === "http:" ? null : "A webhook's address begins with https.";
  }
  if (url.protocol !== "https:") return "A webhook's address begins with https.";
  if (!PORTS.has(url.port)) return "A webhook is reached on port 443 or 8443.";
  const leadsNowhere = isIP(host) === 0 ? !host.includes(".") || INTERNAL.test(host) : !isPublicAddress(host);
  return leadsNowhere ? "A webhook's address leads to a public host." : null;
}

/** The host that a URL names, as it is looked up: no brackets, no dot at its end. */
export function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}
