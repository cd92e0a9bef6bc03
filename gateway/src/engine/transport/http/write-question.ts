/** Beside what frames a message, each of which is this module's own to say. */
const FRAMING: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
]);
const NAME = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
/** Bytes beyond ASCII have no one meaning there. */
const VALUE = /^[\t\x20-\x7e]*$/;

/** A question as it is sent: head and body in one text, so that it leaves in one piece. */
export interface Question {
  readonly text: string;
  readonly encoding: "latin1" | "utf8";
}

/** Writes questions to one address; what is the same in all of them is written once. */
export function questionWriter(url: URL): (body: string, own: Readonly<Record<string, string>> | undefined) => Question {
  const begin = [
    `POST ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    "connection: keep-alive",
    "content-type: application/json",
    "accept: application/graphql-response+json, application/json;q=0.9",
    "accept-encoding: identity",
    "content-length: ",
  ].join("\r\n");
  return (body, own) => {
    const length = Buffer.byteLength(body);
    const text = `${begin}${length}\r\n${own === undefined ? "" : linesOf(own)}\r\n${body}`;
    // One byte a character where it is ASCII: it is copied and not encoded.
    return { text, encoding: length === body.length ? "latin1" : "utf8" };
  };
}

function linesOf(own: Readonly<Record<string, string>>): string {
  let lines = "";
  for (const [name, value] of Object.entries(own)) {
    if (!NAME.test(name) || FRAMING.has(name.toLowerCase()) || !VALUE.test(value)) throw new Error(`invalid ${name} header`);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}
