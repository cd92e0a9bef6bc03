import { basename } from "node:path";
import type { Light } from "@actionline/agencies/scorecard/lights";
import type { HarvestIssue, HarvestRecord } from "@actionline/schema/hub-records";
import { faultOf } from "../../feed/tell-rehearsal";
import { coverageOfPreview, type PreviewCoverage } from "./coverage-of-preview";
import { type PreviewOptions, withPreviewHub } from "./preview-hub";
import { askPreview } from "./preview-question";
import { type PreviewReturns, returnsOfPreview } from "./returns-of-preview";

/** What an agency sees of its own files before it sends them. */
export interface Preview {
  readonly agency: { readonly id: string; readonly name: string };
  readonly file: string;
  /** Whether others' records were looked at as well. */
  readonly beside: boolean;
  /** Why the file wasn't read to its end; null where it was. */
  readonly fault: string | null;
  readonly counts: HarvestRecord["counts"];
  readonly byKind: NonNullable<HarvestRecord["byKind"]>;
  /** Each rule that was broken, with three examples and how to fix it. */
  readonly issues: readonly HarvestIssue[];
  /** Where a text may tell of a person. */
  readonly persons: readonly HarvestIssue[];
  readonly scorecard: readonly Light[];
  readonly coverage: PreviewCoverage;
  readonly returns: PreviewReturns;
}

const SCORECARD = "query ($agency: ID!) { agency(id: $agency) { name scorecard { name state detail howToTurnGreen } } }";
interface AgencyAnswer {
  readonly agency: { readonly name: string; readonly scorecard: readonly Light[] };
}
const isOfPerson = ({ rule }: HarvestIssue): boolean => rule === "MAPPED_PERSON";

/** Takes an agency's files into a hub of the sandbox that nobody else can ask, and looks at what became of them. */
export function previewAgency(options: PreviewOptions): Promise<Preview> {
  return withPreviewHub(options, async ({ hub, found, report, before, persons }) => {
    const { agency: id } = options;
    const { agency } = await askPreview<AgencyAnswer>(hub, SCORECARD, { agency: id });
    const coverage = await coverageOfPreview(hub, before);
    const { counts, byKind = [], issues } = report;
    // A mapped file's rows were looked at while they were read, which tells their lines.
    const told = issues.filter(isOfPerson);
    return {
      agency: { id, name: agency.name },
      file: "file" in found.input ? basename(found.input.file) : found.source.name,
      beside: options.beside,
      fault: faultOf(report),
      counts,
      byKind,
      issues: issues.filter((issue) => !isOfPerson(issue)),
      persons: told.length > 0 ? told : persons,
      scorecard: agency.scorecard,
      coverage,
      returns: await returnsOfPreview(hub, id, coverage),
    };
  });
}
