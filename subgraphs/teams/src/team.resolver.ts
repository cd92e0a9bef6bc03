import { AsOfArguments } from "@actionline/kit/list-arguments";
import { DateScalar } from "@actionline/kit/scalars";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ActionLineReference } from "./action-line.reference";
import type { TeamsContext } from "./context";
import { FacilitatorAssignment } from "./facilitator-assignment";
import { Team } from "./team";

/** What the graph can be asked about teams. */
@Resolver(() => Team)
export class TeamResolver {
  @Query(() => [Team], { description: "The teams of the action lines, in the plan's order." })
  teams(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { teams }: TeamsContext): Promise<Team[]> {
    return teams.all();
  }

  @Query(() => Team, {
    nullable: true,
    description: "One team, or null where no line of that code has one: C7 has none, its sub-lines have.",
  })
  team(
    @Arg("id", () => ID, { description: "The team's id: the code of its line, such as C7-eHealth." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { teams }: TeamsContext,
  ): Promise<Team | null> {
    return teams.byId(id);
  }

  @FieldResolver(() => ActionLineReference, { nullable: true, description: "The action line that it works on." })
  actionLine(@Root() { id }: Team): ActionLineReference {
    return { code: id };
  }

  @FieldResolver(() => [FacilitatorAssignment], { description: "Who facilitates the line on a day, by rank." })
  facilitators(
    @Root() { id }: Team,
    @Arg("on", () => DateScalar, { nullable: true, description: "The day meant; left out, the day of asOf, or today." })
    on: string | null | undefined,
    @Ctx() { assignments }: TeamsContext,
  ): Promise<readonly FacilitatorAssignment[]> {
    return assignments.inTerm(id, on);
  }

  @FieldResolver(() => [FacilitatorAssignment], {
    description: "Everyone known to facilitate the line or to have done so, the earliest first.",
  })
  assignments(@Root() { id }: Team, @Ctx() { assignments }: TeamsContext): Promise<readonly FacilitatorAssignment[]> {
    return assignments.ofLine(id);
  }
}

/** What this subgraph adds to the plan's action lines. */
@Resolver(() => ActionLineReference)
export class ActionLineTeamResolver {
  @FieldResolver(() => Team, { nullable: true, description: "The team that works on the line; null for C7, whose sub-lines have teams." })
  team(@Root() { code }: ActionLineReference, @Ctx() { teams }: TeamsContext): Promise<Team | null> {
    return teams.byId(code);
  }
}

/** Answers the gateway when another subgraph refers to a team by id. */
export function resolveTeam({ id }: { readonly id: string }, { teams }: TeamsContext): Promise<Team | null> {
  return teams.byId(id);
}
