import { readSync } from "node:fs";
import type { Socket } from "node:net";

/** As much as Node reads at a time; the rest follows as it always does. */
const room = Buffer.alloc(65_536);

/**
 * What lies in a connection that was just taken, read at once; null where nothing came yet. Node reads it a turn of the event
 * loop later: while the hub is busy, whoever connects anew would wait for two turns, and is to wait for one.
 */
export function bytesAtHand(socket: Socket): Buffer | null {
  const descriptor = descriptorOf(socket);
  if (descriptor === null) return null;
  try {
    const count = readSync(descriptor, room, 0, room.length, null);
    return count === 0 ? null : Buffer.from(room.subarray(0, count));
  } catch {
    // Nothing came yet, or the connection has ended: whichever it is, Node finds it too.
    return null;
  }
}

/** Not among what Node promises: without it, bytes are read when Node reads them. */
function descriptorOf(socket: Socket): number | null {
  const handle: unknown = Reflect.get(socket, "_handle");
  if (typeof handle !== "object" || handle === null || !("fd" in handle)) return null;
  return typeof handle.fd === "number" && handle.fd >= 0 ? handle.fd : null;
}
