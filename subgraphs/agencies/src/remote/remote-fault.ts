import type { FeedError } from "../feed/feed-item";

/** Why a source's server gave nothing that a harvest can go on with, in a sentence that its owner may read. */
export class RemoteFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  get feedError(): FeedError {
    return { code: this.code, message: this.message };
  }
}

/** The server says that it can't go on from the cursor that it was sent: everything is to be read anew. */
export class CursorRefused extends RemoteFault {
  constructor() {
    super("CURSOR_EXPIRED", "The server can't go on from the cursor that it gave; everything is read anew.");
  }
}
