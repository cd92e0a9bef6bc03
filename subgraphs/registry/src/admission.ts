import { canPublish, subgraphNameOf } from "@actionline/schema/agency-names";
import { Admission, isSquatter } from "./compose-admitted";
import { checkDataFlow } from "./ownership/check-data-flow";
import { checkOwnership } from "./ownership/check-ownership";
import { Consents } from "./ownership/consents";
import { KnownGraph } from "./ownership/known-graph";
import { type Prepared, prepare } from "./prepare";
import { type Problem, Problems, Refused, refuseIfAny } from "./problem";
import type { AdmissionTools, Admitted, Scene } from "./scene";

/** Judges a text by everything that can be told of it beforehand, the cheapest first. Throws Refused; changes nothing. */
export async function admit(agency: string, sdl: string, scene: Scene, tools: AdmissionTools): Promise<Admitted> {
  refuseUnnameable(agency);
  const prepared = prepare(agency, sdl, tools.limits);
  const consents = checkPolicy(prepared, scene, tools);
  const admission = new Admission(prepared, consents, scene, tools);
  const admitted = await admission.compose();
  await loadable(admitted.supergraphSdl, agency, tools);
  return admitted;
}

/** Whether all that the text changes is the publisher's to change, by the text alone. Throws Refused. */
export function checkPolicy(prepared: Prepared, scene: Scene, { extendable }: Pick<AdmissionTools, "extendable">): Consents {
  const { agency, document, directives } = prepared;
  const problems = new Problems(subgraphNameOf(agency));
  const others = scene.served.filter((other) => other.agency !== agency && !isSquatter(agency, other, scene));
  const known = new KnownGraph([...scene.hub, ...others], scene.agencies);
  const consents = new Consents(scene.consents, agency, scene.now);
  const publishing = { agency, document, directives, known, consents, extendable, problems };
  checkOwnership(publishing);
  checkDataFlow(publishing);
  refuseIfAny(problems);
  return consents;
}

function refuseUnnameable(agency: string): void {
  if (canPublish(agency)) return;
  const fix = "Ask the secretariat for an id of small letters, digits and single hyphens, a letter first.";
  throw new Refused([problem("OWNERSHIP_VIOLATION", `The id ${agency} can't begin the names of a schema.`, fix)]);
}

async function loadable(supergraphSdl: string, agency: string, { load, limits }: AdmissionTools): Promise<void> {
  const bytes = Buffer.byteLength(supergraphSdl);
  const fix = "Publish fewer types and fields, or tell the operator of the hub.";
  if (bytes > limits.supergraphBytes) throw new Refused([problem("SDL_LIMITS", `The whole graph would have ${bytes} bytes.`, fix)]);
  await load(supergraphSdl).catch(() => {
    throw new Refused([problem("NOT_LOADABLE", `The gateway can't load the graph with the schema of ${agency}.`, fix)]);
  });
}

function problem(code: Problem["code"], message: string, howToFix: string): Problem {
  return { code, message, subgraph: null, line: null, column: null, howToFix };
}
