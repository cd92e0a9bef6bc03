import { hubError } from "@actionline/kit/hub-error";
import type { SentQuestion } from "../http/sent-question";
import type { AutomaticDocuments } from "./automatic-documents";
import { type Documents, type Found, questionWith } from "./documents";
import { hashOf } from "./hash-of";
import type { TrustedDocuments } from "./trusted-documents";

export interface HubDocumentsOptions {
  /** Null where none are. */
  readonly trusted: TrustedDocuments | null;
  /** Whether no others are answered. */
  readonly only: boolean;
  /** Null where clients may register none. */
  readonly automatic: AutomaticDocuments | null;
}

/** The documents of a hub: those an operator trusts, those clients registered, and those that questions bring with them. */
export class HubDocuments implements Documents {
  readonly #options: HubDocumentsOptions;

  constructor(options: HubDocumentsOptions) {
    this.#options = options;
  }

  find(sent: SentQuestion): Found {
    const { trusted, only } = this.#options;
    const hash = hashSent(sent);
    const id = sent.documentId ?? hash;
    const known = id === null ? null : (trusted?.find(id) ?? null);
    if (known !== null) return { question: questionWith(known, sent), keep: null };
    if (only) return this.#onlyTrusted(sent, id);
    if (sent.documentId !== null && sent.query === null) throw unknown(sent.documentId);
    return hash === null ? this.#asSent(sent) : this.#byHash(sent, hash);
  }

  #onlyTrusted(sent: SentQuestion, id: string | null): Found {
    if (sent.query !== null && this.#options.trusted?.holds(sent.query) === true) return this.#asSent(sent);
    if (sent.query === null && id !== null) throw unknown(id);
    throw hubError("DOCUMENT_NOT_TRUSTED", "This hub answers registered documents alone; ask by the id of one.");
  }

  #asSent(sent: SentQuestion): Found {
    if (sent.query === null) throw hubError("BAD_REQUEST", 'Send a question: {"query": "…", "variables": {…}}.');
    return { question: questionWith(sent.query, sent), keep: null };
  }

  #byHash(sent: SentQuestion, hash: string): Found {
    const { automatic } = this.#options;
    const { query } = sent;
    if (query !== null && hashOf(query) !== hash) throw hubError("BAD_REQUEST", "provided sha does not match query");
    if (automatic === null) {
      // Apollo's clients know these two sentences.
      if (query === null) throw hubError("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
      return this.#asSent(sent);
    }
    const text = query ?? automatic.find(hash);
    if (text === null) throw hubError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
    return { question: questionWith(text, sent), keep: query === null ? null : () => automatic.keep(hash, text) };
  }
}

/** The hash that `extensions.persistedQuery` names; null where there is none. */
function hashSent({ extensions }: SentQuestion): string | null {
  const persisted = extensions?.persistedQuery;
  if (persisted === undefined || persisted === null) return null;
  if (typeof persisted !== "object" || !("version" in persisted) || persisted.version !== 1) {
    throw hubError("BAD_REQUEST", "Unsupported persisted query version");
  }
  const hash = "sha256Hash" in persisted ? persisted.sha256Hash : null;
  if (typeof hash === "string" && hash.length <= 200) return hash;
  throw hubError("BAD_REQUEST", "extensions.persistedQuery.sha256Hash has to be the SHA-256 of the document, as a text.");
}

function unknown(id: string): Error {
  return hubError("DOCUMENT_UNKNOWN", "No document is registered under this id; register it, or send its text.", { id: id.slice(0, 100) });
}
