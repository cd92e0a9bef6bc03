import type { Admission } from "../admission";
import type { KeptReplies } from "../answer-cache/kept-replies";
import type { Exchange } from "../exchange";
import type { Question } from "../question";
import { checkManner } from "./check-manner";
import type { HubEngine } from "./hub-engine";
import type { Pipeline } from "./pipeline";
import type { Reply } from "./reply";
import type { ReplyShaper } from "./reply-shaper";

/** The hub's own way from a question to its answer: what the engine wrote goes out as it wrote it. */
export class HubPipeline implements Pipeline {
  readonly #engine: HubEngine;
  readonly #admission: Admission;
  readonly #shaper: ReplyShaper;
  readonly #kept: KeptReplies;

  constructor(engine: HubEngine, admission: Admission, shaper: ReplyShaper, kept: KeptReplies) {
    this.#engine = engine;
    this.#admission = admission;
    this.#shaper = shaper;
    this.#kept = kept;
  }

  async answer(question: Question, exchange: Exchange): Promise<Reply> {
    try {
      return await exchange.deadline.within(this.#answer(question, exchange));
    } catch (error) {
      return this.#shaper.refusal(error, exchange);
    }
  }

  async #answer(question: Question, exchange: Exchange): Promise<Reply> {
    const { query, operationName, variables = {} } = question;
    const begun = await this.#engine.begin({ query, operationName }, exchange);
    const { document, operation, kind } = begun.prepared;
    checkManner(kind, begun.generation.schema, exchange);
    await this.#admission.admit({ schema: begun.generation.schema, document, operation, variables }, exchange);
    const make = async () => this.#shaper.shape(await this.#engine.execute(begun, variables, exchange), exchange);
    return this.#kept.through(begun, question, exchange, make);
  }
}
