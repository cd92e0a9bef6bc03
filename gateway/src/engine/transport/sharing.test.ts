import { aQuestion } from "../testing/question";
import { onAbort } from "./on-abort";
import { SharingTransport } from "./sharing";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "./transport";

interface Asked {
  readonly request: SubgraphRequest<string>;
  readonly answer: (data: Record<string, unknown>) => void;
  readonly fail: (error: Error) => void;
}

let asked: Asked[];
let transport: SharingTransport<string>;

/** A transport that answers when a test says so. */
const inner: Transport<string> = {
  trusted: false,
  ask: (request) =>
    new Promise<SubgraphAnswer>((resolve, reject) => {
      onAbort(request.signal, () => reject(new Error("given up")));
      asked.push({ request, answer: (data) => resolve({ data, errors: [], bytes: 0 }), fail: reject });
    }),
  close: async () => undefined,
};

beforeEach(() => {
  asked = [];
  transport = new SharingTransport(inner, { subgraph: "shared", shareKey: (scope) => (scope === "alone" ? null : scope) });
});

const ask = (scope = "public", facts: Parameters<typeof aQuestion<string>>[0] = {}) => transport.ask(aQuestion({ ...facts, scope }));

describe("sharing what is being asked", () => {
  it("asks once for all who ask the same at once, and anew afterwards", async () => {
    const answers = [ask(), ask(), ask()];
    expect(asked).toHaveLength(1);
    asked[0]?.answer({ hello: "world" });
    expect((await Promise.all(answers)).map(({ data }) => data)).toEqual(Array(3).fill({ hello: "world" }));
    void ask();
    expect(asked).toHaveLength(2);
  });

  it("gives everyone an answer of their own, which the others don't see written into", async () => {
    const answers = [ask(), ask()].map((answer) =>
      answer.then(({ data }) => Object.assign((data?.team ?? {}) as object, { mine: Math.random() })),
    );
    asked[0]?.answer({ team: { tags: ["a"], __proto__: null } });
    const [first, second] = await Promise.all(answers);
    expect(first).not.toBe(second);
    expect(first).not.toEqual(second);
  });

  it.each([
    ["others who ask", () => ask("another")],
    ["another text", () => ask("public", { text: "{other}" })],
    ["other variables", () => ask("public", { variables: { a: 1 } })],
    ["whoever never shares", () => ask("alone")],
  ])("doesn't share with %s", (_, other) => {
    void ask();
    void other();
    void ask("alone");
    expect(asked).toHaveLength(3);
  });

  it("never shares a mutation", () => {
    void ask("public", { kind: "mutation" });
    void ask("public", { kind: "mutation" });
    expect(asked).toHaveLength(2);
  });

  it("lets one leave without the others, and gives up when all have left", async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const answers = [ask("public", { signal: one.signal }), ask("public", { signal: other.signal })].map((answer) =>
      answer.then(
        () => "ANSWERED",
        ({ code }: { code?: string }) => code,
      ),
    );
    one.abort();
    expect(await answers[0]).toBe("SOURCE_TIMEOUT");
    expect(asked[0]?.request.signal.aborted).toBe(false);
    asked[0]?.answer({});
    expect(await answers[1]).toBe("ANSWERED");

    const third = new AbortController();
    const left = ask("public", { signal: third.signal }).catch(() => "left");
    third.abort();
    expect(await left).toBe("left");
    expect(asked[1]?.request.signal.aborted).toBe(true);
    void ask();
    expect(asked).toHaveLength(3);
  });

  it("tells everyone of a failure", async () => {
    const answers = [ask(), ask()].map((answer) => answer.catch(({ message }: Error) => message));
    asked[0]?.fail(new Error("down"));
    expect(await Promise.all(answers)).toEqual(["down", "down"]);
  });

  it("subscribes only where the transport does", () => {
    expect(transport.subscribe).toBeUndefined();
    const events = (async function* () {})();
    const subscribing = new SharingTransport<string>({ ...inner, subscribe: () => events }, { subgraph: "shared", shareKey: () => null });
    expect(subscribing.subscribe?.(aQuestion({ scope: "public" }))).toBe(events);
  });
});
