import type { AddressInfo } from "node:net";
import type { Principal } from "@actionline/kit/access";
import { pino } from "pino";
import type { Pipeline } from "../answering/pipeline";
import type { Reply, WholeReply } from "../answering/reply";
import { openDocuments } from "../documents/open-documents";
import type { Exchange } from "../exchange";
import { FrontDesk } from "../front-desk";
import { GraphqlEndpoint } from "../http/graphql-endpoint";
import { HubServer } from "../http/hub-server";
import { OpenStreams } from "../http/open-streams";
import { requestListener } from "../http/request-listener";
import { StreamSender } from "../http/stream-sender";
import { WebSockets } from "../http/web-sockets";
import { openObserver } from "../observe/open-observer";
import type { Question } from "../question";
import { DEFAULT_SETTINGS, type GatewaySettings } from "../settings";

/** A front over answers that a test writes: what is asked is told, and what the test says is sent. */
export interface ScriptedFront {
  readonly url: string;
  readonly asked: readonly { readonly question: Question; readonly exchange: Exchange }[];
  readonly streams: OpenStreams;
  /** The token "good" ends. */
  revoke(): void;
  stop(): Promise<void>;
}

export type Script = (question: Question, exchange: Exchange) => Reply | Promise<Reply>;

const MEMBER: Principal = { id: "member", name: "a member", roles: [] };

export async function startScriptedFront(script: Script, given: Partial<GatewaySettings> = {}): Promise<ScriptedFront> {
  const settings = { ...DEFAULT_SETTINGS, ...given };
  const logger = pino({ level: "silent" });
  const asked: { question: Question; exchange: Exchange }[] = [];
  const pipeline: Pipeline = {
    answer: async (question, exchange) => {
      asked.push({ question, exchange });
      exchange.admitted = true;
      return script(question, exchange);
    },
  };
  let known = true;
  const principalOf = async (token: string) => (known && token === "good" ? MEMBER : null);
  const { observer } = openObserver(settings, logger);
  const desk = new FrontDesk({ pipeline, documents: await openDocuments(settings), settings, principalOf, observer, logger });
  const streams = new OpenStreams(settings);
  const endpoint = new GraphqlEndpoint({ desk, streams: new StreamSender(streams, settings), settings, logger });
  const server = new HubServer(settings, endpoint);
  server.serve(requestListener({ endpoint, application: (_, response) => response.writeHead(404).end(), settings, logger }));
  const sockets = new WebSockets({ desk, streams, settings, logger });
  sockets.serve(server.node);
  await new Promise<void>((resolve) => server.node.listen(0, "127.0.0.1", resolve));
  const { port } = server.node.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    sockets.drain();
    streams.drain();
    await Promise.all([server.drain(settings.graceMs), desk.close()]);
  };
  const revoke = (): void => {
    known = false;
  };
  return { url: `http://127.0.0.1:${port}/graphql`, asked, streams, revoke, stop };
}

/** A whole answer with the data given. */
export function whole(data: unknown, errors: WholeReply["errors"] = []): WholeReply {
  return { kind: "whole", data: JSON.stringify(data), errors, extensions: null, status: 200, headers: new Map() };
}

/** Events that a test gives one by one. */
export class Events<T> {
  readonly #waiting: ((result: IteratorResult<T, void>) => void)[] = [];
  readonly #given: T[] = [];
  /** Whether whoever listened has stopped. */
  ended = false;

  give(...items: T[]): void {
    for (const item of items) {
      const next = this.#waiting.shift();
      if (next === undefined) this.#given.push(item);
      else next({ done: false, value: item });
    }
  }

  complete(): void {
    this.ended = true;
    for (const next of this.#waiting.splice(0)) next({ done: true, value: undefined });
  }

  async *listen(): AsyncGenerator<T, void, void> {
    try {
      for (;;) {
        const { done, value } = await this.#next();
        if (done === true) return;
        yield value;
      }
    } finally {
      this.ended = true;
    }
  }

  #next(): Promise<IteratorResult<T, void>> {
    const [item] = this.#given;
    if (item !== undefined) {
      this.#given.shift();
      return Promise.resolve({ done: false, value: item });
    }
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
