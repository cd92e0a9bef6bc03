import { supergraphWith, type TestAgency } from "@actionline/gateway/agencies/testing/agency-hub";
import { agencySubgraph } from "@actionline/gateway/agencies/testing/agency-subgraph";
import { fakeMirror } from "@actionline/gateway/agencies/testing/fake-mirror";
import { executable } from "@actionline/gateway/engine/testing/compose";

/** Agencies that add two fields each to the same type, and their supergraph. */
export async function manyAgencies(count: number): Promise<{ readonly agencies: readonly TestAgency[]; readonly supergraphSdl: string }> {
  const agencies = Array.from({ length: count }, (_, number) => {
    const agency = `a${String(number).padStart(3, "0")}`;
    const subgraph = agencySubgraph(agency, () => ({ [`${agency}_rating`]: 10, [`${agency}_note`]: "mirrored" }));
    return { subgraph, url: null, mirror: fakeMirror(executable(subgraph), new Date("2026-10-30T12:00:00Z")) };
  });
  return { agencies, supergraphSdl: await supergraphWith(agencies) };
}
