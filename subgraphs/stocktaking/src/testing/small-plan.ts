import type { Change } from "@actionline/log/log-entry";
import { aLine, anItem, aPlace } from "./records";

/** Three lines, seven items of every kind that matters, two regions: small enough to count by hand. */
export const SMALL_PLAN: readonly Change[] = [
  aLine("C1"),
  aLine("C7"),
  aLine("C7-eHealth", "C7"),
  anItem("GPA-8", "C1", { nature: "CHAPEAU" }),
  anItem("GPA-8a", "C1", { parent: "GPA-8" }),
  anItem("GPA-8b", "C1", { parent: "GPA-8", nature: "TARGET", deadline: 2015 }),
  anItem("GPA-14", "C7"),
  anItem("GPA-18", "C7-eHealth"),
  anItem("GPA-18a", "C7-eHealth", { parent: "GPA-18", stakeholderTypes: ["GOVERNMENT", "CIVIL_SOCIETY"] }),
  anItem("GPA-18b", null, { parent: "GPA-18" }),
  aPlace("GLOBAL", "GLOBAL", []),
  aPlace("002", "REGION", ["GLOBAL"]),
  aPlace("014", "SUBREGION", ["002", "GLOBAL"]),
  aPlace("KE", "COUNTRY", ["014", "002", "GLOBAL"]),
  aPlace("TZ", "COUNTRY", ["014", "002", "GLOBAL"]),
  aPlace("019", "REGION", ["GLOBAL"]),
  aPlace("BR", "COUNTRY", ["019", "GLOBAL"]),
];
