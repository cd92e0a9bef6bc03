import { connect } from "node:net";

/** Sends bytes as they are; gives what came back once the hub has closed. */
export function raw(port: number, write: (send: (text: string) => void) => void | Promise<void>): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => void write((text) => void socket.write(text)));
    socket.on("data", (bytes) => {
      answer += bytes;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}

/** The statuses of the responses in a text, in order. */
export function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
