import { AsOf } from "@actionline/kit/as-of";
import { buildSubgraph } from "@actionline/kit/build-subgraph";
import { type Connection, connect, connectionOf, edgeOf, pageOfList } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import { DateScalar } from "@actionline/kit/scalars";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { ErrorCode } from "@actionline/schema/error-code";
import { Arg, Ctx, Directive, Field, Float, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";

/** What the tests hold back or count while the tiny hub runs. */
export interface TinyControls {
  /** Settles when a field that waits may go on. */
  gate: Promise<unknown>;
  /** Contexts made, by subgraph. */
  readonly contexts: string[];
  /** What each request of teams was handed. */
  readonly requests: RequestContext[];
  /** What a list of teams appends to their names. */
  suffix?: string;
  /** What a list of teams is refused with. */
  listFails?: ErrorCode | null;
}

/** Holds back every field that waits, until what it gives is called: work that nobody lets go on is waited for when a hub stops. */
export function holdGate(controls: TinyControls): () => void {
  let open: () => void = () => undefined;
  controls.gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => open();
}

interface TeamsContext {
  readonly request: RequestContext;
  readonly controls: TinyControls;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A team." })
class Team {
  @Field(() => ID, { description: "Its code." })
  readonly id!: string;

  @Field(() => String, { description: "Its name." })
  readonly name!: string;

  @Field(() => Team, { nullable: true, description: "Its neighbour." })
  readonly neighbour?: Team | null;

  @Field(() => [Team], { description: "Teams that work with it." })
  readonly partners?: readonly Team[];
}

@ObjectType({ description: "A team in its list." })
class TeamEdge extends edgeOf(Team) {}

@ObjectType({ description: "A page of teams." })
class TeamConnection extends connectionOf(Team, TeamEdge) {}

const TEAMS: readonly Team[] = ["c1", "c2"].map((id) => {
  const team: { id: string; name: string; neighbour?: Team; partners?: Team[] } = { id, name: `Team ${id}` };
  team.neighbour = team;
  team.partners = [team];
  return team;
});

@Resolver()
class TeamsResolver {
  @Query(() => [Team], { description: "Every team." })
  teams(@Arg("asOf", () => AsOf, { nullable: true }) _asOf: AsOf | null): readonly Team[] {
    return TEAMS;
  }

  @Query(() => TeamConnection, { description: "Teams, a page at a time; their names are the test's to change." })
  teamList(
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("asOf", () => AsOf, { nullable: true }) _asOf: AsOf | null,
    @Ctx() { request, controls }: TeamsContext,
  ): Connection<Team> {
    if (controls.listFails) throw hubError(controls.listFails, "There is no list any more.");
    const ofMembers = request.principal.id === null ? TEAMS.slice(0, 1) : TEAMS;
    const rows = ofMembers.map((team) => ({ ...team, name: `${team.name}${controls.suffix ?? ""}` }));
    return connect(
      pageOfList("teamList", rows, ({ id }) => id, first ?? 50, null),
      request,
    );
  }

  @Query(() => [Team], { description: "Teams by code, met since a day." })
  teamsById(
    @Arg("ids", () => [ID]) ids: string[],
    @Arg("since", () => DateScalar, { nullable: true }) _since: string | null,
  ): readonly Team[] {
    return TEAMS.filter(({ id }) => ids.includes(id));
  }

  @Query(() => Float, { description: "Where this request reads." })
  teamsReadAt(@Ctx() { request }: TeamsContext): number {
    request.noteSource({ source: "wsis", agency: "hub", answeredBy: "INDEX", freshness: "UP_TO_DATE", asOf: null });
    request.noteSource({ source: "iati", agency: "who", answeredBy: "INDEX", freshness: "DUE", asOf: null });
    return request.asOf.sequence;
  }

  @Query(() => String, { nullable: true, description: "A fault that isn't the user's." })
  broken(): string {
    throw new Error("connect ECONNREFUSED postgres://u:pw@10.0.0.7/agency at /srv/hub/db.ts:7");
  }

  @Query(() => String, { nullable: true, description: "What a user isn't let do." })
  refused(): string {
    throw hubError("FORBIDDEN", "This is for SECRETARIAT.", { roles: ["SECRETARIAT"], response: { body: "secret" }, stacktrace: ["at x"] });
  }

  @Query(() => [String], { nullable: "items", description: "As many faults." })
  brokenItems(@Arg("count", () => Int) count: number): readonly unknown[] {
    return Array.from({ length: count }, () => new Error("secret"));
  }

  @Query(() => String, { description: "Waits for the test." })
  async waits(@Ctx() { controls }: TeamsContext): Promise<string> {
    await controls.gate;
    return "done";
  }

  @Mutation(() => Float, { description: "Writes at 9 and tells where the rest reads." })
  write(@Ctx() { request }: TeamsContext): number {
    request.advanceTo({ sequence: 9, at: new Date("2026-11-01T09:30:01Z") });
    return request.asOf.sequence;
  }
}

function teamByReference({ id }: { id: string }): Team | null {
  return TEAMS.find((team) => team.id === id) ?? null;
}

export async function buildTinyTeams(controls: TinyControls): Promise<Subgraph> {
  const built = await buildSubgraph({ resolvers: [TeamsResolver] }, { Team: teamByReference });
  const context = (request: RequestContext): TeamsContext => {
    controls.contexts.push("teams");
    controls.requests.push(request);
    return { request, controls };
  };
  return { name: "teams", ...built, context };
}
