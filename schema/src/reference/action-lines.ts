import file from "../../reference/wsis/action-lines.json";
import matrixFile from "../../reference/wsis/sdg-matrix.json";
import type { ActionLineRecord, SdgLink } from "../reference-records";
import { evidenceOf } from "./evidence";

/** The eleven action lines and the eight sub-lines of C7, each with its links to the Sustainable Development Goals. */
export function actionLines(): ActionLineRecord[] {
  const linksOf = new Map(matrixFile.matrix.map((row) => [row.action_line, row]));
  return file.action_lines.map((fact) => {
    const row = linksOf.get(fact.code);
    return {
      id: fact.code,
      parent: fact.parent,
      order: fact.order,
      officialName: fact.official_name,
      shortName: fact.short_name,
      paragraph: fact.plan_of_action.paragraph,
      sdgLinks: row === undefined ? [] : row.links.map((link) => sdgLink(link, row.sdgs_disputed)),
      ...evidenceOf(fact.plan_of_action),
    };
  });
}

type MatrixLink = (typeof matrixFile.matrix)[number]["links"][number];

/** The matrix cites its sources as a whole; the link keeps its own check. */
function sdgLink(link: MatrixLink, disputed: readonly number[]): SdgLink {
  const targets = "targets_cited" in link && link.targets_cited !== undefined ? link.targets_cited : [];
  return { goal: link.sdg, targets, disputed: disputed.includes(link.sdg), ...evidenceOf({ ...link, sources: matrixFile.meta.sources }) };
}
