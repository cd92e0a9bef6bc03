import type { ActiveSupergraph } from "../active-supergraph";
import { hashOf } from "../prepare";
import type { RegistryOptions } from "../registry-options";

/** Whether what is in force was made of the hub's subgraphs as they are now. */
export function isOfNow(active: ActiveSupergraph | null, { hub, hubSupergraph }: Pick<RegistryOptions, "hub" | "hubSupergraph">): boolean {
  if (active === null) return false;
  const own = new Map(active.subgraphs.filter(({ agency }) => agency === null).map(({ name, sdlHash }) => [name, sdlHash]));
  if (own.size !== hub.length || hub.some(({ name, sdl }) => own.get(name) !== hashOf(sdl))) return false;
  return hubSupergraph === undefined || active.subgraphs.length > hub.length || active.hash === hashOf(hubSupergraph);
}
