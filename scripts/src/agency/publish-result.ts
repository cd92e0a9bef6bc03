export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly subgraph: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly howToFix: string;
}

/** What the registry says of a publish, or of one that was only tried. */
export interface PublishResult {
  readonly state: "ADMITTED" | "UNCHANGED" | "HELD" | "REFUSED";
  readonly publish: number | null;
  readonly base: string | null;
  readonly supergraph: { readonly number: number };
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly notMirrored: readonly string[];
  readonly quarantined: readonly { readonly agency: string; readonly reason: string }[];
}

export const PUBLISH_RESULT = `state publish base supergraph { number }
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
