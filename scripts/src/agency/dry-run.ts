import { setTimeout as pause } from "node:timers/promises";
import type { DryRun, Effect } from "@actionline/registry/admin/dry-runs";
import { askRegistry, type RegistryAddress } from "./ask-registry";

const FIELDS = `id state reason effect {
  read accepted refused added changed deleted reidentified issues { rule severity count howToFix }
  cells { from to turned filled opened cells { item place year from to } }
  overlaps { found ended comparedWith comparedWithAll pairs { one other level } }
  money { measure currency before after delta }
}`;
const EVERY_MS = 500;
const MOST_MS = 600_000;
/** Cells and pairs shown; the registry tells more. */
const MOST_SHOWN = 10;

/** Begins a dry run and waits for its end. */
export async function awaitDryRun(address: RegistryAddress, records: Readonly<Record<string, string>>): Promise<DryRun> {
  const begin = `mutation ($agency: ID!, $name: String!, $format: DryRunFormat!, $content: String!) {
    dryRun(agency: $agency, name: $name, format: $format, content: $content) { ${FIELDS} }
  }`;
  let { dryRun } = await askRegistry<{ dryRun: DryRun }>(address, begin, { ...records });
  const until = Date.now() + MOST_MS;
  while (dryRun.state === "RUNNING" && Date.now() < until) {
    await pause(EVERY_MS);
    ({ dryRun } = await askRegistry<{ dryRun: DryRun }>(address, `query ($id: ID!) { dryRun(id: $id) { ${FIELDS} } }`, { id: dryRun.id }));
  }
  return dryRun;
}

export function* tellDryRun({ state, reason, effect }: DryRun): Generator<string> {
  if (effect === null) {
    yield state === "RUNNING" ? "The dry run isn't done yet; ask again later." : `The dry run failed: ${reason ?? "its log says why"}`;
    return;
  }
  const { read, accepted, refused, added, changed, deleted, reidentified, issues } = effect;
  yield `${read} read, ${accepted} accepted, ${refused} refused.`;
  yield `It would be ${added} added, ${changed} changed, ${deleted} deleted, of which ${reidentified} came back under another id.`;
  yield* tellCells(effect);
  yield* tellOverlaps(effect);
  for (const { measure, currency, before, after, delta } of effect.money)
    yield `${measure} in ${currency}: from ${before} to ${after}, by ${delta}.`;
  for (const { rule, severity, count, howToFix } of issues) {
    yield `${severity} ${rule}: ${count}`;
    yield `    ${howToFix}`;
  }
}

function* tellCells({ cells }: Effect): Generator<string> {
  if (cells === null) {
    yield "Cells: too many others report under the same action lines for it to be worked out here.";
    return;
  }
  const { from, to, turned, filled, opened, cells: first } = cells;
  yield `Cells by item, region and year, ${from} to ${to}: ${filled} would be filled, ${opened} opened, ${turned} turned in all.`;
  for (const cell of first.slice(0, MOST_SHOWN)) yield `    ${cell.item}, ${cell.place}, ${cell.year}: ${cell.from} to ${cell.to}`;
}

function* tellOverlaps({ overlaps: { found, ended, pairs, comparedWith, comparedWithAll } }: Effect): Generator<string> {
  const among = comparedWithAll
    ? `all ${comparedWith} activities of others`
    : `${comparedWith} activities of others, those under the same action lines`;
  yield `Overlaps: ${found} would be found, ${ended} not any more; compared with ${among}.`;
  for (const { one, other, level } of pairs.slice(0, MOST_SHOWN)) yield `    ${level} ${one} and ${other}`;
}
