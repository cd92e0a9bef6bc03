/** What one subscription at a source may cost; times are milliseconds. */
export interface StreamLimits {
  readonly connect: number;
  /** From the question to the first sign that it was taken. */
  readonly begin: number;
  /** Without any byte, not even a sign of life. */
  readonly idle: number;
  readonly eventBytes: number;
  readonly depth: number;
  readonly nodes: number;
  /** Errors kept of an event; the rest are counted. */
  readonly errors: number;
  readonly headerBytes: number;
  /** A source that sends more is read more slowly. */
  readonly eventsPerSecond: number;
  /** Events that wait to be taken; while there are as many, nothing more is read. */
  readonly waiting: number;
  /** Attempts to connect anew, one after the other, before it is given up. */
  readonly reconnects: number;
  /** Before the first of them; each next one waits twice as long, up to the most. */
  readonly reconnectWait: number;
  readonly reconnectWaitMost: number;
}

export const STREAM_LIMITS: StreamLimits = {
  connect: 1_000,
  begin: 5_000,
  idle: 60_000,
  eventBytes: 1_000_000,
  depth: 64,
  nodes: 50_000,
  errors: 20,
  headerBytes: 16_384,
  eventsPerSecond: 100,
  waiting: 64,
  reconnects: 5,
  reconnectWait: 500,
  reconnectWaitMost: 30_000,
};
