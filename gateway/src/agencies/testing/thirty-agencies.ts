import { executable } from "../../engine/testing/compose";
import type { TestAgency } from "./agency-hub";
import { agencySubgraph } from "./agency-subgraph";
import { fakeMirror } from "./fake-mirror";
import type { ApartManner } from "./servers-apart";

/** Thirty agencies, most of them well; the last six are as bad as they come. One has no server that listens. */
export const THIRTY: readonly (ApartManner | "DEAD")[] = [
  ...Array.from({ length: 24 }, (): ApartManner => "WELL"),
  "SLOW",
  "DEAD",
  "GARBAGE",
  "TWO_GIGABYTES",
  "ENDLESS",
  "REDIRECTS",
];

export const READ_AT = new Date("2026-10-30T12:00:00.000Z");
/** A port that nobody may listen on. */
const DEAD_URL = "http://127.0.0.1:1/graphql";

export const agencyId = (number: number): string => `a${String(number).padStart(2, "0")}`;

/** Mirrors hold 10 for everything; that of the one that answers garbage holds nothing. */
export function thirtyAgencies(urls: readonly string[]): TestAgency[] {
  const left = [...urls];
  return THIRTY.map((manner, number) => {
    const agency = agencyId(number);
    const subgraph = agencySubgraph(agency, () => ({ [`${agency}_rating`]: 10 }));
    const holds = manner === "GARBAGE" ? null : READ_AT;
    const url = manner === "DEAD" ? DEAD_URL : (left.shift() ?? DEAD_URL);
    return { subgraph, url, mirror: fakeMirror(executable(subgraph), holds) };
  });
}

export const SERVED: readonly ApartManner[] = THIRTY.filter((manner) => manner !== "DEAD");

/** One field of each agency's own. */
export const DETAIL = `{ teams { id name ${THIRTY.map((_, number) => `${agencyId(number)}_rating`).join(" ")} } }`;
