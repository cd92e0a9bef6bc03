import { may } from "@actionline/kit/access";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { AgenciesContext } from "../context";
import { Source } from "../source";
import { DeclareSourceInput, DeclareSourcePayload } from "./declare-source";

/** Where the hub harvests a source from, and who says so. */
@Resolver(() => Source)
export class DeclareSourceResolver {
  @Mutation(() => DeclareSourcePayload, {
    description:
      "Declares what the hub harvests from an agency and from where: the address of a file, or of another hub. For the agency's publisher, its own sources alone, and the secretariat.",
  })
  async declareSource(
    @Arg("input", () => DeclareSourceInput, { description: "The source, and what is to change." }) input: DeclareSourceInput,
    @Ctx() { desk }: AgenciesContext,
  ): Promise<{ source: SourceRecord }> {
    return { source: await desk.declare(input) };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The host that the hub fetches it from by itself; null where it is handed in, sent, or the agency's own server.",
  })
  host(@Root() { address }: SourceRecord): string | null {
    return address === undefined ? null : new URL(address).host;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The whole address that the hub fetches it from: for its agency's publisher and the secretariat, and null to others.",
  })
  address(@Root() { address, agency }: SourceRecord, @Ctx() { request }: AgenciesContext): string | null {
    return may(request.principal, "declareSource", agency) ? (address ?? null) : null;
  }

  @FieldResolver(() => Boolean, { description: "Whether it is another hub, which hands on what other agencies reported to it." })
  hub(@Root() { hub = false }: SourceRecord): boolean {
    return hub;
  }

  @FieldResolver(() => String, { nullable: true, description: "Who declared it as it stands; null where it came with the agency's data." })
  declaredBy(@Root() { declaredBy }: SourceRecord): string | null {
    return declaredBy ?? null;
  }
}
