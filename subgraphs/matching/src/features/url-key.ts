const TRACKING = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|ref_src|sessionid|phpsessid|jsessionid)$/i;

/**
 * What an address is told apart by: host and path, and what of its query says which page. Scheme, "www.", tracking
 * parameters, fragment and a last slash make no difference. Null for no address, and for a site's front page, which
 * identifies no activity.
 */
export function urlKey(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { protocol, hostname, port, pathname, searchParams } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") return null;
  const query = [...searchParams].filter(([name]) => !TRACKING.test(name)).map(([name, value]) => `${name}=${value}`);
  const path = decoded(pathname)
    .replace(/\/(?:index\.(?:html?|php)|default\.aspx?)$/i, "/")
    .replace(/\/+$/, "");
  if (path === "" && query.length === 0) return null;
  const host = hostname.replace(/^www\d?\./, "").replace(/\.$/, "");
  return `${host}${port === "" ? "" : `:${port}`}${path}${query.length === 0 ? "" : `?${query.sort().join("&")}`}`;
}

/** "%41" and "A" name one path; one that can't be read stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
