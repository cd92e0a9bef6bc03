import type { OnReadOpts, Socket } from "node:net";

/** More than what one socket usually holds, so that most answers come as one piece. */
const BYTES = 131_072;

const shared = Buffer.allocUnsafeSlow(BYTES);

/**
 * Has all sockets read into one buffer, since a buffer for each read is what short answers cost most beside the kernel's
 * part. A piece told by "data" therefore holds until its listeners have returned.
 */
export const SHARED_READS: OnReadOpts = {
  buffer: shared,
  callback(this: Socket, read: number): boolean {
    return this.emit("data", shared.subarray(0, read));
  },
};
