import { AsOf } from "@actionline/kit/as-of";
import { buildSubgraph } from "@actionline/kit/build-subgraph";
import { connect, connectionOf, edgeOf, pageOfList } from "@actionline/kit/connection";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { Arg, Ctx, Directive, Field, FieldResolver, Float, ID, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { TinyControls } from "./tiny-teams";

interface MoneyContext {
  readonly request: RequestContext;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A team." })
class Team {
  @Field(() => ID, { description: "Its code." })
  readonly id!: string;
}

@ObjectType({ description: "A budget." })
class Budget {
  @Field(() => ID, { description: "Its id." })
  readonly id!: string;

  @Field(() => Team, { nullable: true, description: "Whose it is." })
  readonly team!: Team | null;
}

@ObjectType({ description: "A budget and its place." })
class BudgetEdge extends edgeOf(Budget) {}

@ObjectType({ description: "A page of budgets." })
class BudgetConnection extends connectionOf(Budget, BudgetEdge) {}

const BUDGETS: readonly Budget[] = ["b1", "b2", "b3"].map((id, index) => ({ id, team: { id: ["c1", "c2", "gone"][index] ?? "gone" } }));

function page(first: number | null, after: string | null, request: RequestContext): BudgetConnection {
  const [key] = after === null ? [null] : readCursor("budgets", request.asOf, after);
  return connect(
    pageOfList("budgets", BUDGETS, ({ id }) => id, pageSize(first), key === null ? null : String(key)),
    request,
  );
}

@Resolver()
class BudgetsResolver {
  @Query(() => BudgetConnection, { description: "Every budget." })
  budgets(
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Arg("asOf", () => AsOf, { nullable: true }) _asOf: AsOf | null,
    @Ctx() { request }: MoneyContext,
  ): BudgetConnection {
    return page(first ?? null, after ?? null, request);
  }

  @Query(() => String, { nullable: true, description: "A fault of money's." })
  brokenMoney(): string {
    throw new Error("secret");
  }
}

@Resolver(() => Team)
class TeamMoneyResolver {
  @FieldResolver(() => BudgetConnection, { description: "The team's budgets." })
  budgets(
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Ctx() { request }: MoneyContext,
  ): BudgetConnection {
    return page(first ?? null, after ?? null, request);
  }

  @FieldResolver(() => Float, { description: "Where money reads." })
  moneyReadAt(@Root() _team: Team, @Ctx() { request }: MoneyContext): number {
    return request.asOf.sequence;
  }

  @FieldResolver(() => String, { nullable: true, description: "A fault in one team." })
  brokenFor(@Root() { id }: Team): string {
    if (id === "c2") throw new Error("secret of c2");
    return "well";
  }
}

function sameKey(reference: Team): Team {
  return reference;
}

export async function buildTinyMoney(controls: TinyControls): Promise<Subgraph> {
  const built = await buildSubgraph({ resolvers: [BudgetsResolver, TeamMoneyResolver] }, { Team: sameKey });
  const context = (request: RequestContext): MoneyContext => {
    controls.contexts.push("money");
    return { request };
  };
  return { name: "money", ...built, context };
}
