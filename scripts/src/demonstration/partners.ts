import type { OrganisationReference } from "@actionline/schema/contract/records";

/** Partners that records name; the hub holds the first two, which an agency introduces, and the rest by name alone. */
export const PARTNERS: readonly OrganisationReference[] = [
  { id: "openhands:lantern-college", name: "Lantern Nursing College (invented)", type: "ACADEMIA" },
  { id: "openhands:millpond-coop", name: "Millpond Farmers' Cooperative (invented)", type: "CIVIL_SOCIETY" },
  { reference: "XI-EXAMPLE-7701", name: "Sandbar Engineering (invented)", type: "PRIVATE_SECTOR" },
  { name: "Foxglove Foundation (invented)" },
  { name: "Association of Willow Libraries (invented)", type: "CIVIL_SOCIETY" },
  { reference: "XI-EXAMPLE-7702", name: "Ferryman Data Services (invented)", type: "PRIVATE_SECTOR" },
];
