import { createHook } from "node:async_hooks";
import { existsSync, readFileSync } from "node:fs";
import { BlockList } from "node:net";

/** Where a process went, beyond the machine itself. */
export interface Egress {
  /** Addresses that it tried to connect to, or to send to. */
  readonly addresses: readonly string[];
  /** Names that it looked up by itself. */
  readonly names: readonly string[];
  /** Packets that the system had no way for: all but those to the machine itself, where it runs in a network of its own. */
  readonly withoutRoute: number;
}

/** What Node's own requests to the system hold. */
interface SystemRequest {
  readonly address?: unknown;
  readonly hostname?: unknown;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
const isLoopback = (address: string): boolean => LOOPBACK.check(address, address.includes(":") ? "ipv6" : "ipv4");

/** Watches, beneath every library, what this process asks its system for. */
export function watchEgress(): () => Egress {
  const sent: SystemRequest[] = [];
  const looked: SystemRequest[] = [];
  createHook({
    init: (_id, type, _trigger, resource) => {
      if (type === "TCPCONNECTWRAP" || type === "UDPSENDWRAP") sent.push(resource);
      if (type === "GETADDRINFOREQWRAP" || type === "QUERYWRAP") looked.push(resource);
    },
  }).enable();
  return () => ({
    addresses: sent.map(({ address }) => String(address)).filter((address) => !isLoopback(address)),
    names: looked.map(({ hostname }) => String(hostname)),
    withoutRoute: withoutRoute(),
  });
}

/** As the kernel counts them for the network that the process is in. */
function withoutRoute(): number {
  const ipv4 = tableOf("/proc/net/snmp").get("Ip OutNoRoutes") ?? 0;
  return ipv4 + (tableOf("/proc/net/snmp6").get("Ip6OutNoRoutes") ?? 0);
}

/** Two lines for each protocol of one file, names and counts; one line for each count of the other. */
function tableOf(file: string): ReadonlyMap<string, number> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, "utf8").trim().split("\n");
  if (file.endsWith("snmp6")) return new Map(lines.map((line) => line.split(/\s+/)).map(([name = "", count]) => [name, Number(count)]));
  const counts = new Map<string, number>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [protocol = "", ...names] = (lines[at] ?? "").split(/:? /);
    const [, ...values] = (lines[at + 1] ?? "").split(/:? /);
    for (const [index, name] of names.entries()) counts.set(`${protocol} ${name}`, Number(values[index]));
  }
  return counts;
}
