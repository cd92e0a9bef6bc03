import type { Principal } from "@actionline/kit/access";
import type { Address } from "../store";

/** Under which addresses a principal is told: its own, and those of whom it acts for. A role for nobody in particular adds none. */
export function addressesOf({ id, roles }: Principal): Address[] {
  const acting = roles.flatMap(({ name, of }): Address[] => {
    if (name === "SECRETARIAT") return ["secretariat"];
    if (of === null) return [];
    if (name === "PUBLISHER") return [`agency:${of}`];
    if (name === "REPRESENTATIVE") return [`organization:${of}`];
    return name === "MODERATOR" ? [`team:${of}`] : [];
  });
  return id === null ? [] : [`principal:${id}`, ...new Set(acting)];
}
