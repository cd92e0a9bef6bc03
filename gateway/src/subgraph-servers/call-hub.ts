import { request } from "undici";
import { callPath } from "./subgraph-server";
import { SIGNATURE_HEADER, signatureOf } from "./wire-request";

/** The hub that a gateway in another process leans on. */
export interface HubAddress {
  /** Of its subgraph server. */
  readonly url: string;
  readonly secret: string;
}

/** Asks the hub something beside the graph, and waits so many milliseconds for the answer. */
export async function callHub({ url, secret }: HubAddress, name: string, question: unknown, mostMs = 10_000): Promise<unknown> {
  const body = JSON.stringify({ question });
  const headers = { "content-type": "application/json", [SIGNATURE_HEADER]: signatureOf(body, secret) };
  const response = await request(`${url}${callPath(name)}`, { method: "POST", body, headers, headersTimeout: mostMs, bodyTimeout: mostMs });
  if (response.statusCode !== 200) {
    await response.body.dump();
    throw new Error(`the hub refused the call "${name}" with ${response.statusCode}`);
  }
  return ((await response.body.json()) as { readonly answer: unknown }).answer;
}
