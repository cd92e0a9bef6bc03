/** What one source may cost; times are milliseconds. */
export interface HttpLimits {
  readonly connect: number;
  /** From the question to the head of its answer, the wait for a socket included. */
  readonly firstByte: number;
  /** From the question to the end of its answer. */
  readonly whole: number;
  /** Of a body. */
  readonly bytes: number;
  /** Of a head, and of trailers. */
  readonly headerBytes: number;
  readonly headers: number;
  /** Of framing that says nothing: extensions of chunks. */
  readonly framingBytes: number;
  readonly depth: number;
  /** Values of a body: containers and commas are what is counted. */
  readonly nodes: number;
  /** Errors kept; the rest are counted. */
  readonly errors: number;
  readonly sockets: number;
  /** Questions that wait for a socket; more fail at once. */
  readonly waiting: number;
  /** An idle socket is closed after this, or earlier where the source says so. */
  readonly idle: number;
}

export const HTTP_LIMITS: HttpLimits = {
  connect: 1_000,
  firstByte: 2_000,
  whole: 3_000,
  bytes: 5_000_000,
  headerBytes: 16_384,
  headers: 100,
  framingBytes: 65_536,
  depth: 64,
  nodes: 200_000,
  errors: 20,
  sockets: 20,
  waiting: 100,
  idle: 4_000,
};
