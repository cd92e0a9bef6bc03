/** Generated from schema/contract/*.schema.json by `npm run schema`. Do not edit. */

/**
 * Any record of the agency contract, told apart by its kind.
 */
export type ContractRecord =
  ActivityRecord | BudgetRecord | ScopeRecord | OutputRecord | OrganisationRecord | EntityValues;

/**
 * One activity: what a stakeholder reports as implementation of the plan.
 */
export interface ActivityRecord {
  kind: "ACTIVITY";
  /**
   * `<agency>:<the agency's own raw id>`, split at its first colon only and never cleaned. No control characters.
   */
  id: string;
  /**
   * The title in each language published, the main one first.
   *
   * @minItems 1
   * @maxItems 50
   */
  title: LocalisedText[];
  /**
   * @maxItems 100
   */
  description?: LocalisedText[];
  /**
   * What kind of work it is, in the words of the stocktaking database; UNSPECIFIED where the source has no such field.
   */
  activityKind:
    | "PROJECT"
    | "PROGRAMME"
    | "TRAINING"
    | "CONFERENCE"
    | "WEBSITE"
    | "GUIDELINES"
    | "TOOLKIT"
    | "PUBLICATION"
    | "DATABASE"
    | "MEETING"
    | "UNSPECIFIED";
  status: "PLANNED" | "IMPLEMENTING" | "COMPLETED" | "SUSPENDED" | "CANCELLED";
  /**
   * When the work takes place. A missing end means it is still open.
   */
  period: {
    /**
     * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
     */
    start?: string;
    /**
     * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
     */
    end?: string;
  };
  reporter: OrganisationReference;
  /**
   * @maxItems 2000
   */
  participants?: {
    role: "FUNDER" | "LEAD" | "IMPLEMENTER" | "ACCOUNTABLE";
    organisation: OrganisationReference;
  }[];
  /**
   * The plan items the publisher declares, each with its share where it declares one (percent).
   *
   * @maxItems 100
   */
  items?: {
    /**
     * A plan item, such as `GPA-18a`.
     */
    item: string;
    weight?: number;
  }[];
  /**
   * Lines the publisher declares without naming an item.
   *
   * @maxItems 19
   *
   * Items: An action line or sub-line, `C1` to `C11` or such as `C7-eHealth`.
   */
  actionLines?: string[];
  /**
   * @maxItems 200
   */
  sdgs?: {
    goal: number;
    target?: string;
  }[];
  /**
   * @maxItems 300
   */
  places?: {
    /**
     * An ISO 3166-1 alpha-2 country, a UN M49 region of three digits, or `GLOBAL`.
     */
    place: string;
    percentage?: number;
  }[];
  /**
   * @maxItems 500
   */
  sectors?: {
    /**
     * The register of the code, such as `DAC-5` for OECD DAC purpose codes.
     */
    vocabulary: string;
    code: string;
    percentage?: number;
  }[];
  /**
   * Whom the work is for, in plain words, such as `nurses`.
   *
   * @maxItems 50
   */
  targetGroups?: string[];
  /**
   * @maxItems 2000
   */
  links?: {
    type: "PARENT" | "CHILD" | "SIBLING" | "CO_FUNDED" | "JOINT_PROGRAMME" | "PHASE" | "COMPLEMENT" | "THIRD_PARTY";
    /**
     * The other activity's id as the source writes it, hub id or not.
     */
    activity: string;
  }[];
  /**
   * The level of the record in its publisher's tree, 1 at the top.
   */
  hierarchyLevel?: number;
  humanitarian?: boolean;
  /**
   * An https or http address.
   */
  homepage?: string;
  /**
   * An https or http address.
   */
  sourceUrl?: string;
  /**
   * When the agency last changed the record, by its own clock.
   */
  updatedAt?: string;
}
/**
 * A text and its language (BCP 47; `und` where the source does not say).
 */
export interface LocalisedText {
  language: string;
  text: string;
}
/**
 * An organization as a record names it: by the hub's id, by another register's reference, or by name alone.
 */
export interface OrganisationReference {
  /**
   * The organization's id in the hub, where the agency knows it.
   */
  id?: string;
  /**
   * Its identifier elsewhere, such as an IATI organization reference.
   */
  reference?: string;
  name: string;
  /**
   * The stakeholder types of the summit's outcomes and of General Assembly resolution 70/125.
   */
  type?:
    | "GOVERNMENT"
    | "INTERNATIONAL_ORGANIZATION"
    | "PRIVATE_SECTOR"
    | "CIVIL_SOCIETY"
    | "TECHNICAL_COMMUNITY"
    | "ACADEMIA"
    | "OTHER";
}
/**
 * One amount with what it measures: a budget, a commitment, a disbursement. Measures are never summed together.
 */
