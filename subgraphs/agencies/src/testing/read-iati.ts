import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EndItem, Feed, FeedItem } from "../feed/feed-item";
import { iatiFeed } from "../feed/iati/iati-feed";
import type { ReadingLimits } from "../feed/iati/reading-limits";

/** An `iati-activity` that is valid by default; a test gives the part it is about. */
export function anActivity(parts = "", id = "XM-1", attributes = 'xml:lang="en"'): string {
  return `<iati-activity ${attributes}><iati-identifier>${id}</iati-identifier>
<reporting-org ref="XM-REP" type="40"><narrative>The reporter</narrative></reporting-org>
<title><narrative>A title</narrative></title>
<activity-status code="2"/>
${parts}</iati-activity>`;
}

export function iatiFile(...activities: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n${activities.join("\n")}\n</iati-activities>\n`;
}

/** What a feed read: its items but for the last, and how it ended. */
export interface ReadFeed {
  readonly items: readonly FeedItem[];
  readonly end: EndItem;
}

export async function readAll(feed: Feed): Promise<ReadFeed> {
  const items: FeedItem[] = [];
  for await (const some of feed.read()) items.push(...some);
  const end = items.pop();
  if (end?.type !== "END") throw new Error("The feed's last item isn't its end.");
  return { items, end };
}

/** Writes content to a file of its own for as long as the work with it takes. */
export async function withFile<T>(name: string, content: string | Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "actionline-feed-"));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function readIati(content: string | Uint8Array, limits?: ReadingLimits): Promise<ReadFeed> {
  return withFile("itu.xml", content, async (path) => readAll(await iatiFeed(path, "itu", limits)));
}

/** The records and findings of a file's only activity. */
export async function readOne(
  parts: string,
  attributes?: string,
): Promise<{ record: Readonly<Record<string, unknown>>; money: readonly unknown[]; rules: readonly string[] }> {
  const { items } = await readIati(iatiFile(anActivity(parts, "XM-1", attributes)));
  const [item] = items;
  if (item?.type !== "PUBLISHED") throw new Error(`The activity was not read: ${JSON.stringify(item)}`);
  const [first, ...others] = item.changes.map(({ change }) => change);
  return { record: first as Record<string, unknown>, money: others, rules: item.findings.map(({ rule }) => rule) };
}
