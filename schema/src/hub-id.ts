/**
 * A hub id is `<agency>:<the agency's own raw id>`. It is split at its first colon only and never cleaned: a cleaning
 * rule that changes one day would silently change every id.
 */
export interface HubIdParts {
  readonly agency: string;
  readonly raw: string;
}

/** Joins an agency's short name and its own id. */
export function makeHubId(agency: string, raw: string): string {
  return `${agency}:${raw}`;
}

/** Splits a hub id at its first colon; null where there is none. */
export function splitHubId(id: string): HubIdParts | null {
  const colon = id.indexOf(":");
  if (colon < 1 || colon === id.length - 1) return null;
  return { agency: id.slice(0, colon), raw: id.slice(colon + 1) };
}