export interface BudgetRecord {
  kind: "BUDGET";
  /**
   * `<agency>:<the agency's own raw id>`, split at its first colon only and never cleaned. No control characters.
   */
  id: string;
  /**
   * `<agency>:<the agency's own raw id>`, split at its first colon only and never cleaned. No control characters.
   */
  activity?: string;
  /**
   * A plan item, such as `GPA-18a`.
   */
  item?: string;
  reporter: OrganisationReference;
  measure: "REQUIREMENT" | "BUDGET" | "PLEDGE" | "COMMITMENT" | "DISBURSEMENT" | "EXPENDITURE" | "INCOMING" | "IN_KIND";
  /**
   * For a budget: where it stands. INDICATIVE and COMMITTED are IATI's words.
   */
  status?: "DRAFT" | "PRESENTED" | "ADOPTED" | "INDICATIVE" | "COMMITTED";
  /**
   * A REVISED budget replaces the ORIGINAL for the same period.
   */
  revision?: "ORIGINAL" | "REVISED";
  period: {
    /**
     * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
     */
    start: string;
    /**
     * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
     */
    end: string;
  };
  value: {
    /**
     * An amount as text, so that no digit is lost: at most 18 digits before and 6 after the point.
     */
    amount: string;
    /**
     * ISO 4217.
     */
    currency: string;
    /**
     * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
     */
    valueDate?: string;
  };
  provider?: OrganisationReference;
  receiver?: OrganisationReference;
  /**
   * The transaction's own reference at its publisher.
   */
  reference?: string;
}
/**
 * A reporting scope: how complete an agency says its reporting is. NIL is a nil return: the agency did nothing here.
 */
export interface ScopeRecord {
  kind: "SCOPE";
  /**
   * `<agency>:<the agency's own raw id>`, split at its first colon only and never cleaned. No control characters.
   */
  id: string;
  level: "COMPLETE" | "PARTIAL" | "SAMPLE" | "NIL" | "NONE";
  /**
   * The items meant; missing (with no line either) means every item. An agency that names an item claims it.
   *
   * @minItems 1
   * @maxItems 500
   *
   * Items: A plan item, such as `GPA-18a`.
   */
  items?: string[];
  /**
   * Lines meant, with all their items.
   *
   * @minItems 1
   * @maxItems 19
   *
   * Items: An action line or sub-line, `C1` to `C11` or such as `C7-eHealth`.
   */
  actionLines?: string[];
  /**
   * Places meant, with all that lies in them; missing means everywhere.
   *
   * @minItems 1
   * @maxItems 300
   *
   * Items: An ISO 3166-1 alpha-2 country, a UN M49 region of three digits, or `GLOBAL`.
   */
  places?: string[];
  /**
   * @minItems 1
   * @maxItems 100
   *
   * Items: A calendar year.
   */
  years: number[];
  statement?: string;
  /**
   * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
   */
  declaredOn?: string;
}
/**
 * A team's output for a year: its annual contribution to stocktaking.
 */
export interface OutputRecord {
  kind: "OUTPUT";
  /**
   * `<agency>:<the agency's own raw id>`, split at its first colon only and never cleaned. No control characters.
   */
  id: string;
  /**
   * An action line or sub-line, `C1` to `C11` or such as `C7-eHealth`.
   */
  actionLine: string;
  /**
   * A calendar year.
   */
  year: number;
  /**
   * @minItems 1
   * @maxItems 50
   */
  title: LocalisedText[];
  /**
   * A calendar date, YYYY-MM-DD, from 1900-01-01 to 2199-12-31.
   */
  submittedOn?: string;
  /**
   * An https or http address.
   */
  document?: string;
}
/**
 * An organization that an agency introduces because the hub does not hold it yet.
 */
export interface OrganisationRecord {
  kind: "ORGANISATION";
  /**
   * `<agency>:<the agency's own raw id>`, split at its first colon only and never cleaned. No control characters.
   */
  id: string;
  name: string;
  acronym?: string;
  /**
   * The stakeholder types of the summit's outcomes and of General Assembly resolution 70/125.
   */
  type:
    | "GOVERNMENT"
    | "INTERNATIONAL_ORGANIZATION"
    | "PRIVATE_SECTOR"
    | "CIVIL_SOCIETY"
    | "TECHNICAL_COMMUNITY"
    | "ACADEMIA"
    | "OTHER";
  country?: string;
  /**
   * An https or http address.
   */
  website?: string;
  /**
   * @maxItems 20
   */
  identifiers?: {
    scheme: string;
    value: string;
  }[];
}
/**
 * The values of an agency's own fields on one thing, for an agency whose server doesn't answer for them.
 */
export interface EntityValues {
  kind: "ENTITY";
  /**
   * `<agency>/<type>/<the key as JSON without spaces, its names in order>`.
   */
  id: string;
  /**
   * An agency's short name in the hub, in lower case.
   */
  agency?: string;
  /**
   * A type of the agency's published schema that has a key, such as `Activity`.
   */
  type: string;
  /**
   * The fields of the key by which the agency knows the thing.
   */
  key: {
    [k: string]: unknown;
  };
  /**
   * By field of the published schema; null where the agency knows no such thing.
   */
  values: {
    [k: string]: unknown;
  } | null;
}
