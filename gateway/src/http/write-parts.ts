import type { ReplyInParts, ReplyPart, WholeReply } from "../answering/reply";
import type { PartsFormat } from "./accept";

type Extensions = Readonly<Record<string, unknown>> | null;

/** One text of an answer in parts. */
export interface PartText {
  readonly text: string;
  readonly last: boolean;
}

/** Writes an answer in parts as the JSON texts of one format, in the order they go out. */
export async function* partTexts({ first, parts, closing }: ReplyInParts, format: PartsFormat): AsyncGenerator<PartText, void, void> {
  const writer = format === "deferSpec=20220824" ? new PatchWriter() : new PendingWriter();
  yield { text: writer.first(first), last: false };
  for await (const batch of parts) {
    if (batch.length > 0) yield { text: writer.batch(batch), last: false };
  }
  const extensions = closing();
  yield { text: object([extensions === null ? "" : member("extensions", extensions), '"hasNext":false']), last: true };
}

interface PartWriter {
  first(reply: WholeReply): string;
  batch(parts: readonly ReplyPart[]): string;
}

/** What Apollo Client speaks: each part says by itself where it belongs. */
class PatchWriter implements PartWriter {
  first(reply: WholeReply): string {
    return object([...membersOf(reply), '"hasNext":true']);
  }

  batch(parts: readonly ReplyPart[]): string {
    const incremental = parts.map(({ label, path, ...part }) =>
      object([...membersOf(part), member("path", path), label === null ? "" : member("label", label)]),
    );
    return object([`"incremental":[${incremental.join(",")}]`, '"hasNext":true']);
  }
}

/** The draft of the specification: a part is announced, given and completed under an id. */
class PendingWriter implements PartWriter {
  #announced = 0;

  first(reply: WholeReply): string {
    return object([...membersOf(reply), '"pending":[]', '"hasNext":true']);
  }

  batch(parts: readonly ReplyPart[]): string {
    const ids = parts.map(() => String(this.#announced++));
    const each = (write: (part: ReplyPart, id: string) => string): string => parts.map((part, at) => write(part, ids[at] ?? "")).join(",");
    const pending = each(({ path, label }, id) => JSON.stringify(label === null ? { id, path } : { id, path, label }));
    const incremental = each(({ data, errors }, id) => object([member("id", id), ...membersOf({ data, errors, extensions: null })]));
    const completed = each((_, id) => JSON.stringify({ id }));
    return object([`"pending":[${pending}]`, `"incremental":[${incremental}]`, `"completed":[${completed}]`, '"hasNext":true']);
  }
}

function membersOf({
  data,
  errors,
  extensions,
}: {
  data: string | undefined;
  errors: WholeReply["errors"];
  extensions?: Extensions;
}): string[] {
  return [
    data === undefined ? "" : `"data":${data}`,
    errors.length === 0 ? "" : member("errors", errors),
    extensions === null || extensions === undefined ? "" : member("extensions", extensions),
  ];
}

function member(name: string, value: unknown): string {
  return `"${name}":${JSON.stringify(value)}`;
}

function object(members: readonly string[]): string {
  return `{${members.filter((text) => text !== "").join(",")}}`;
}
