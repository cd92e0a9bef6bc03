import { makeHubId } from "@actionline/schema/hub-id";
import type { PublishedItem, UnreadableItem } from "../feed-item";
import { ACTIVITY_STATUS, RELATED_ACTIVITY } from "./codes";
import { IATI_RULES } from "./iati-rules";
import { IGNORED_ATTRIBUTES } from "./ignored";
import { instant, period } from "./map-dates";
import { money } from "./map-money";
import { organisation, participants } from "./map-organisations";
import { places } from "./map-places";
import { classification } from "./map-sectors";
import { Mapping } from "./mapping";
import { languageCode, mainFirst, narratives } from "./narrative";
import type { XmlElement } from "./xml-element";

const MOST_LINKS = 2_000;
const MOST_TITLES = 50;
const MOST_DESCRIPTIONS = 100;

/** One `iati-activity` → the contract's activity and its budgets, with what was noticed on the way. */
export function mapActivity(activity: XmlElement, agency: string): PublishedItem | UnreadableItem {
  const mapping = new Mapping(agency);
  mapping.language = languageCode(activity.attribute("xml:lang") ?? "und") ?? "und";
  mapping.currency = activity.attribute("default-currency");
  const id = identifier(activity, mapping);
  if (id === null) return withoutIdentifier(activity);
  const transactions = activity.take("transaction");
  const reporting = activity.takeOne("reporting-org");
  const reporter = reporting === null ? null : organisation(reporting, mapping);
  const record = {
    ...head(activity, id, mapping),
    ...(reporter !== null && { reporter }),
    ...body(activity, transactions, mapping),
  };
  const parts = money(activity, transactions, { activity: id, reporter }, mapping);
  noteLeftovers(activity, mapping);
  const changes = [{ place: activity.place, change: record }, ...parts];
  return { type: "PUBLISHED", place: activity.place, changes, findings: mapping.findings };
}

/**
 * The id is the publisher's own, never cleaned. White space at its edges is the file's layout, as pretty-printing tools
 * write it between tags: it is left off and reported, since the contract's ids hold no line breaks.
 */
function identifier(activity: XmlElement, mapping: Mapping): string | null {
  const element = activity.takeOne("iati-identifier");
  const text = element?.text() ?? "";
  const raw = text.trim();
  if (element === null || raw === "") return null;
  if (raw !== text) mapping.note("IATI_ID_SURROUNDED", element, null, text);
  return makeHubId(mapping.agency, raw);
}

function withoutIdentifier(activity: XmlElement): UnreadableItem {
  const { place, path } = activity;
  const title = activity.takeOne("title")?.takeOne("narrative")?.text().trim() ?? "";
  const finding = { rule: "IATI_ID_MISSING", severity: IATI_RULES.IATI_ID_MISSING.severity, pointer: `${path}/iati-identifier` };
  return { type: "UNREADABLE", place, id: null, finding: { ...finding, value: "nothing", place }, excerpt: title.slice(0, 1_000) };
}

function head(activity: XmlElement, id: string, mapping: Mapping): object {
  const title = texts(activity, "title", mapping).map(({ language, text }) => ({ language, text: text.replace(/\s+/g, " ") }));
  const description = texts(activity, "description", mapping);
  return {
    kind: "ACTIVITY",
    id,
    title: mapping.atMost(MOST_TITLES, title, activity, "title"),
    ...(description.length > 0 && { description: mapping.atMost(MOST_DESCRIPTIONS, description, activity, "description") }),
    // IATI has no field for what kind of work it is.
    activityKind: "UNSPECIFIED",
    ...status(activity, mapping),
    period: period(activity, mapping),
  };
}

function texts(activity: XmlElement, name: string, mapping: Mapping): { language: string; text: string }[] {
  const found = activity.take(name).flatMap((element) => {
    // Whether a description is general, of the objectives or of the groups: all are descriptions here.
    element.attribute("type");
    return narratives(element, mapping);
  });
  return mainFirst(found, mapping);
}

function status(activity: XmlElement, mapping: Mapping): object {
  const element = activity.takeOne("activity-status");
  const code = element?.attribute("code") ?? null;
  const known = code !== null && Object.hasOwn(ACTIVITY_STATUS, code) ? ACTIVITY_STATUS[code] : undefined;
  if (known !== undefined) return { status: known };
  mapping.note("IATI_STATUS_UNKNOWN", element ?? activity, element === null ? null : "code", code ?? undefined);
  return {};
}

function body(activity: XmlElement, transactions: readonly XmlElement[], mapping: Mapping): object {
  const { sectors, sdgs } = classification(activity, transactions, mapping);
  const updatedAt = instant(activity, "last-updated-datetime", mapping);
  const sourceUrl = activity.attribute("linked-data-uri");
  return {
    ...filled({ participants: participants(activity, mapping), sdgs, places: places(activity, transactions, mapping), sectors }),
    ...filled({ links: links(activity, mapping) }),
    ...hierarchy(activity, mapping),
    ...humanitarian(activity, mapping),
    ...(sourceUrl !== null && /^https?:\/\/\S+$/.test(sourceUrl) && { sourceUrl: sourceUrl.slice(0, 2_000) }),
    ...(updatedAt !== null && { updatedAt }),
  };
}

/** The lists that have something in them: a list that the source doesn't give stays missing. */
function filled(lists: Readonly<Record<string, readonly unknown[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function links(activity: XmlElement, mapping: Mapping): object[] {
  const found = activity.take("related-activity").flatMap((element) => {
    const type = mapping.code(element, "type", RELATED_ACTIVITY);
    const reference = element.attribute("ref");
    if (reference === null) mapping.note("IATI_CODE_MISSING", element, "ref", reference);
    return type === null || reference === null ? [] : [{ type, activity: reference.slice(0, 512) }];
  });
  return mapping.atMost(MOST_LINKS, found, activity, "related-activity");
}

function hierarchy(activity: XmlElement, mapping: Mapping): object {
  const level = activity.attribute("hierarchy");
  if (level === null) return {};
  if (/^[1-9]$/.test(level)) return { hierarchyLevel: Number(level) };
  mapping.note("IATI_LEVEL_UNUSABLE", activity, "hierarchy", level);
  return {};
}

const TRUTH: Readonly<Record<string, boolean>> = { "1": true, true: true, "0": false, false: false };

function humanitarian(activity: XmlElement, mapping: Mapping): object {
  const text = activity.attribute("humanitarian");
  if (text === null) return {};
  if (Object.hasOwn(TRUTH, text)) return { humanitarian: TRUTH[text] };
  mapping.note("IATI_BOOLEAN_UNUSABLE", activity, "humanitarian", text);
  return {};
}

/** What nothing took is said aloud, so that a publisher's new element becomes a decision and not a silence. */
function noteLeftovers(activity: XmlElement, mapping: Mapping): void {
  for (const { path, place, value } of activity.leftovers()) {
    if (Object.hasOwn(IGNORED_ATTRIBUTES, path)) continue;
    mapping.findings.push({ rule: "IATI_LEFTOVER", severity: "WARNING", pointer: path, value: value.slice(0, 120), place });
  }
}
