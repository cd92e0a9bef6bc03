import type { ApolloServerPlugin, BaseContext } from "@apollo/server";
import type { GatewayContext } from "../exchange";
import { startTinyHub } from "../testing/tiny-hub";
import { WAYS } from "../testing/ways";
import { textOfValues, valuesOf } from "./answer-values";

const APOLLO_WAYS = WAYS.filter(([, { front }]) => front === "apollo");

describe.each(APOLLO_WAYS)("plugins of %s", (_way, way) => {
  it("see each request from its beginning to its end, and may look into the answer", async () => {
    const seen: string[] = [];
    const plugin: ApolloServerPlugin<GatewayContext> = {
      requestDidStart: async ({ request, contextValue }) => {
        seen.push(`start ${request.http?.method} ${request.http?.headers.get("x-told")} ${contextValue.exchange.principal.id}`);
        return {
          parsingDidStart: async () => void seen.push("parse"),
          validationDidStart: async () => void seen.push("validate"),
          didResolveOperation: async ({ operationName }) => void seen.push(`resolve ${operationName}`),
          executionDidStart: async () => void seen.push("execute"),
          willSendResponse: async ({ response }) => {
            if (response.body.kind === "single") seen.push(`send ${JSON.stringify(response.body.singleResult.data)}`);
            response.http.headers.set("x-plugin", "was here");
          },
        };
      },
    };
    const hub = await startTinyHub({ plugins: [plugin] }, way);
    const { url } = await hub.gateway.listen(0, "127.0.0.1");
    const headers = { "content-type": "application/json", "x-told": "yes" };
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      body: JSON.stringify({ query: "query Ids { teams { id } }" }),
      headers,
    });
    expect(response.headers.get("x-plugin")).toBe("was here");
    await expect(response.json()).resolves.toMatchObject({ data: { teams: [{ id: "c1" }, { id: "c2" }] } });
    const answer = '{"teams":[{"id":"c1"},{"id":"c2"}]}';
    expect(seen).toEqual(["start POST yes null", "parse", "validate", "resolve Ids", "execute", `send ${answer}`]);
    await hub.gateway.stop();
  });

  it("may change the answer, and answer in the hub's place", async () => {
    const plugin: ApolloServerPlugin<BaseContext> = {
      requestDidStart: async () => ({
        responseForOperation: async ({ operationName }) =>
          operationName === "Mine"
            ? { http: { headers: new Map() as never }, body: { kind: "single", singleResult: { data: { mine: true } } } }
            : null,
        willSendResponse: async ({ response: { body } }) => {
          if (body.kind !== "single") return;
          const [team] = (body.singleResult.data as { teams?: { name: string }[] } | null)?.teams ?? [];
          if (team !== undefined) team.name = "changed";
          body.singleResult.extensions = { added: 1 };
        },
      }),
    };
    const hub = await startTinyHub({ plugins: [plugin] }, way);
    const ask = async (query: string) => JSON.parse(JSON.stringify((await hub.gateway.execute({ query })).body));
    await expect(ask("{ teams { name } }")).resolves.toMatchObject({
      data: { teams: [{ name: "changed" }, { name: "Team c2" }] },
      extensions: { added: 1, asOf: { sequence: 7 } },
    });
    await expect(ask("query Mine { teams { id } }")).resolves.toMatchObject({ data: { mine: true } });
    await hub.gateway.stop();
  });
});

describe("which front goes with which engine", () => {
  it("is refused before anything starts where the two don't go together", async () => {
    await expect(startTinyHub({}, { engine: "apollo", front: "plain" } as never)).rejects.toThrow(/set both/);
    await expect(startTinyHub({ plugins: [{}] })).rejects.toThrow(/plugins of Apollo Server need the front "apollo"/);
  });
});

describe("an answer's values", () => {
  const text = '{"a":{"b":[1]},"__proto__":2}';

  it("go out as the text they came as while nobody holds a part of them", () => {
    const values = valuesOf(text);
    expect(Object.keys(values ?? {})).toEqual(["a", "__proto__"]);
    expect(textOfValues(values)).toBe(text);
  });

  it("go out as they are once somebody changed them, at the top or deep inside", () => {
    const deep = valuesOf(text) as { a: { b: number[] } };
    deep.a.b.push(2);
    expect(textOfValues(deep)).toBe('{"a":{"b":[1,2]},"__proto__":2}');
    const top = valuesOf(text) ?? {};
    top.c = 3;
    delete top.a;
    expect(textOfValues(top)).toBe('{"__proto__":2,"c":3}');
    expect([textOfValues(null), textOfValues(undefined), valuesOf("null")]).toEqual(["null", undefined, null]);
  });
});
