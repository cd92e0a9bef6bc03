import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo, LookupFunction } from "node:net";
import { guardedLookup } from "./guarded-lookup";
import { AddressRefused, resolveByServers } from "./resolve-public";

/** A name server of the test's own, which answers each question for an IPv4 address with the next of these. */
async function startNames(answers: string[]): Promise<Socket> {
  const names = createSocket("udp4");
  names.on("message", (question, { port, address }) => {
    const end = question.indexOf(0, 12) + 5;
    const isIpv4 = question.readUInt16BE(end - 4) === 1;
    const found = isIpv4 ? (answers.length > 1 ? answers.shift() : answers[0]) : undefined;
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(found === undefined ? 0 : 1, 6);
    head.writeUInt32BE(0, 8);
    const record = found === undefined ? [] : [Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...found.split(".").map(Number)])];
    names.send(Buffer.concat([head, question.subarray(12, end), ...record]), port, address);
  });
  await new Promise<void>((bound) => names.bind(0, "127.0.0.1", bound));
  return names;
}

const addressesOf = (lookup: LookupFunction, host: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, found) => (error === null ? resolve(found) : reject(error)));
  });

test("E12: a name that was public a moment ago and leads to this machine now is refused, at its second lookup", async () => {
  const names = await startNames(["93.184.215.14", "127.0.0.1"]);
  const resolve = resolveByServers([`127.0.0.1:${(names.address() as AddressInfo).port}`]);
  const lookup = guardedLookup(resolve, { allowLocal: false });
  try {
    expect(await addressesOf(lookup, "api.agency.org")).toEqual([{ address: "93.184.215.14", family: 4 }]);
    await expect(addressesOf(lookup, "api.agency.org")).rejects.toThrow(AddressRefused);
  } finally {
    names.close();
  }
});

test("a name that leads nowhere is no address, which isn't the same as one that is refused", async () => {
  const lookup = guardedLookup(async () => [], { allowLocal: false });
  await expect(addressesOf(lookup, "api.agency.org")).rejects.not.toThrow(AddressRefused);
});
