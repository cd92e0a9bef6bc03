import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { FindingsContext } from "./context";
import { Finding } from "./finding";
import {
  DecideFindingInput,
  DraftFindingInput,
  NotifyFindingsInput,
  ReplyToFindingInput,
  ResolveFindingInput,
  SurveyFindingsInput,
} from "./finding.inputs";
import {
  DecideFindingPayload,
  DraftFindingPayload,
  NotifyFindingsPayload,
  ReplyToFindingPayload,
  ResolveFindingPayload,
  SurveyFindingsPayload,
} from "./finding.payloads";

/** What people do about findings. */
@Resolver(() => Finding)
export class FindingMutationResolver {
  @Mutation(() => SurveyFindingsPayload, {
    description: "Works out which findings hold now; drafts the new ones and ends those that no longer hold. For the secretariat.",
  })
  surveyFindings(
    @Arg("input", () => SurveyFindingsInput, { description: "The request's key." }) input: SurveyFindingsInput,
    @Ctx() { drafter }: FindingsContext,
  ): Promise<SurveyFindingsPayload> {
    return drafter.survey(input);
  }

  @Mutation(() => DraftFindingPayload, { description: "Drafts a finding by hand. For the secretariat." })
  async draftFinding(
    @Arg("input", () => DraftFindingInput, { description: "What it is about and what it stands on." }) input: DraftFindingInput,
    @Ctx() { drafter }: FindingsContext,
  ): Promise<DraftFindingPayload> {
    return { finding: await drafter.draft(input) };
  }

  @Mutation(() => NotifyFindingsPayload, {
    description: "Tells those whom drafts are about and gives them time to reply. For the secretariat.",
  })
  async notifyFindings(
    @Arg("input", () => NotifyFindingsInput, { description: "Which drafts, and until when replies are awaited." })
    input: NotifyFindingsInput,
    @Ctx() { writer }: FindingsContext,
  ): Promise<NotifyFindingsPayload> {
    return { findings: await writer.notify(input) };
  }

  @Mutation(() => ReplyToFindingPayload, {
    description:
      "Replies to a finding. For those whom it is about: representatives of their organizations, publishers of their agencies, and the moderator of the line.",
  })
  async replyToFinding(
    @Arg("input", () => ReplyToFindingInput, { description: "Which finding, and the reply." }) input: ReplyToFindingInput,
    @Ctx() { writer }: FindingsContext,
  ): Promise<ReplyToFindingPayload> {
    return { finding: await writer.reply(input) };
  }

  @Mutation(() => DecideFindingPayload, {
    description: "Confirms or refutes a finding, once those whom it is about were heard or their time has passed. For the secretariat.",
  })
  async decideFinding(
    @Arg("input", () => DecideFindingInput, { description: "Which finding, the decision and its reason." }) input: DecideFindingInput,
    @Ctx() { writer }: FindingsContext,
  ): Promise<DecideFindingPayload> {
    return { finding: await writer.decide(input) };
  }

  @Mutation(() => ResolveFindingPayload, { description: "Ends a finding whose matter is settled. For the secretariat." })
  async resolveFinding(
    @Arg("input", () => ResolveFindingInput, { description: "Which finding, and how it was settled." }) input: ResolveFindingInput,
    @Ctx() { writer }: FindingsContext,
  ): Promise<ResolveFindingPayload> {
    return { finding: await writer.resolve(input) };
  }
}
