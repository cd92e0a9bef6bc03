import { tellIssues } from "../../feed/tell-rehearsal";
import type { Preview } from "./preview";
import { tellCoverage } from "./tell-coverage";
import { tellReturns } from "./tell-returns";

/** A preview in lines. */
export function* tellPreview(preview: Preview): Generator<string> {
  const { agency, file, beside } = preview;
  yield `Preview of ${agency.name} (${agency.id}): ${file}, in a sandbox of its own. Nothing was sent, and nothing is kept.`;
  yield beside ? "Beside it stands what others report to the folder's hub." : "Others' records aren't in it; --beside shows them as well.";
  yield* section("What was read", tellReading(preview));
  yield* section("Persons", tellPersons(preview));
  yield* section("Scorecard", tellLights(preview));
  yield* section("How it will look in coverage", tellCoverage(preview.coverage));
  yield* section("The returns that would change most cells", tellReturns(preview));
}

function* section(title: string, lines: Iterable<string>): Generator<string> {
  yield "";
  yield title;
  for (const line of lines) yield `  ${line}`;
}

function* tellReading({ counts, byKind, issues, fault }: Preview): Generator<string> {
  yield `${counts.read} read, ${counts.accepted} accepted, ${counts.refused} refused.`;
  for (const { kind, ...of } of byKind) yield `${kind}: ${of.read} read, ${of.accepted} accepted, ${of.refused} refused`;
  if (fault !== null) yield fault;
  if (issues.length === 0) yield "No rule was broken.";
  yield* tellIssues(issues);
}

function* tellPersons({ persons }: Preview): Generator<string> {
  if (persons.length === 0) yield "No text looks as if it told of a person.";
  yield* tellIssues(persons);
}

function* tellLights({ scorecard }: Preview): Generator<string> {
  for (const { name, state, detail, howToTurnGreen } of scorecard) {
    yield `${state.padEnd(5)} ${name}: ${detail}`;
    if (howToTurnGreen !== null) yield `      To turn it green: ${howToTurnGreen}`;
  }
}
