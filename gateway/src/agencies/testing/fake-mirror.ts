import type { Mirror, MirrorAnswer, MirrorFault, MirrorQuestion } from "@actionline/mirror/mirror";
import { execute, type GraphQLError, type GraphQLSchema } from "graphql";

/** A mirror over what a test says that it holds. */
export interface FakeMirror extends Mirror {
  /** When it was read; null where it holds nothing. */
  asOf: Date | null;
  /** What it was asked. */
  readonly asked: MirrorQuestion[];
  fails: boolean;
}

/**
 * Answers by a schema whose resolvers give what the mirror holds. One that holds nothing for a field throws NOT_MIRRORED.
 */
export function fakeMirror(schema: GraphQLSchema, asOf: Date | null): FakeMirror {
  const mirror: FakeMirror = {
    asOf,
    asked: [],
    fails: false,
    async answer(question: MirrorQuestion): Promise<MirrorAnswer> {
      mirror.asked.push(question);
      if (mirror.fails) throw new Error("the mirror's database is away");
      const { document, variables, point } = question;
      const { data, errors = [] } = await execute({ schema, document, variableValues: variables, contextValue: { point } });
      return { data: { ...data }, errors: errors.map(faultOf), asOf: mirror.asOf };
    },
  };
  return mirror;
}

function faultOf({ message, path = [] }: GraphQLError): MirrorFault {
  return { message, path, extensions: { code: message === "NOT_AS_OF" ? "NOT_AS_OF" : "NOT_MIRRORED" } };
}
