import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { SUBGRAPHS } from "./subgraphs";

/** The supergraph of the measured subgraphs at these addresses. */
export function composeGraph(urls: Readonly<Record<string, string>>): string {
  const services = SUBGRAPHS.map(({ name, sdl }) => ({ name, url: urls[name] ?? "http://in-process/", typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(`the measured graph doesn't compose: ${errors?.join("; ")}`);
  return supergraphSdl;
}
