import { HttpTransport, type HttpTransportOptions } from "../transport/http/http-transport";
import { PATIENT } from "./question";

/** The ways of a test to one source, all closed together. */
export class TestTransports<Scope> {
  readonly #open: HttpTransport<Scope>[] = [];

  to(url: string, options: Partial<HttpTransportOptions<Scope>> = {}): HttpTransport<Scope> {
    const transport = new HttpTransport<Scope>({ subgraph: "hostile", url, ...options, limits: { ...PATIENT, ...options.limits } });
    this.#open.push(transport);
    return transport;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((transport) => transport.close()));
  }
}
