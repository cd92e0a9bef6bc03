import type { SubgraphAnswer } from "../transport/transport";
import type { EntityQuestion, EntityReply } from "./entity-question";
import { placedError } from "./entity-question";
import type { JoinedTexts } from "./joined-text";
import type { RunState } from "./run-state";

/** Names that one request asks entities under, at most; more go as another. */
const MOST_JOINED = 16;

interface Waiting {
  readonly question: EntityQuestion;
  readonly resolve: (reply: EntityReply | Promise<EntityReply>) => void;
}

/**
 * Sends entity fetches. Those to one subgraph that become ready in one turn of the event loop go as one request, and
 * each gets its own part of the answer back.
 */
export class EntityQueue {
  readonly #state: RunState;
  readonly #texts: JoinedTexts;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(state: RunState, texts: JoinedTexts) {
    this.#state = state;
    this.#texts = texts;
  }

  ask(question: EntityQuestion): Promise<EntityReply> {
    const { operation } = question;
    if (!this.#texts.mayJoin(operation)) return this.#askAlone(question);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(operation.subgraph);
      if (waiting !== undefined) waiting.push({ question, resolve });
      else {
        this.#waiting.set(operation.subgraph, [{ question, resolve }]);
        // After every promise that the same answer settles, so that all who can go on have come.
        process.nextTick(() => this.#send(operation.subgraph));
      }
    });
  }

  #send(subgraph: string): void {
    const waiting = this.#waiting.get(subgraph) ?? [];
    this.#waiting.delete(subgraph);
    for (let first = 0; first < waiting.length; first += MOST_JOINED) this.#sendTogether(waiting.slice(first, first + MOST_JOINED));
  }

  #sendTogether(waiting: readonly Waiting[]): void {
    const questions = waiting.map(({ question }) => question);
    const replies = waiting.length === 1 ? null : this.#askJoined(questions);
    waiting.forEach(({ question, resolve }, index) => {
      resolve(replies === null ? this.#askAlone(question) : replies.then((all) => all[index] ?? this.#askAlone(question)));
    });
  }

  async #askAlone({ operation, added, size }: EntityQuestion): Promise<EntityReply> {
    const { data, errors, errorsLeftOut } = await this.#state.ask(operation, added, size);
    return { entities: data?._entities, errors: errors.map((error) => placedError(error, "_entities")), errorsLeftOut: errorsLeftOut ?? 0 };
  }

  /** Nothing where the whole answer was lost to errors: then each is asked alone, since one must not cost the others theirs. */
  async #askJoined(questions: readonly EntityQuestion[]): Promise<readonly EntityReply[]> {
    const operation = this.#texts.joined(questions.map(({ operation }) => operation));
    const added = questions.flatMap((question, index) => question.added.map(({ name, json }) => ({ name: `_v${index}_${name}`, json })));
    const answer = await this.#state.ask(
      operation,
      added,
      questions.reduce((sum, { size }) => sum + size, 0),
    );
    return answer.data === null && answer.errors.length > 0 ? [] : questions.map((_, index) => replyOf(answer, index));
  }
}

/** An error that points at none of the joined fetches is told once, by the first of them. */
function replyOf({ data, errors, errorsLeftOut }: SubgraphAnswer, index: number): EntityReply {
  const alias = `_e${index}`;
  const own = errors.filter(({ path }) => path?.[0] === alias || (index === 0 && !pointsAtOne(path?.[0])));
  const entities = data === null || !Object.hasOwn(data, alias) ? undefined : data[alias];
  return { entities, errors: own.map((error) => placedError(error, alias)), errorsLeftOut: index === 0 ? (errorsLeftOut ?? 0) : 0 };
}

function pointsAtOne(head: unknown): boolean {
  return typeof head === "string" && /^_e\d+$/.test(head);
}
