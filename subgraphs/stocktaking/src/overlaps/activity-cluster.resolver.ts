import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Activity } from "../activity/activity";
import type { StocktakingContext } from "../context";
import { Dedupe, type DedupeName } from "../dedupe";
import { ActivityCluster, ClusterRecord } from "./activity-cluster";

/** What an activity's other records are. */
@Resolver(() => Activity)
export class ClusterOfActivityResolver {
  @FieldResolver(() => ActivityCluster, {
    nullable: true,
    description: "The records of this same activity, where it is reported more than once; null where it stands alone.",
  })
  cluster(
    @Root() { id }: Activity,
    @Arg("dedupe", () => Dedupe, {
      nullable: true,
      description: "Over which links: CONFIRMED where left out; PROPOSED for possible ones too.",
    })
    dedupe: DedupeName | null,
    @Ctx() { clusters }: StocktakingContext,
  ): Promise<ActivityCluster | null> {
    return clusters.of(id, dedupe);
  }
}

/** What a cluster consists of. */
@Resolver(() => ActivityCluster)
export class ActivityClusterResolver {
  @FieldResolver(() => [ClusterRecord], { description: "The records, the one that came in first in front." })
  records(
    @Root() cluster: ActivityCluster,
    @Arg("first", () => Int, { nullable: true, description: "How many, 1 to 200; 50 where not given." }) first: number | null,
    @Ctx() { clusters }: StocktakingContext,
  ): Promise<ClusterRecord[]> {
    return clusters.records(cluster, first);
  }
}
