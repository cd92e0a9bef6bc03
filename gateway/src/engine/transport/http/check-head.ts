import type { SourceCode } from "../../engine-error";
import type { HttpLimits } from "./http-limits";
import { isChunked, type ResponseHead, type ResponseHeaders } from "./response-head";

/** Why an answer isn't read any further, from its head alone; null where its body is wanted. */
export function checkHead({ status, headers, framing }: ResponseHead, limits: HttpLimits): SourceCode | null {
  if (status >= 300 && status < 400 && status !== 304) return "SOURCE_REDIRECT";
  const type = mediaType(headers["content-type"]);
  if (status !== 200 && !maySayWhy(status, type)) return "SOURCE_STATUS";
  if (type !== GRAPHQL_JSON && type !== "application/json") return "SOURCE_CONTENT_TYPE";
  if (!isIdentity(headers)) return "SOURCE_ENCODING";
  return framing.kind === "LENGTH" && framing.length > limits.bytes ? "SOURCE_TOO_LARGE" : null;
}

/** The one type whose bodies are GraphQL answers whatever the status, by GraphQL over HTTP. */
const GRAPHQL_JSON = "application/graphql-response+json";

/** Servers that know only the older type say by 400 that they couldn't carry a question out, and why in its body. */
function maySayWhy(status: number, type: string | null): boolean {
  return (status >= 400 && type === GRAPHQL_JSON) || (status === 400 && type === "application/json");
}

/** The media type without parameters, or null where it isn't one, or isn't UTF-8. */
function mediaType(header: unknown): string | null {
  if (typeof header !== "string") return null;
  if (header === "application/json" || header === GRAPHQL_JSON) return header;
  const [type = "", ...parameters] = header.toLowerCase().split(";");
  return parameters.some(isForeignCharset) ? null : type.trim();
}

function isForeignCharset(parameter: string): boolean {
  const [name = "", value = ""] = parameter.split("=");
  return name.trim() === "charset" && !/^\s*"?utf-?8"?\s*$/.test(value);
}

function isIdentity(headers: ResponseHeaders): boolean {
  const encoding = headers["content-encoding"];
  return (encoding === undefined || encoding === "identity") && (headers["transfer-encoding"] === undefined || isChunked(headers));
}
