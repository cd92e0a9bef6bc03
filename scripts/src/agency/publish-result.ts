import type { Problem } from "@actionline/registry/problem";
import type { PublishResult } from "@actionline/registry/publish/publish-input";

/** What is asked of the registry's answer to a publish, or to one that is only tried. */
export const PUBLISH_RESULT = `state publish base supergraph { number hash }
  problems { code message subgraph line column howToFix } warnings { code message subgraph line column howToFix }
  notMirrored quarantined { agency reason }`;

const MEANING: Readonly<Record<PublishResult["state"], string>> = {
  ADMITTED: "admitted",
  UNCHANGED: "unchanged: this is served already",
  HELD: "held: it waits for somebody's word",
  REFUSED: "refused: nothing was changed",
};

/** A result in lines. @param file whose text the lines are counted in */
export function* tellResult(
  { state, publish, problems, warnings, notMirrored, quarantined }: PublishResult,
  file: string,
): Generator<string> {
  yield publish === null || state === "REFUSED" ? `${MEANING[state]}.` : `${MEANING[state]} (publish ${publish}).`;
  for (const problem of problems) yield* tellProblem(problem, file, "");
  for (const warning of warnings) yield* tellProblem(warning, file, "warning ");
  if (notMirrored.length > 0) yield "While your server is away, the hub's mirror can't answer:";
  for (const element of notMirrored) yield `  ${element}`;
  for (const { agency, reason } of quarantined) yield `${agency} was put back to what it published before: ${reason}`;
}

function* tellProblem({ code, message, line, column, howToFix }: Problem, file: string, kind: string): Generator<string> {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  yield `${place}: ${kind}${code}: ${message}`;
  yield `    ${howToFix}`;
}
