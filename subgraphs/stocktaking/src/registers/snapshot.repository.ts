import { authorize } from "@actionline/kit/access";
import type { Snapshot } from "@actionline/kit/as-of";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import { isSamePoint, nameOfPoint, type Point, readsLikeAPoint } from "@actionline/kit/point";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Idempotency } from "@actionline/log/idempotency";
import { VersionReader } from "@actionline/log/versions";
import type { SnapshotRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { nameForGood } from "./name-for-good";
import type { NameSnapshotInput, NameSnapshotPayload } from "./snapshot";

/** Reads and gives names of points of the log. */
export class SnapshotRepository {
  readonly #db: Db;
  readonly #request: RequestContext;
  readonly #appender: Appender;
  readonly #idempotency: Idempotency;

  constructor(db: Db, request: RequestContext, appender: Appender, idempotency: Idempotency) {
    this.#db = db;
    this.#request = request;
    this.#appender = appender;
    this.#idempotency = idempotency;
  }

  async page({ first, after }: PageArguments): Promise<Connection<Snapshot>> {
    const last = readAfter("snapshots", this.#request.asOf, after);
    const page = await new VersionReader(this.#db, "SNAPSHOT", this.#request).page({}, last, pageSize(first));
    return connect(
      { ...page, list: "snapshots", rows: page.rows.map(({ record }) => showSnapshot(record)), place: ({ name }) => [name] },
      this.#request,
    );
  }

  /** Names a point once: the same name for another point is refused. */
  async name(input: NameSnapshotInput): Promise<NameSnapshotPayload> {
    const { principal, asOf } = this.#request;
    authorize(principal, "nameSnapshot");
    const name = checkName(input.name);
    const known = await this.#known(name);
    const point = isGiven(input.sequence) ? await resolveAsOf(this.#db, { sequence: input.sequence }, asOf.instant) : asOf;
    if (known !== null) return this.#alreadyNamed(known, input, point);
    await this.#idempotency.once(principal, "nameSnapshot", { ...input }, async (alongside) => {
      const appended = await nameForGood(this.#appender, name, point, alongside);
      if (appended !== null) this.#request.advanceTo(appended);
    });
    // Another request may have taken the name since we looked; then ours wrote nothing, and not its key either.
    const named = await this.#known(name);
    if (named === null) throw new Error(`The snapshot "${name}" was named and isn't there.`);
    return this.#alreadyNamed(named, input, point);
  }

  async #alreadyNamed(known: SnapshotRecord, input: NameSnapshotInput, point: Point): Promise<NameSnapshotPayload> {
    const again = await this.#idempotency.wasDone(this.#request.principal, "nameSnapshot", input.idempotencyKey, withoutKey(input));
    if (again || isSamePoint(pointOf(known), point)) return { snapshot: showSnapshot(known) };
    throw hubError(
      "BAD_INPUT",
      `"${known.name}" already names the point ${nameOfPoint(pointOf(known))}, and a name never moves; choose another name.`,
      {
        sequence: known.sequence,
      },
    );
  }

  /** Read at the log's end, not at the request's point: a name given a moment ago is taken. */
  async #known(name: string): Promise<SnapshotRecord | null> {
    const found = await this.#db.collection<{ subject: string; record: SnapshotRecord }>("snapshots").findOne({ subject: name });
    return found?.record ?? null;
  }
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (readsLikeAPoint(trimmed)) {
    throw hubError("BAD_INPUT", "A name that begins like 3448@2026-11-22 is a point's own; take other words, such as: CSTD 2026.");
  }
  if (trimmed.length >= 1 && trimmed.length <= 100) return trimmed;
  throw hubError("BAD_INPUT", "A snapshot's name takes 1 to 100 characters, such as: CSTD 2026.");
}

const withoutKey = ({ idempotencyKey: _key, ...input }: NameSnapshotInput): object => input;

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

const pointOf = ({ sequence, at }: SnapshotRecord): Point => ({ sequence, instant: new Date(at) });

const showSnapshot = ({ name, sequence, at }: SnapshotRecord): Snapshot => ({ name, sequence, at: new Date(at) });
