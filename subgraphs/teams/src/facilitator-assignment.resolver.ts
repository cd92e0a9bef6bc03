import type { FacilitatorRecord } from "@actionline/schema/reference-records";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { TeamsContext } from "./context";
import { FacilitatorAssignment } from "./facilitator-assignment";
import { OrganizationReference } from "./organization.reference";

/** What an assignment says beyond its own record. */
@Resolver(() => FacilitatorAssignment)
export class FacilitatorAssignmentResolver {
  @FieldResolver(() => OrganizationReference, {
    nullable: true,
    description: "Who facilitates; null where the hub doesn't hold the organization.",
  })
  organization(@Root() { organization }: FacilitatorRecord): OrganizationReference {
    return { id: organization };
  }

  @FieldResolver(() => Boolean, { description: "Whether it is in term on the day of asOf; today where none is given." })
  current(@Root() assignment: FacilitatorRecord, @Ctx() { assignments }: TeamsContext): boolean {
    return assignments.isCurrent(assignment);
  }
}
