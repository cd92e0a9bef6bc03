import { ACCESS, type Action, may, type Principal } from "@actionline/kit/access";
import type { Claims } from "./engine/rules/access/requirement";

/**
 * The hub's own roles as the rules of a composed graph ask for them: scopes are roles by name, "PUBLISHER", and by what
 * they are held for, "PUBLISHER:itu"; policies are the actions of the hub's table of access, such as "readPrivate".
 */
export function claimsOf({ principal }: { readonly principal: Principal }): Claims {
  const scopes = principal.roles.flatMap(({ name, of }) => (of === null ? [name] : [name, `${name}:${of}`]));
  return { authenticated: principal.id !== null, scopes, policies: (name) => isAction(name) && may(principal, name) };
}

function isAction(name: string): name is Action {
  return Object.hasOwn(ACCESS, name);
}
