import { type ClassType, Directive, Field, Int, ObjectType } from "type-graphql";
import { Snapshot, snapshotOf } from "./as-of";
import { Citation } from "./citation";
import { writeCursor } from "./page";
import type { RequestContext } from "./request-context";

@Directive("@shareable")
@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more rows follow this page." })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether rows come before this page." })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The cursor of the page's first row." })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "The cursor of the page's last row; give it as `after` to read on." })
  readonly endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | Promise<number>;
  readonly asOf: Snapshot;
  readonly cite: Promise<Citation>;
}

/** The base of a noun's edge class: `@ObjectType() class TeamEdge extends edgeOf(Team) {}`. */
export function edgeOf<T extends object>(Node: ClassType<T>): abstract new () => Edge<T> {
  @ObjectType()
  abstract class EdgeOf {
    @Field(() => String, { description: "This row's place in the list." })
    readonly cursor!: string;

    @Field(() => Node, { description: "The row itself." })
    readonly node!: T;
  }
  return EdgeOf;
}

/** The base of a noun's connection class: `@ObjectType() class TeamConnection extends connectionOf(Team, TeamEdge) {}`. */
export function connectionOf<T extends object>(Node: ClassType<T>, EdgeClass: ClassType<Edge<T>>): abstract new () => Connection<T> {
  @ObjectType()
  abstract class ConnectionOf {
    @Field(() => [EdgeClass], { description: "The rows of this page, each with its cursor." })
    readonly edges!: readonly Edge<T>[];

    @Field(() => [Node], { description: "The rows of this page." })
    readonly nodes!: readonly T[];

    @Field(() => PageInfo, { description: "Where this page stands in the list." })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, { description: "How many rows the whole list has." })
    readonly totalCount!: number | Promise<number>;

    @Field(() => Snapshot, { description: "The point of the log that the list was read at." })
    readonly asOf!: Snapshot;

    @Field(() => Citation, { description: "How to cite the answer." })
    readonly cite!: Promise<Citation>;
  }
  return ConnectionOf;
}

/** One page as it was read: its rows, and what the list's cursor of a row is made of. */
export interface Page<T> {
  readonly list: string;
  readonly rows: readonly T[];
  readonly place: (row: T) => readonly (string | number | null)[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The number, or how to count it where that costs a read: then only a request that asks for it pays. */
  readonly totalCount: number | (() => Promise<number>);
}

/** Puts a page into the connection's shape, its cursors pinned to the request's point. */
export function connect<T>(page: Page<T>, request: RequestContext): Connection<T> {
  const { asOf: point } = request;
  const edges = page.rows.map((node) => ({ node, cursor: writeCursor({ list: page.list, point, last: page.place(node) }) }));
  const pageInfo = {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return {
    edges,
    nodes: page.rows,
    pageInfo,
    asOf: snapshotOf(request),
    get totalCount() {
      return typeof page.totalCount === "function" ? page.totalCount() : page.totalCount;
    },
    get cite() {
      return request.cite();
    },
  };
}

/** A page of a short list that is already in memory and in order; `place` must be unique, such as the row's id. */
export function pageOfList<T>(
  list: string,
  rows: readonly T[],
  keyOf: (row: T) => string,
  first: number,
  afterKey: string | null,
): Page<T> {
  const start = afterKey === null ? 0 : rows.findIndex((row) => keyOf(row) > afterKey);
  const from = start === -1 ? rows.length : start;
  const taken = rows.slice(from, from + first);
  return {
    list,
    rows: taken,
    place: (row) => [keyOf(row)],
    hasNextPage: from + taken.length < rows.length,
    hasPreviousPage: from > 0,
    totalCount: rows.length,
  };
}
