import { execFile } from "node:child_process";
import { Socket } from "node:net";
import { promisify } from "node:util";
import { startTinyHub } from "./testing/tiny-hub";

const STOCK = `
  require("node:net").Socket.prototype.connect = () => { console.log("calls out"); process.exit(0); };
  new (require("@apollo/gateway").ApolloGateway)({ supergraphSdl: "" });
`;

describe("what leaves the machine", () => {
  it("is nothing: not while the gateway is made, nor while it answers, nor when it stops", async () => {
    const connect = jest.spyOn(Socket.prototype, "connect");
    const { gateway } = await startTinyHub();
    await gateway.execute({ query: "{ teams { id } }" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await gateway.stop();
    const calls: readonly unknown[] = connect.mock.calls.flat(3);
    const hosts = calls.flatMap((each) => (typeof each === "object" && each !== null && "host" in each ? [each.host] : []));
    connect.mockRestore();
    expect(hosts.filter((host) => host !== "127.0.0.1")).toEqual([]);
  });

  it("would be something without the hub's own word: the stock gateway, left as it is, calls out at once", async () => {
    const { APOLLO_TELEMETRY_DISABLED: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", STOCK], { env, cwd: __dirname });
    expect(stdout).toBe("calls out\n");
  });
});
