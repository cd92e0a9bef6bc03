import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Version } from "@actionline/log/log-entry";
import { VersionReader } from "@actionline/log/versions";
import type { CommitmentRecord } from "@actionline/schema/coordination-records";
import type { Db } from "mongodb";
import { anyOf, anyOfOrAll } from "../any-of";
import type { IndexView } from "../index-view";
import type { Commitment, CommitmentFilter, RecordCommitmentInput } from "./commitment";
import { newLineId } from "./line-id";
import { checkItems, checkKnown } from "./register-checks";
import type { RegisterWriter } from "./register-writer";

/** Reads and takes organizations' commitments, for one request. */
export class CommitmentRepository {
  readonly #records: VersionReader<"COMMITMENT">;
  readonly #request: RequestContext;
  readonly #index: IndexView;
  readonly #writer: RegisterWriter;

  constructor(db: Db, request: RequestContext, index: IndexView, writer: RegisterWriter) {
    this.#records = new VersionReader(db, "COMMITMENT", request);
    this.#request = request;
    this.#index = index;
    this.#writer = writer;
  }

  async page({ organizations, items, places }: CommitmentFilter, { first, after }: PageArguments): Promise<Connection<Commitment>> {
    const conditions = [
      ...anyOf("record.organization", organizations),
      ...anyOf("record.items", items),
      ...anyOfOrAll("record.places", places),
    ];
    const last = readAfter("commitments", this.#request.asOf, after);
    const page = await this.#records.page({ $and: [{}, ...conditions] }, last, pageSize(first));
    return connect({ ...page, list: "commitments", rows: page.rows.map(showCommitment), place: ({ id }) => [id] }, this.#request);
  }

  async record(input: RecordCommitmentInput): Promise<Commitment> {
    const { principal } = this.#request;
    authorize(principal, "recordCommitment", input.organization);
    await this.#index.reach();
    const { reference } = this.#index;
    checkKnown("organization", [input.organization], reference.organizations, 1);
    const { from = null, to = null } = input;
    if (from !== null && to !== null && from > to) throw hubError("BAD_INPUT", "The first day lies after the last.");
    const id = await this.#idOf(input);
    const record: CommitmentRecord = {
      id,
      organization: input.organization,
      items: checkItems(input.items, reference, 500) ?? [],
      places: checkKnown("place", input.places, reference.places, 300),
      from,
      to,
      text: checkedText(input.text, 4000, "text"),
      recordedBy: principal.name,
      recordedOn: this.#writer.today,
    };
    const owner = `organization:${input.organization}`;
    return showCommitment(await this.#writer.set({ kind: "COMMITMENT", mutation: "recordCommitment", subject: id, owner, record }, input));
  }

  async #idOf({ id, organization, idempotencyKey }: RecordCommitmentInput): Promise<string> {
    if (id === null || id === undefined) return newLineId(organization, this.#request.principal, idempotencyKey);
    const head = await this.#writer.head("COMMITMENT", id);
    if (head?.record.organization === organization) return id;
    throw hubError("NOT_FOUND", `${organization} has no commitment "${id}"; commitments lists them.`);
  }
}

function showCommitment({ _id: version, record }: Version<CommitmentRecord>): Commitment {
  const { organization, items, places } = record;
  return {
    ...record,
    organization: { id: organization },
    items: items.map((id) => ({ id })),
    places: places?.map((id) => ({ id })) ?? null,
    version,
  };
}
