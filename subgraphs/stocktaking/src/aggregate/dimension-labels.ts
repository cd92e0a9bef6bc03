import { inWords } from "../in-words";
import type { IndexView } from "../index-view";
import type { ActivityDimensionName } from "./activity-dimension";

/** A value of a dimension in words; the value itself where the hub has none for it. */
export function labelOf(dimension: ActivityDimensionName, value: string, { columns, reference, privateToo }: IndexView): string {
  switch (dimension) {
    case "ACTION_LINE":
      return reference.lines.get(value)?.shortName ?? value;
    case "ITEM":
      return reference.items.get(value)?.title ?? value;
    case "SDG":
      return `SDG ${value}`;
    case "COUNTRY":
    case "REGION":
      return reference.places.get(value)?.name ?? value;
    case "REPORTER":
      return columns.nameOfOrganization(value, reference.organizations, privateToo);
    case "AGENCY":
      return reference.agencies.get(value)?.name ?? value;
    case "SOURCE":
      return reference.sources.get(value)?.name ?? value;
    case "YEAR":
      return value;
    case "KIND":
    case "STATUS":
    case "STAKEHOLDER_TYPE":
    case "BASIS":
      return inWords(value);
  }
}
