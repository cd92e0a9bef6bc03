import type { Citation } from "@actionline/kit/citation";
import { hubError } from "@actionline/kit/hub-error";
import { type AsOfPoint, RequestContext } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { asOfOfRequest, type NamedPoints, PointsOfFields, type ResolvePoint } from "./as-of-of-request";
import type { Variables } from "./asked-fields";
import { AskedOperation } from "./asked-operation";
import type { AskedDocument } from "./citations/citer";
import type { Exchange } from "./exchange";
import { OperationLimits } from "./operation-limits";
import type { GatewaySettings } from "./settings";
import { checkVariables } from "./variable-limits";

/** A validated document, and which of its operations is asked with which variables. */
export interface Candidate {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** The same object each time the same document is asked: what follows from it alone is kept with it. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Variables;
}

export interface AdmissionOptions {
  readonly settings: GatewaySettings;
  readonly resolvePoint: ResolvePoint;
  readonly clock: () => Date;
  /** How an admitted question is cited. */
  readonly cite: (asked: AskedDocument, request: RequestContext) => Promise<Citation>;
}

/** Lets operations through to the planner, or refuses them: their cost, their pages, and the one point each reads at. */
export class Admission {
  readonly settings: GatewaySettings;
  readonly #options: AdmissionOptions;
  readonly #limits: OperationLimits;
  readonly #points = new PointsOfFields();
  readonly #known = new WeakMap<OperationDefinitionNode, AskedOperation>();

  constructor(options: AdmissionOptions) {
    this.settings = options.settings;
    this.#options = options;
    this.#limits = new OperationLimits(options.settings);
  }

  /** Fills the exchange with what the subgraphs are handed; refuses by a hub error. */
  async admit(candidate: Candidate, exchange: Exchange): Promise<void> {
    const { operation, document, variables } = candidate;
    if (operation === undefined) {
      throw hubError("BAD_REQUEST", "Name one operation of the document as operationName; without a name it must hold exactly one.");
    }
    checkVariables(variables, this.settings);
    const asked = this.#askedOperation(candidate.schema, document, operation);
    const { estimated, asks, named } = asked.with(variables);
    exchange.estimatedNodes = estimated;
    exchange.admitted = true;
    // What asks only about the schema is answered even while the index can't be read.
    if (!asks) return;
    const now = this.#options.clock();
    const point = await this.#pointOf(exchange, operation, named, now);
    const requestAt = (at: AsOfPoint): RequestContext =>
      this.#requestContext(exchange, at, { schema: candidate.schema, document, operation, variables });
    exchange.request = requestAt(point);
    exchange.requestAt = (at) => requestAt({ ...at, latest: false });
  }

  #askedOperation(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): AskedOperation {
    const known = this.#known.get(operation);
    if (known !== undefined) return known;
    const made = new AskedOperation(schema, document, operation, { limits: this.#limits, points: this.#points });
    this.#known.set(operation, made);
    return made;
  }

  #requestContext(exchange: Exchange, point: AsOfPoint, asked: AskedDocument): RequestContext {
    const { deadline } = exchange;
    // The time of a request that is answered as a stream is over when the stream begins; its events are waited for until it ends.
    const isOver = asked.operation.operation === "subscription" ? () => deadline.signal.aborted : () => deadline.over;
    const request = new RequestContext(exchange.principal, point, new WorkBudget(isOver));
    let citation: Promise<Citation> | null = null;
    request.citeBy(() => {
      citation ??= this.#options.cite(asked, request);
      return citation;
    });
    return request;
  }

  #pointOf({ pinnedTo }: Exchange, { operation: kind }: OperationDefinitionNode, named: () => NamedPoints, now: Date): Promise<AsOfPoint> {
    const { resolvePoint } = this.#options;
    if (pinnedTo === null) return asOfOfRequest(kind, named(), resolvePoint, now);
    if (kind !== "query") throw hubError("BAD_REQUEST", "Only a query is answered at a point of the past.");
    return resolvePoint({ snapshot: pinnedTo }, now);
  }
}
