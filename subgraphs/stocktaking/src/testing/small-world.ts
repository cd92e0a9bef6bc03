import type { Change } from "@actionline/log/log-entry";
import { aFacilitator, aHarvest, aLine, anAgency, anItem, aPlace, aSource } from "./records";

/** Two lines, one with a sub-line, six items, five places and two agencies with a source each: enough to be wrong in. */
export function smallWorld(): Change[] {
  return [
    aLine("C4"),
    aLine("C7"),
    aLine("C7-eHealth", "C7"),
    anItem("GPA-11a", "C4"),
    anItem("GPA-11b", "C4"),
    anItem("GPA-18", "C7-eHealth"),
    anItem("GPA-18a", "C7-eHealth", { parent: "GPA-18" }),
    anItem("GPA-18b", "C7-eHealth", { parent: "GPA-18" }),
    anItem("GPA-25", "C7", { nature: "CHAPEAU" }),
    aPlace("GLOBAL", "GLOBAL", []),
    aPlace("002", "REGION", ["GLOBAL"]),
    aPlace("142", "REGION", ["GLOBAL"]),
    aPlace("014", "SUBREGION", ["002", "GLOBAL"]),
    aPlace("KE", "COUNTRY", ["014", "002", "GLOBAL"]),
    aPlace("UG", "COUNTRY", ["014", "002", "GLOBAL"]),
    aPlace("IN", "COUNTRY", ["142", "GLOBAL"]),
    anAgency("itu"),
    anAgency("who"),
    aSource("itu/feed"),
    aSource("who/feed", { caveat: "Only projects above a million." }),
    aHarvest("itu/feed", "2025-05-30T00:00:00Z"),
    aHarvest("who/feed", "2025-05-30T00:00:00Z"),
    aFacilitator("C7-eHealth", "WHO"),
    aFacilitator("C4", "ITU"),
  ];
}
