import { authorize } from "@actionline/kit/access";
import type { Snapshot } from "@actionline/kit/as-of";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import { resolveAsOf } from "@actionline/log/as-of";
import { VersionReader } from "@actionline/log/versions";
import type { SnapshotRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import type { Idempotency } from "../review/idempotency";
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
    const last = readAfter("snapshots", this.#request.asOf.sequence, after);
    const page = await new VersionReader(this.#db, "SNAPSHOT", this.#request).page({}, last, pageSize(first));
    return connect(
      { ...page, list: "snapshots", rows: page.rows.map(({ record }) => showSnapshot(record)), place: ({ name }) => [name ?? null] },
      this.#request,
    );
  }

  /** Names a point once: the same name for another point is refused. */
  async name(input: NameSnapshotInput): Promise<NameSnapshotPayload> {
    const { principal, asOf } = this.#request;
    authorize(principal, "nameSnapshot");
    const name = checkName(input.name);
    const known = await this.#known(name);
    if (known !== null) return this.#alreadyNamed(known, input);
    const point = await this.#point(input.sequence ?? asOf.sequence);
    const record: SnapshotRecord = { id: name, name, ...point };
    await this.#idempotency.once(principal, "nameSnapshot", { ...input }, async (alongside) => {
      const change = { kind: "SNAPSHOT", subject: name, operation: "UPSERT", owner: "hub:secretariat", record } as const;
      const { sequence } = await this.#appender.append([change], alongside);
      this.#request.advanceTo(sequence);
    });
    return { snapshot: showSnapshot((await this.#known(name)) ?? record) };
  }

  async #alreadyNamed(known: SnapshotRecord, input: NameSnapshotInput): Promise<NameSnapshotPayload> {
    const again = await this.#idempotency.wasDone(this.#request.principal, "nameSnapshot", input.idempotencyKey, withoutKey(input));
    if (again || known.sequence === input.sequence) return { snapshot: showSnapshot(known) };
    throw hubError("BAD_INPUT", `"${known.name}" already names sequence ${known.sequence}, and a name never moves; choose another name.`, {
      sequence: known.sequence,
    });
  }

  async #point(sequence: number): Promise<{ sequence: number; at: string }> {
    const { asOf } = this.#request;
    const point = sequence === asOf.sequence ? asOf : await resolveAsOf(this.#db, { sequence }, asOf.instant);
    return { sequence, at: point.instant.toISOString() };
  }

  /** Read at the log's end, not at the request's point: a name given a moment ago is taken. */
  async #known(name: string): Promise<SnapshotRecord | null> {
    const found = await this.#db.collection<{ subject: string; record: SnapshotRecord }>("snapshots").findOne({ subject: name });
    return found?.record ?? null;
  }
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= 100) return trimmed;
  throw hubError("BAD_INPUT", "A snapshot's name takes 1 to 100 characters, such as: CSTD 2026.");
}

const withoutKey = ({ idempotencyKey: _key, ...input }: NameSnapshotInput): object => input;

const showSnapshot = ({ name, sequence, at }: SnapshotRecord): Snapshot => ({ name, sequence, at: new Date(at) });
