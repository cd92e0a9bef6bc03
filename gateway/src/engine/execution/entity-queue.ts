import type { SubgraphAnswer } from "../transport/transport";
import type { EntityQuestion, EntityReply } from "./entity-question";
import { placedError } from "./entity-question";
import type { JoinedTexts } from "./joined-text";
import type { RunState } from "./run-state";
import { RenamedVariable } from "./subgraph-question";

/** Names that one request asks entities under, at most; more go as another. */
const MOST_JOINED = 16;

/**
 * Milliseconds that a fetch waits for others at most. Where these are asked in the end nothing was lost by it: the answer
 * had to wait for them anyway. Where what they wait for fails, so much was.
 */
const MOST_WAITED = 250;

interface Waiting {
  readonly question: EntityQuestion;
  readonly resolve: (reply: EntityReply | Promise<EntityReply>) => void;
}

/** Entity fetches to one subgraph that wait to be sent. */
class Line {
  waiting: Waiting[] = [];
  /** Fetches that may still come, and without which the answer isn't complete either. */
  expected: number;
  isDue = false;
  timer: NodeJS.Timeout | undefined;

  constructor(expected: number) {
    this.expected = expected;
  }
}

/**
 * Sends entity fetches. Those to one subgraph that become ready in one turn of the event loop go as one request, and
 * each gets its own part of the answer back. One that nothing waits for but the end of the answer waits for others like
 * it, which the end waits for as well; no longer than a moment, so that a slow source doesn't hold up what others know.
 */
export class EntityQueue {
  readonly #state: RunState;
  readonly #texts: JoinedTexts;
  readonly #finals: ReadonlyMap<string, number>;
  readonly #lines = new Map<string, Line>();

  constructor(state: RunState, texts: JoinedTexts, finals: ReadonlyMap<string, number>) {
    this.#state = state;
    this.#texts = texts;
    this.#finals = finals;
  }

  ask(question: EntityQuestion): Promise<EntityReply> {
    const { operation, isFinal } = question;
    if (!this.#texts.mayJoin(operation)) return this.#askAlone(question);
    return new Promise((resolve) => {
      const line = this.#lineTo(operation.subgraph);
      line.waiting.push({ question, resolve });
      if (isFinal) line.expected--;
      if (!isFinal || line.expected === 0 || this.#state.transportOf(operation.subgraph).trusted) this.#sendSoon(line);
      else line.timer ??= setTimeout(() => this.#send(line), MOST_WAITED);
    });
  }

  /** A fetch that nothing waits for but the end of the answer found nothing to ask. */
  passBy(subgraph: string): void {
    const line = this.#lineTo(subgraph);
    line.expected--;
    if (line.expected === 0 && line.waiting.length > 0) this.#sendSoon(line);
  }

  #lineTo(subgraph: string): Line {
    const line = this.#lines.get(subgraph) ?? new Line(this.#finals.get(subgraph) ?? 0);
    this.#lines.set(subgraph, line);
    return line;
  }

  #sendSoon(line: Line): void {
    if (line.isDue) return;
    line.isDue = true;
    // After every answer that has come by now, so that all who can go on have come.
    setImmediate(() => this.#send(line));
  }

  #send(line: Line): void {
    const waiting = line.waiting.sort((one, other) => this.#numberOf(one) - this.#numberOf(other));
    line.waiting = [];
    line.isDue = false;
    clearTimeout(line.timer);
    line.timer = undefined;
    for (let first = 0; first < waiting.length; first += MOST_JOINED) this.#sendTogether(waiting.slice(first, first + MOST_JOINED));
  }

  #numberOf({ question }: Waiting): number {
    return this.#texts.numberOf(question.operation);
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
    const added = questions.flatMap((question, index) => question.added.map((one) => new RenamedVariable(one, `_v${index}_${one.name}`)));
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
