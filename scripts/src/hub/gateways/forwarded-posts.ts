import type { Posted, PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import type { ErrorCode } from "@actionline/schema/error-code";
import { GraphQLError } from "graphql";

/** A route of the hub's own process, as its gateways are told of it. */
export type ForwardedPost = Pick<PostRoute, "path" | "mostBytes" | "mostMs">;

/** What the hub answers a gateway that handed something posted on. */
type Handed = { readonly answer: unknown } | { readonly refused: { readonly code: ErrorCode; readonly message: string } };

interface Handing {
  readonly path: string;
  readonly posted: Posted;
}

export const forwardedPosts = (routes: readonly PostRoute[]): ForwardedPost[] =>
  routes.map(({ path, mostBytes, mostMs }) => ({ path, mostBytes, mostMs }));

/** Answers in the hub's process what its gateways hand on; a refusal goes back as one. */
export function answerHanded(routes: readonly PostRoute[]): (question: unknown) => Promise<Handed> {
  return async (question) => {
    const { path, posted } = question as Handing;
    const route = routes.find((each) => each.path === path);
    if (route === undefined) throw new Error("a gateway handed on what no route takes");
    try {
      return { answer: await route.answer(posted) };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { refused: { code: error.extensions.code as ErrorCode, message: error.message } };
    }
  };
}

/** The hub's routes as a gateway serves them: what is posted is handed on. */
export function handOn(routes: readonly ForwardedPost[], call: (question: Handing, mostMs: number) => Promise<unknown>): PostRoute[] {
  return routes.map(({ path, mostBytes, mostMs }) => ({
    path,
    mostBytes,
    mostMs,
    answer: async (posted) => {
      const handed = (await call({ path, posted }, mostMs)) as Handed;
      if ("refused" in handed) throw hubError(handed.refused.code, handed.refused.message);
      return handed.answer;
    },
  }));
}
