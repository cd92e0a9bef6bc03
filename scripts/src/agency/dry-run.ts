import { setTimeout as pause } from "node:timers/promises";
import type { DryRun } from "@actionline/registry/admin/dry-runs";
import { askRegistry, type RegistryAddress } from "./ask-registry";

const FIELDS = `id state reason effect {
  read accepted refused added changed deleted reidentified opened filled issues { rule severity count howToFix }
}`;
const EVERY_MS = 500;
const MOST_MS = 600_000;

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
  const { read, accepted, refused, added, changed, deleted, reidentified, opened, filled, issues } = effect;
  yield `${read} read, ${accepted} accepted, ${refused} refused.`;
  yield `It would be ${added} added, ${changed} changed, ${deleted} deleted, of which ${reidentified} came back under another id.`;
  if (opened !== null && filled !== null)
    yield `Cells: ${filled} reported on for the first time, ${opened} about which nothing would be left.`;
  for (const { rule, severity, count, howToFix } of issues) {
    yield `${severity} ${rule}: ${count}`;
    yield `    ${howToFix}`;
  }
}
