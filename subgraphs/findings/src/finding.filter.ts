import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type {
  FindingKind as FindingKindName,
  FindingRecord,
  FindingState as FindingStateName,
} from "@actionline/schema/coordination-records";
import { Field, ID, InputType, Int } from "type-graphql";
import { FindingKind, FindingState } from "./finding.enums";
import { isParty } from "./may-see";

@InputType({ description: "Which findings are meant; each field given holds, any of its values is enough." })
export class FindingFilter {
  @Field(() => [FindingKind], { nullable: true, description: "What they say." })
  kinds?: FindingKindName[] | null;

  @Field(() => [FindingState], { nullable: true, description: "How far they have come." })
  states?: FindingStateName[] | null;

  @Field(() => [ID], { nullable: true, description: "Plan items." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Action lines." })
  actionLines?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places, as the findings name them." })
  places?: string[] | null;

  @Field(() => [Int], { nullable: true, description: "Calendar years." })
  years?: number[] | null;

  @Field(() => [ID], { nullable: true, description: "Organizations that a finding is about." })
  organizations?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Agencies that a finding is about." })
  agencies?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Activities that a finding is about." })
  activities?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "True for those alone that you may reply to, by one of your roles." })
  mine?: boolean | null;
}

const MOST_VALUES = 500;

/** The filter as a test of one finding; refuses lists that no page of a screen fills. */
export function findingTest(filter: FindingFilter, principal: Principal): (finding: FindingRecord) => boolean {
  const kinds = setOf(filter.kinds);
  const states = setOf(filter.states);
  const items = setOf(filter.items);
  const lines = setOf(filter.actionLines);
  const places = setOf(filter.places);
  const years = setOf(filter.years);
  const organizations = setOf(filter.organizations);
  const agencies = setOf(filter.agencies);
  const activities = setOf(filter.activities);
  return (finding) =>
    holds(kinds, finding.kind) &&
    holds(states, finding.state) &&
    holds(items, finding.item) &&
    holds(lines, finding.actionLine) &&
    holds(places, finding.place) &&
    holds(years, finding.year) &&
    (organizations === null || finding.parties.some(({ organization }) => organizations.has(organization))) &&
    (agencies === null || finding.parties.some(({ agency }) => agency !== null && agencies.has(agency))) &&
    (activities === null || finding.activities.some((activity) => activities.has(activity))) &&
    (filter.mine !== true || isParty(finding, principal));
}

function setOf<Value>(values: readonly Value[] | null | undefined): ReadonlySet<Value> | null {
  if (values === null || values === undefined) return null;
  if (values.length > MOST_VALUES) throw hubError("BAD_INPUT", `A field of the filter takes at most ${MOST_VALUES} values.`);
  return new Set(values);
}

const holds = <Value>(wanted: ReadonlySet<Value> | null, value: Value | null): boolean =>
  wanted === null || (value !== null && wanted.has(value));
