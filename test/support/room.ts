import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { harvest } from "@actionline/agencies/feed/harvest";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import type { RoleName } from "@actionline/kit/access";
import type { ContractRecord } from "@actionline/schema/contract/records";
import { createValidator } from "@actionline/schema/validator/validator";
import { NOW, startHub, type TestHub } from "./start-hub";

/** A cell as the room looks at it. */
export interface RoomCell {
  readonly item: { readonly id: string };
  readonly place: { readonly id: string };
  readonly stakeholderType: string | null;
  readonly state: string;
  readonly basis: string | null;
  readonly reasons: readonly { readonly code: string }[];
  readonly activities: number;
  readonly counts: Counts;
  readonly filter: object;
  readonly responsible: readonly {
    readonly agency: { readonly id: string } | null;
    readonly scopeLevel: string;
    readonly scopes: string[];
  }[];
  readonly whatWouldChange: readonly { readonly state: string; readonly steps: readonly Step[] }[];
}
export interface Counts {
  readonly none: number;
  readonly confirmed: number;
  readonly proposed: number;
}
export interface Step {
  readonly kind: string;
  readonly agencies: readonly { readonly id: string }[];
  readonly items: readonly { readonly id: string }[];
  readonly places: readonly { readonly id: string }[];
  readonly year: number | null;
  readonly source: { readonly id: string } | null;
}
export interface Bounds {
  readonly covered: { readonly low: number; readonly high: number };
  readonly omitted: { readonly low: number; readonly high: number };
}
export interface Changed {
  readonly item: { readonly id: string };
  readonly place: { readonly id: string };
  readonly from: string;
  readonly to: string;
  readonly cause: string;
}

const CELL = `item { id } place { id } stakeholderType state basis reasons { code } activities counts { none confirmed proposed } filter(strengths: [STRONG])
  responsible { agency { id } scopeLevel scopes }`;
const WAYS = "whatWouldChange { state steps { kind agencies { id } items { id } places { id } year source { id } } }";
const GRID = "actionLines: $lines, items: $items, places: $places, years: $years, stakeholderTypes: $types, asOf: $asOf";
const GIVEN = "$lines: [ID!], $items: [ID!], $places: [ID!], $years: [Int!], $types: [StakeholderType!], $asOf: AsOf";

/** A meeting over the demonstration set: a hub, those who act in it by their tokens, and a clock that goes on between two acts. */
export class Room {
  #now = NOW;
  private constructor(
    readonly test: TestHub,
    tick: { now: () => Date },
  ) {
    tick.now = () => this.#now;
  }

  static async open(): Promise<Room> {
    const tick = { now: () => NOW };
    const room = new Room(await startHub({ clock: () => tick.now() }), tick);
    await room.#admit("secretariat", "SECRETARIAT", null);
    await room.#admit("moderator", "MODERATOR", "C7-eHealth");
    for (const agency of ["nordlys", "signalhaven", "openhands"]) await room.#admit(agency, "PUBLISHER", agency);
    return room;
  }

  #admit(name: string, role: RoleName, of: string | null): Promise<void> {
    return this.test.hub.tokens.admit(name, { id: name, name: `the ${name}`, roles: [{ name: role, of }] }, "room");
  }

  /** Lets some minutes pass. */
  wait(minutes = 5): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }

  /** Does something as the holder of a token; a field of the graph with its input. */
  async act<T>(who: string, mutation: string, input: object, shown: string): Promise<T> {
    this.wait();
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${shown} } }`;
    const data = await this.test.ask(operation, { input: { ...input, idempotencyKey: randomUUID() } }, who);
    return data[mutation] as T;
  }

  async ask<T>(query: string, variables: object = {}, who?: string): Promise<T> {
    return (await this.test.ask(query, { ...variables }, who)) as T;
  }

  /** The cells of a slice by item, region and type where types are given, with the rates. */
  async look(slice: object, more = ""): Promise<{ readonly cells: readonly RoomCell[]; readonly bounds: Bounds }> {
    const by = `by: [ITEM, REGION${"types" in slice ? ", STAKEHOLDER_TYPE" : ""}]`;
    const { coverage } = await this.ask<{ coverage: { bounds: Bounds; cells: { nodes: RoomCell[] } } }>(
      `query (${GIVEN}) { coverage(${GRID}, ${by}) { bounds { covered { low high } omitted { low high } } cells(first: ${more === "" ? 100 : 5}) { nodes { ${CELL} ${more} } } } }`,
      slice,
    );
    return { cells: coverage.cells.nodes, bounds: coverage.bounds };
  }

  /** One cell with what would change it. */
  async cell(item: string, place: string, more: object = {}): Promise<RoomCell> {
    const [cell] = (await this.look({ items: [item], places: [place], ...more }, WAYS)).cells;
    if (cell === undefined) throw new Error(`There is no cell of ${item} in ${place}.`);
    return cell;
  }

  /** The point to come back to: the name that the answer tells. */
  async point(): Promise<string> {
    const { expectations } = await this.ask<{ expectations: { asOf: { name: string } } }>("{ expectations(first: 1) { asOf { name } } }");
    return expectations.asOf.name;
  }

  /** What changed in a slice since a point, each cell with its cause. */
  async changes(since: string, slice: object): Promise<readonly string[]> {
    const { coverageChanges } = await this.ask<{ coverageChanges: { cells: { nodes: Changed[] } } }>(
      `query (${GIVEN}, $since: AsOf!) { coverageChanges(${GRID}, by: [ITEM, REGION], since: $since) { cells(first: 100) { nodes { item { id } place { id } from to cause } } } }`,
      { ...slice, since: { snapshot: since } },
    );
    return coverageChanges.cells.nodes.map(({ item, place, from, to, cause }) => `${item.id} ${place.id} ${from} → ${to} ${cause}`);
  }

  /** A source is read again: what it published at first, as the agency has altered it since. Null where it can't be reached. */
  async harvest(source: string, alter: ((records: readonly ContractRecord[]) => readonly ContractRecord[]) | null): Promise<void> {
    this.wait();
    const { demonstration, hub } = this.test;
    const record = demonstration?.sources.find(({ id }) => id === source);
    const feed = demonstration?.feeds.find((each) => each.source === source);
    if (record === undefined || feed === undefined) throw new Error(`The demonstration set has no feed ${source}.`);
    const records = feed.changes.map((change) => change.record);
    const input = alter === null ? NOTHING_THERE : { records: asChanges(alter(records)), complete: true };
    const { client, db, appender } = hub;
    await harvest({ client, db, appender, source: record, input, validator: createValidator(knownCodes()), clock: () => this.#now });
    await hub.index.reach(hub.appender.watermark);
    this.wait();
  }

  /** What watches told since they were asked last, by kind. */
  async news(who: string): Promise<readonly string[]> {
    await this.test.hub.notices.follower.follow();
    const { notifications } = await this.ask<{ notifications: { nodes: { event: { kind: string; position: number } }[] } }>(
      "{ notifications(first: 50, unread: true) { nodes { event { kind position } } } }",
      {},
      who,
    );
    const [latest] = notifications.nodes;
    if (latest !== undefined) await this.act(who, "markNotificationsRead", { upTo: latest.event.position }, "unread");
    return notifications.nodes.map(({ event }) => event.kind);
  }
}

/** A source that can't be reached. */
const NOTHING_THERE = { file: join(tmpdir(), "actionline-room-of-no-such-feed.jsonl") };
const asChanges = (records: readonly ContractRecord[]): object[] => records.map((record) => ({ operation: "UPSERT", record }));
