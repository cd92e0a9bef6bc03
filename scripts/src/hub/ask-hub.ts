/** A GraphQL answer as it came. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: unknown;
}

interface Question {
  readonly url: string;
  readonly token: string | null;
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Asks a hub over HTTP. */
export async function askHub({ url, token, document, variables = {} }: Question): Promise<Answer> {
  const headers = { "content-type": "application/json", ...(token !== null && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: document, variables }) }).catch(() => {
    throw new Error(`No hub answers at ${url}: start one with "npm start", or give its address with --url.`);
  });
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new Error(`${url} answered ${response.status} and no GraphQL: is it a hub's /graphql?`);
  }
}
